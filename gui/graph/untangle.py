"""Moves cards a little, so that lines run past other cards and across as few lines as can be.

Plain Python and numpy, no Qt. Coordinates are pixels of the scene.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from gui.graph.arrangement import GAP, Block, Places, Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float32]

_MOST_CARDS = 32
"""With more cards nothing is moved, since it would take too long."""
_SWEEPS = 2
_COLUMNS, _ROWS = 9, 12
"""Places that are tried for each card."""
_AWAY, _OVERLAP, _HIDDEN, _CROSSED, _LONG = 8.0, 40.0, 1.6, 0.8, 0.7
"""What it costs to be away from the own place by a side of the ground, to overlap a card, to run
a line behind a card, to cross a line, and to have a line as long as a side of the ground."""
_CLEAR = 7.0
"""How near a line may come to a card that is not its own."""
_NEVER = 1e-7
"""Keeps a line that runs straight up or across from dividing by zero."""


def untangled(
    blocks: Sequence[Block], places: Mapping[str, Point], ground: Point, fixed: Collection[str]
) -> Places:
    """Returns places with less in each other's way, each near to where it was.

    Cards are taken one after the other; each that is in another's way goes to the cheapest of
    many places while all others stand still. The same cards give the same places.

    Args:
        blocks: the cards; parents are among them.
        places: where they stand.
        ground: width and height that they should stay in.
        fixed: cards that are not moved.
    """
    untangling = Untangling(blocks, places, ground, fixed)
    while not untangling.is_over:
        untangling.step()
    return untangling.places()


class Untangling:
    """The same card by card; each takes a millisecond or two."""

    def __init__(
        self,
        blocks: Sequence[Block],
        places: Mapping[str, Point],
        ground: Point,
        fixed: Collection[str],
    ) -> None:
        """Begins; see `untangled`."""
        self._blocks, self._places, self._fixed = blocks, places, fixed
        self._left: list[int] = []
        if not 2 < len(blocks) <= _MOST_CARDS:
            return
        self._board = _Board(blocks, places, ground)
        lines = self._board.lines
        # What holds many others stays nearest to its place: it comes last.
        order = sorted(range(len(blocks)), key=lambda card: int((lines == card).sum()))
        self._left = [c for c in order if blocks[c].node not in fixed] * _SWEEPS
        self._left.reverse()

    @property
    def is_over(self) -> bool:
        """Whether no card is left to be looked at."""
        return not self._left

    def step(self) -> None:
        """Looks at the next card."""
        self._board.settle(self._left.pop())

    def places(self) -> Places:
        """Returns the places as they are now."""
        moved = dict(self._places)
        if 2 < len(self._blocks) <= _MOST_CARDS:
            for block, (x, y) in zip(self._blocks, self._board.at.tolist(), strict=True):
                if block.node not in self._fixed:
                    moved[block.node] = (x, y)
        return moved


class _Board:
    """All cards as arrays: `at` [N, 2] centres, `half` [N, 2] half sides, `lines` [E, 2]."""

    def __init__(self, blocks: Sequence[Block], places: Mapping[str, Point], ground: Point) -> None:
        import numpy as np

        index = {b.node: i for i, b in enumerate(blocks)}
        self.at = np.array([places[b.node] for b in blocks], dtype=np.float32)
        self.half = np.array([(b.width / 2, b.height / 2) for b in blocks], dtype=np.float32)
        lines = [(i, index[b.parent]) for i, b in enumerate(blocks) if b.parent in index]
        self.lines = np.array(lines, dtype=np.int64).reshape(-1, 2)
        self._wanted = self.at.copy()
        self._ground = np.array(ground, dtype=np.float32)

    def settle(self, card: int) -> None:
        """Moves a card to the cheapest place, unless it is in nobody's way."""
        here = self.at[card : card + 1]
        now = self._overlaps(card, here) + self._lines(card, here)
        if now[0] == 0.0:
            return
        own = now[0] + self._away(card, here)[0]
        tried = self._tried(card)
        overlaps, away = self._overlaps(card, tried), self._away(card, tried)
        # Lines cost nothing at best, and are slow to look at: most places are out without them.
        hopeful = overlaps + away < own
        if not hopeful.any():
            return
        tried = tried[hopeful]
        costs = overlaps[hopeful] + self._lines(card, tried) + away[hopeful]
        best = int(costs.argmin())
        if costs[best] < own:
            self.at[card] = tried[best]

    def _tried(self, card: int) -> Values:
        """Places [K, 2] all over the ground."""
        import numpy as np

        half = self.half[card]
        x = np.linspace(
            half[0], max(half[0], self._ground[0] - half[0]), _COLUMNS, dtype=np.float32
        )
        y = np.linspace(half[1], max(half[1], self._ground[1] - half[1]), _ROWS, dtype=np.float32)
        grid: Values = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
        return grid

    def _away(self, card: int, tried: Values) -> Values:
        """What it costs to be elsewhere, and to be far from the cards that it is tied to."""
        import numpy as np

        gone = (((tried - self._wanted[card]) / self._ground) ** 2).sum(-1)
        own = self.lines[(self.lines == card).any(1)]
        ties = self.at[own.sum(1) - card]
        lengths = np.sqrt((((tried[:, None] - ties) / self._ground) ** 2).sum(-1)).sum(-1)
        cost: Values = _AWAY * gone + _LONG * lengths
        return cost

    def _overlaps(self, card: int, tried: Values) -> Values:
        import numpy as np

        others = np.arange(len(self.at)) != card
        room = self.half[others] + self.half[card] + GAP
        across, along = (
            room[:, i] - np.abs(tried[:, i, None] - self.at[others][:, i]) for i in (0, 1)
        )
        deep = np.clip(np.minimum(across, along) / GAP, 0.0, 1.0)
        cost: Values = _OVERLAP * deep.sum(-1)
        return cost

    def _lines(self, card: int, tried: Values) -> Values:
        """What the card's own lines cost, and those of others that run behind it."""
        import numpy as np

        own = (self.lines == card).any(1)
        rest, others = self.lines[~own], self.lines[own].sum(1) - card
        start, end = self.at[rest[:, 0]], self.at[rest[:, 1]]
        half = self.half[card] + _CLEAR
        places = tried[:, None]
        cost: Values = _HIDDEN * _meets(start, end, places - half, places + half).sum(-1)
        if not len(others):
            return cost
        places, far = tried[:, None, None], self.at[others][:, None]
        cards = np.arange(len(self.at))
        aside = (cards != card) & (cards != others[:, None])
        low, high = self.at - self.half - _CLEAR, self.at + self.half + _CLEAR
        hidden = _meets(places, far, low, high) & aside
        apart = (rest != others[:, None, None]).all(-1)
        crossed = _crosses(places, far, start, end) & apart
        cost += _HIDDEN * hidden.sum((1, 2)) + _CROSSED * crossed.sum((1, 2))
        return cost


