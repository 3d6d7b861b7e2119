"""Writes what the documentation shows of a comparison: tables, and a sheet of paintings.

    scenegan evaluate --systems ... -o runs/compared/figures.json
    python docs/make_systems_table.py runs/compared/figures.json --curve runs/compared/curve.json
    python docs/make_systems_table.py runs/longer/figures.json --mark longer
    python docs/make_systems_table.py runs/compared/ablations.json --page docs/training.md

A table takes the place of what stands between two marks on each page, `<!-- compared -->` (or
another that is named) and `<!-- end -->`. Several files of figures, measured on the same creatures,
make one table. A curve tells KID after shares of the training. The sheet shows paintings alone: the
last row of each, the drawings themselves, is left out.
"""

from __future__ import annotations

import argparse
import io
import json
import re
from pathlib import Path
from typing import Any

from PIL import Image

from scenegan.atomic_files import write_atomically

DOCS = Path(__file__).parent
PAGES = (DOCS / "seven-systems.md", DOCS / "seven-systems.zh.md")
SHEET = DOCS / "pictures" / "systems" / "compared.webp"
TABLE, CURVE, END = "compared", "<!-- curve -->\n", "<!-- end -->\n"
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
_NAME = re.compile(r"(?P<system>.+) \((?P<run>[^()]+)\)")
_KEPT = "model-"


def main() -> None:
    """Writes the table into the pages, and the sheet."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("figures", type=Path, nargs="+")
    options.add_argument("--curve", type=Path, help="figures of weights kept on the way")
    options.add_argument("--page", type=Path, action="append", help="pages that take the table")
    options.add_argument("--mark", default=TABLE, help="where the table goes on each page")
    options.add_argument("--sheet", type=Path, help="takes the sheet; none with --page or --mark")
    asked = options.parse_args()
    found = [json.loads(path.read_text(encoding="utf-8")) for path in asked.figures]
    pages = asked.page or PAGES
    for page in pages:
        _write_table(page, f"<!-- {asked.mark} -->\n", _table(found))
        if asked.curve is not None:
            kept = json.loads(asked.curve.read_text(encoding="utf-8"))
            _write_table(page, CURVE, _curve(kept["systems"], found))
    sheet = asked.sheet or (None if asked.page or asked.mark != TABLE else SHEET)
    if sheet is not None:
        sheets = [path.with_suffix(".png") for path in asked.figures]
        _write_sheet(sheets, [len(each["systems"]) for each in found], sheet)


def _table(found: list[dict[str, Any]]) -> str:
    """Returns the table of all systems as Markdown; the person comes once, at the end."""
    systems = [one for each in found for one in each["systems"]]
    persons = [one for one in systems if one["name"].startswith(_PERSON)]
    rows = [one for one in systems if one not in persons] + persons[-1:]
    heads = ["system", "trained", "steps", *FIGURES, "weights", "s/step", "ms/picture"]
    return _markdown([heads, *map(_row, rows)])


def _curve(kept: list[dict[str, Any]], found: list[dict[str, Any]]) -> str:
    """Returns the kernel distance of each system after each share of its training."""
    key, form = FIGURES["KID"]
    distances: dict[str, dict[float, str]] = {}
    for one in [*kept, *(one for each in found for one in each["systems"])]:
        name = _NAME.fullmatch(one["name"])
        if name is None or name["run"] == "weights":
            continue
        on_the_way = name["run"].startswith(_KEPT)
        share = float(name["run"].removeprefix(_KEPT)) if on_the_way else 1.0
        distances.setdefault(name["system"], {})[share] = format(one["figures"][key]["value"], form)
    shares = sorted({share for told in distances.values() for share in told})
    heads = ["KID after", *(f"{share:.0%}" for share in shares)]
    rows = [[n, *(told.get(share, NONE) for share in shares)] for n, told in distances.items()]
    return _markdown([heads, *rows])


def _markdown(rows: list[list[str]]) -> str:
    """Returns a table, its heads first."""
    ruled = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return "".join("| " + " | ".join(row) + " |\n" for row in ruled)


def _row(system: dict[str, Any]) -> list[str]:
    found, training, count = system["figures"], system["training"], system["parameters"]
    cells = [_label(system["name"])]
    if training is None:
        cells += [NONE, NONE]
    else:
        cells += [f"{training['seconds']:.0f} s", str(training["steps"])]
    for key, form in FIGURES.values():
        cells.append(format(found[key]["value"], form) if key in found else NONE)
    cells.append(NONE if count is None else f"{count / 1e6:.2f} M")
    cells.append(NONE if training is None else f"{training['seconds_a_step']:.2g}")
    return [*cells, f"{system['milliseconds']:.0f}"]


def _label(name: str) -> str:
    """Returns what a run is called in a table: the name of its folder counts if it tells more."""
    parts = _NAME.fullmatch(name)
    if parts is None or parts["run"] == parts["system"]:
        return name if parts is None else parts["system"]
    return f"{parts['system']} as shipped" if parts["run"] == "weights" else parts["run"]


def _write_table(page: Path, mark: str, table: str) -> None:
    """Puts a table between a mark and the next end."""
    text = page.read_text(encoding="utf-8")
    if mark not in text:
        raise SystemExit(f"{page} has no place for a table: write {mark.strip()} and {END}")
    before, rest = text.split(mark, 1)
    write_atomically(page, before + mark + table + END + rest.split(END, 1)[1])


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
