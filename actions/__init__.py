"""rasa-sdk actions, one module a topic. They ask the knowledge base and name responses, nothing else."""
