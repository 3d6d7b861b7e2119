"""The drawings that the models learn from: annotations, vector drawings, and their cache."""
