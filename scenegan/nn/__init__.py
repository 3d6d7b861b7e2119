"""Networks and the tensors that they read, one operator a file; and their weights on disk."""
