"""Creatures to start from: those that came with the program, and the user's own."""
