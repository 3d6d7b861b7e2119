"""`page.html` of a run: its losses as curves, and its samples to flip through.

The page opens from disk and asks nothing of the network. Samples of a phase show the same drawings
and the same seeds at every step, so that flipping through them shows what is being learned.
"""

from __future__ import annotations

import html
import json
import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scenegan.atomic_files import write_atomically

PAGE = "page.html"

_SAMPLE = re.compile(r"(?P<phase>.+)-(?P<step>\d+)\.png")
_NO_CURVE = {"phase", "step", "time", "event"}
_WIDTH, _HEIGHT = 260.0, 96.0

Curve = list[tuple[int, float]]


@dataclass
class PhaseRecord:
    """What is known of a phase.

    Attributes:
        curves: steps and values of each figure.
        samples: steps and names of the sample pictures, the earliest first.
    """

    curves: dict[str, Curve] = field(default_factory=lambda: defaultdict(list))
    samples: list[tuple[int, str]] = field(default_factory=list)


def write_run_page(folder: Path) -> Path:
    """Writes the page of a run anew from its figures and samples.

    Args:
        folder: of the run.

    Raises:
        FileError: if the page cannot be written.
    """
    path = folder / PAGE
    write_atomically(path, run_page(folder))
    return path


def run_page(folder: Path) -> str:
    """Returns the page as HTML."""
    phases = read_phases(folder)
    sections = "\n".join(_section(name, phase) for name, phase in phases.items())
    title = html.escape(f"{folder.resolve().name}: {_system(folder)}")
    return _PAGE.format(title=title, style=_STYLE, sections=sections, script=_SCRIPT)


def read_phases(folder: Path) -> dict[str, PhaseRecord]:
    """Reads figures and samples of a run, by phase in the order in which they were trained."""
    phases: dict[str, PhaseRecord] = {}
    for row in _rows(folder / "stats.jsonl"):
        record = phases.setdefault(str(row["phase"]), PhaseRecord())
        for name, value in row.items():
            if name not in _NO_CURVE and isinstance(value, int | float):
                record.curves[name].append((int(row["step"]), float(value)))
    for path in sorted((folder / "samples").glob("*.png")):
        found = _SAMPLE.fullmatch(path.name)
        if found:
            record = phases.setdefault(found["phase"], PhaseRecord())
            record.samples.append((int(found["step"]), f"samples/{path.name}"))
    for record in phases.values():
        record.samples.sort()
    return phases


def _rows(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a file of figures; one that is half written is left out."""
    if not path.is_file():
        return []
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict) and {"phase", "step"} <= row.keys():
            rows.append(row)
    return rows


def _system(folder: Path) -> str:
    try:
        about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        return str(about["settings"]["system"])
    except (OSError, ValueError, KeyError, TypeError):
        return "a run of SceneGAN"


def _section(name: str, phase: PhaseRecord) -> str:
    curves = "\n".join(_chart(figure, points) for figure, points in phase.curves.items())
    return (
        f"<section><h2>{html.escape(name)}</h2>{_flip_book(phase.samples)}"
        f'<div class="charts">{curves}</div></section>'
    )


def _flip_book(samples: Sequence[tuple[int, str]]) -> str:
    """A picture with a slider over the steps."""
    if not samples:
        return ""
    steps = [{"step": step, "src": src} for step, src in samples]
    data = html.escape(json.dumps(steps), quote=True)
    last_step, last = samples[-1]
    return (
        f'<figure class="book" data-samples="{data}">'
        f'<img src="{html.escape(last, quote=True)}" alt="Samples after step {last_step}">'
        f'<figcaption><button type="button" title="Play">&#9654;</button>'
        f'<input type="range" min="0" max="{len(samples) - 1}" value="{len(samples) - 1}" '
        f'aria-label="Step of the samples"><output>step {last_step}</output></figcaption></figure>'
    )


def _chart(name: str, points: Curve) -> str:
    """A small chart of one figure, with its first and last value."""
    finite = [(step, value) for step, value in points if math.isfinite(value)]
    if not finite:
        return ""
    low, high = (f(v for _, v in finite) for f in (min, max))
    last_step = max(step for step, _ in finite)
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in _scaled(finite, low, high, last_step))
    told = f"{_short(finite[0][1])} &rarr; {_short(finite[-1][1])}"
    return (
        f'<figure class="chart" data-last="{last_step}"><figcaption>{html.escape(name)} '
        f"<span>{told}</span></figcaption>"
        f'<svg viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" role="img" '
        f'aria-label="{html.escape(name, quote=True)}"><line class="now" y1="0" '
        f'y2="{_HEIGHT:.0f}" x1="{_WIDTH:.0f}" x2="{_WIDTH:.0f}"/>'
        f'<polyline points="{path}"/></svg></figure>'
    )


def _scaled(points: Curve, low: float, high: float, last_step: int) -> list[tuple[float, float]]:
    span, edge = max(high - low, 1e-12), 4.0
    return [
        (
            step / max(last_step, 1) * _WIDTH,
            edge + (high - value) / span * (_HEIGHT - 2 * edge),
        )
        for step, value in points
    ]


def _short(value: float) -> str:
    return f"{value:.3g}"


_STYLE = """
:root { color-scheme: light dark; --ink: #26251f; --soft: #6d6a60; --paper: #faf9f6;
  --line: #d9d5ca; --curve: #b4541f; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece9e1; --soft: #a29e93;
  --paper: #1d1c19; --line: #3b3932; --curve: #f0915a; } }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: var(--ink);
  background: var(--paper); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2.5rem; }
p, span, output { color: var(--soft); }
figure { margin: 0; }
.book img { max-width: 100%; min-width: 50%; image-rendering: pixelated; background: white;
  border: 1px solid var(--line); border-radius: 4px; }
.book figcaption { display: flex; gap: .8rem; align-items: center; margin: .4rem 0 1.2rem; }
.book input { flex: 1; max-width: 34rem; }
.book button { font: inherit; min-width: 2.4rem; }
.charts { display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); }
.chart svg { width: 100%; border: 1px solid var(--line); border-radius: 4px; }
.chart figcaption { display: flex; justify-content: space-between; font-size: .85rem; }
polyline { fill: none; stroke: var(--curve); stroke-width: 1.6; }
.now { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 3 3; }
"""

_SCRIPT = """
for (const book of document.querySelectorAll(".book")) {
  const samples = JSON.parse(book.dataset.samples);
  const image = book.querySelector("img"), slider = book.querySelector("input");
  const told = book.querySelector("output"), button = book.querySelector("button");
  const charts = book.parentElement.querySelectorAll(".chart");
  let playing = null;
  function show(number) {
    const sample = samples[number];
    slider.value = number;
    image.src = sample.src;
    image.alt = "Samples after step " + sample.step;
    told.textContent = "step " + sample.step;
    for (const chart of charts) {
      const line = chart.querySelector(".now");
      const x = Math.min(1, sample.step / Math.max(1, chart.dataset.last)) * 260;
      line.setAttribute("x1", x);
      line.setAttribute("x2", x);
    }
  }
  slider.addEventListener("input", () => show(Number(slider.value)));
  button.addEventListener("click", () => {
    if (playing) { clearInterval(playing); playing = null; return; }
    playing = setInterval(() => show((Number(slider.value) + 1) % samples.length), 500);
  });
}
"""

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
<h1>{title}</h1>
<p>Samples of a phase show the same drawings and seeds at every step; the dashed line in the
curves marks the step that is shown.</p>
{sections}
<script>{script}</script>
</html>
"""
