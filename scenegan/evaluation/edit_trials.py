"""Runs random edits through a pipeline and measures what they leave behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scenegan.evaluation.edits import EditedPicture, leak, seam
from scenegan.evaluation.random_edits import EDIT_KINDS, EditKind, RandomEdit, random_edit
from scenegan.rendering.picture import Picture
from scenegan.rendering.pipeline import Pipeline


@dataclass(frozen=True)
class EditTrial:
    """One edit that was made and measured.

    Attributes:
        number: position of the picture that was edited.
        kind: what was done.
        words: the edit in words.
        leak: share of pixels that changed where they should not, 0..1.
        seam: mean step that the edit left across its border, in 255ths.
    """

    number: int
    kind: EditKind
    words: str
    leak: float
    seam: float


@dataclass(frozen=True)
class EditFigures:
    """Means over trials, and the largest of each."""

    leak: float
    seam: float
    leak_worst: float
    seam_worst: float
    count: int


def try_edits(
    pipeline: Pipeline,
    pictures: Sequence[Picture],
    count: int,
    seed: int,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> list[EditTrial]:
    """Makes and measures random edits; kinds take turns, and so do pictures.

    Args:
        pipeline: draws the edited documents.
        pictures: drawn creatures, 256 pixels wide, at least one.
        count: number of edits.
        seed: equal seeds give equal edits; an edit does not depend on those before it.
        tell: is called after each edit with how many are done.

    Returns:
        A trial for each edit; fewer where a creature has no part for a kind of edit.
    """
    trials = []
    for turn in range(count):
        kind = EDIT_KINDS[turn % len(EDIT_KINDS)]
        number = turn // len(EDIT_KINDS) % len(pictures)
        before = pictures[number]
        edit = random_edit(before.document, kind, np.random.default_rng([seed, turn]))
        if edit is not None:
            edited = edited_picture(before, pipeline.redraw(before.document, edit.graph), edit)
            trials.append(EditTrial(number, kind, edit.words, leak(edited), seam(edited)))
        tell(turn + 1, count)
    return trials


def edited_picture(before: Picture, after: Picture, edit: RandomEdit) -> EditedPicture:
    """Puts together what is measured: pictures, and masks of the part and what hangs on it."""
    return EditedPicture(before.rgba, after.rgba, _mask(before, edit.node), _mask(after, edit.node))


def edit_figures(trials: Sequence[EditTrial]) -> dict[str, EditFigures]:
    """Returns figures of each kind of edit that was tried, and of `all`."""
    groups: dict[str, list[EditTrial]] = {"all": list(trials)}
    for kind in EDIT_KINDS:
        groups[kind] = [trial for trial in trials if trial.kind == kind]
    return {name: _figures(group) for name, group in groups.items() if group}


def worst_trials(
    trials: Sequence[EditTrial], measure: Literal["leak", "seam"], count: int = 20
) -> list[EditTrial]:
    """Returns the trials with the highest value of a measure, worst first."""
    return sorted(trials, key=lambda trial: -getattr(trial, measure))[:count]


def _figures(trials: Sequence[EditTrial]) -> EditFigures:
    leaks, seams = [t.leak for t in trials], [t.seam for t in trials]
    return EditFigures(
        leak=float(np.mean(leaks)),
        seam=float(np.mean(seams)),
        leak_worst=max(leaks),
        seam_worst=max(seams),
        count=len(trials),
    )


def _mask(picture: Picture, node: str) -> NDArray[np.bool_]:
    """Visible pixels of a part and of what hangs on it; none if there is no such part."""
    graph = picture.document.graph
    places = [picture.nodes.index(n) for n in graph.subtree(node)] if node in graph.by_id else []
    mask: NDArray[np.bool_] = np.isin(picture.part_map, places)
    return mask
