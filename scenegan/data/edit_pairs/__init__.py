"""Edit pairs from the truth: drawings before and after an edit of one part, in pixels and graph.

`random_pair` draws an operation for a drawing, `make_pair` does a given one.
"""

from scenegan.data.edit_pairs.choosing import random_pair
from scenegan.data.edit_pairs.creature import DrawnCreature, creature_of
from scenegan.data.edit_pairs.making import EditPair, make_pair
from scenegan.data.edit_pairs.operations import (
    OPERATIONS,
    Drop,
    Mirror,
    Operation,
    OperationName,
    Recolour,
    Scale,
    Shift,
    Swap,
    Turn,
)

__all__ = [
    "OPERATIONS",
    "DrawnCreature",
    "Drop",
    "EditPair",
    "Mirror",
    "Operation",
    "OperationName",
    "Recolour",
    "Scale",
    "Shift",
    "Swap",
    "Turn",
    "creature_of",
    "make_pair",
    "random_pair",
]
