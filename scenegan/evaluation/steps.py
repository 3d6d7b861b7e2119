"""The steps of an evaluation as data: what each is called, needs and does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scenegan.evaluation.attribute_step import measure_attributes, measure_types
from scenegan.evaluation.color_step import measure_colors
from scenegan.evaluation.context import Context
from scenegan.evaluation.distance_step import measure_distances
from scenegan.evaluation.edit_step import measure_edits
from scenegan.evaluation.judging import Judges
from scenegan.evaluation.layout_step import measure_layouts
from scenegan.evaluation.look_step import measure_looks
from scenegan.evaluation.novelty_step import measure_layout_novelty, measure_picture_novelty
from scenegan.evaluation.outcome import Outcome, Sample
from scenegan.evaluation.parser_step import gold_folder, measure_parser
from scenegan.evaluation.part_step import measure_parts
from scenegan.evaluation.relation_step import measure_relations
from scenegan.evaluation.retrieval_step import measure_retrieval
from scenegan.evaluation.speed_step import Effort, measure_speed


@dataclass(frozen=True)
class Step:
    """One step of an evaluation.

    Attributes:
        name: also of its file in the work folder.
        group: parser, layout, pictures or speed; a user may ask for one of them.
        title: what is being done, for the progress.
        run: does it.
        keys: first words of the figures that it measures.
        needs_cache: whether it needs the built drawings.
        needs_judges: whether it needs the trained judges.
        fewest_graphs: how many graphs it needs.
        repeatable: whether its result is kept; times of another hour are none of this one.
    """

    name: str
    group: str
    title: str
    run: Callable[[Context], Outcome]
    keys: tuple[str, ...]
    needs_cache: bool = False
    needs_judges: bool = False
    fewest_graphs: int = 1
    repeatable: bool = True


def _parser(context: Context) -> Outcome:
    return measure_parser(context.held, context.seed, gold_folder())


def _relations(context: Context) -> Outcome:
    def tell(done: int, total: int) -> None:
        context.tell("Laying out relations", done, total)

    return measure_relations(context.held, context.seed, context.pipeline, tell)


def _distances(context: Context) -> Outcome:
    dimensions = context.drawn_features.shape[1]
    mine = context.drawn_features.reshape(len(context.held), -1, dimensions).swapaxes(0, 1)
    sets = {"": mine, "_real": context.real_features[None]}
    for suffix, specimens in (("_flat", context.flat), ("_true_maps", context.true_maps)):
        sets[suffix] = np.concatenate([context.features_of([s.rgba]) for s in specimens])[None]
    return measure_distances(sets, context.reference, context.seed)


def _picture_novelty(context: Context) -> Outcome:
    ids = [d.id for d in context.training]
    return measure_picture_novelty(
        context.judged, context.drawn_features, context.real_features, context.reference, ids
    )


def _edits(context: Context) -> Outcome:
    def tell(done: int, total: int) -> None:
        context.tell("Editing", done, total)

    return measure_edits(context.sample, context.pipeline, context.extent.edits, tell)


def _looks(context: Context) -> Outcome:
    def tell(done: int, total: int) -> None:
        context.tell("Drawing other looks", done, total)

    return measure_looks(
        context.sample, context.pipeline, context.judges, context.extent.looks, tell
    )


def _judged(measure: Callable[[Sample, Judges], Outcome]) -> Callable[[Context], Outcome]:
    """A step that shows pictures to the judges."""

    def run(context: Context) -> Outcome:
        assert context.judges is not None
        return measure(context.judged, context.judges)

    return run


def _attributes(sample: Sample, judges: Judges) -> Outcome:
    return measure_attributes(sample.first(1), judges)


def _retrieval(context: Context) -> Outcome:
    assert context.judges is not None
    return measure_retrieval(context.judged, context.judges, context.captions)


def _speed(context: Context) -> Outcome:
    effort = Effort(context.extent.timed, context.extent.cold_starts, context.extent.readings)
    return measure_speed(context.held, context.pipeline, context.model, effort)


STEPS: tuple[Step, ...] = (
    Step("parser", "parser", "Reading gold texts and captions", _parser, ("parser",)),
    Step(
        "layout",
        "layout",
        "Measuring layouts",
        lambda context: measure_layouts(context.sample),
        ("layout",),
    ),
    Step("relations", "layout", "Laying out relations", _relations, ("relations",)),
    Step(
        "colours",
        "pictures",
        "Measuring colours",
        lambda context: measure_colors(context.sample),
        ("colour",),
        needs_cache=True,
    ),
    Step(
        "parts",
        "pictures",
        "Looking for parts",
        _judged(measure_parts),
        ("parts",),
        needs_judges=True,
    ),
    Step(
        "attributes",
        "pictures",
        "Looking for attributes",
        _judged(_attributes),
        ("attributes",),
        needs_judges=True,
    ),
    Step(
        "types",
        "pictures",
        "Guessing types",
        _judged(measure_types),
        ("types",),
        needs_cache=True,
        needs_judges=True,
    ),
    Step(
        "distances",
        "pictures",
        "Comparing with drawings",
        _distances,
        ("distance",),
        needs_cache=True,
        needs_judges=True,
        fewest_graphs=2,
    ),
    Step(
        "retrieval",
        "pictures",
        "Looking for captions",
        _retrieval,
        ("retrieval",),
        needs_judges=True,
    ),
    Step("edits", "pictures", "Editing", _edits, ("edit",)),
    Step(
        "picture-novelty",
        "pictures",
        "Looking for copies",
        _picture_novelty,
        ("novelty.picture",),
        needs_cache=True,
        needs_judges=True,
    ),
    Step(
        "layout-novelty",
        "layout",
        "Looking for copied layouts",
        lambda context: measure_layout_novelty(context.sample, context.training),
        ("novelty.layout",),
        needs_cache=True,
    ),
    Step("looks", "pictures", "Drawing other looks", _looks, ("looks",)),
    Step("speed", "speed", "Timing", _speed, ("speed",), repeatable=False),
)
"""All steps, in the order in which they are done."""

GROUPS = ("parser", "layout", "pictures", "speed")
