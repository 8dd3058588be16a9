"""How well the assistant understands, on utterances that nobody trained on: one command, one report."""
