"""The library of outlines that a run writes."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file

from scenegan.nn.layout_tokens import Layout
from scenegan.nn.model_words import ModelWords
from scenegan.nn.shape_code import ShapeCode
from scenegan.nn.shape_library import ShapeLibrary
from scenegan.training.batches import Drawings
from scenegan.training.shape_library_table import write_shape_library
from scenegan.training.shape_phase import encode_outlines


def test_the_library_gives_the_outlines_back(
    drawings: Drawings, words: ModelWords, tmp_path: Path
) -> None:
    torch.manual_seed(0)
    code = ShapeCode(len(words.parts), 4).eval().requires_grad_(False)
    count = write_shape_library(tmp_path, code, drawings)
    present = ~drawings.graphs.pad
    assert count == present.sum()
    table = load_file(tmp_path / "shapes.safetensors")
    straight, mirrored = (encode_outlines(code, drawings, m) for m in (False, True))
    for name, known in (("code", straight), ("mirrored", mirrored)):
        error = (table[name] * table["step"] - known[present]).abs().max()
        assert error <= table["step"] / 2 + 1e-5, name
    library = ShapeLibrary.load(tmp_path)
    assert library is not None and len(library) == count
    frequent = torch.bincount(drawings.graphs.part[present]) >= 6
    asked = present & frequent[drawings.graphs.part.clamp(max=len(frequent) - 1)]
    layout = Layout(drawings.box, drawings.depth, straight, drawings.graphs.colors)
    found = library.nearest(layout, drawings.graphs, present)
    assert asked.any() and (found.shape[asked] - straight[asked]).abs().max() <= table["step"]
    assert torch.equal(found.shape[~asked], straight[~asked])
