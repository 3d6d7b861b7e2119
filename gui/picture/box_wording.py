"""What a part's box measures, and what a change of it is called in the history."""

from __future__ import annotations

from gui.picture.box_drag import Box, in_percent
from gui.style.translation import tr

_SAME = 0.004


def size_label(box: Box) -> str:
    """Returns width and height in per cent of the picture, as the inspector's fields say them."""
    _, _, width, height = in_percent(box)
    return f"{width:.0f} × {height:.0f} %"


def box_label(name: str, before: Box | None, after: Box) -> str:
    """Names the change by what one sees: `Tail: moved`, `Tail: larger`, `Tail: wider`."""
    return tr("{part}: {change}", part=name, change=_change(before, after))


def _change(before: Box | None, after: Box) -> str:
    if before is None:
        return tr("placed")
    wider = (after[2] - after[0]) - (before[2] - before[0])
    higher = (after[3] - after[1]) - (before[3] - before[1])
    if abs(wider) <= _SAME and abs(higher) <= _SAME:
        return tr("moved")
    if wider >= -_SAME and higher >= -_SAME:
        if abs(higher) <= _SAME:
            return tr("wider")
        return tr("taller") if abs(wider) <= _SAME else tr("larger")
    if wider <= _SAME and higher <= _SAME:
        if abs(higher) <= _SAME:
            return tr("narrower")
        return tr("lower") if abs(wider) <= _SAME else tr("smaller")
    return tr("reshaped")
