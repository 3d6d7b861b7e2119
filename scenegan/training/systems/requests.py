"""What the text systems are asked while they learn: captions, at times with a type before them."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from scenegan.training.creature_types import all_types
from scenegan.training.systems.lessons import Lesson

NO_CAPTION = "a creature"
"""What is asked where a drawing has no description."""
TYPE_WORD = "type"


def with_type(caption: str, type_word: str | None) -> str:
    """Puts a type before a caption, as in "fire type. A small orange lizard."."""
    return caption if type_word is None else f"{type_word} {TYPE_WORD}. {caption}"


def random_captions(lesson: Lesson, typed: float, generator: torch.Generator) -> list[str]:
    """Draws a caption of each drawing, some of them with one of the creature's types.

    Args:
        lesson: B drawings.
        typed: share of captions with a type.
        generator: source of the random numbers.
    """
    size, device = (3, len(lesson.owners)), lesson.owners.device
    choices = torch.rand(size, device=device, generator=generator).T.tolist()
    found = []
    for texts, types, (caption, whether, which) in zip(
        lesson.captions, lesson.types, choices, strict=True
    ):
        text = _chosen(texts, caption) if texts else NO_CAPTION
        asked = _chosen(types, which) if types and whether < typed else None
        found.append(with_type(text, asked))
    return found


def fixed_captions(lesson: Lesson) -> list[str]:
    """Returns the middle caption of each drawing with its first type, for samples."""
    return [
        with_type(texts[len(texts) // 2] if texts else NO_CAPTION, types[0] if types else None)
        for texts, types in zip(lesson.captions, lesson.types, strict=True)
    ]


def words_of_types() -> tuple[str, ...]:
    """Returns the words that ask for types, which a text encoder knows in any case."""
    return (*all_types(), TYPE_WORD)


def _chosen(things: Sequence[str], share: float) -> str:
    """The thing at a share of the way, 0 to 1."""
    return things[min(int(share * len(things)), len(things) - 1)]
