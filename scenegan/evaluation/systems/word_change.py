"""Change one word and look at the rest: the test of ControlGAN (Li et al. 2019), for any system.

A colour in the caption, and the same colour in the graph, is exchanged for another; the creature is
drawn twice with the same seed. Two numbers belong together: how well the outline is kept, and how
far the main colour has moved. A system that does not listen keeps every outline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from skimage.color import deltaE_ciede2000

from scenegan.evaluation.color_measures import main_color
from scenegan.evaluation.figures import Figure, bootstrapped, mean, median
from scenegan.evaluation.held_out import HeldOut
from scenegan.evaluation.outcome import gathered
from scenegan.evaluation.specimens import Specimen
from scenegan.evaluation.systems.contestants import Contestant
from scenegan.graph.model import Color, SceneGraph

_OPAQUE = 128
_OTHERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "red": ("blue", "#2a58c8"),
        "orange": ("blue", "#2a58c8"),
        "yellow": ("purple", "#7a3fbf"),
        "green": ("red", "#d0302a"),
        "teal": ("red", "#d0302a"),
        "blue": ("orange", "#f0841e"),
        "purple": ("yellow", "#f2cf2f"),
        "pink": ("green", "#3f9e46"),
        "brown": ("blue", "#2a58c8"),
    }
)
"""What each colour word is exchanged for."""

_COLOR = re.compile(rf"\b({'|'.join(_OTHERS)})\b")


def recolored(held: HeldOut) -> HeldOut | None:
    """Exchanges a colour of a creature in its captions and in its graph.

    Returns:
        The changed creature; None where its middle caption names no colour that its graph has.
    """
    if not held.captions:
        return None
    found = _COLOR.search(held.captions[len(held.captions) // 2])
    if found is None:
        return None
    old = found[1]
    new, value = _OTHERS[old]
    graph = _recolored_graph(held.graph, old, Color(name=new, hex=value))
    if graph == held.graph:
        return None
    captions = tuple(re.sub(rf"\b{old}\b", new, text) for text in held.captions)
    return replace(held, graph=graph, captions=captions)


def measure_word_change(
    contestant: Contestant, held: Sequence[HeldOut], before: Sequence[Specimen], seed: int
) -> dict[str, Figure]:
    """Measures what a changed colour word does to pictures.

    Args:
        contestant: draws.
        held: the creatures.
        before: a picture of each creature before the change, with the seed it was drawn with.
        seed: of the resamples.
    """
    kept, moved = [], []
    for specimen in before:
        changed = recolored(held[specimen.number])
        if changed is None:
            continue
        after = contestant.draw(changed, specimen.number, specimen.seed)
        kept.append(np.array([outline_kept(specimen, after)]))
        colors = main_color(specimen.rgba), main_color(after.rgba)
        if colors[0] is not None and colors[1] is not None:
            moved.append(np.array([float(deltaE_ciede2000(*colors))]))
    return gathered(
        {
            "edit.outline": bootstrapped(kept, mean, seed),
            "edit.moved": bootstrapped(moved, median, seed),
        }
    )


def outline_kept(before: Specimen, after: Specimen) -> float:
    """Intersection over union of what is opaque in two pictures; 1 where both are empty."""
    one, other = (s.rgba[..., 3] >= _OPAQUE for s in (before, after))
    either = int((one | other).sum())
    return float((one & other).sum() / either) if either else 1.0


def _recolored_graph(graph: SceneGraph, old: str, new: Color) -> SceneGraph:
    """Exchanges all colours whose name ends with a word, such as "dark green" for "green"."""

    def exchanged(colors: tuple[Color, ...]) -> tuple[Color, ...]:
        return tuple(new if c.name.split()[-1] == old else c for c in colors)

    parts = tuple(p.model_copy(update={"colors": exchanged(p.colors)}) for p in graph.parts)
    creature = graph.creature.model_copy(update={"colors": exchanged(graph.creature.colors)})
    return graph.model_copy(update={"parts": parts, "creature": creature})
