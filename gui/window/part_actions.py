"""What can be done to the selected parts; the same words in menus, palette and right click."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gui.commands.action import Action
from gui.document import selection_edits
from gui.graph.cards import Group, groups_in
from gui.style.translation import tr
from gui.style.wording import parts_name
from gui.window.actions import empty_reason
from scenegan.graph import SceneGraph, edits

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

_ALIGN_WORDS = {
    "left": "Left sides",
    "centre": "Centres",
    "right": "Right sides",
    "top": "Tops",
    "middle": "Middles",
    "bottom": "Bottoms",
}


class PartActions:
    """The selection, and what is done to it."""

    def __init__(self, window: MainWindow) -> None:
        """Works on the selection of a window's document."""
        self._window = window
        self._model, self._controller = window.model, window.controller

    @property
    def nodes(self) -> tuple[str, ...]:
        """Ids of the selected parts; a chosen card of twins has selected all of them."""
        return self._model.selected

    def refused(self) -> str:
        """Says why nothing can be done to a part now."""
        return "" if self._model.selected else tr("Select a part first")

    def refused_unless_several(self) -> str:
        """Says why parts cannot be brought together now."""
        return "" if len(self.nodes) > 1 else tr("Select several parts first")

    def remove(self) -> None:
        """Removes the parts; what they hung on is selected then."""
        graph, nodes = self._model.graph, self.nodes
        held = next((graph.part(n).on for n in nodes if graph.part(n).on not in nodes), None)
        self._controller.edit(*selection_edits.remove(graph, nodes), select=[held] if held else [])

    def lock(self) -> None:
        """Locks the parts, or frees them."""
        self._controller.edit(*selection_edits.lock(self._model.graph, self.nodes))

    def lock_words(self) -> str:
        """Says what `lock` would do."""
        chosen = self.nodes
        locked = bool(chosen) and selection_edits.all_locked(self._model.graph, chosen)
        return tr("Unlock") if locked else tr("Lock")

    def keep(self) -> None:
        """Makes suggestions the user's; without a selection all of them."""
        nodes = self.nodes or tuple(p.id for p in self._model.graph.parts)
        self._controller.edit(*selection_edits.keep(self._model.graph, nodes))

    def refused_keep(self) -> str:
        """Says why there is nothing to keep."""
        nodes = self.nodes or tuple(p.id for p in self._model.graph.parts)
        found = selection_edits.suggested(self._model.graph, nodes)
        return "" if found else tr("Nothing here is suggested")

    def group(self) -> None:
        """Shows several parts as one card, or apart again where they are one already."""
        nodes, groups = self.nodes, groups_in(self._model.view)
        others = [g for g in groups if not set(g.nodes) & set(nodes)]
        kept = [{"name": g.name, "parts": list(g.nodes)} for g in others]
        if not any(set(nodes) <= set(g.nodes) for g in groups):
            name = tr("Group {number}", number=len(kept) + 1)
            kept.append({"name": name, "parts": list(nodes)})
        self._model.set_view("groups", kept or None)
        self._window.graph.refresh()

    def rename_group(self) -> None:
        """Asks what the group of the selected parts shall be called."""
        group = self._group()
        if group is not None:
            self._window.popups.ask_name(
                tr("Name of the group"),
                group.name,
                self._window.graph.beside_selection(),
                partial(self._rename, group.nodes),
            )

    def refused_rename(self) -> str:
        """Says why no group can be renamed."""
        return "" if self._group() is not None else tr("Select a group first")

    def _group(self) -> Group | None:
        nodes = set(self.nodes)
        groups = groups_in(self._model.view)
        return next((g for g in groups if nodes and nodes <= set(g.nodes)), None)

    def _rename(self, nodes: tuple[str, ...], name: str) -> None:
        kept = [
            {"name": name if g.nodes == nodes else g.name, "parts": list(g.nodes)}
            for g in groups_in(self._model.view)
        ]
        self._model.set_view("groups", kept)
        self._window.graph.refresh()

    def group_words(self) -> str:
        """Says what `group` would do."""
        return tr("Ungroup") if self._group() is not None else tr("Group")

    def align(self, how: str) -> None:
        """Lines the parts up in the picture."""
        boxes = {n: place.box for n, place in self._model.document.layout.items()}
        self._controller.edit(*selection_edits.align(self._model.graph, self.nodes, boxes, how))

    def free(self) -> None:
        """Leaves the parts' places to the layout again."""
        nodes = [n for n in self.nodes if self._model.graph.part(n).box is not None]

        def edit(graph: SceneGraph) -> SceneGraph:
            for node in nodes:
                graph = edits.place(graph, node, None)
            return graph

        name = parts_name(self._model.graph, nodes)
        self._controller.edit(tr("{name}: automatic", name=name), edit)

    def refused_free(self) -> str:
        """Says why no place can be given up."""
        placed = any(self._model.graph.part(n).box is not None for n in self.nodes)
        return "" if placed else tr("Nothing here was placed by hand")

    def select_all(self) -> None:
        """Selects every part."""
        self._model.select_all(p.id for p in self._model.graph.parts)

    def select_same(self) -> None:
        """Selects all parts of the selected ones' words."""
        graph = self._model.graph
        words = {graph.part(n).part for n in self.nodes}
        first = self._model.selected
        self._model.select_all([*first, *(p.id for p in graph.parts if p.part in words)])

    def select_creature(self) -> None:
        """Selects the creature as a whole."""
        self._model.select_all(())


