"""Words that a folder of one's own drawings uses beside those of the program.

They stand in `vocabulary.json` beside `annotations.jsonl`:

    {"parts": {"propeller": {"like": "wing"}}, "attributes": ["riveted"]}

`like` is the part of the program that a new one resembles most; it may be left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError, field_validator

from scenegan.errors import DataError
from scenegan.graph.model import Frozen
from scenegan.graph.vocabulary import learn_words, vocabulary

FILE = "vocabulary.json"

OwnWord = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,39}$")]
"""A word as node ids can hold it: small letters and hyphens."""


@dataclass(frozen=True)
class WordFault:
    """A mistake in `vocabulary.json`: in which field, and what is wrong."""

    field: str
    message: str


class _Part(Frozen):
    like: str = ""

    @field_validator("like")
    @classmethod
    def _like_is_known(cls, like: str) -> str:
        if like and (like not in vocabulary().parts or like in vocabulary().own_parts):
            near = vocabulary().nearest_part(like)
            hint = f"; did you mean '{near}'?" if near else ""
            raise ValueError(f"'{like}' is no part that the program comes with{hint}")
        return like


class _Words(Frozen):
    parts: Mapping[OwnWord, _Part] = Field(default_factory=dict)
    attributes: tuple[OwnWord, ...] = ()


@dataclass(frozen=True)
class OwnVocabulary:
    """New parts, each with the known part that it is most like, and new attributes."""

    parts: Mapping[str, str] = field(default_factory=dict)
    attributes: tuple[str, ...] = ()


def faults_of_words(folder: Path) -> list[WordFault]:
    """Returns all mistakes in the `vocabulary.json` of a folder; none if there is no such file."""
    path = folder / FILE
    if not path.is_file():
        return []
    try:
        _read(path)
    except ValidationError as error:
        return [
            WordFault(
                ".".join(str(step) for step in detail["loc"] if step != "[key]"),
                detail["msg"].removeprefix("Value error, "),
            )
            for detail in error.errors(include_url=False)
        ]
    except (OSError, ValueError) as error:
        return [WordFault("", f"this is not JSON ({error})")]
    return []


def learn_own_vocabulary(folder: Path) -> OwnVocabulary:
    """Reads the `vocabulary.json` of a folder, if there is one, and learns its words.

    Raises:
        DataError: if it has mistakes; the first one is named.
    """
    path = folder / FILE
    faults = faults_of_words(folder)
    if faults:
        where = f"{faults[0].field}: " if faults[0].field else ""
        raise DataError(f"{path}: {where}{faults[0].message}. See `scenegan data check`.")
    if not path.is_file():
        return OwnVocabulary()
    words = _read(path)
    own = OwnVocabulary({name: part.like for name, part in words.parts.items()}, words.attributes)
    learn_words(own.parts, own.attributes)
    return own


def _read(path: Path) -> _Words:
    return _Words.model_validate(json.loads(path.read_text(encoding="utf-8")))
