"""Everything about the selected part, or the creature, with a field for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.document.controller import EditorController
from gui.document.model import Change
from gui.picture.thumbnails import part_pixels, pixmap_of, thumbnail
from gui.side.chips import ChipList, Choices, word_menu
from gui.side.choice import ChoiceField, TextField
from gui.side.color_field import ColorField
from gui.side.part_colors import worn_color
from gui.side.stepper import Stepper
from gui.style.labels import button, role_label, rule, tool
from gui.style.theme import Look, well_tint
from gui.style.wording import counted, creature_name, listed, origin_note, part_name, titled
from scenegan.graph import Color, Part, edits
from scenegan.graph.vocabulary import COLOURED_BY_CREATURE, POSES, SIZES, vocabulary
from scenegan.rendering.picture import Picture

_FREE = "as the model likes"
_MOODS = ("happy", "angry", "sad", "calm", "scared", "sleepy", "surprised", "proud")
_THUMBNAIL = 46
_MOST = 12
"""How many of one part the stepper offers; the sentence can ask for more."""


class Inspector(QFrame):
    """Head with name and origin, and below it fields that scroll."""

    def __init__(
        self, look: Look, controller: EditorController, parent: QWidget | None = None
    ) -> None:
        """Follows the document and the selection of the controller's model."""
        super().__init__(parent)
        self.setObjectName("inspector")
        self._look = look
        self._controller = controller
        self._model = controller.model
        self._shown: object = None
        self._selected = ""
        self._thumbnail: QLabel | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName("Inspector")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        self._model.subscribe(self._changed)
        look.changed.connect(self._rebuild)
        self._rebuild()

    def _changed(self, change: Change) -> None:
        if change is not Change.SAVED and self._subject() != self._shown:
            self._rebuild()
        elif change in (Change.STEP, Change.PAINTED):
            self._draw_thumbnail()

    def _subject(self) -> object:
        """What the fields show; while it is the same, they are left alone."""
        graph, node = self._model.graph, self._model.selection
        part = graph.by_id.get(node)
        same = tuple(p.id for p in graph.parts)
        return (node, part, graph.creature if part is None else None, graph.absent, same)

    def _rebuild(self) -> None:
        focus = self.focusWidget()
        focused = focus.accessibleName() if focus is not None and focus.hasFocus() else ""
        same_subject = self._selected == self._model.selection
        self._selected = self._model.selection
        self._shown = self._subject()
        self._thumbnail = None
        body = QWidget()
        body.setObjectName("inspectorBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(8)
        part = self._model.graph.by_id.get(self._model.selection)
        if self._model.graph.is_empty:
            hint = role_label("Select a part in the picture to change it here.", "secondary")
            hint.setWordWrap(True)
            column.addWidget(hint)
        elif part is None:
            self._build_creature(column)
        else:
            self._build_part(column, part)
        column.addStretch(1)
        scrolled = self._area.verticalScrollBar().value() if same_subject else 0
        old = self._area.takeWidget()
        self._area.setWidget(body)
        if old is not None:
            old.deleteLater()  # It may be the sender of the signal that led here.
        self._area.verticalScrollBar().setValue(scrolled)
        if focused:
            for widget in body.findChildren(QWidget):
                if widget.accessibleName() == focused:
                    widget.setFocus()

    # The creature

    def _build_creature(self, column: QVBoxLayout) -> None:
        graph = self._model.graph
        creature = graph.creature
        suggested = sum(p.origin == "completed" for p in graph.parts)
        note = counted(len(graph.parts), "part") + (f", {suggested} suggested" if suggested else "")
        column.addLayout(self._head("Creature", note, []))
        if suggested:
            keep = button("Keep all suggestions", role="outlined", tip="Make them yours (K)")
            keep.clicked.connect(self._controller.keep_selected)
            column.addWidget(keep)
        column.addWidget(rule())
        kind = TextField("Kind", creature.kind or "")
        kind.asked.connect(lambda word: self._set("Kind", "kind", word.lower() or None))
        column.addLayout(_row("Kind", kind))
        for name, field, words, value in (
            ("Size", "size", SIZES, creature.size),
            ("Mood", "mood", _MOODS, creature.mood),
            ("Pose", "pose", POSES, creature.pose),
            ("View", "view", vocabulary().views, creature.view),
        ):
            column.addLayout(_row(name, self._choice(name, field, words, value)))
        column.addWidget(rule())
        self._add_words(
            column,
            "Types",
            creature.types,
            {"": vocabulary().types},
            lambda words: self._set("Types", "types", tuple(words)),
        )
        column.addWidget(rule())
        self._add_colors(column, None, creature.colors, creature_name(graph))
        follow = dict.fromkeys(
            p.part for p in graph.parts if p.part in COLOURED_BY_CREATURE and not p.colors
        )
        if creature.colors and follow:
            verb = "follows" if len(follow) == 1 else "follow"
            hint = role_label(f"{titled(listed(follow))} {verb} it.", "hint")
            hint.setWordWrap(True)
            column.addWidget(hint)
        if graph.absent:
            column.addWidget(rule())
            column.addWidget(role_label("Not on this creature", "section"))
            chips = ChipList(self._look, graph.absent, struck=True)
            chips.changed.connect(self._allow)
            column.addWidget(chips)

    def _choice(self, name: str, field: str, words: Sequence[str], value: str | None) -> QComboBox:
        made = ChoiceField(self._look, name, words, value, _FREE)
        made.asked.connect(lambda word: self._set(name, field, word))
        return made

    def _set(self, name: str, field: str, value: object) -> None:
        shown = ", ".join(value) if isinstance(value, tuple) else value
        label = f"{name}: {shown or 'free'}"
        self._controller.edit(label, lambda graph: edits.set_creature(graph, **{field: value}))

    def _allow(self, words: list[str]) -> None:
        """Takes words back from what is denied."""
        self._controller.edit(
            "Allowed again", lambda graph: graph.model_copy(update={"absent": tuple(words)})
        )

    # A part

    def _build_part(self, column: QVBoxLayout, part: Part) -> None:
        graph = self._model.graph
        name = part_name(graph, part)
        lock = tool(self._look, "locked" if part.locked else "unlocked", "Lock", "L")
        lock.setCheckable(True)
        lock.setChecked(part.locked)
        lock.clicked.connect(self._controller.toggle_lock)
        remove = tool(self._look, "trash", "Remove this part", "Del")
        remove.clicked.connect(self._controller.remove_selected)
        column.addLayout(self._head(name, origin_note(part), [lock, remove]))
        if part.origin == "completed":
            keep = button("Keep", self._look, "check", role="outlined", tip="Make it yours (K)")
            keep.clicked.connect(self._controller.keep_selected)
            column.addWidget(keep)
        column.addWidget(rule())
        column.addLayout(_row("Attached to", self._parent_choice(part, name)))
        column.addLayout(_row("How many", self._count_stepper(part, name)))
        column.addWidget(rule())
        self._add_words(
            column,
            "Attributes",
            part.attrs,
            _attribute_groups(),
            lambda words: self._set_attributes(part, name, words),
        )
        column.addWidget(rule())
        self._add_colors(column, part.id, part.colors, name)
        if not part.colors:
            follows = graph.colors_of(part)
            text = "Follows the creature's colour." if follows else "Unsaid: the model chooses."
            column.addWidget(role_label(text, "hint"))
        if part.box is not None:
            column.addWidget(rule())
            free = button("Automatic place", role="outlined", tip="Let the layout place it again")
            free.clicked.connect(
                lambda: self._controller.edit(
                    f"{name}: automatic", partial(edits.place, node=part.id, box=None)
                )
            )
            column.addWidget(free)

    def _parent_choice(self, part: Part, name: str) -> QComboBox:
        graph = self._model.graph
        below = graph.subtree(part.id)
        others = [p for p in graph.parts if p.id not in below]
        names = {part_name(graph, p): p.id for p in others}
        above = part_name(graph, graph.part(part.on)) if part.on else None
        made = ChoiceField(self._look, "Attached to", tuple(names), above, "nothing")

        def hang(word: str | None) -> None:
            on = names[word] if word else None
            self._controller.edit(
                f"{name}: on {(word or 'nothing').lower()}",
                partial(edits.reattach, node=part.id, on=on),
            )

        made.asked.connect(hang)
        return made

    def _count_stepper(self, part: Part, name: str) -> Stepper:
        number = sum(p.on == part.on for p in self._model.graph.of(part.part))
        stepper = Stepper(self._look, "How many", 1, max(_MOST, number))
        stepper.show_value(number)
        stepper.asked.connect(
            lambda count: self._controller.edit(
                f"{titled(part.part)}: ×{count}",
                partial(edits.set_count, part=part.part, count=count, on=part.on),
            )
        )
        return stepper

    def _set_attributes(self, part: Part, name: str, words: Sequence[str]) -> None:
        new = [w for w in words if w not in part.attrs]
        gone = [w for w in part.attrs if w not in words]
        change = ", ".join(new) if new else f"not {', '.join(gone)}"
        self._controller.edit(
            f"{name}: {change}", partial(edits.set_attributes, node=part.id, attrs=words)
        )

    # What both have

    def _head(self, title: str, note: str, tools: Sequence[QToolButton]) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(role_label(title, "title"))
        words.addWidget(role_label(note, "secondary"))
        self._thumbnail = QLabel()
        self._thumbnail.setFixedSize(_THUMBNAIL, _THUMBNAIL)
        self._draw_thumbnail()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._thumbnail)
        row.addLayout(words, 1)
        for made in tools:
            row.addWidget(made)
        return row

    def _draw_thumbnail(self) -> None:
        """Shows the part alone, or the whole creature, on the ground of its colour."""
        if self._thumbnail is None:
            return
        node, t = self._model.selection, self._look.tokens
        color = worn_color(self._model.document, node)
        ground = well_tint(t, color) if color else t.press
        picture = self._model.current.picture
        shown = None
        if isinstance(picture, Picture):
            mask = picture.masks.get(node)
            pixels = picture.rgba if mask is None else part_pixels(picture.rgba, mask)
            shown = pixmap_of(pixels) if pixels is not None else None
        ratio = self.devicePixelRatioF()
        self._thumbnail.setPixmap(thumbnail(shown, ground, _THUMBNAIL, ratio))

    def _add_words(
        self,
        column: QVBoxLayout,
        title: str,
        words: Sequence[str],
        choices: Choices,
        changed: Callable[[list[str]], None],
    ) -> None:
        add = tool(self._look, "plus", f"{title}: add or take away")
        column.addLayout(_section(title, add))

        def choose() -> None:
            menu = word_menu(self, choices, words)
            action = menu.exec(add.mapToGlobal(add.rect().bottomLeft()))
            menu.deleteLater()
            if action is not None:
                word = str(action.data())
                rest = [w for w in words if w != word]
                changed(rest if word in words else [*words, word])

        add.clicked.connect(choose)
        if words:
            chips = ChipList(self._look, words)
            chips.changed.connect(changed)
            column.addWidget(chips)
        else:
            column.addWidget(role_label("None said.", "hint"))

    def _add_colors(
        self, column: QVBoxLayout, node: str | None, colors: tuple[Color, ...], name: str
    ) -> None:
        def put(changed: list[Color]) -> None:
            shown = " and ".join(c.name for c in changed) or "unsaid"
            self._controller.edit(
                f"{name}: {shown}", partial(edits.recolour, node=node, colors=changed)
            )

        add = tool(self._look, "plus", "Add a colour")
        add.setEnabled(len(colors) == 1)
        add.setToolTip("Add a second colour" if len(colors) == 1 else "A part has two colours")
        column.addLayout(_section("Colours", add))
        fields = QVBoxLayout()
        fields.setSpacing(6)
        column.addLayout(fields)

        def add_field(color: Color | None, place: int) -> None:
            field = ColorField(self._look, color)
            field.chosen.connect(lambda c: put([*colors[:place], c, *colors[place + 1 :]]))
            field.removed.connect(lambda: put([*colors[:place], *colors[place + 1 :]]))
            fields.addWidget(field)

        for place, color in enumerate(colors or (None,)):
            add_field(color, place)

        def add_second() -> None:
            add_field(None, len(colors))
            add.setEnabled(False)

        add.clicked.connect(add_second)


def _attribute_groups() -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for word, group in vocabulary().attributes.items():
        groups.setdefault(group, []).append(word)
    return groups


def _section(title: str, add: QToolButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(role_label(title, "section"), 1)
    row.addWidget(add)
    return row


def _row(name: str, field: QWidget) -> QHBoxLayout:
    label = role_label(name, "secondary")
    label.setFixedWidth(76)
    label.setBuddy(field)
    row = QHBoxLayout()
    row.setSpacing(4)
    row.addWidget(label)
    row.addWidget(field, 1)
    return row
