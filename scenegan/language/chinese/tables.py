"""The tables of Chinese words that travel with the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scenegan.assets import read_json_asset


def chinese() -> Mapping[str, Any]:
    """Returns the tables of looks and grammar by name, read once."""
    tables: Mapping[str, Any] = read_json_asset("language", "chinese.json")
    return tables


def chinese_names() -> Mapping[str, Mapping[str, list[str]]]:
    """Returns the Chinese names of kinds and species by their English ones, read once."""
    tables: Mapping[str, Any] = read_json_asset("language", "chinese_kinds.json")
    return {"kinds": tables["kinds"], "species": tables["species"]}
