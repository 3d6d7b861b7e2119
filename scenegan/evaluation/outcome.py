"""What a step of the evaluation hands on: figures, the pictures behind them, and details."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from scenegan.evaluation.figures import Figure
from scenegan.evaluation.held_out import HeldOut
from scenegan.evaluation.specimens import Specimen

WORST = 20
"""So many pictures are shown as the worst of a measure."""


@dataclass(frozen=True)
class Sample:
    """What the figures are measured on.

    Attributes:
        held: the graphs.
        drawn: pictures of them by the model, all seeds of a graph in a row.
        real: a person's drawing of each graph; empty where there is no cache.
        seed: of everything that the measuring itself draws by chance.
    """

    held: tuple[HeldOut, ...]
    drawn: tuple[Specimen, ...]
    real: tuple[Specimen, ...]
    seed: int

    def first(self, seeds: int) -> Sample:
        """Returns the same with only so many pictures of each graph."""
        kept = [s for k in range(len(self.held)) for s in self.of_graph(k)[:seeds]]
        return Sample(self.held, tuple(kept), self.real, self.seed)

    def of_graph(self, number: int) -> tuple[Specimen, ...]:
        """Returns the pictures of one graph by the model."""
        return tuple(s for s in self.drawn if s.number == number)


@dataclass(frozen=True)
class Case:
    """One picture among the worst of a measure."""

    number: int
    seed: int
    score: float
    note: str = ""


@dataclass(frozen=True)
class Outcome:
    """What one step measured.

    Attributes:
        figures: by key.
        worst: for a key the worst pictures, worst first.
        details: further numbers for the page, such as figures of single words.
    """

    figures: Mapping[str, Figure]
    worst: Mapping[str, Sequence[Case]] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Returns it as plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Outcome:
        """Reads what `to_json` wrote.

        Raises:
            TypeError: if it is something else.
        """
        figures = {key: Figure(**value) for key, value in raw["figures"].items()}
        worst = {key: [Case(**c) for c in cases] for key, cases in raw["worst"].items()}
        return cls(figures, worst, raw["details"])


def gathered(figures: Mapping[str, Figure | None]) -> dict[str, Figure]:
    """Leaves out what could not be measured."""
    return {key: figure for key, figure in figures.items() if figure is not None}


def worst_cases(scores: Sequence[tuple[Specimen, float, str]], highest: bool) -> list[Case]:
    """Picks the worst pictures of a measure.

    Args:
        scores: picture, its score and a word on it.
        highest: whether high scores are the bad ones.
    """
    ordered = sorted(scores, key=lambda entry: -entry[1] if highest else entry[1])
    return [Case(s.number, s.seed, float(score), note) for s, score, note in ordered[:WORST]]
