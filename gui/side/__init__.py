"""The side column: the outline tree of parts and the inspector, with their fields."""
