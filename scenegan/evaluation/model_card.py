"""Keeps the figures of a model card up to date: a marked section is written from a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scenegan.atomic_files import write_atomically
from scenegan.errors import FileError
from scenegan.evaluation.measures import MEASURES, SUFFIXES, Measure

BEGIN = "<!-- evaluation: written by `scenegan evaluate --model-card` -->"
END = "<!-- end of evaluation -->"

SAMPLES, FAILURES = "samples.webp", "failures.webp"
"""Sheets in the folder `pictures` beside the card."""

_NEAREST = 10


def update_card(path: Path, report: Mapping[str, Any]) -> None:
    """Writes the section of a card anew.

    Args:
        path: a Markdown file that holds the two marks, each on a line of its own.
        report: as `docs/evaluation.json` holds it.

    Raises:
        FileError: if the card cannot be read or written, or lacks the marks.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"The model card {path} cannot be read: {error}.") from None
    write_atomically(path, replaced(text, section(report, path.parent), path))


def replaced(text: str, inner: str, path: Path) -> str:
    """Returns a text with something else between the two marks.

    Raises:
        FileError: if there are no two marks in order.
    """
    begin, end = text.find(BEGIN), text.find(END)
    if begin < 0 or end < begin:
        raise FileError(
            f"The model card {path} has no place for figures: write the lines '{BEGIN}' and "
            f"'{END}' where they shall stand."
        )
    return f"{text[: begin + len(BEGIN)]}\n{inner}\n{text[end:]}"


def section(report: Mapping[str, Any], folder: Path) -> str:
    """Returns what stands between the marks, in Markdown.

    Args:
        report: as `docs/evaluation.json` holds it.
        folder: of the card; its sheets are shown if they are there.
    """
    blocks = [_about(report["run"]), "\n".join(_table(report)), *_sheets(folder)]
    nearest = list(_nearest(report))
    if nearest:
        blocks.append("\n".join(nearest))
    for step, missing in report["left_out"].items():
        blocks.append(f"Left out: {step}, for want of {missing}.")
    return "\n\n".join(blocks)


def _about(run: Mapping[str, Any]) -> str:
    judges = f"judges `{run['judges']}`" if run["judges"] else "no judges"
    return (
        f"Measured on {run['date']} at commit `{run['commit'] or 'unknown'}` with seed "
        f"{run['seed']}: {run['graphs']} graphs of the {run['split']} split, "
        f"{run['pictures_a_graph']} pictures of each, {run['judged_a_graph']} of them judged; "
        f"{judges}; "
        f"{run['threads']} threads, {run['machine']}. In brackets: 95 % intervals by bootstrap "
        "over graphs. All numbers: `evaluation.json`."
    )


def _table(report: Mapping[str, Any]) -> Iterator[str]:
    yield "| key | what | figure | beside it |"
    yield "|---|---|---|---|"
    for measure in MEASURES:
        if measure.key in report:
            yield (
                f"| `{measure.key}` | {measure.title} | {_figure(measure, report)} "
                f"| {_companions(measure, report)} |"
            )


def _figure(measure: Measure, report: Mapping[str, Any]) -> str:
    text = measure.written(report[measure.key])
    interval = report["intervals"].get(measure.key)
    if interval:
        text += f" ({measure.written(interval[0])} to {measure.written(interval[1])})"
    return text


def _companions(measure: Measure, report: Mapping[str, Any]) -> str:
    found = [(name, report.get(measure.key + suffix)) for suffix, name in SUFFIXES.items()]
    return ", ".join(f"{name} {measure.written(v)}" for name, v in found if v is not None)


def _sheets(folder: Path) -> Iterator[str]:
    shown = {
        SAMPLES: "Drawn from the captions of the first 64 test drawings, one picture each, none "
        "picked:",
        FAILURES: "The worst pictures of test graphs, by the parts that are missed:",
    }
    for name, words in shown.items():
        if (folder / "pictures" / name).is_file():
            yield f"{words}\n\n![{words.rstrip(':')}](pictures/{name})"


def _nearest(report: Mapping[str, Any]) -> Iterator[str]:
    """The pictures that come nearest to a training drawing, by name only."""
    entries = report["details"].get("novelty.picture.nearest", [])[:_NEAREST]
    if not entries:
        return
    yield "Pictures nearest to a training drawing (100: farther than any two of these):"
    yield ""
    yield "| graph | seed | nearest drawing | percentile |"
    yield "|---|---|---|---|"
    for entry in entries:
        yield (
            f"| {entry['graph']} | {entry['seed']} | {entry['drawing']} "
            f"| {entry['percentile']:.0f} |"
        )
