"""The section of the picture."""
