"""The dialogue engine behind a protocol, so that the web layer does not know which one answers."""
