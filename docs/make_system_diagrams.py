"""Draws the diagrams of docs/seven-systems.md: `python docs/make_system_diagrams.py`.

A diagram is a grid of boxes with arrows between them; what a system added to the one before is
filled, everything else is outlined.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent / "pictures" / "systems"

_COLUMN, _ROW, _WIDTH, _HEIGHT, _EDGE = 206, 62, 172, 42, 16
_STYLE = """
text { font: 13px Inter, system-ui, sans-serif; text-anchor: middle; fill: #2b2a26; }
rect { fill: #ffffff; stroke: #8a867b; stroke-width: 1.3; rx: 6; }
.new rect { fill: #fde6d4; stroke: #b4541f; stroke-width: 1.8; }
.loss rect { rx: 21; } .data rect { fill: #eef1f4; stroke: #9aa5b1; }
.new.loss rect, .new.data rect { fill: #fde6d4; stroke: #b4541f; }
path { fill: none; stroke: #6d6a60; stroke-width: 1.3; marker-end: url(#tip); }
"""


@dataclass(frozen=True)
class Box:
    """A box of a diagram.

    Attributes:
        name: what arrows call it.
        column: from the left, may be between two columns.
        row: from the top.
        label: one or two lines, parted by a slash.
        kind: `data`, `net` or `loss`.
        new: whether the system has added it.
    """

    name: str
    column: float
    row: float
    label: str
    kind: str = "net"
    new: bool = False


Arrows = tuple[tuple[str, str], ...]

_NOISE = Box("z", 0, 0, "noise", "data")
_TEXT = Box("t", 0, 1, "caption", "data")
_DRAWING = Box("x", 2, 1, "drawing", "data")

DIAGRAMS: dict[str, tuple[tuple[Box, ...], Arrows]] = {
    "gan": (
        (
            _NOISE,
            Box("g", 1, 0, "generator/transposed convolutions", new=True),
            Box("p", 2, 0, "painting", "data"),
            _DRAWING,
            Box("d", 3, 0.5, "discriminator", new=True),
            Box("l", 4, 0.5, "drawn or painted?", "loss", new=True),
        ),
        (("z", "g"), ("g", "p"), ("p", "d"), ("x", "d"), ("d", "l")),
    ),
    "gan-int-cls": (
        (
            _NOISE,
            _TEXT,
            Box("e", 0, 2, "text encoder/joint embedding", new=True),
            Box("i", 1, 2, "between two texts/(INT)", "loss", new=True),
            Box("g", 1, 0.5, "generator"),
            Box("p", 2, 0, "painting + text", "data"),
            Box("x", 2, 1, "drawing + text", "data"),
            Box("w", 2, 2, "drawing + text/of another (CLS)", "data", new=True),
            Box("d", 3, 1, "discriminator/reads the text", new=True),
            Box("l", 4, 1, "drawn, and of/this text?", "loss", new=True),
        ),
        (
            *(("z", "g"), ("t", "e"), ("e", "i"), ("e", "g"), ("i", "g"), ("g", "p")),
            *(("p", "d"), ("x", "d"), ("w", "d"), ("d", "l")),
        ),
    ),
    "stackgan": (
        (
            _NOISE,
            Box("t", 0, 1, "caption, encoded", "data"),
            Box("c", 1, 1, "conditioning/augmentation", new=True),
            Box("k", 1, 2, "divergence (KL)", "loss", new=True),
            Box("g", 2, 0, "stage I"),
            Box("s", 3, 0, "small painting", "data"),
            Box("h", 3, 1, "stage II: reads/painting and text", new=True),
            Box("p", 4, 1, "painting, 4 x the side", "data", new=True),
            Box("d", 4, 0, "discriminator I", "loss"),
            Box("e", 5, 1, "discriminator II", "loss", new=True),
        ),
        (
            *(("z", "g"), ("t", "c"), ("c", "k"), ("c", "g"), ("c", "h"), ("g", "s")),
            *(("s", "d"), ("s", "h"), ("h", "p"), ("p", "e")),
        ),
    ),
    "stackgan-pp": (
        (
            Box("z", 0, 0, "noise + text code", "data"),
            Box("f", 1, 0, "features 1"),
            Box("g", 2, 0, "features 2", new=True),
            Box("h", 3, 0, "features 3", new=True),
            Box("p", 1, 1, "painting, small", "data"),
            Box("q", 2, 1, "painting, middle", "data", new=True),
            Box("r", 3, 1, "painting, large", "data"),
            Box("c", 4, 1, "equal colours/at all sizes", "loss", new=True),
            Box("d", 1, 2, "discriminator 1"),
            Box("e", 2, 2, "discriminator 2", new=True),
            Box("i", 3, 2, "discriminator 3"),
            Box("l", 4, 2, "drawn?  of this text?/both asked", "loss", new=True),
        ),
        (
            *(("z", "f"), ("f", "g"), ("g", "h"), ("f", "p"), ("g", "q"), ("h", "r")),
            *(("p", "d"), ("q", "e"), ("r", "i"), ("i", "l"), ("r", "c")),
        ),
    ),
    "attngan": (
        (
            Box("z", 0, 0, "noise + text code", "data"),
            Box("f", 1, 0, "features 1"),
            Box("g", 2.5, 0, "features 2, 3"),
            Box("r", 3.5, 0, "paintings", "data"),
            Box("t", 0, 1.2, "words", "data"),
            Box("a", 1.5, 1.2, "word attention:/each place asks words", new=True),
            Box("m", 3.5, 1.2, "regions and words/matched (DAMSM)", "loss", new=True),
            Box("d", 4.6, 0, "discriminators/as StackGAN++", "loss"),
        ),
        (
            *(("z", "f"), ("f", "g"), ("f", "a"), ("t", "a"), ("a", "g"), ("g", "r")),
            *(("r", "d"), ("r", "m")),
        ),
    ),
    "sg2im": (
        (
            Box("g", 0, 0, "graph of parts", "data", new=True),
            Box("c", 1, 0, "graph convolution/over triples", new=True),
            Box("b", 2, 0, "boxes", new=True),
            Box("m", 2, 1, "masks", new=True),
            Box("t", 3, 1.5, "annotated boxes/and shapes", "loss", new=True),
            Box("s", 3, 0.5, "layout: vectors in/their masks", new=True),
            Box("r", 4, 0.5, "refinement network", new=True),
            Box("p", 5, 0.5, "painting", "data"),
            Box("d", 6, 0, "whole: drawn?", "loss"),
            Box("e", 6, 1, "crops: drawn?/which part?", "loss", new=True),
        ),
        (
            *(("g", "c"), ("c", "b"), ("c", "m"), ("m", "t"), ("b", "s"), ("m", "s")),
            *(("s", "r"), ("r", "p"), ("p", "d"), ("p", "e")),
        ),
    ),
    "controlgan": (
        (
            Box("f", 0, 0, "features"),
            Box("t", 0, 1.2, "words", "data"),
            Box("a", 1, 0, "places ask words/(AttnGAN)"),
            Box("c", 1, 1.2, "channels ask words", new=True),
            Box("g", 2, 0.6, "next features"),
            Box("p", 3, 0.6, "painting", "data"),
            Box("d", 4, 0, "discriminator"),
            Box("w", 5, 0, "which words/are shown?", "loss", new=True),
            Box("v", 4, 1.2, "like its drawing to a/frozen network", "loss", new=True),
        ),
        (
            *(("f", "a"), ("t", "a"), ("t", "c"), ("f", "c"), ("a", "g"), ("c", "g")),
            *(("g", "p"), ("p", "d"), ("d", "w"), ("p", "v")),
        ),
    ),
}
"""Boxes and arrows of each system."""


def diagram(boxes: tuple[Box, ...], arrows: Arrows) -> str:
    """Returns a diagram as SVG."""
    by_name = {box.name: box for box in boxes}
    width = max(b.column for b in boxes) * _COLUMN + _WIDTH + 2 * _EDGE
    height = max(b.row for b in boxes) * _ROW + _HEIGHT + 2 * _EDGE
    body = [_arrow(by_name[a], by_name[b]) for a, b in arrows] + [_drawn(box) for box in boxes]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}"><style>{_STYLE}</style>'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" style="fill:#6d6a60;'
        'stroke:none"/></marker></defs><rect x="0" y="0" width="100%" height="100%" '
        'style="fill:#ffffff;stroke:none"/>' + "\n".join(body) + "</svg>\n"
    )


def _drawn(box: Box) -> str:
    x, y = _corner(box)
    lines = box.label.split("/")
    first = y + _HEIGHT / 2 + 4.5 - 8 * (len(lines) - 1)
    texts = "".join(
        f'<text x="{x + _WIDTH / 2:.1f}" y="{first + 16 * k:.1f}">{escape(line)}</text>'
        for k, line in enumerate(lines)
    )
    classes = f"{box.kind} new" if box.new else box.kind
    rect = f'<rect x="{x:.1f}" y="{y:.1f}" width="{_WIDTH}" height="{_HEIGHT}"/>'
    return f'<g class="{classes}">{rect}{texts}</g>'


def _arrow(start: Box, end: Box) -> str:
    """A curve from edge to edge: sideways where columns differ, else up or down."""
    (x0, y0), (x1, y1) = _corner(start), _corner(end)
    if abs(end.column - start.column) >= 0.9:
        right = end.column > start.column
        x0, x1 = (x0 + _WIDTH, x1 - 2) if right else (x0, x1 + _WIDTH + 2)
        y0, y1 = y0 + _HEIGHT / 2, y1 + _HEIGHT / 2
        middle = (x0 + x1) / 2
        bend = f"C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        return f'<path d="M{x0:.1f} {y0:.1f} {bend}"/>'
    down = end.row > start.row
    y0, y1 = (y0 + _HEIGHT, y1 - 2) if down else (y0, y1 + _HEIGHT + 2)
    x0, x1 = x0 + _WIDTH / 2, x1 + _WIDTH / 2
    return f'<path d="M{x0:.1f} {y0:.1f} L{x1:.1f} {y1:.1f}"/>'


def _corner(box: Box) -> tuple[float, float]:
    return _EDGE + box.column * _COLUMN, _EDGE + box.row * _ROW


def main() -> None:
    """Writes all diagrams."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (boxes, arrows) in DIAGRAMS.items():
        (FOLDER / f"{name}.svg").write_text(diagram(boxes, arrows), encoding="utf-8")


if __name__ == "__main__":
    main()
