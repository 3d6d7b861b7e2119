"""Places for cards like those of their parts in the picture; a search that can be interrupted.

Plain Python, no Qt. Coordinates are those of `arrangement`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gui.graph.arrangement import Block, Places, Point, pushed_apart, spread_ground

if TYPE_CHECKING:
    from gui.graph.untangle import Untangling

_MOST_FOUND = 16
"""Results that are kept, since tabs and steps are gone back to."""
_found: dict[object, Places] = {}


def body_places(
    blocks: Sequence[Block],
    wanted: Mapping[str, Point],
    ground: Point,
    fixed: Mapping[str, Point],
) -> Places:
    """Puts cards where their parts are in the picture, stretched to the pane.

    Args:
        blocks: parents before children.
        wanted: centres as shares of the pane's sides; those that are missing start at their
            parent's.
        ground: width and height of the pane.
        fixed: places that are kept whatever comes.

    Returns:
        A place for each block; only fixed cards can overlap each other.
    """
    search = BodySearch(blocks, wanted, ground, fixed)
    while not search.is_over:
        search.step()
    return search.places


class BodySearch:
    """The same in steps of some milliseconds: one card makes way for others, then the next."""

    def __init__(
        self,
        blocks: Sequence[Block],
        wanted: Mapping[str, Point],
        ground: Point,
        fixed: Mapping[str, Point],
    ) -> None:
        """Begins, or is over at once where the same was found before; see `body_places`."""
        self._blocks, self._fixed = tuple(blocks), dict(fixed)
        self._lean = ground[0] / ground[1]
        self._asked = (self._blocks, _frozen(wanted), ground, _frozen(fixed))
        self._ground = spread_ground(blocks, ground)
        self._wanted = wanted
        self._untangling: Untangling | None = None
        self.is_over = self._asked in _found
        self.places: Places = {}
        if self.is_over:
            self._keep(_found[self._asked])

    def rough(self) -> Places:
        """Returns places without overlaps, but with cards in the way of lines."""
        return pushed_apart(self._blocks, self._started(), self._fixed, lean=self._lean)

    def step(self) -> None:
        """Goes on a little; `places` are there when it is over."""
        if self.is_over:
            return
        if self._untangling is None:
            from gui.graph.untangle import Untangling  # It needs numpy, which takes a while.

            self._untangling = Untangling(self._blocks, self._started(), self._ground, self._fixed)
        if not self._untangling.is_over:
            self._untangling.step()
            return
        places = self._untangling.places()
        self._keep(pushed_apart(self._blocks, places, self._fixed, lean=self._lean))
        self.is_over = True

    def _keep(self, places: Places) -> None:
        self.places = dict(places)
        _found.pop(self._asked, None)
        _found[self._asked] = places  # The last one again, so that others go before it.
        if len(_found) > _MOST_FOUND:
            del _found[next(iter(_found))]

    def _started(self) -> Places:
        """Where cards would be if none was in another's way."""
        size, wanted, places = self._ground, self._wanted, Places()
        for order, block in enumerate(self._blocks):
            if block.node in self._fixed:
                places[block.node] = self._fixed[block.node]
            elif block.node in wanted:
                x, y = wanted[block.node]
                room = (size[0] - block.width, size[1] - block.height)
                places[block.node] = (block.width / 2 + x * room[0], block.height / 2 + y * room[1])
            else:
                x, y = places.get(block.parent or "", (size[0] / 2, size[1] / 2))
                turn = order * 2.4  # Near the golden angle: newcomers leave on different sides.
                places[block.node] = (x + 9 * math.cos(turn), y + 40 + 9 * math.sin(turn))
        return places


def _frozen(points: Mapping[str, Point]) -> tuple[tuple[str, Point], ...]:
    return tuple((node, (float(x), float(y))) for node, (x, y) in points.items())
