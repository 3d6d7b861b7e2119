"""A drawn creature: pixels, the place of each part, and the document that draws it again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from scenegan.graph import Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

NOTHING = 255
"""Value of the part map where there is no part."""


@dataclass(frozen=True)
class Picture:
    """A picture with a transparent background.

    Attributes:
        rgba: [S, S, 4] uint8, straight alpha, S = `document.recipe.size`.
        part_map: [256, 256] uint8, for each pixel the place of the visible part in `nodes`;
            255 where there is none.
        nodes: ids of the parts, in the order of the graph.
        document: all that is needed to draw this picture again, byte for byte.
    """

    rgba: NDArray[np.uint8]
    part_map: NDArray[np.uint8]
    nodes: tuple[str, ...]
    document: Document

    @cached_property
    def masks(self) -> dict[str, NDArray[np.bool_]]:
        """[256, 256] visible pixels of each part."""
        return {node: self.part_map == i for i, node in enumerate(self.nodes)}

    @property
    def boxes(self) -> dict[str, tuple[float, float, float, float]]:
        """Left, top, right, bottom of each part as shares of the side, hidden pixels included."""
        return {node: place.box for node, place in self.document.layout.items()}

    @property
    def image(self) -> Image:
        """The pixels as a Pillow image, on the document's background if it has one."""
        from PIL import Image

        image = Image.fromarray(self.rgba)
        if self.document.recipe.background is None:
            return image
        ground = Image.new("RGBA", image.size, self.document.recipe.background)
        ground.alpha_composite(image)
        return ground

    def png(self) -> bytes:
        """Encodes the picture as PNG with its document; equal pictures give equal bytes."""
        from scenegan.rendering.picture_files import png_bytes

        return png_bytes(self.image, self.document)

    def save(self, path: str | Path) -> Path:
        """Writes PNG, WebP, SVG or OpenRaster by the ending of the name, each with the document.

        Raises:
            FileError: if the ending is another one, or the file cannot be written.
        """
        from scenegan.rendering.picture_files import save_picture

        return save_picture(self, Path(path))
