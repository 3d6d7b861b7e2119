"""What can be done with templates, the gallery, variations and the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.commands.action import Action
from gui.style.translation import tr

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow


def creation_actions(window: MainWindow) -> list[Action]:
    """Returns the actions, for menus, palette and keys."""
    creations = window.creations
    templates, gallery = creations.templates, creations.gallery

    def no_picture() -> str:
        return "" if window.model.current.held is not None else tr("There is no picture yet")

    def star_words() -> str:
        return tr("Take the star") if gallery.is_present_starred else tr("Star this picture")

    return [
        Action(
            "file.templates", "Templates…", templates.open_templates, menu="File", section=3,
            icon="grid", also="presets examples start from",
        ),
        Action(
            "file.save_template", "Save as template…", templates.ask_template_name, menu="File",
            section=3, also="preset keep", refused=no_picture,
        ),
        Action(
            "gallery.open", "Gallery", gallery.toggle, "G", letter=True, menu="View", section=3,
            icon="star", also="kept pictures library favourites", checked=lambda: gallery.is_open,
        ),
        Action(
            "gallery.star", "Star this picture", gallery.star_present, "S", letter=True,
            menu="Edit", section=5, contexts=("picture",), icon="star", title=star_words,
            also="keep favourite gallery", refused=no_picture,
        ),
        Action(
            "seed.variations", "Variations…", creations.open_variations, "Ctrl+Shift+V",
            menu="Edit", section=4, contexts=("picture", "part"), icon="grid",
            also="grid of seeds compare xy", refused=no_picture,
        ),
        Action(
            "help.tour", "Take the tour", creations.first_use.start_tour, menu="Help",
            also="introduction first steps",
        ),
    ]  # fmt: skip
