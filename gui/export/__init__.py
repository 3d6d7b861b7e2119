"""Pictures to files: what format, how large, under what name."""
