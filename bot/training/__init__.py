"""From the knowledge base and ``data/`` to a trained model."""
