"""Words that the tagger mixes up: nouns that it takes for verbs, and verbs for nouns."""

from __future__ import annotations

ALWAYS_NOUNS = frozenset(["marking", "markings"])
VERBS_LIKE_NOUNS = frozenset(
    ["bears", "sports", "rings", "spots", "crowns", "spikes", "bands", "waves"]
)
GROWING = frozenset(
    ["sprout", "sprouts", "bloom", "blooms", "branch", "branches", "shoot", "shoots", "curl"]
    + ["curls", "stem", "stems", "ring", "rings", "band", "bands", "tip", "crown", "crowns"]
    + ["line", "lines", "dot", "dots", "mark", "marks", "streak", "streaks", "waves", "spikes"]
)
GRIMACES = frozenset(["grins", "smiles", "smirks", "frowns", "sneers", "gapes"])
NO_NOUNS = frozenset(["underneath", "below", "beneath", "overall", "made"])
"""Words that are tagged as nouns: `cream-coloured underneath`, `a helmet made of steel`."""
