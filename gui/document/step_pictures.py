"""The pictures of steps: those near the current step as they are, the others packed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from scenegan.graph import Document

if TYPE_CHECKING:
    import numpy as np

    from gui.document.model import Painted

NEAR = 4
"""Steps on each side of the current one whose pictures are kept as they are."""

_FAST = 1
"""Level of zlib: flat pictures pack to a tenth at it, in about two milliseconds."""


class StepPicture:
    """A picture that gives most of its memory back while nobody looks at it.

    Only pictures with pixels (`scenegan.rendering.Picture`) are packed; anything else stays.
    """

    def __init__(self, picture: Painted) -> None:
        """Holds a picture as it is."""
        self.document: Document = picture.document
        self._picture: Painted | None = picture
        self._packed: tuple[_Packed, _Packed, tuple[str, ...]] | None = None

    @property
    def is_packed(self) -> bool:
        """Whether the picture takes little memory, and time to look at."""
        return self._picture is None

    def picture(self) -> Painted:
        """Returns the picture, pixel for pixel as it was painted."""
        if self._picture is not None:
            return self._picture
        assert self._packed is not None
        from scenegan.rendering.picture import Picture

        rgba, part_map, nodes = self._packed
        return Picture(rgba.unpacked(), part_map.unpacked(), nodes, self.document)

    def unpack(self) -> None:
        """Keeps the picture ready."""
        self._picture = self.picture()
        self._packed = None

    def pack(self) -> None:
        """Keeps the picture small."""
        from scenegan.rendering.picture import Picture

        if isinstance(self._picture, Picture):
            whole = self._picture
            self._packed = (_Packed(whole.rgba), _Packed(whole.part_map), whole.nodes)
            self._picture = None


class _Packed:
    """An array of bytes, packed."""

    def __init__(self, array: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> None:
        import numpy as np

        self._shape = array.shape
        self._bytes = zlib.compress(np.ascontiguousarray(array).tobytes(), _FAST)

    def unpacked(self) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        import numpy as np

        flat = np.frombuffer(zlib.decompress(self._bytes), dtype=np.uint8)
        return flat.reshape(self._shape)


def pack_far(pictures: Iterable[StepPicture | None], current: int) -> None:
    """Packs the pictures far from the current step, and unpacks those near it."""
    for place, held in enumerate(pictures):
        if held is None:
            continue
        near = abs(place - current) <= NEAR
        if near and held.is_packed:
            held.unpack()
        elif not near and not held.is_packed:
            held.pack()
