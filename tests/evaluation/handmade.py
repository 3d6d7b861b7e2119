"""Specimens made by hand: rectangles on a square, of which everything is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenegan.evaluation.held_out import HeldOut
from scenegan.evaluation.outcome import Sample
from scenegan.evaluation.specimens import SIDE, Specimen
from scenegan.graph import Color, Creature, Part, SceneGraph

Rectangle = tuple[str, int, tuple[int, int, int, int], str]
"""Part, position of its parent or -1, left, top, right and bottom in pixels, colour."""

INK = (18, 16, 20)


def specimen(parts: Sequence[Rectangle], number: int = 0, seed: int = 0) -> Specimen:
    """Paints rectangles back to front."""
    ids = [f"{word}-{k + 1}" for k, (word, _, _, _) in enumerate(parts)]
    graph = SceneGraph(
        creature=Creature(kind="cat", types=("fire",)),
        parts=tuple(
            Part(
                id=ids[k],
                part=word,
                on=ids[on] if on >= 0 else None,
                colors=(Color(name="c", hex=color),),
            )
            for k, (word, on, _, color) in enumerate(parts)
        ),
    )
    rgba = np.zeros((SIDE, SIDE, 4), np.uint8)
    part_map = np.full((SIDE, SIDE), 255, np.uint8)
    for k, (_, _, (x0, y0, x1, y1), color) in enumerate(parts):
        rgba[y0:y1, x0:x1, :3] = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
        rgba[y0:y1, x0:x1, 3] = 255
        part_map[y0:y1, x0:x1] = k
    boxes = np.array([box for _, _, box, _ in parts], np.float64) / SIDE
    areas = np.array([(x1 - x0) * (y1 - y0) for _, _, (x0, y0, x1, y1), _ in parts])
    shown = np.bincount(part_map[part_map != 255], minlength=len(parts))[: len(parts)]
    return Specimen(
        number=number,
        seed=seed,
        graph=graph,
        rgba=rgba,
        part_map=part_map,
        boxes=boxes,
        depths=np.linspace(-1, 1, len(parts)),
        visible=shown / areas,
    )


def sample(specimens: Sequence[Specimen], real: Sequence[Specimen] = ()) -> Sample:
    """Puts specimens of graphs 0, 1, ... together; their boxes are the true ones."""
    first = {s.number: s for s in reversed(specimens)}
    held = tuple(
        HeldOut(f"d{k}", first[k].graph, (f"caption {k}",), "", first[k].boxes)
        for k in sorted(first)
    )
    return Sample(held, tuple(specimens), tuple(real), seed=0)


TORSO: Rectangle = ("torso", -1, (64, 64, 192, 192), "#f0841e")
HEAD: Rectangle = ("head", 0, (96, 32, 160, 96), "#2060e0")
EYE: Rectangle = ("eye", 1, (112, 48, 128, 64), "#ffffff")
