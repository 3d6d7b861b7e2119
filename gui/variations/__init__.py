"""Other pictures of the same creature: a grid of seeds, or of two qualities."""
