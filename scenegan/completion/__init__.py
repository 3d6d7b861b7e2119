"""What a description leaves unsaid, from drawn creatures: parts and colours. Needs no torch."""

from scenegan.completion.complete import complete, without_suggestions
from scenegan.completion.part_colors import suggest_colors

__all__ = ["complete", "suggest_colors", "without_suggestions"]
