"""One module a topic; each has a ``router``."""
