"""A page that shows polygons over each picture, for the eye; it opens without a network."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from html import escape

from PIL import Image

from scenegan.data.annotations import PartAnnotation
from scenegan.data.check_drawings import CheckedDrawing, CheckedFolder
from scenegan.data.sheet import part_tint

_STYLE = """
body{font:14px/1.45 system-ui,sans-serif;margin:24px;background:#fafafa;color:#141414}
h1{font-size:20px} h2{font-size:15px;margin:0 0 6px}
.fault{color:#b3001b} .doubt{color:#8a5a00}
section{display:flex;gap:20px;flex-wrap:wrap;border-top:1px solid #ccc;padding:16px 0}
figure{margin:0;position:relative;width:384px;height:384px;
background:repeating-conic-gradient(#e2e2e2 0 25%,#fafafa 0 50%) 0 0/32px 32px}
figure img,figure svg{position:absolute;inset:0;width:100%;height:100%}
polygon{fill-opacity:.18;stroke-width:.5;transition:fill-opacity .1s}
polygon:hover{fill-opacity:.6}
ol{margin:0;padding-left:28px;columns:2;max-width:560px}
li::marker{font-variant-numeric:tabular-nums}
.tint{display:inline-block;width:10px;height:10px;margin-right:6px;border-radius:2px}
@media (prefers-color-scheme:dark){body{background:#171717;color:#eee}.fault{color:#ff8090}
.doubt{color:#e0b050}section{border-color:#444}}
"""


def check_page(title: str, checked: CheckedFolder) -> str:
    """Returns the HTML of a page with all drawings of a checked folder.

    Each drawing stands with its polygons over it, its parts by number, and what is wrong with it;
    a polygon under the mouse tells its part.
    """
    parts = sum(len(d.drawing.parts) for d in checked.drawings)
    return "".join(
        [
            "<!doctype html><html lang=en><meta charset=utf-8>",
            f"<title>{escape(title)}</title><style>{_STYLE}</style>",
            f"<h1>{escape(title)}: {len(checked.drawings)} drawings, {parts} parts</h1>",
            *(_told(str(fault), "fault") for fault in checked.faults),
            *(_section(drawing) for drawing in checked.drawings),
            "</html>\n",
        ]
    )


def _section(checked: CheckedDrawing) -> str:
    drawing = checked.drawing
    about = ", ".join([drawing.split, drawing.kind, drawing.view, drawing.pose, drawing.mood])
    told = [_told(f"{fault.field}: {fault.message}", "fault") for fault in checked.faults]
    told += [_told(f"{doubt.field}: {doubt.message}", "doubt") for doubt in checked.doubts]
    items = "".join(_item(number, part) for number, part in enumerate(drawing.parts))
    return (
        f"<section><figure>{_picture(checked)}"
        f'<svg viewBox="0 0 100 100">{"".join(_polygons(drawing.parts))}</svg></figure>'
        f"<div><h2>{escape(drawing.id)}</h2><p>{escape(about)}</p>"
        f"<p>{escape(drawing.captions.medium)}</p>{''.join(told)}"
        f"<ol start=0>{items}</ol></div></section>"
    )


def _picture(checked: CheckedDrawing) -> str:
    if checked.picture is None:
        return ""
    buffer = io.BytesIO()
    Image.fromarray(checked.picture).save(buffer, "WEBP", lossless=True, method=2)
    encoded = base64.b64encode(buffer.getvalue()).decode()
    return f'<img alt="" src="data:image/webp;base64,{encoded}">'


def _polygons(parts: tuple[PartAnnotation, ...]) -> Iterator[str]:
    for number, part in enumerate(parts):
        points = " ".join(f"{x:g},{y:g}" for x, y in part.poly)
        tint = _tint(number)
        yield (
            f'<polygon points="{points}" fill="{tint}" stroke="{tint}">'
            f"<title>{number} {escape(part.part)}</title></polygon>"
        )


def _item(number: int, part: PartAnnotation) -> str:
    words = " ".join([*part.attrs, part.part])
    on = f" on {part.on}" if part.on >= 0 else ""
    return f'<li><span class=tint style="background:{_tint(number)}"></span>{escape(words)}{on}'


def _told(text: str, kind: str) -> str:
    return f"<p class={kind}>{escape(text)}</p>"


def _tint(number: int) -> str:
    return "#{:02x}{:02x}{:02x}".format(*part_tint(number))
