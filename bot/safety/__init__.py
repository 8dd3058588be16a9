"""The danger gate: standard library only, no network, no model, nothing of ours."""