def _meets(start: Values, end: Values, low: Values, high: Values) -> NDArray[np.bool_]:
    """Says whether lines meet rectangles; all shapes [..., 2] are broadcast.

    The slabs of Kay and Kajiya, "Ray Tracing Complex Scenes" (1986).
    """
    import numpy as np

    bounds = []
    for axis in (0, 1):  # Reducing an axis of two is slow.
        way = end[..., axis] - start[..., axis] + _NEVER
        first = (low[..., axis] - start[..., axis]) / way
        second = (high[..., axis] - start[..., axis]) / way
        bounds.append((np.minimum(first, second), np.maximum(first, second)))
    (enter_x, leave_x), (enter_y, leave_y) = bounds
    enter, leave = np.maximum(enter_x, enter_y), np.minimum(leave_x, leave_y)
    met: NDArray[np.bool_] = (enter <= leave) & (leave >= 0.0) & (enter <= 1.0)
    return met


def _crosses(here: Values, there: Values, start: Values, end: Values) -> NDArray[np.bool_]:
    """Says which lines cross; all shapes [..., 2] are broadcast."""

    def side(a: Values, b: Values, c: Values) -> Values:
        turned: Values = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (
            b[..., 1] - a[..., 1]
        ) * (c[..., 0] - a[..., 0])
        return turned

    apart = side(here, there, start) * side(here, there, end) < 0
    across = side(start, end, here) * side(start, end, there) < 0
    crossed: NDArray[np.bool_] = apart & across
    return crossed
