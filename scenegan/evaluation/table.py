"""The table of figures in words: the same rows for the terminal, the page and the model card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scenegan.evaluation.figures import Figure
from scenegan.evaluation.measures import MEASURES, SUFFIXES, Measure


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        measure: what it tells.
        value: the figure, written.
        interval: its 95 % interval; empty without one.
        companions: the same figure of real drawings and of the baselines.
        before: the figure of an earlier evaluation; empty without one.
        reached: whether it reaches its goal; None without one.
        begins_group: whether a new group of measures begins here.
    """

    measure: Measure
    value: str
    interval: str
    companions: str
    before: str
    reached: bool | None
    begins_group: bool

    @property
    def key(self) -> str:
        """Key of the figure."""
        return self.measure.key


def table_rows(
    figures: Mapping[str, Figure], earlier: Mapping[str, Any] | None = None
) -> Iterator[Row]:
    """Yields the lines of all measures that have a figure.

    Args:
        figures: by key.
        earlier: figures of an earlier evaluation by key.
    """
    group = ""
    for measure in MEASURES:
        figure = figures.get(measure.key)
        if figure is None:
            continue
        before = (earlier or {}).get(measure.key)
        yield Row(
            measure,
            measure.written(figure.value),
            _interval(measure, figure),
            ", ".join(_companions(measure, figures)),
            "" if before is None else measure.written(float(before)),
            measure.meets_goal(figure.value),
            bool(group) and group != measure.group,
        )
        group = measure.group


def _interval(measure: Measure, figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return f"{measure.written(figure.low)} to {measure.written(figure.high)}"


def _companions(measure: Measure, figures: Mapping[str, Figure]) -> Iterator[str]:
    for suffix, name in SUFFIXES.items():
        other = figures.get(measure.key + suffix)
        if other is not None:
            yield f"{name} {measure.written(other.value)}"
