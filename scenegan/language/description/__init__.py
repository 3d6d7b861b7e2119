"""From graph to text: natural sentences about a creature, in English and in Chinese.

describe(graph)                                  # everything, in English
describe(graph, length="short", language="zh")   # one sentence, in Chinese
"""

from __future__ import annotations

import hashlib
from typing import Literal

from scenegan.errors import DescriptionError
from scenegan.graph.files import to_json
from scenegan.graph.model import SceneGraph
from scenegan.language.description.choosing import Chooser
from scenegan.language.description.writer import Writer

Length = Literal["short", "medium", "long"]
Language = Literal["en", "zh"]

LENGTHS: tuple[Length, ...] = ("short", "medium", "long")
"""One sentence; a few on what is most telling; all that the graph says."""
LANGUAGES: tuple[Language, ...] = ("en", "zh")

__all__ = ["LANGUAGES", "LENGTHS", "Language", "Length", "describe"]


def describe(
    graph: SceneGraph, length: Length = "long", language: Language = "en", seed: int = 0
) -> str:
    """Describes a creature.

    Reading the long description gives the graph back: kind, size, mood, types, colours (by name,
    so within what the eye calls the same colour), parts with their numbers, attributes and
    colours, what is denied, and every attachment that does not go without saying. The shorter
    ones leave things out and say nothing else.

    Args:
        graph: what is described.
        length: how much is said.
        language: `en` or `zh`.
        seed: another seed gives other sentences; the same graph, length, language and seed give
            the same ones.

    Raises:
        DescriptionError: if there is no such length or language.
    """
    if length not in LENGTHS:
        raise DescriptionError(f"There is no length '{length}': use {', '.join(LENGTHS)}.")
    if language not in LANGUAGES:
        raise DescriptionError(f"There is no language '{language}': use {', '.join(LANGUAGES)}.")
    return _writer(language)(graph, Chooser(_seed(graph, seed))).text(length)


def _writer(language: Language) -> type[Writer]:
    """Returns what writes a language; the words of the other one are not loaded."""
    if language == "zh":
        from scenegan.language.description.chinese import ChineseWriter

        return ChineseWriter
    from scenegan.language.description.english import EnglishWriter

    return EnglishWriter


def _seed(graph: SceneGraph, seed: int) -> int:
    told = f"{seed}:{to_json(graph)}".encode()
    return int.from_bytes(hashlib.sha256(told).digest()[:8], "big")
