"""The fields of one part, or of several that are selected together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from gui.document.controller import EditorController
from gui.document.depth import depth_of, set_depth
from gui.document.freedom import freedom_of, with_freedom
from gui.document.model import Edit
from gui.document.tables import tables_are_read
from gui.document.twins import added, are_twins, edit_each, related, still_chosen, unrelated
from gui.document.usual_looks import usual_attributes
from gui.picture.box_drag import Box, inside
from gui.side.choice import ChoiceField
from gui.side.color_section import ColorSection, Sample
from gui.side.freedom_section import FreedomSection
from gui.side.part_colors import worn_color
from gui.side.place_section import PlaceSection
from gui.side.relation_section import RelationSection, color_dot, relations_of
from gui.side.sections import Planned, Section
from gui.side.stepper import Stepper
from gui.side.word_section import WordSection
from gui.style.labels import button
from gui.style.theme import Look
from gui.style.translation import tr, tr_word
from gui.style.wording import part_name, parts_name, titled
from scenegan.graph import Color, Part, Relation, SceneGraph, edits
from scenegan.graph.vocabulary import vocabulary

_MOST = 12
"""How many of one part the stepper offers; the sentence can ask for more."""
_OFFERED = 1


class PartSections:
    """Makes the sections of the selected parts, and turns what is asked in them into edits."""

    def __init__(self, look: Look, controller: EditorController, sample: Sample) -> None:
        """Edits the controller's document; `sample` takes colours out of the picture."""
        self._look, self._controller, self._sample = look, controller, sample
        self._model = controller.model

    def planned(self) -> list[Planned]:
        """Returns the sections for what is selected now."""
        graph, nodes = self._model.graph, self._model.selected
        parts = [graph.part(n) for n in nodes]
        sections: list[Planned] = []
        suggested = any(p.origin == "completed" for p in parts)
        if suggested:
            sections.append(("keep", self._keep))
        alike = are_twins(graph, parts)
        if alike:
            sections.append(self._standing_plan(nodes, suggested))
        sections += [self._attributes_plan(parts), self._colors_plan(parts)]
        if alike:
            sections += [self._place_plan(parts), self._relations_plan(nodes)]
        return [*sections, self._freedom_plan(parts)]

    def _standing_plan(self, nodes: Sequence[str], suggested: bool) -> Planned:
        document, part = self._model.document, self._part(nodes[0])
        others = [
            (part_name(document.graph, p), p.on, worn_color(document, p.id))
            for p in document.graph.parts
        ]
        shown = ("standing", nodes, part.part, part.on, suggested, others)
        return shown, lambda: self._standing(nodes)

    def _attributes_plan(self, parts: Sequence[Part]) -> Planned:
        nodes = [p.id for p in parts]
        common = [a for a in parts[0].attrs if all(a in p.attrs for p in parts)]
        offered: list[str] = []
        if tables_are_read():
            usual = usual_attributes(parts[0].part)
            offered = [a for a in usual if a not in common][:_OFFERED]
        shown = ("attributes", nodes, common, offered)
        return shown, lambda: self._attributes(nodes, common, offered)

    def _colors_plan(self, parts: Sequence[Part]) -> Planned:
        nodes = [p.id for p in parts]
        same = all(p.colors == parts[0].colors for p in parts)
        follows = bool(self._model.graph.colors_of(parts[0]))
        shown = (parts[0].colors if same else None, self._worn(parts[0]) if same else None)
        return ("colors", nodes, follows, *shown), lambda: self._colors(nodes, follows, *shown)

    def _place_plan(self, parts: Sequence[Part]) -> Planned:
        """Plans the numbers of one part; twins have nothing of their place but the depth alike."""
        graph, part, nodes = self._model.graph, parts[0], [p.id for p in parts]
        place = self._model.document.layout.get(part.id)
        box = part.box or (inside(place.box) if place is not None else None)
        box = box if len(parts) == 1 else None
        depth = depth_of(graph, part.id) if part.on is not None else None
        by_hand = part.box is not None
        shown = ("place", nodes, box, by_hand, depth)
        return shown, lambda: self._place(nodes, box, by_hand, depth)

    def _relations_plan(self, nodes: Sequence[str]) -> Planned:
        document = self._model.document
        said = relations_of(document.graph, nodes[0])
        names = [
            (part_name(document.graph, p), worn_color(document, p.id)) for p in document.graph.parts
        ]
        return ("relations", nodes, said, names), lambda: self._relations(nodes)

    def _freedom_plan(self, parts: Sequence[Part]) -> Planned:
        nodes = [p.id for p in parts]
        share = freedom_of(self._model.view, nodes)
        locked = all(p.locked for p in parts)

        def choose(chosen: float) -> None:
            self._model.set_view(*with_freedom(self._model.view, nodes, chosen))

        return ("freedom", nodes, share, locked), lambda: FreedomSection(share, locked, choose)

    def _part(self, node: str) -> Part:
        return self._model.graph.part(node)

    def _name(self, nodes: Sequence[str]) -> str:
        return parts_name(self._model.graph, nodes)

    # What it is and where it hangs

    def _keep(self) -> QWidget:
        section = Section(line=False)
        keep = button(tr("Keep"), self._look, "check", role="outlined", tip=tr("Make it yours (K)"))
        keep.clicked.connect(self._controller.keep_selected)
        section.add(keep)
        return section

    def _standing(self, nodes: Sequence[str]) -> QWidget:
        section = Section(line=self._part(nodes[0]).origin == "completed")
        section.add_row(tr("Part"), self._word_choice(nodes))
        section.add_row(tr("Attached to"), self._holder_choice(nodes))
        section.add_row(tr("How many"), self._stepper(nodes), stretched=False)
        return section

    def _word_choice(self, nodes: Sequence[str]) -> QComboBox:
        word_now = self._part(nodes[0]).part
        made = ChoiceField(self._look, tr("Part"), sorted(vocabulary().parts), word_now)

        def change(word: str) -> None:
            label = tr("{part}: now {word}", part=self._name(nodes), word=tr_word(word))
            edit = edit_each(nodes, partial(edits.replace_part, part=word))
            self._controller.edit(label, edit, select=added(self._model.graph, edit))

        made.asked.connect(change)
        return made

    def _holder_choice(self, nodes: Sequence[str]) -> QComboBox:
        graph, document, part = self._model.graph, self._model.document, self._part(nodes[0])
        below = {n for node in nodes for n in graph.subtree(node)}
        others = [p for p in graph.parts if p.id not in below]
        names = {part_name(graph, p): p.id for p in others}
        icons = {n: color_dot(self._look, worn_color(document, i)) for n, i in names.items()}
        above = part_name(graph, graph.part(part.on)) if part.on else None
        made = ChoiceField(self._look, tr("Attached to"), tuple(names), above, tr("nothing"), icons)

        def hang(word: str | None) -> None:
            on = names[word] if word else None
            label = tr(
                "{part}: on {holder}",
                part=self._name(nodes),
                holder=(word or tr("nothing")).lower(),
            )
            self._edit(label, edit_each(nodes, partial(edits.reattach, on=on)))

        made.asked.connect(hang)
        return made

    def _stepper(self, nodes: Sequence[str]) -> Stepper:
        part = self._part(nodes[0])
        number = sum(p.on == part.on for p in self._model.graph.of(part.part))
        stepper = Stepper(self._look, tr("How many"), 1, max(_MOST, number))
        stepper.show_value(number)

        def count(wanted: int) -> None:
            label = f"{titled(tr_word(part.part))} ×{wanted}"
            edit = partial(edits.set_count, part=part.part, count=wanted, on=part.on)
            self._controller.edit(label, edit, select=still_chosen(self._model.graph, nodes, edit))

        stepper.asked.connect(count)
        return stepper

    # How it looks

    def _attributes(
        self, nodes: Sequence[str], common: Sequence[str], offered: Sequence[str]
    ) -> QWidget:
        return WordSection(
            self._look,
            tr("Attributes"),
            common,
            _attribute_groups(),
            lambda words: self.set_attributes(nodes, common, words),
            offered,
        )

    def set_attributes(
        self, nodes: Sequence[str], before: Sequence[str], words: Sequence[str]
    ) -> None:
        """Adds the new words to all parts, and takes away those that are gone."""
        new = [w for w in words if w not in before]
        gone = [w for w in before if w not in words]

        def edit(graph: SceneGraph) -> SceneGraph:
            for node in nodes:
                kept = [a for a in graph.part(node).attrs if a not in gone]
                graph = edits.set_attributes(graph, node, [*kept, *new])
            return graph

        change = ", ".join(tr_word(w) for w in new)
        if not new:
            change = tr("not {words}", words=", ".join(tr_word(w) for w in gone))
        self._edit(tr("{part}: {change}", part=self._name(nodes), change=change), edit)

    def _colors(
        self,
        nodes: Sequence[str],
        follows: bool,
        colors: tuple[Color, ...] | None,
        worn: Color | None,
    ) -> QWidget:
        section = ColorSection(
            self._look,
            colors or (),
            lambda wanted: self._recolour(nodes, wanted),
            self._sample,
            worn,
        )
        if colors is None:
            section.add_hint(tr("They have different colours."))
        elif not colors:
            section.add_hint(
                tr("Follows the creature's colour.")
                if follows
                else tr("Unsaid: the model chooses.")
            )
        return section

    def _worn(self, part: Part) -> Color | None:
        """The colour that a part has without having one of its own."""
        from scenegan.language.colors import find_color  # Not before the window is there.

        asked = self._model.graph.colors_of(part)
        place = self._model.document.layout.get(part.id)
        if asked or place is None or not place.colors or not tables_are_read():
            return asked[0] if asked else None
        return find_color(place.colors[0])

    def _recolour(self, nodes: Sequence[str], colors: list[Color]) -> None:
        def edit(graph: SceneGraph) -> SceneGraph:
            for node in nodes:
                graph = edits.recolour(graph, node, colors)
            return graph

        shown = f" {tr('and')} ".join(tr_word(c.name) for c in colors) or tr("colour unsaid")
        self._edit(tr("{part}: {change}", part=self._name(nodes), change=shown), edit)

    # Where it is

    def _place(
        self, nodes: Sequence[str], box: Box | None, by_hand: bool, depth: str | None
    ) -> QWidget:
        preview, node = self._controller.preview, nodes[0]

        def asked(wanted: Box | None) -> None:
            preview.stop()
            change = tr("automatic place") if wanted is None else tr("placed")
            edit = partial(edits.place, node=node, box=wanted)
            self._change(nodes, change, edit, f"place {node}")

        def given_up() -> None:
            preview.stop()
            self._controller.show_again()

        return PlaceSection(
            self._look,
            box,
            by_hand,
            depth,
            asked,
            lambda reached: preview.ask(partial(edits.place, node=node, box=reached)),
            given_up,
            lambda wanted: self._set_depth(nodes, wanted),
        )

    def _set_depth(self, nodes: Sequence[str], depth: str) -> None:
        words = {"front": tr("in front"), "behind": tr("behind"), "auto": tr("depth automatic")}
        self._change(nodes, words[depth], edit_each(nodes, partial(set_depth, depth=depth)))

    def _relations(self, nodes: Sequence[str]) -> QWidget:
        def relate(relation: Relation) -> None:
            change = tr_word(relation.predicate)
            self._change(nodes, change, edit_each(nodes, partial(related, relation, nodes)))

        def unrelate(relation: Relation) -> None:
            change = tr("not {words}", words=tr_word(relation.predicate))
            self._change(nodes, change, edit_each(nodes, partial(unrelated, relation, nodes)))

        return RelationSection(self._look, self._model.document, nodes[0], relate, unrelate)

    def _change(self, nodes: Sequence[str], change: str, edit: Edit, merge: str = "") -> None:
        """Makes an edit of some parts a step that is called by what changed."""
        self._edit(tr("{part}: {change}", part=self._name(nodes), change=change), edit, merge)

    def _edit(self, label: str, edit: Edit, merge: str = "") -> None:
        self._controller.edit(label, edit, merge)


def _attribute_groups() -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for word, group in vocabulary().attributes.items():
        groups.setdefault(group, []).append(word)
    return groups