def part_actions(window: MainWindow) -> list[Action]:
    """Returns the actions of the Part menu."""
    do, clipboard, empty = window.parts_do, window.clipboard, empty_reason(window)
    part, graph = ("part",), window.graph
    made = [
        Action("part.add", "Add a part…", window.open_part_search, "Space", letter=True,
               menu="Part", contexts=("part", "creature", "ground"), icon="plus",
               also="new insert"),
        Action("part.change", "Change the part…", graph.change_selected, "F2", letter=True,
               menu="Part", contexts=part, refused=do.refused, also="replace"),
        Action("part.keep", "Keep", do.keep, "K", letter=True, menu="Part", section=1,
               contexts=("part", "creature"), icon="check", refused=do.refused_keep,
               also="accept suggestion"),
        Action("part.lock", "Lock", do.lock, "L", letter=True, menu="Part", section=1,
               contexts=part, icon="locked", refused=do.refused, title=do.lock_words,
               also="unlock freeze"),
        Action("part.remove", "Remove", do.remove, "Del", letter=True, menu="Part", section=1,
               contexts=part, icon="trash", refused=do.refused, also="delete leave out"),
        Action("edit.cut", "Cut", clipboard.cut, "Ctrl+X", menu="Edit", section=1, contexts=part,
               refused=do.refused),
        Action("edit.copy", "Copy", clipboard.copy, "Ctrl+C", menu="Edit", section=1,
               contexts=("part", "creature"), icon="copy", refused=empty),
        Action("edit.paste", "Paste", clipboard.paste, "Ctrl+V", menu="Edit", section=1,
               contexts=("part", "creature", "ground")),
        Action("edit.duplicate", "Duplicate", clipboard.duplicate, "Ctrl+D", menu="Edit",
               section=1, contexts=part, icon="copy", refused=do.refused, also="copy twice"),
        Action("part.group", "Group", do.group, "Ctrl+G", menu="Part", section=2, contexts=part,
               refused=do.refused_unless_several, title=do.group_words, also="ungroup together"),
        Action("part.rename_group", "Rename the group…", do.rename_group, menu="Part", section=2,
               contexts=part, refused=do.refused_rename, also="name group"),
        Action("part.fan", "Fan out", graph.fan, "C", letter=True, menu="Part", section=2,
               contexts=part, refused=do.refused, also="collapse twins cards"),
        Action("part.free", "Automatic place", do.free, menu="Part", section=3, contexts=part,
               refused=do.refused_free, also="box layout free"),
        Action("part.all", "Select all parts", do.select_all, "Ctrl+A", menu="Part", section=4,
               refused=empty),
        Action("part.same", "Select all of this part", do.select_same, menu="Part", section=4,
               refused=do.refused),
        Action("part.creature", "Select the creature", do.select_creature, "Home", letter=True,
               menu="Part", section=4, refused=empty),
    ]  # fmt: skip
    for how, words in _ALIGN_WORDS.items():
        made.append(
            Action(
                f"part.align.{how}",
                words,
                partial(do.align, how),
                menu="Part/Align",
                section=3,
                refused=do.refused,
                also="align picture place box",
            )  # fmt: skip
        )
    for how, words in _ALIGN_WORDS.items():
        made.append(
            Action(
                f"part.align_cards.{how}",
                f"{words} of cards",
                partial(graph.align_cards, how),
                menu="Part/Align cards",
                section=3,
                refused=do.refused_unless_several,
                also="align cards graph",
            )  # fmt: skip
        )
    return made
