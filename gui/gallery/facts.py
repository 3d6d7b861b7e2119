"""What the gallery knows of a creature, so that it can be found again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache

from scenegan.graph import Document, to_json
from scenegan.graph.vocabulary import vocabulary

LARGE_PART = 0.05
"""Share of the picture from which on a part's painted colour is one of the creature's."""


@dataclass(frozen=True)
class Facts:
    """Words by which a picture is filtered and searched; all of the vocabulary.

    Attributes:
        kind: such as `lizard`; empty where the graph says none.
        parts: each once, in the order of the graph.
        colors: basic colours, each once: those asked for, and those painted over a large part.
        main_color: name of the creature's first colour, as it was asked for; may be empty.
        text: the sentence.
        seed: seed of the picture.
    """

    kind: str
    parts: tuple[str, ...]
    colors: tuple[str, ...]
    main_color: str
    text: str
    seed: int

    @property
    def haystack(self) -> str:
        """All words that a search looks through, in lower case."""
        words = (self.text, self.kind, self.main_color, *self.parts, *self.colors)
        return " ".join(words).lower()


def facts_of(document: Document) -> Facts:
    """Collects the facts of a document."""
    graph = document.graph
    values = [c.hex for c in graph.creature.colors]
    values += [c.hex for p in graph.parts for c in p.colors]
    for place in document.layout.values():
        left, top, right, bottom = place.box
        if place.colors and (right - left) * (bottom - top) >= LARGE_PART:
            values.append(place.colors[0])
    return Facts(
        kind=graph.creature.kind or "",
        parts=tuple(dict.fromkeys(p.part for p in graph.parts)),
        colors=tuple(dict.fromkeys(basic_color(v) for v in values)),
        main_color=graph.creature.colors[0].name if graph.creature.colors else "",
        text=document.text,
        seed=document.recipe.seed,
    )


def digest_of(document: Document) -> str:
    """Returns a name that only documents of the same picture share; the view does not count."""
    plain = document.model_copy(update={"view": {}})
    return hashlib.sha256(to_json(plain).encode()).hexdigest()


@cache
def basic_color(value: str) -> str:
    """Returns the colour of the vocabulary that looks most like a hex value."""
    from scenegan.graph.color_values import delta_e_2000, hex_to_lab

    lab = hex_to_lab(value)
    colors = vocabulary().colors
    return min(colors, key=lambda name: float(delta_e_2000(lab, hex_to_lab(colors[name]))))
