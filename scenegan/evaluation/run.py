"""Runs the steps of an evaluation and puts their results together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from scenegan.evaluation.context import Context
from scenegan.evaluation.figures import Figure
from scenegan.evaluation.outcome import Outcome
from scenegan.evaluation.steps import STEPS, Step


@dataclass(frozen=True)
class Evaluation:
    """What a run measured, and what it could not.

    Attributes:
        context: with what it was measured.
        outcomes: of each step that was done, by its name.
        left_out: of each other step, what is missing.
    """

    context: Context
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def figures(self) -> dict[str, Figure]:
        """All figures by key."""
        return {k: f for outcome in self.outcomes.values() for k, f in outcome.figures.items()}


def evaluate(context: Context, groups: Sequence[str]) -> Evaluation:
    """Does the steps of some groups; those that were done before are taken from the work folder.

    Args:
        context: with what to measure.
        groups: which groups of steps.
    """
    evaluation = Evaluation(context)
    for step in STEPS:
        if step.group not in groups:
            continue
        missing = _missing(step, context)
        if missing:
            evaluation.left_out[step.name] = missing
        else:
            evaluation.outcomes[step.name] = _done(step, context)
    return evaluation


def _done(step: Step, context: Context) -> Outcome:
    known = context.folder.result(step.name) if step.repeatable else None
    if known is not None:
        return known
    context.tell(step.title, 0, 0)
    outcome = step.run(context)
    context.folder.keep_result(step.name, outcome)
    return outcome


def _missing(step: Step, context: Context) -> str:
    """What a step lacks; empty if nothing."""
    if step.needs_cache and context.cache is None:
        return "the drawings: build them with `scenegan data build`"
    if step.needs_judges and context.judges is None:
        return "the judges in assets/evaluators"
    if len(context.held) < step.fewest_graphs:
        return f"graphs: at least {step.fewest_graphs} are needed"
    return ""
