"""Templates among the palette's offers."""

from __future__ import annotations

from collections.abc import Callable

from gui.commands.fuzzy import match
from gui.commands.offers import TEMPLATES, Offer
from gui.document.controller import EditorController
from gui.templates.templates import Template, shipped_templates
from scenegan.errors import SceneGANError


def template_offers(query: str, controller: EditorController) -> list[Offer]:
    """Returns the templates that fit; choosing one lets the document be it, as one step."""
    offers = []
    for template in shipped_templates():
        found = match(query, template.title, template.name)
        if found is not None:
            run = _runner(template, controller)
            offers.append(
                Offer(
                    TEMPLATES,
                    template.title,
                    run,
                    found.marks,
                    "grid",
                    note=template.subtitle,
                    score=found.score,
                )
            )
    return offers


def _runner(template: Template, controller: EditorController) -> Callable[[], object]:
    def run() -> None:
        try:
            controller.model.adopt(template.title, template.document())
        except SceneGANError as error:
            controller.noticed.emit(str(error))

    return run
