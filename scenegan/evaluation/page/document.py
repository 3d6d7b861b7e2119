"""The whole page in one file: it opens from disk and needs nothing beside it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from importlib.resources import files
from typing import Any

from scenegan.evaluation.context import Context
from scenegan.evaluation.page.figures import details_table, figures_table
from scenegan.evaluation.page.gallery import Gallery
from scenegan.evaluation.page.sheets import caption_sheet, overview, worst_sheets
from scenegan.evaluation.run import Evaluation

_DETAILS = {
    "parts.by_word": "Part recall by word",
    "colour.by_part": "Colour difference by part",
    "relations.by_predicate": "Relations by predicate",
    "relations.by_source": "Relations by where they come from",
    "edit.by_kind": "Edits by kind",
}


def page(evaluation: Evaluation, run: Mapping[str, Any], earlier: Mapping[str, Any] | None) -> str:
    """Returns the page of an evaluation.

    Pictures by the model are drawn if they are not at hand; drawings by people are shown where
    there is a cache, so a page with them is for one's own machine.

    Args:
        evaluation: what was measured.
        run: with what, as in the report.
        earlier: figures of an earlier evaluation to compare with, by key.
    """
    gallery = Gallery()
    sections = [
        ("figures", "Figures", _figures(evaluation, earlier)),
        *_pictures(evaluation, gallery),
    ]
    links = "".join(f'<a href="#{name}">{title}</a>' for name, title, _ in sections)
    body = "\n".join(
        f'<section id="{name}"><h2>{title}</h2>\n{inner}</section>'
        for name, title, inner in sections
    )
    style = files("scenegan.evaluation.page").joinpath("style.css").read_text(encoding="utf-8")
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>SceneGAN: evaluation of {escape(str(run["model"]))}, {escape(str(run["date"]))}</title>
<style>
{style}
{gallery.style}
</style>
</head>
<body>
<h1>Evaluation of {escape(str(run["model"]))}</h1>
<p>{escape(_about(run))}</p>
<nav>{links}</nav>
{body}
</body>
</html>
"""


def _about(run: Mapping[str, Any]) -> str:
    parts = [
        f"{run['date']}, commit {run['commit'] or 'unknown'}, seed {run['seed']}",
        f"{run['graphs']} graphs of the {run['split']} split, "
        f"{run['pictures_a_graph']} pictures of each",
        f"judges {run['judges']}" if run["judges"] else "no judges",
        f"{run['machine']}, torch {run['torch']}, {run['threads']} threads",
    ]
    if run["damage"]:
        parts.insert(0, f"A model damaged on purpose: {run['damage']}")
    return "; ".join(parts) + "."


def _figures(evaluation: Evaluation, earlier: Mapping[str, Any] | None) -> str:
    inner = [
        "<p>Bars show the figure, thin lines its 95 % interval (bootstrap over graphs), marks the "
        "same figure of real drawings and of the baselines.</p>",
        figures_table(evaluation.figures, earlier),
    ]
    for step, missing in evaluation.left_out.items():
        inner.append(f"<p>Left out: {escape(step)}, for want of {escape(missing)}.</p>")
    details = {k: v for o in evaluation.outcomes.values() for k, v in o.details.items()}
    inner += [
        details_table(title, details[key]) for key, title in _DETAILS.items() if key in details
    ]
    return "\n".join(inner)


def _pictures(evaluation: Evaluation, gallery: Gallery) -> list[tuple[str, str, str]]:
    """Sections with pictures; none where only the parser or the speed was measured."""
    if not {"layout", "colours"} & evaluation.outcomes.keys():
        return []
    context = evaluation.context
    worst = {k: cases for o in evaluation.outcomes.values() for k, cases in o.worst.items()}
    return [
        (
            "captions",
            "From captions",
            "<p>The whole way, one picture a caption, none picked.</p>"
            + caption_sheet(context.caption_pictures, gallery),
        ),
        (
            "graphs",
            "From graphs",
            "<p>Annotated graphs, drawn as they are.</p>"
            + overview(context.sample, _beside(context), gallery),
        ),
        (
            "worst",
            "Worst by each measure",
            "<p>At most twenty of each, worst first.</p>"
            + worst_sheets(worst, context.sample, gallery),
        ),
    ]


def _beside(context: Context) -> dict[str, tuple[Any, ...]]:
    if context.cache is None:
        return {}
    return {
        "drawing": context.real,
        "true layout painted": context.true_maps,
        "flat fill": context.flat,
    }
