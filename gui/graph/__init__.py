"""The section of the graph: cards, lines, and what the pointer does to them."""
