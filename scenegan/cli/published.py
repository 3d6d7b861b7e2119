"""Drawing with a trained run of a published system (`scenegan draw --model RUN`)."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from scenegan.atomic_files import write_atomically
from scenegan.cli.console import say
from scenegan.cli.inputs import Input
from scenegan.errors import FileError

if TYPE_CHECKING:
    from PIL import Image

    from scenegan.graph import SceneGraph
    from scenegan.rendering.published import PublishedDrawer, PublishedPicture

_KINDS = {".png": "PNG", ".webp": "WEBP"}
_SHEET_SIDE = 128


def is_published_run(model: Path) -> bool:
    """Tells whether a folder of weights, or of a run, holds a published system.

    Raises:
        ModelError: if it holds no weights at all.
    """
    from scenegan.nn.systems.saved import is_published
    from scenegan.nn.weights import weights_folder

    return is_published(weights_folder(model))


def draw_published(
    model: Path, given: Input, seed: int, count: int, size: int | None, output: Path, plan: bool
) -> None:
    """Draws a creature with a published system, or a sheet of several seeds.

    Args:
        model: folder of the weights or of the run.
        given: the creature; systems that read texts take its text, or a description of its graph.
        seed: of the first picture.
        count: how many seeds are drawn.
        size: side in pixels; the system's own by default.
        output: a PNG or WebP file.
        plan: whether the words that places attend to are drawn beside it.

    Raises:
        FileError: if the file cannot be written in that format.
        ModelError: if the weights are damaged.
    """
    from scenegan.language import describe
    from scenegan.rendering.contact_sheet import contact_sheet
    from scenegan.rendering.published import PublishedDrawer, Request

    if output.suffix.lower() not in _KINDS:
        raise FileError(
            f"Cannot write {output}: published systems draw pixels only, end it in .png or .webp."
        )
    drawer = PublishedDrawer.load(model)
    caption = given.text or describe(given.graph)
    graph = _completed(drawer, given)
    pictures = drawer.draw([Request(caption, graph, seed + k) for k in range(count)])
    images = [_image(p, size or (_SHEET_SIDE if count > 1 else None)) for p in pictures]
    seeds = [f"seed {seed + k}" for k in range(count)]
    _write(contact_sheet(images, seeds) if count > 1 else images[0], output)
    asked = "nothing at all" if drawer.system.asked_with == "nothing" else f'"{caption}"'
    say(f"Drawn by {drawer.system.name} from {asked}, without a document.\nPicture: {output}")
    if plan and pictures[0].attention is not None:
        _write_attention(pictures[0], caption, output)


def _completed(drawer: PublishedDrawer, given: Input) -> SceneGraph:
    """A system of graphs sees the whole creature, as SceneGAN does."""
    from scenegan.completion.complete import complete
    from scenegan.nn.systems.saved import FROM_GRAPH

    asked_with_graph = drawer.system.asked_with == FROM_GRAPH
    whole = given.document is not None or not asked_with_graph
    return given.graph if whole else complete(given.graph, 0)


def _image(picture: PublishedPicture, size: int | None) -> Image.Image:
    from PIL import Image

    image = Image.fromarray(picture.rgba)
    if size is None or size == image.width:
        return image
    premultiplied = image.convert("RGBa").resize((size, size), Image.Resampling.BICUBIC)
    return premultiplied.convert("RGBA")


def _write_attention(picture: PublishedPicture, caption: str, output: Path) -> None:
    """Draws which words places attended to, beside the picture."""
    import numpy as np
    import torch
    from PIL import Image

    from scenegan.training.systems.attention_sheet import attention_rows

    image = _image(picture, _SHEET_SIDE)
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image)
    shown = torch.from_numpy(np.asarray(ground.convert("RGB")).copy()).permute(2, 0, 1)[None] / 255
    shares = torch.from_numpy(picture.attention)[None]
    rows = attention_rows(shown, [caption], shares, 8 * _SHEET_SIDE)
    pixels = (rows.permute(1, 2, 0) * 255).round().to(torch.uint8).numpy()
    beside = output.with_name(f"{output.stem}.words.png")
    _write(Image.fromarray(pixels), beside)
    say(f"Words: {beside}")


def _write(image: Image.Image, path: Path) -> None:
    out = io.BytesIO()
    image.save(out, _KINDS[path.suffix.lower()], lossless=True)
    write_atomically(path, out.getvalue())
