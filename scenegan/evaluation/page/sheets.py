"""Sheets of pictures: everything that was drawn, and the worst by each measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from scenegan.evaluation.measures import measure_of
from scenegan.evaluation.outcome import Case, Sample
from scenegan.evaluation.page.gallery import Gallery
from scenegan.evaluation.samples import CaptionPicture
from scenegan.evaluation.specimens import Specimen

SEEDS_SHOWN = 4
"""So many pictures of each graph stand in the overview."""


def caption_sheet(pictures: Sequence[CaptionPicture], gallery: Gallery) -> str:
    """Returns a sheet of what was drawn from captions, with the captions."""
    return _sheet(
        _figure(gallery.shown(f"caption-{k}", p.rgba, p.caption), p.caption)
        for k, p in enumerate(pictures)
    )


def overview(sample: Sample, beside: Mapping[str, Sequence[Specimen]], gallery: Gallery) -> str:
    """Returns one row a graph: its drawing, what else was made of it, and the model's pictures.

    Args:
        sample: the pictures.
        beside: baselines by their titles, one picture a graph each; may be empty.
        gallery: takes the pictures.
    """
    titles = ["graph", *(name for name, found in beside.items() if found)]
    titles += [f"drawn, seed {s.seed}" for s in sample.of_graph(0)[:SEEDS_SHOWN]]
    lines = ["".join(f"<th>{escape(title)}</th>" for title in titles)]
    for number, held in enumerate(sample.held):
        words = f"{held.graph.creature.kind} {held.id}, {len(held.graph.parts)} parts"
        cells = [f"<td>{escape(words)}</td>"]
        for name, found in beside.items():
            if found:
                rgba = found[number].rgba
                slug = name.replace(" ", "-")
                cells.append(f"<td>{gallery.shown(f'{slug}-{number}', rgba, name)}</td>")
        for specimen in sample.of_graph(number)[:SEEDS_SHOWN]:
            cells.append(f"<td>{shown(specimen, sample, gallery)}</td>")
        lines.append("".join(cells))
    rows = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return f'<div class="wide"><table class="rows">{rows}</table></div>'


def worst_sheets(worst: Mapping[str, Sequence[Case]], sample: Sample, gallery: Gallery) -> str:
    """Returns a sheet of the worst pictures for each measure that names some."""
    known = {(s.number, s.seed): s for s in sample.drawn}
    sections = []
    for key, cases in worst.items():
        measure = measure_of(key)
        found = [(known[c.number, c.seed], c) for c in cases if (c.number, c.seed) in known]
        if not found or measure is None:
            continue
        sheet = _sheet(
            _figure(
                shown(s, sample, gallery),
                f"{measure_text(c)} {sample.held[s.number].graph.creature.kind} "
                f"{sample.held[s.number].id}, seed {s.seed}",
            )
            for s, c in found
        )
        title = f"<code>{escape(key)}</code>: {escape(measure.title)}"
        sections.append(f'<h3 id="worst-{escape(key)}">{title}</h3>\n{sheet}')
    return "\n".join(sections)


def measure_text(case: Case) -> str:
    """Score and note of a case in a few words."""
    return f"{case.score:.3g}: {case.note}." if case.note else f"{case.score:.3g}."


def shown(specimen: Specimen, sample: Sample, gallery: Gallery) -> str:
    """Shows a picture by the model."""
    held = sample.held[specimen.number]
    title = f"{held.graph.creature.kind} {held.id}, seed {specimen.seed}"
    return gallery.shown(f"drawn-{specimen.number}-{specimen.seed}", specimen.rgba, title)


def _sheet(figures: Iterable[str]) -> str:
    return '<div class="sheet">' + "\n".join(figures) + "</div>"


def _figure(picture: str, caption: str) -> str:
    return f"<figure>{picture}<figcaption>{escape(caption)}</figcaption></figure>"
