"""From a vector drawing to its square: the picture that annotations and models refer to."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image

from scenegan.errors import DataError

PICTURE_SIZE = 256
"""Side of the pictures of a cache, in pixels."""

FILL = 0.92
"""Share of the square that the longer side of a drawing fills; the rest is an even margin."""

_ZOOM = 4.0
_MAX_RENDERED_SIDE = 8192.0
_ROOT = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_SIDE = re.compile(r"""\b(?:width|height)\s*=\s*["']\s*([0-9.]+)""")
_VIEW_BOX = re.compile(r"""\bviewBox\s*=\s*["']\s*([^"']+)["']""")


def render_svg(svg: str) -> Image.Image:
    """Renders SVG text, enlarged four times where that is not beyond 8192 pixels.

    Raises:
        ValueError: if this is not an SVG picture.
    """
    try:
        png = bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=_zoom(svg)))
    except ValueError:
        raise
    except Exception as error:  # resvg reports some faults by types of its own
        raise ValueError(str(error)) from error
    return Image.open(io.BytesIO(png)).convert("RGBA")


def square_of(svg: str, size: int = PICTURE_SIZE) -> NDArray[np.uint8]:
    """Returns the square of a drawing: cropped to its alpha box, padded and centred.

    Args:
        svg: text of the drawing.
        size: side of the result in pixels.

    Returns:
        RGBA picture, [size, size, 4], straight alpha. The longer side of what is drawn fills
        92 % of the side; the shorter one is centred.

    Raises:
        ValueError: if this is not an SVG picture or nothing is visible in it.
    """
    return square_of_picture(render_svg(svg), size)


def square_of_picture(rendered: Image.Image, size: int = PICTURE_SIZE) -> NDArray[np.uint8]:
    """Returns the square of a picture with a transparent background; see `square_of`.

    Raises:
        ValueError: if nothing is visible in it.
    """
    visible = rendered.getbbox()
    if visible is None:
        raise ValueError("nothing is visible in it")
    drawing = rendered.crop(visible)
    side = int(round(max(drawing.size) / FILL))
    canvas = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    canvas.alpha_composite(drawing, ((side - drawing.width) // 2, (side - drawing.height) // 2))
    return np.asarray(canvas.resize((size, size), Image.Resampling.LANCZOS))


def square_of_file(path: Path, size: int = PICTURE_SIZE) -> NDArray[np.uint8]:
    """Returns the square of a drawing in a file; see `square_of`.

    Raises:
        DataError: if the file cannot be read, or is no picture in which something is visible.
    """
    try:
        if path.suffix.lower() == ".svg":
            return square_of(path.read_text(encoding="utf-8"), size)
        with Image.open(path) as picture:
            return square_of_picture(picture.convert("RGBA"), size)
    except (OSError, ValueError) as error:
        raise DataError(f"The drawing {path} cannot be rendered: {error}.") from error


def _zoom(svg: str) -> float:
    """Enlargement of a drawing: four times, less for those that say to be very large."""
    root = _ROOT.search(svg)
    tag = root.group(0) if root else ""
    sides = [float(side) for side in _SIDE.findall(tag) if side.strip(".")]
    view_box = _VIEW_BOX.search(tag)
    if not sides and view_box:
        numbers = re.findall(r"-?[0-9.]+", view_box.group(1))
        sides = [float(number) for number in numbers[2:4]]
    longest = max(sides, default=0.0)
    return min(_ZOOM, _MAX_RENDERED_SIDE / longest) if longest > 0 else _ZOOM
