"""Facts of the species that the drawings of PokéScene show: types, height and family."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from scenegan.assets import read_json_asset
from scenegan.graph.model import Size

_HEIGHTS = (0.4, 0.9, 1.7, 3.0)
"""Heights in metres at which the next size begins."""


@dataclass(frozen=True)
class Species:
    """What is known of a species.

    Attributes:
        number: national number.
        types: one or two types.
        height: in metres.
        shape: body plan, such as `quadruped`; None if unknown.
    """

    number: int
    types: tuple[str, ...]
    height: float
    shape: str | None

    @property
    def size(self) -> Size:
        """Size by height: tiny < 0.4 m, small < 0.9, medium < 1.7, large < 3, huge."""
        sizes: tuple[Size, ...] = ("tiny", "small", "medium", "large", "huge")
        return sizes[sum(self.height >= height for height in _HEIGHTS)]


def species_of(drawing_id: str) -> Species | None:
    """Returns the species of a drawing of PokéScene; None for drawings of one's own.

    A form such as `386-attack` takes the facts of its number.
    """
    number = drawing_id.split("-")[0]
    return _species().get(int(number)) if number.isdecimal() else None


@cache
def _species() -> dict[int, Species]:
    return {
        fact["id"]: Species(fact["id"], tuple(fact["types"]), fact["height_m"], fact["shape"])
        for fact in read_json_asset("pokescene", "species.json")
    }
