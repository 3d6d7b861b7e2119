"""Vector drawings at hand: any part of the picture rendered anew, as fine as one wishes."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image

from scenegan.data.squares import FILL, render_svg
from scenegan.errors import DataError

_ROOT = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_SIZE = re.compile(r"""\s(?:width|height|viewBox)\s*=\s*(?:"[^"]*"|'[^']*')""")
_VIEW = re.compile(r"""viewBox\s*=\s*["']\s*([^"']+)["']""")
_FILL = re.compile(r"""(<path\b[^>]*?\sfill=")(#[0-9a-fA-F]{6})(")""")


def vector_drawing(path: Path) -> VectorDrawing:
    """Reads a vector drawing.

    Raises:
        DataError: if the file cannot be read.
    """
    try:
        return VectorDrawing(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"The drawing {path} cannot be read: {error}.") from error


@dataclass(frozen=True)
class VectorDrawing:
    """An SVG drawing with a view box, in its square.

    Attributes:
        svg: its text.
    """

    svg: str

    @property
    def fills(self) -> list[str]:
        """Colour of each path that is filled with one, from back to front."""
        return [found.group(2) for found in _FILL.finditer(self.svg)]

    def filled(self, fills: list[str]) -> VectorDrawing:
        """Returns the drawing with other colours of its paths, in the order of `fills`."""
        left = iter(fills)
        svg = _FILL.sub(lambda m: f"{m.group(1)}{next(left)}{m.group(3)}", self.svg)
        drawing = VectorDrawing(svg)
        drawing.__dict__["_square"] = self._square
        return drawing

    def window(
        self, window: tuple[slice, slice], side: int, zoom: int, crisp: bool = False
    ) -> NDArray[np.uint8]:
        """Renders some rows and columns of the square.

        Args:
            window: rows and columns.
            side: of the square in pixels.
            zoom: finer pixels along a pixel.
            crisp: without smooth edges: each pixel shows one path alone.

        Returns:
            RGBA [rows * zoom, columns * zoom, 4], straight alpha.
        """
        left, top, length = self._square
        rows, columns = window
        unit = length / side
        box = [
            left + columns.start * unit,
            top + rows.start * unit,
            (columns.stop - columns.start) * unit,
            (rows.stop - rows.start) * unit,
        ]
        size = ((columns.stop - columns.start) * zoom, (rows.stop - rows.start) * zoom)
        view = " ".join(f"{number:.6f}" for number in box)
        found = _ROOT.search(self.svg)
        tag = _SIZE.sub("", found.group(0)) if found else "<svg>"
        crispness = ' shape-rendering="crispEdges"' if crisp else ""
        tag = f'{tag[:-1]} width="{size[0]}" height="{size[1]}" viewBox="{view}"{crispness}>'
        png = bytes(
            resvg_py.svg_to_bytes(
                svg_string=_ROOT.sub(tag, self.svg, count=1), skip_system_fonts=True
            )
        )
        image = Image.open(io.BytesIO(png)).convert("RGBA")
        return np.asarray(image)

    def paths_in(self, window: tuple[slice, slice], side: int, zoom: int) -> NDArray[np.int32]:
        """Returns which path each pixel of a window shows: its number in `fills` + 1, 0 for none.

        Args:
            window: rows and columns.
            side: of the square in pixels.
            zoom: finer pixels along a pixel.
        """
        numbered = self.filled([f"#{number + 1:06x}" for number in range(len(self.fills))])
        picture = numbered.window(window, side, zoom, crisp=True).astype(np.int32)
        numbers = (picture[..., 0] << 16) + (picture[..., 1] << 8) + picture[..., 2]
        found = np.where(picture[..., 3] > 0, numbers, 0)
        return np.where(found <= len(self.fills), found, 0).astype(np.int32)

    @cached_property
    def _square(self) -> tuple[float, float, float]:
        """Left, top and side of the square in units of the drawing."""
        rendered = render_svg(self.svg)
        left, top, right, bottom = rendered.getbbox() or (0, 0, *rendered.size)
        found = _VIEW.search(self.svg)
        numbers = [float(n) for n in re.split(r"[\s,]+", found.group(1).strip())] if found else []
        x, y, wide, tall = numbers if len(numbers) == 4 else (0.0, 0.0, *rendered.size)
        unit = max(wide / rendered.width, tall / rendered.height)
        side = int(round(max(right - left, bottom - top) / FILL))
        inner_left = (side - (right - left)) // 2
        inner_top = (side - (bottom - top)) // 2
        # A view box of another form than the picture is centred in it.
        x -= (rendered.width * unit - wide) / 2
        y -= (rendered.height * unit - tall) / 2
        return x + (left - inner_left) * unit, y + (top - inner_top) * unit, side * unit
