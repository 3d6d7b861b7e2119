"""The fixed head of the inspector: picture, name and origin of what is selected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from gui.document.model import CREATURE, DocumentModel
from gui.document.twins import are_twins
from gui.picture.thumbnails import part_pixels, pixmap_of, thumbnail
from gui.side.part_colors import worn_color
from gui.style.labels import ElidedLabel, change_icon, tool
from gui.style.theme import Look, well_tint
from gui.style.translation import tr
from gui.style.wording import counted, creature_name, origin_note, part_name, parts_name
from scenegan.graph import Document
from scenegan.rendering.picture import Picture

_THUMBNAIL = 48


class InspectorHead(QFrame):
    """Thumbnail, name, note, lock and menu.

    Signals:
        lock_asked(): the selected parts shall be locked, or freed.
        menu_asked(QPoint): a menu for what is selected at a place of the screen.
    """

    lock_asked = Signal()
    menu_asked = Signal(object)

    def __init__(self, look: Look, model: DocumentModel) -> None:
        """Shows what is selected in the model; `refresh` follows it."""
        super().__init__()
        self.setObjectName("inspectorHead")
        self._look, self._model = look, model
        self._thumbnail = QLabel()
        self._thumbnail.setFixedSize(_THUMBNAIL, _THUMBNAIL)
        self.title = ElidedLabel("title")
        self.note = ElidedLabel("secondary")
        self.lock = tool(look, "unlocked", tr("Lock"), "L")
        self.lock.setCheckable(True)
        self.more = tool(look, "more", tr("More"))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.note)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 11, 8, 11)
        row.setSpacing(4)
        row.addWidget(self._thumbnail)
        row.addSpacing(6)
        row.addLayout(words, 1)
        row.addWidget(self.lock)
        row.addWidget(self.more)
        self.lock.clicked.connect(self.lock_asked)
        self.more.clicked.connect(
            lambda: self.menu_asked.emit(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        )

    def refresh(self) -> None:
        """Shows what is selected now."""
        document, selected = self._model.document, self._model.selected
        graph = document.graph
        self.setVisible(not graph.is_empty)
        self.lock.setVisible(bool(selected))
        locked = bool(selected) and all(graph.part(n).locked for n in selected)
        self.lock.setChecked(locked)
        change_icon(self.lock, "locked" if locked else "unlocked")
        self.lock.setToolTip(tr("Unlock (L)") if locked else tr("Lock (L)"))
        title, note = _names(document, selected)
        self.title.show_text(title)
        self.note.show_text(note)
        self._draw_thumbnail()

    def _draw_thumbnail(self) -> None:
        """Shows the part alone, or the whole creature, on the ground of its colour."""
        node, t = self._model.selection, self._look.tokens
        color = worn_color(self._model.document, node)
        ground = well_tint(t, color) if color else t.press
        picture = self._model.current.picture
        shown = None
        if isinstance(picture, Picture):
            mask = picture.masks.get(node)
            whole = node == CREATURE or mask is None
            pixels = picture.rgba if whole else part_pixels(picture.rgba, picture.masks[node])
            shown = pixmap_of(pixels) if pixels is not None else None
        self._thumbnail.setPixmap(thumbnail(shown, ground, _THUMBNAIL, self.devicePixelRatioF()))


def _names(document: Document, selected: Sequence[str]) -> tuple[str, str]:
    graph = document.graph
    if not selected:
        suggested = sum(p.origin == "completed" for p in graph.parts)
        note = counted(len(graph.parts), "part")
        if suggested:
            note = tr("{parts}, {number} suggested", parts=note, number=suggested)
        return tr("Creature") if not graph.creature.kind else creature_name(graph), note
    if len(selected) > 1:
        names = ", ".join(dict.fromkeys(parts_name(graph, [n]) for n in selected))
        if are_twins(graph, [graph.part(n) for n in selected]):
            return f"{parts_name(graph, selected)} ×{len(selected)}", names
        return counted(len(selected), "part"), names
    part = graph.part(selected[0])
    words = words_of(document, part.id)
    note = tr("from “{words}”", words=words) if words else origin_note(part)
    return part_name(graph, part), note if part.origin != "completed" else tr("suggested")


def words_of(document: Document, node: str) -> str:
    """Returns the words of the text that a part came from, such as `long tail`."""
    text = document.text
    places = sorted(
        {
            (s.start, s.end)
            for s in document.reading.spans
            if s.node == node and s.field in ("part", "attrs", "colors", "count")
        }
    )
    return " ".join(text[start:end] for start, end in places if end <= len(text))
