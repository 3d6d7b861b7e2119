"""The types of the creatures of PokéScene, such as fire and water.

`scenegan.data.species` tells more of a species, on machines that have pydantic.
"""

from __future__ import annotations

from functools import cache

from scenegan.assets import read_json_asset


def types_of(drawing_id: str) -> tuple[str, ...]:
    """Returns the types of a drawing of PokéScene; none for drawings of one's own.

    A form such as `386-attack` takes those of its number.
    """
    number = drawing_id.split("-")[0]
    return _types().get(int(number), ()) if number.isdecimal() else ()


@cache
def all_types() -> tuple[str, ...]:
    """Returns the words of all types, in alphabetical order."""
    return tuple(sorted({word for types in _types().values() for word in types}))


@cache
def _types() -> dict[int, tuple[str, ...]]:
    facts = read_json_asset("pokescene", "species.json")
    return {fact["id"]: tuple(fact["types"]) for fact in facts}
