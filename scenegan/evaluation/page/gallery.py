"""Pictures inside a page: each is embedded once, however often it is shown."""

from __future__ import annotations

import base64
import io
from html import escape

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_SIDE = 160
_QUALITY = 82


class Gallery:
    """Collects the pictures of a page as style rules that hold their data."""

    def __init__(self) -> None:
        """Begins with no pictures."""
        self._rules: dict[str, str] = {}

    def shown(self, name: str, rgba: NDArray[np.uint8], title: str) -> str:
        """Returns the element that shows a picture.

        Args:
            name: letters, digits and dashes; equal names are the same picture.
            rgba: [S, S, 4].
            title: what it shows, for those who cannot see it and for the pointer.
        """
        if name not in self._rules:
            self._rules[name] = _encoded(rgba)
        text = escape(title, quote=True)
        return f'<span class="picture {name}" role="img" aria-label="{text}" title="{text}"></span>'

    @property
    def style(self) -> str:
        """The style rules of all pictures."""
        return "\n".join(
            f".{name}{{background-image:url(data:image/webp;base64,{data})}}"
            for name, data in self._rules.items()
        )


def _encoded(rgba: NDArray[np.uint8]) -> str:
    image = Image.fromarray(rgba).convert("RGBa").resize((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    image.convert("RGBA").save(buffer, "WEBP", quality=_QUALITY, method=4)
    return base64.b64encode(buffer.getvalue()).decode()
