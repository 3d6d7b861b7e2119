"""All measures as data: key, what it tells, which way is better, and what is aimed at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Form = Literal["share", "number", "seconds", "milliseconds", "rate", "bytes"]
Better = Literal["higher", "lower", "none"]

SUFFIXES: Mapping[str, str] = {
    "_real": "real drawings",
    "_flat": "flat fill",
    "_true_maps": "true layouts",
}
"""Companions of a measure: the same on other pictures."""


@dataclass(frozen=True)
class Measure:
    """One line of the table.

    Attributes:
        key: as in `docs/evaluation.json`.
        title: what it tells, in a few words.
        form: how the number is written.
        better: which way is better.
        goal: what the program aims at; None where there is no goal.
    """

    key: str
    title: str
    form: Form = "share"
    better: Better = "higher"
    goal: float | None = None

    @property
    def group(self) -> str:
        """The first word of the key."""
        return self.key.split(".")[0]

    def written(self, value: float) -> str:
        """Writes a value of this measure for people."""
        match self.form:
            case "share":
                return f"{100 * value:.1f} %"
            case "seconds":
                return f"{value:.2f} s"
            case "milliseconds":
                return f"{value:.0f} ms"
            case "rate":
                return f"{value:.2f} /s"
            case "bytes":
                return f"{value / 2**20:.0f} MiB"
            case _:
                return f"{value:.4g}"

    def meets_goal(self, value: float) -> bool | None:
        """Whether a value reaches the goal; None without one."""
        if self.goal is None or self.better == "none":
            return None
        return value >= self.goal if self.better == "higher" else value <= self.goal


MEASURES: tuple[Measure, ...] = (
    Measure("parser.en.f1", "facts read from English gold texts, F1"),
    Measure("parser.zh.f1", "facts read from Chinese gold texts, F1"),
    Measure("parser.captions.recall", "annotated parts found in captions that name them"),
    Measure("layout.box_recall_03_first", "wide parts in their true place, first layout"),
    Measure("layout.box_recall_03_best5", "the same, best of five layouts"),
    Measure("layout.hidden", "parts less than a quarter visible", better="lower", goal=0.05),
    Measure("layout.one_piece", "pictures in one piece", goal=0.99),
    Measure("layout.diversity", "difference between layouts of one graph", better="none"),
    Measure("parts.recall", "requested parts that the segmenter finds in their place"),
    Measure("parts.miou", "agreement of the picture with its layout"),
    Measure(
        "colour.de_median",
        "asked against painted colour, median CIEDE2000",
        "number",
        "lower",
        10.0,
    ),
    Measure("colour.under_15", "parts whose colour is within 15"),
    Measure("attributes.f1", "attributes that the classifier sees, micro F1"),
    Measure("types.accuracy", "pictures whose first type is one of the asked"),
    Measure("relations.accuracy", "asked relations that hold", goal=0.85),
    Measure("distance.kid", "kernel distance to real drawings", "number", "lower"),
    Measure("distance.frechet", "Fréchet distance to real drawings", "number", "lower"),
    Measure("distance.precision", "pictures that lie among real ones"),
    Measure("distance.recall", "real ones that lie among the pictures"),
    Measure("retrieval.r_precision", "pictures whose caption is found among 100"),
    Measure("edit.leak", "pixels that change beside an edited part", better="lower"),
    Measure("edit.seam", "step across the border of an edit", "number", "lower"),
    Measure("novelty.picture", "distance to the nearest training drawing", "number", "none"),
    Measure("novelty.layout", "distance to the nearest training layout", "number", "none"),
    Measure("looks.diversity", "difference between looks of one layout", "number"),
    Measure("speed.cold_start", "the command draw in a fresh process", "seconds", "lower"),
    Measure("speed.parse", "descriptions read in a second", "rate"),
    Measure("speed.parse_bare", "the same by spaCy alone, without graphs", "rate", "none"),
    Measure("speed.parse_share", "the first as a share of the second", goal=0.7),
    Measure("speed.draw", "a graph to a picture, median", "milliseconds", "lower", 300.0),
    Measure(
        "speed.edit_colour_p50", "new colour to picture, median", "milliseconds", "lower", 60.0
    ),
    Measure("speed.edit_colour_p95", "the same, 95 of 100", "milliseconds", "lower"),
    Measure("speed.edit_part_p50", "new part to picture, median", "milliseconds", "lower", 120.0),
    Measure("speed.edit_part_p95", "the same, 95 of 100", "milliseconds", "lower"),
    Measure("speed.pictures", "pictures a second, one after the other", "rate"),
    Measure("speed.peak_memory", "largest memory of the process", "bytes", "lower"),
    Measure("speed.convolution_rate", "GFLOP/s of this machine's convolutions", "number", "none"),
)
"""The lines of the table, in its order."""


def measure_of(key: str) -> Measure | None:
    """Returns the measure that a key or one of its companions belongs to."""
    known = {m.key: m for m in MEASURES}
    for suffix in ("", *SUFFIXES):
        stem = key.removesuffix(suffix) if suffix else key
        if stem in known and key == stem + suffix:
            return known[stem]
    return None
