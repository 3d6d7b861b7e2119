"""The sentence and how it was read."""
