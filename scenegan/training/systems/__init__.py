"""The seven published systems: which mechanisms each is assembled from, and how it is trained."""
