"""The fields of the creature as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from gui.document.controller import EditorController
from gui.side.chips import ChipList
from gui.side.choice import ChoiceField
from gui.side.color_section import ColorSection, Sample
from gui.side.kind_field import KindField, kind_of
from gui.side.sections import Planned, Section
from gui.side.word_section import WordSection
from gui.style.theme import Look
from gui.style.translation import tr, tr_word
from gui.style.wording import creature_name, listed, titled
from scenegan.graph import Color, SceneGraph, edits
from scenegan.graph.vocabulary import COLOURED_BY_CREATURE, POSES, SIZES, vocabulary

_MOODS = ("happy", "angry", "sad", "calm", "scared", "sleepy", "surprised", "proud")


class CreatureSections:
    """Makes the sections of the creature, and turns what is asked in them into edits."""

    def __init__(self, look: Look, controller: EditorController, sample: Sample) -> None:
        """Edits the controller's document; `sample` takes colours out of the picture."""
        self._look, self._controller, self._sample = look, controller, sample
        self._model = controller.model

    def planned(self) -> list[Planned]:
        """Returns the sections for the creature as it is now."""
        graph = self._model.graph
        creature = graph.creature
        words = (creature.kind, creature.size, creature.mood, creature.pose, creature.view)
        follow = [p.part for p in graph.parts if not p.colors]
        sections: list[Planned] = [
            (("fields", words), lambda: self._fields(graph)),
            (("types", creature.types), lambda: self._types(graph)),
            (("colors", creature.kind, creature.colors, follow), lambda: self._colors(graph)),
        ]
        if graph.absent:
            sections.append((("denied", graph.absent), lambda: self._denied(graph)))
        return sections

    def _fields(self, graph: SceneGraph) -> QWidget:
        creature = graph.creature
        section = Section(line=False)
        kind = KindField(creature.kind or "")
        kind.asked.connect(lambda word: self._set(tr("Kind"), "kind", kind_of(word)))
        section.add_row(tr("Kind"), kind)
        for name, field, words, value in (
            (tr("Size"), "size", SIZES, creature.size),
            (tr("Mood"), "mood", _MOODS, creature.mood),
            (tr("Pose"), "pose", POSES, creature.pose),
            (tr("View"), "view", vocabulary().views, creature.view),
        ):
            section.add_row(name, self._choice(name, field, words, value))
        return section

    def _choice(self, name: str, field: str, words: Sequence[str], value: str | None) -> QComboBox:
        made = ChoiceField(self._look, name, words, value, tr("as the model likes"))
        made.asked.connect(lambda word: self._set(name, field, word))
        return made

    def _types(self, graph: SceneGraph) -> QWidget:
        return WordSection(
            self._look,
            tr("Types"),
            graph.creature.types,
            {"": vocabulary().types},
            lambda words: self._set(tr("Types"), "types", tuple(words)),
        )

    def _set(self, name: str, field: str, value: object) -> None:
        words = value if isinstance(value, tuple) else (value,) if value else ()
        shown = ", ".join(tr_word(str(w)) for w in words) or tr("free")
        label = tr("{part}: {change}", part=name, change=shown)
        self._controller.edit(label, lambda graph: edits.set_creature(graph, **{field: value}))

    def _colors(self, graph: SceneGraph) -> QWidget:
        def put(colors: list[Color]) -> None:
            shown = f" {tr('and')} ".join(tr_word(c.name) for c in colors) or tr("colour unsaid")
            label = tr("{part}: {change}", part=creature_name(self._model.graph), change=shown)
            self._controller.edit(label, lambda g: edits.recolour(g, None, colors))

        section = ColorSection(self._look, graph.creature.colors, put, self._sample)
        follow = dict.fromkeys(
            p.part for p in graph.parts if p.part in COLOURED_BY_CREATURE and not p.colors
        )
        if graph.creature.colors and follow:
            names = titled(listed(tr_word(word) for word in follow))
            section.add_hint(
                tr("{parts} follows it.", parts=names)
                if len(follow) == 1
                else tr("{parts} follow it.", parts=names)
            )
        return section

    def _denied(self, graph: SceneGraph) -> QWidget:
        section = Section(tr("Not on this creature"))
        chips = ChipList(self._look, graph.absent, struck=True)
        chips.changed.connect(self._allow)
        section.add(chips)
        return section

    def _allow(self, words: list[str]) -> None:
        """Takes words back from what is denied."""
        self._controller.edit(
            tr("Allowed again"), lambda graph: graph.model_copy(update={"absent": tuple(words)})
        )
