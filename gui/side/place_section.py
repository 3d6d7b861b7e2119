"""Where a part is: four numbers that can be dragged, and its depth."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from gui.document.depth import AUTO, BEHIND, DEPTHS, FRONT
from gui.picture.box_drag import Box, in_percent
from gui.side.number_field import NumberField
from gui.side.sections import Section
from gui.style.labels import button
from gui.style.segmented import Segmented
from gui.style.theme import Look
from gui.style.translation import tr

_LEAST = 2.0
"""Smallest width and height, in per cent."""


class PlaceSection(Section):
    """X, Y, width and height in per cent of the picture; automatic until one of them is set."""

    def __init__(
        self,
        look: Look,
        box: Box | None,
        by_hand: bool,
        depth: str | None,
        asked: Callable[[Box | None], object],
        dragged: Callable[[Box], object],
        given_up: Callable[[], object],
        depth_asked: Callable[[str], object],
    ) -> None:
        """Shows a place.

        Args:
            look: the theme.
            box: where the part is; None while that is not known.
            by_hand: whether the user put it there.
            depth: one of `DEPTHS`; None for a part that hangs on nothing.
            asked: told where the part shall be; None for wherever the layout puts it.
            dragged: told where a drag has reached.
            given_up: told that a drag was taken back.
            depth_asked: told the depth.
        """
        tools = []
        if by_hand:
            automatic = button(
                tr("Automatic"), role="link", tip=tr("Let the layout place it again")
            )
            automatic.clicked.connect(lambda: asked(None))
            tools.append(automatic)
        super().__init__(tr("Place"), tr("by hand") if by_hand else tr("automatic"), tools)
        self._box = box
        if box is not None:
            self._add_numbers(box, asked, dragged, given_up)
        if depth is not None:
            words = {FRONT: tr("Front"), AUTO: tr("Auto"), BEHIND: tr("Behind")}
            choice = Segmented(look, tr("Depth"), [words[d] for d in DEPTHS])
            choice.show_choice(DEPTHS.index(depth))
            choice.chosen.connect(lambda place: depth_asked(DEPTHS[place]))
            self.add_across(tr("Depth"), choice)

    def _add_numbers(
        self,
        box: Box,
        asked: Callable[[Box | None], object],
        dragged: Callable[[Box], object],
        given_up: Callable[[], object],
    ) -> None:
        left, top, width, height = in_percent(box)
        fields = []
        for letter, name, value, least, most in (
            ("X", tr("Left edge, per cent"), left, 0.0, 100 - _LEAST),
            ("Y", tr("Upper edge, per cent"), top, 0.0, 100 - _LEAST),
            ("W", tr("Width, per cent"), width, _LEAST, 100.0),
            ("H", tr("Height, per cent"), height, _LEAST, 100.0),
        ):
            field = NumberField(letter, name, value, least, most)
            field.asked.connect(partial(self._tell, asked, letter))
            field.dragged.connect(partial(self._tell, dragged, letter))
            field.given_up.connect(given_up)
            fields.append(field)
        self.add_beside(fields)

    def _tell(self, told: Callable[[Box], object], letter: str, value: float) -> None:
        if self._box is not None:
            told(with_number(self._box, letter, value / 100))


def with_number(box: Box, letter: str, value: float) -> Box:
    """Changes one of X, Y, W, H of a box, kept inside the picture.

    X and Y move the box as it is; W and H keep its left upper corner while there is room.
    """
    left, top, right, bottom = box
    width, height = min(right - left, 1.0), min(bottom - top, 1.0)
    if letter == "X":
        left = value
    elif letter == "Y":
        top = value
    elif letter == "W":
        width = min(1.0, value)
    else:
        height = min(1.0, value)
    left, top = min(max(0.0, left), 1 - width), min(max(0.0, top), 1 - height)
    return (round(left, 4), round(top, 4), round(left + width, 4), round(top + height, 4))
