"""Writes what the documentation shows of a comparison: tables, and a sheet of paintings.

    scenegan evaluate --systems ... -o runs/compared/figures.json
    python docs/make_systems_table.py runs/compared/figures.json
    python docs/make_systems_table.py runs/compared/ablations.json --page docs/training.md

A table takes the place of what stands between two marks on each page. Several files of figures,
measured on the same creatures, make one table. The sheet shows paintings alone: the last row of
each, the drawings themselves, is left out.
"""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path
from typing import Any

from PIL import Image

from scenegan.atomic_files import write_atomically

DOCS = Path(__file__).parent
PAGES = (DOCS / "seven-systems.md", DOCS / "seven-systems.zh.md")
SHEET = DOCS / "pictures" / "systems" / "compared.webp"
BEGIN, END = "<!-- compared -->\n", "<!-- end -->\n"
FIGURES = {
    "KID": ("distance.kid", ".3f"),
    "precision": ("distance.precision", ".2f"),
    "recall": ("distance.recall", ".2f"),
    "R-precision": ("retrieval.r_precision", ".2f"),
    "type": ("types.accuracy", ".2f"),
    "colour": ("colour.main", ".1f"),
    "parts": ("parts.recall", ".2f"),
    "outline": ("edit.outline", ".2f"),
    "moved": ("edit.moved", ".1f"),
}
NONE = "–"
_PERSON = "a person"


def main() -> None:
    """Writes the table into the pages, and the sheet."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("figures", type=Path, nargs="+")
    options.add_argument("--page", type=Path, action="append", help="pages that take the table")
    options.add_argument("--sheet", type=Path, help="takes the sheet; none with --page")
    asked = options.parse_args()
    found = [json.loads(path.read_text(encoding="utf-8")) for path in asked.figures]
    pages = asked.page or PAGES
    for page in pages:
        _write_table(page, _table(found))
    sheet = asked.sheet or (None if asked.page else SHEET)
    if sheet is not None:
        sheets = [path.with_suffix(".png") for path in asked.figures]
        _write_sheet(sheets, [len(each["systems"]) for each in found], sheet)


def _table(found: list[dict[str, Any]]) -> str:
    """Returns the table of all systems as Markdown; the person comes once, at the end."""
    systems = [one for each in found for one in each["systems"]]
    persons = [one for one in systems if one["name"].startswith(_PERSON)]
    rows = [one for one in systems if one not in persons] + persons[-1:]
    heads = ["system", "trained", "steps", *FIGURES, "weights", "s/step", "ms/picture"]
    lines = [heads, ["---"] * len(heads), *map(_row, rows)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _row(system: dict[str, Any]) -> list[str]:
    found, training, count = system["figures"], system["training"], system["parameters"]
    cells = [system["name"]]
    if training is None:
        cells += [NONE, NONE]
    else:
        cells += [f"{training['seconds']:.0f} s", str(training["steps"])]
    for key, form in FIGURES.values():
        cells.append(format(found[key]["value"], form) if key in found else NONE)
    cells.append(NONE if count is None else f"{count / 1e6:.2f} M")
    cells.append(NONE if training is None else f"{training['seconds_a_step']:.2g}")
    return [*cells, f"{system['milliseconds']:.0f}"]


def _write_table(page: Path, table: str) -> None:
    text = page.read_text(encoding="utf-8")
    if BEGIN not in text:
        raise SystemExit(f"{page} has no place for a table: write {BEGIN.strip()} and {END}")
    before, rest = text.split(BEGIN, 1)
    write_atomically(page, before + BEGIN + table + END + rest.split(END, 1)[1])


def _write_sheet(sheets: list[Path], rows: list[int], target: Path) -> None:
    """Cuts the last row off each sheet, sets the rest below each other, and writes it small."""
    kept = []
    for path, count in zip(sheets, rows, strict=True):
        with Image.open(path) as whole:
            height = whole.height * (count - 1) // count
            kept.append(whole.convert("RGB").crop((0, 0, whole.width, height)))
    joined = Image.new("RGB", (kept[0].width, sum(one.height for one in kept)))
    top = 0
    for one in kept:
        joined.paste(one, (0, top))
        top += one.height
    out = io.BytesIO()
    joined.save(out, "WEBP", quality=80, method=6)
    write_atomically(target, out.getvalue())


if __name__ == "__main__":
    main()
