"""Where the cards of the pane stand: at once where they are few, else little by little."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from gui.graph.arrangement import Block, Places, Point
from gui.graph.body_search import BodySearch, body_places

_AT_ONCE = 14
"""With more cards than these a search would hold up the window for longer than one can overlook."""
_TURN = 0.008
"""Seconds that a search works in one turn of the event loop."""


class CardPlaces(QObject):
    """Finds places like those of the parts in the picture.

    Signals:
        found(): the places that were asked for last are known now; asked again, they are given.
    """

    found = Signal()

    def __init__(self, parent: QObject) -> None:
        """Starts with nothing to look for."""
        super().__init__(parent)
        self._search: BodySearch | None = None
        self._turns = QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._take_turn)

    def places(
        self,
        blocks: Sequence[Block],
        wanted: Mapping[str, Point],
        ground: Point,
        fixed: Mapping[str, Point],
        fresh: bool,
        patient: bool = False,
    ) -> Places | None:
        """Returns places as `body_places` does.

        Of many cards that are not known yet, until `found`: rough ones if the cards are `fresh`
        and stand nowhere, else None. Who is `patient` waits for `found` with few cards as well.
        """
        self.stop()
        if not patient and sum(b.node not in fixed for b in blocks) <= _AT_ONCE:
            return body_places(blocks, wanted, ground, fixed)
        search = BodySearch(blocks, wanted, ground, fixed)
        if search.is_over:
            return search.places
        self._search = search
        self._turns.start()
        return search.rough() if fresh else None

    @property
    def are_sought(self) -> bool:
        """Whether `found` is still to come."""
        return self._search is not None

    def stop(self) -> None:
        """Gives up what is looked for."""
        self._search = None
        self._turns.stop()

    def _take_turn(self) -> None:
        end = time.perf_counter() + _TURN
        while self._search is not None and time.perf_counter() < end:
            if self._search.is_over:
                self.stop()
                self.found.emit()
            else:
                self._search.step()
