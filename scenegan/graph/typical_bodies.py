"""Parts that people expect of animals and things: a wolf stands on four legs, a bird has a beak."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from scenegan.assets import read_table
from scenegan.graph.kinds import last_words

_FORMAT = "scenegan/typical-bodies@1"

Body = Mapping[str, int]
"""Part word -> how many are expected; 0 for what is not expected at all."""

_ON_EACH_LEG = "foot"


@cache
def typical_body(kind: str | None) -> Body:
    """Returns the parts that people expect of a kind.

    Of a compound that is not in the table its last words are looked up (`moon rabbit`: `rabbit`).
    Empty for kinds of which people expect nothing in particular.

    Raises:
        DataError: if the table is of another format.
    """
    raw = typical_bodies()
    found = last_words(raw["kinds"], kind)
    if found is None:
        return MappingProxyType({})
    return MappingProxyType({**raw["plans"][found["plan"]], **found.get("parts", {})})


def expected_number(part: str, kind: str | None) -> int:
    """Returns how many of a part people expect of a kind when they say `its legs`; 0 if unknown.

    Paws and hooves are as many as the legs, for all that they are seldom thought of by themselves.
    """
    body = typical_body(kind)
    if part == _ON_EACH_LEG and not body.get("arm"):
        return max(body.get(part, 0), body.get("leg", 0))
    return body.get(part, 0)


def typical_bodies() -> Mapping[str, Any]:
    """Returns the table: body plans, kinds with their plans, and where parts are expected.

    Raises:
        DataError: if the table is of another format.
    """
    return read_table("typical_bodies.json", _FORMAT)
