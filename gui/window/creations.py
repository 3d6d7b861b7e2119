"""Templates, gallery, variations and first use of one window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.gallery.keeping import keep_picture
from gui.window.attempts import attempt, present_picture
from gui.window.first_use import FirstUse
from gui.window.gallery_desk import GalleryDesk
from gui.window.template_desk import TemplateDesk
from scenegan.rendering.picture import Picture

if TYPE_CHECKING:
    from gui.variations.cells import VariationCell
    from gui.variations.panel import VariationsPanel
    from gui.window.main_window import MainWindow


class Creations(QObject):
    """Makes them, and the variations when they are first asked for."""

    def __init__(self, window: MainWindow) -> None:
        """Begins with what is seen at once."""
        super().__init__(window)
        self._window = window
        self.templates = TemplateDesk(window)
        self.gallery = GalleryDesk(window)
        self.first_use = FirstUse(window)
        self.variations: VariationsPanel | None = None
        self.templates.empty.tour_asked.connect(self.first_use.start_tour)
        window.seeds.variations_asked.connect(self.open_variations)
        window.description.templates_asked.connect(self.templates.open_templates)
        window.history.compare_asked.connect(self._compare)

    def detach(self) -> None:
        """Lets go of what outlives the window."""
        self.gallery.detach()
        self.close_variations()

    def open_variations(self) -> None:
        """Shows other pictures of the creature over its picture."""
        window = self._window
        if present_picture(window) is None:
            return
        if self.variations is None:
            from gui.variations.panel import VariationsPanel

            made = VariationsPanel(
                window.look, window.controller, [window.picture_pane], window.centralWidget()
            )
            made.host(window.notice)
            made.star_asked.connect(self._star_variation)
            self.variations = made
        self.gallery.close()
        window.room.tabs.setCurrentIndex(1)  # Where graph and picture share their room.
        self.variations.open()

    def close_variations(self) -> None:
        """Shows the picture again."""
        if self.variations is not None:
            self.variations.close_pane()

    def _compare(self, place: int) -> None:
        window = self._window
        window.picture_pane.compare_with(window.model.steps[place].number)

    def _star_variation(self, picture: Picture, cell: VariationCell) -> None:
        library = self.gallery.library
        if attempt(self._window, lambda: keep_picture(library, picture, starred=True)):
            cell.show_star(True)
