"""Training of all networks of a system, in phases; needs neither pydantic nor spaCy nor Qt."""
