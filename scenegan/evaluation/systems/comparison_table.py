"""The comparison in words: a line a contestant, a column a measure, and a sheet of pictures."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from scenegan.atomic_files import write_atomically
from scenegan.evaluation.systems.comparison import Standing

NONE = "-"
"""Stands where a contestant has no such figure."""

_CELL, _LABEL, _GAP = 128, 190, 6
_PAPER, _INK = "#f9f8f5", "#3b3a36"


@dataclass(frozen=True)
class Column:
    """A column of the table.

    Attributes:
        title: its head.
        read: writes a contestant's value.
    """

    title: str
    read: Callable[[Standing], str]


def _figure(key: str, form: str) -> Callable[[Standing], str]:
    def read(standing: Standing) -> str:
        figure = standing.figures.get(key)
        return NONE if figure is None else format(figure.value, form)

    return read


def _parameters(standing: Standing) -> str:
    count = standing.contestant.n_parameters
    return NONE if count is None else f"{count / 1e6:.2f} M"


def _seconds(standing: Standing) -> str:
    record = standing.contestant.record
    return NONE if record is None else f"{record.seconds:.0f} s"


def _seconds_a_step(standing: Standing) -> str:
    record = standing.contestant.record
    return NONE if record is None else f"{record.seconds_a_step:.3g}"


COLUMNS: tuple[Column, ...] = (
    Column("system", lambda s: s.contestant.name),
    Column("asked with", lambda s: s.contestant.asked_with),
    Column("side", lambda s: str(s.contestant.side)),
    Column("KID", _figure("distance.kid", ".3f")),
    Column("precision", _figure("distance.precision", ".2f")),
    Column("recall", _figure("distance.recall", ".2f")),
    Column("R-precision", _figure("retrieval.r_precision", ".2f")),
    Column("type", _figure("types.accuracy", ".2f")),
    Column("colour", _figure("colour.main", ".1f")),
    Column("parts", _figure("parts.recall", ".2f")),
    Column("outline", _figure("edit.outline", ".2f")),
    Column("moved", _figure("edit.moved", ".1f")),
    Column("weights", _parameters),
    Column("trained", _seconds),
    Column("s/step", _seconds_a_step),
    Column("ms/picture", lambda s: f"{s.milliseconds:.0f}"),
)
"""The columns, in their order."""


def rows_of(standings: Sequence[Standing]) -> list[list[str]]:
    """Returns the cells of the table, a row a contestant."""
    return [[column.read(standing) for column in COLUMNS] for standing in standings]


def curve_of(standings: Sequence[Standing]) -> list[list[str]]:
    """Returns the kernel distance after each share of the training: heads, then a row a run.

    Runs that kept no weights on their way are left out; if none did, so are the heads.
    """
    told = [s for s in standings if s.curve]
    if not told:
        return []
    shares = sorted({share for standing in told for share in standing.curve})
    rows = [["KID after", *(f"{share:.0%}" for share in shares), "100%"]]
    for standing in told:
        early = [standing.curve.get(share) for share in shares]
        values = [*early, standing.figures["distance.kid"]]
        cells = [NONE if value is None else f"{value.value:.3f}" for value in values]
        rows.append([standing.contestant.name, *cells])
    return rows


def markdown(standings: Sequence[Standing]) -> str:
    """Returns the table as Markdown."""
    lines = [[column.title for column in COLUMNS], ["---"] * len(COLUMNS), *rows_of(standings)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def save_sheet(standings: Sequence[Standing], creatures: int, path: Path) -> None:
    """Writes pictures of the first creatures, a row a contestant.

    Raises:
        FileError: if the file cannot be written.
    """
    width = _LABEL + creatures * (_CELL + _GAP)
    sheet = Image.new("RGBA", (width, len(standings) * (_CELL + _GAP) + _GAP), _PAPER)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(13)
    for row, standing in enumerate(standings):
        top = _GAP + row * (_CELL + _GAP)
        pen.text((10, top + _CELL / 2), standing.contestant.name, _INK, font, anchor="lm")
        first = [s for s in standing.pictures if s.number < creatures]
        shown = {s.number: s for s in reversed(first)}
        for column in sorted(shown):
            image = Image.fromarray(shown[column].rgba).convert("RGBa")
            small = image.resize((_CELL, _CELL), Image.Resampling.LANCZOS).convert("RGBA")
            sheet.alpha_composite(small, (_LABEL + column * (_CELL + _GAP), top))
    out = io.BytesIO()
    sheet.convert("RGB").save(out, "PNG", optimize=True)
    write_atomically(path, out.getvalue())
