"""What the language makes of a line: the same reader as the command line's `edit`."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, Signal

from gui.commands.fuzzy import match
from gui.commands.offers import ADD, CHANGE, Offer
from gui.commands.told_edit import told_edit
from gui.document.controller import EditorController
from gui.document.model import DocumentModel, Edit
from gui.document.tables import tables_are_read
from gui.document.usual_parts import hangs_usually
from scenegan.graph import SceneGraph

_VERBS = frozenset("add attach give put grow remove delete drop erase cut take lock unlock".split())
"""A line that begins with one of these is not also offered as a part to add."""
_LEAST = 2
"""Letters below which a line is not read."""


class SentenceOffers(QObject):
    """Lets the worker read a line; offers come when they are there.

    A line is read as it is, and, with a part selected, as said of that part: `teal` with the
    tail selected is `tail teal`.

    Signals:
        changed(): there are other offers.
    """

    changed = Signal()

    def __init__(
        self,
        model: DocumentModel,
        controller: EditorController,
        do: Callable[[str, Edit], None],
    ) -> None:
        """Reads on a model's graph; `do` makes an offer a step."""
        super().__init__()
        self._model, self._inference, self._do = model, controller.inference, do
        self._job = 0
        self._line = ""
        self._before: SceneGraph | None = None
        self._next: list[tuple[str, tuple[str, ...]]] = []  # Lines, and parts they are said of.
        self._of: tuple[str, ...] = ()  # The parts that what is read now is said of.
        self.offers: list[Offer] = []
        self._inference.command_read.connect(self._answered)
        self._inference.failed.connect(self._failed)

    def ask(self, line: str) -> None:
        """Asks for what a line would do."""
        self.clear()
        line = self._line = " ".join(line.split())
        if len(line) < _LEAST or self._model.graph.is_empty:
            return
        lines = [line] if _begins_with_verb(line) else [line, f"add {line}"]
        self._next = [(each, ()) for each in lines]
        selected = self._model.selected
        if selected:
            word = self._model.graph.part(selected[0]).part
            if word not in line.casefold().split():
                all_chosen = {p.id for p in self._model.graph.of(word)} <= set(selected)
                self._next.insert(0, (f"{word if all_chosen else selected[0]} {line}", selected))
        self._send()

    def clear(self) -> None:
        """Forgets what was asked and offered."""
        self._job, self._next, self.offers = 0, [], []

    def _send(self) -> None:
        if self._next:
            self._before = self._model.graph
            line, self._of = self._next.pop(0)
            self._job = self._inference.read_command(line, self._before)
        else:
            self._job = 0

    def _answered(self, job: int, answer: object) -> None:
        if not job or job != self._job or self._before is None:
            return
        after, before = answer, self._before
        assert isinstance(after, SceneGraph)
        after = _hung(before, after, self._model.document.recipe.seed)
        text, label = told_edit(before, after)
        if _hangs_oddly(before, after, self._of):
            text = ""  # The line names a part that has its place elsewhere.
        if text and all(o.text != text for o in self.offers):
            # A line is read for the graph of now; on another graph it is not what was shown.
            def edit(graph: SceneGraph) -> SceneGraph:
                return after if graph == before else graph

            node = next((n for n in after.by_id if before.by_id.get(n) != after.by_id[n]), "")
            found = match(self._line, text)
            offer = Offer(
                ADD if len(after.parts) > len(before.parts) else CHANGE,
                text,
                self._runner(label, edit),
                found.marks if found is not None else (),
                icon="plus",
                node=node if node in before.by_id else "",
                label=label,
                edit=edit,
                score=100.0 - len(self.offers),
            )
            self.offers.append(offer)
        self._send()
        self.changed.emit()

    def _runner(self, label: str, edit: Edit) -> Callable[[], object]:
        return lambda: self._do(label, edit)

    def _failed(self, job: int, message: str) -> None:
        if job and job == self._job:
            self._send()


def _begins_with_verb(line: str) -> bool:
    from scenegan.language.command import with_english_verb  # Not before the window is there.

    return with_english_verb(line).split()[0].casefold() in _VERBS


def _hangs_oddly(before: SceneGraph, after: SceneGraph, holders: Collection[str]) -> bool:
    """Whether parts hang on some holders now that are there already, or seldom hang on such."""
    for part in after.parts:
        old = before.by_id.get(part.id)
        if part.on in holders and (old is None or old.on != part.on):
            holder = after.part(part.on).part if part.on else ""
            if old is not None or (tables_are_read() and not hangs_usually(holder, part.part)):
                return True
    return False


def _hung(before: SceneGraph, after: SceneGraph, seed: int) -> SceneGraph:
    """Hangs new parts for which no holder was said; see `hung`."""
    from scenegan.completion.hanging import hung

    return hung(before, after, seed if tables_are_read() else None)
