"""Custom Rasa graph components for German, one class a file."""
