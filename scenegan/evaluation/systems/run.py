"""The comparison as a whole: read the systems, measure each, write figures and sheet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from scenegan.assets import asset
from scenegan.atomic_files import write_atomically
from scenegan.errors import DataError
from scenegan.evaluation.context import Context
from scenegan.evaluation.systems.comparison import Field, Standing, Tell, measure
from scenegan.evaluation.systems.comparison_table import save_sheet
from scenegan.evaluation.systems.contestants import PersonContestant, contestant
from scenegan.evaluation.systems.curve import kept_on_the_way, measure_curve

FORMAT = "scenegan/systems@1"
SHOWN = 8
"""Creatures on the sheet."""


def compare(context: Context, folders: Sequence[Path], tell: Tell) -> list[Standing]:
    """Measures the systems in folders, then the drawings themselves.

    Of a run that kept weights on its way, these are measured too: the curve of its training.
    Pictures of all systems are judged at 256 pixels, whatever their own side; the last row shows
    what a person's drawings reach after they have been shrunk to the smallest of these sides.

    Args:
        context: creatures, judges and seed; its model has no part in it.
        folders: of runs or of weights; `scenegan` stands for the weights of the program.
        tell: shows progress.

    Raises:
        ModelError: if a folder holds no system, or a damaged one.
        DataError: if there are no drawings or no judges.
    """
    if context.cache is None or context.judges is None:
        raise DataError(
            "Systems are compared by judges on drawings: build the drawings with `scenegan data "
            "build`, and install the program with its evaluators."
        )
    # All are read before the first is measured: a wrong folder shows at once.
    contestants = [contestant(_folder(path)) for path in folders]
    early = [kept_on_the_way(_folder(path)) for path in folders]
    field = Field(
        held=context.held,
        judges=context.judges,
        captions=context.captions,
        reference=context.reference,
        seed=context.seed,
        seeds=context.extent.judged,
    )
    standings = [
        replace(measure(one, field, tell), curve=measure_curve(kept, field, tell))
        for one, kept in zip(contestants, early, strict=True)
    ]
    side = min(one.side for one in contestants)
    once = Field(field.held, field.judges, field.captions, field.reference, field.seed, seeds=1)
    return [*standings, measure(PersonContestant(side), once, tell)]


def write_comparison(context: Context, standings: Sequence[Standing], path: Path) -> Path:
    """Writes the figures as JSON, and the sheet beside them.

    Returns:
        The path of the sheet.

    Raises:
        FileError: if a file cannot be written.
    """
    found = {
        "format": FORMAT,
        "split": context.split,
        "creatures": len(context.held),
        "seed": context.seed,
        "judges": "" if context.judges is None else context.judges.version,
        "systems": [standing.to_json() for standing in standings],
    }
    write_atomically(path, json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    sheet = path.with_suffix(".png")
    save_sheet(standings, min(SHOWN, len(context.held)), sheet)
    return sheet


def _folder(path: Path) -> Path:
    """The folder that a name stands for."""
    return asset("weights") if path == Path("scenegan") else path
