"""The tables of English words that travel with the program."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from scenegan.assets import read_json_asset


@cache
def english() -> Mapping[str, Any]:
    """Returns all tables of English words by name, read once."""
    tables: Mapping[str, Any] = read_json_asset("language", "english.json")
    return tables
