"""Writes what the documentation shows of a comparison: tables, and a sheet of paintings.

    scenegan evaluate --systems ... -o runs/compared/figures.json
    python docs/make_systems_table.py runs/gpu/figures.json
    python docs/make_systems_table.py runs/compared/figures.json --mark core
    python docs/make_systems_table.py runs/gpu/ablations.json --page docs/training.md

A table takes the place of what stands between two marks on each page, `<!-- compared -->` (or
another that is named) and `<!-- end -->`. Several files of figures, measured on the same creatures,
make one table. Where runs kept weights on their way, KID after shares of their training goes
between `<!-- curve -->` (or `<!-- curve of core -->`) and the next end. The sheet shows paintings
alone: the last row of each, the drawings themselves, is left out.
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
TABLE, CURVE, END = "compared", "curve", "<!-- end -->\n"
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


def main() -> None:
    """Writes the table into the pages, and the sheet."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("figures", type=Path, nargs="+")
    options.add_argument("--page", type=Path, action="append", help="pages that take the table")
    options.add_argument("--mark", default=TABLE, help="where the table goes on each page")
    options.add_argument("--sheet", type=Path, help="takes the sheet; none with --page or --mark")
    asked = options.parse_args()
    found = [json.loads(path.read_text(encoding="utf-8")) for path in asked.figures]
    pages = asked.page or PAGES
    for page in pages:
        _write_table(page, asked.mark, _table(found))
        if curve := _curve(found):
            mark = CURVE if asked.mark == TABLE else f"{CURVE} of {asked.mark}"
            _write_table(page, mark, curve)
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


def _curve(found: list[dict[str, Any]]) -> str:
    """Returns the kernel distance after each share of the training, nothing if it is not told."""
    key, form = FIGURES["KID"]
    told = [one for each in found for one in each["systems"] if one.get("curve")]
    if not told:
        return ""
    shares = sorted({share for one in told for share in one["curve"]}, key=float)
    rows = [["KID after", *(f"{float(share):.0%}" for share in shares), "100%"]]
    for one in told:
        early = [one["curve"].get(share) for share in shares]
        values = [*early, one["figures"][key]]
        cells = [NONE if value is None else format(value["value"], form) for value in values]
        rows.append([_label(one["name"]), *cells])
    return _markdown(rows)


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


def _write_table(page: Path, name: str, table: str) -> None:
    """Puts a table between a mark and the next end."""
    mark = f"<!-- {name} -->\n"
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
