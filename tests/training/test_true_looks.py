"""What is painted inside parts: read from drawings, kept in a library, learned with the painter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from scenegan.nn.line_bands import N_BANDS
from scenegan.nn.look_code import PAINTS, LookCode
from scenegan.nn.look_library import LookLibrary
from scenegan.nn.model_words import ModelWords
from scenegan.training.batches import Drawings
from scenegan.training.look_library_table import write_look_library
from scenegan.training.true_looks import LookTable, mirrored_layers, true_looks

BODY = [60.0, 20.0, 30.0]
INK = [4.0, 0.0, 0.0]


def drawn_eye(drawings: Drawings, words: ModelWords) -> tuple[Drawings, int]:
    """A head that is all one colour, with an eye of white and a black pupil on its right half."""
    one = drawings.take(torch.tensor([0]))
    node = one.graphs.part[0].tolist().index(words.part_index["eye"])
    picture = torch.zeros(1, 4, 256, 256, dtype=torch.uint8)
    picture[:, 3] = 255
    picture[:, :3, 60:160, 60:160] = 255
    picture[:, :3, 90:130, 115:150] = 8
    index = torch.full((1, 256, 256), 255, dtype=torch.uint8)
    index[:, 60:160, 60:160] = node
    box = one.box.clone()
    box[0, node] = torch.tensor([60, 60, 160, 160]) / 256
    colors = one.graphs.colors.clone()
    colors[0, node] = torch.tensor([99.0, 0, 0, 3, 0, 0])
    graphs = replace(one.graphs, colors=colors)
    return replace(one, picture=picture, index_map=index, box=box, graphs=graphs), node


def test_a_pupil_is_ink_on_white(drawings: Drawings, words: ModelWords) -> None:
    drawing, node = drawn_eye(drawings, words)
    table = true_looks(drawing, words.part_index["eye"])
    layers = table.layers[0, node, : len(PAINTS)].float() / 255
    torch.testing.assert_close(layers.sum(0), torch.ones(24, 24), atol=0.02, rtol=0)
    paint = layers.argmax(0)
    assert paint[12, 18] == 4, "the pupil is ink"
    assert paint[12, 4] in (0, 5) and paint[2, 18] in (0, 5), "the rest is white"
    assert table.visible[0, node] == 1
    turned = mirrored_layers(table.layers, torch.tensor([True]))[0, node]
    assert turned[: len(PAINTS)].float().argmax(0)[12, 5] == 4
    assert torch.equal(mirrored_layers(table.layers, torch.tensor([False])), table.layers)


def test_lines_are_told_by_depth_and_side(drawings: Drawings, words: ModelWords) -> None:
    """A line of two pixels along the upper half of an eye, none along the lower one."""
    drawing, node = drawn_eye(drawings, words)
    picture = drawing.picture.clone()
    picture[:, :3, 60:62, 60:160] = 8
    picture[:, :3, 60:110, 60:62] = 8
    picture[:, :3, 60:110, 158:160] = 8
    table = true_looks(replace(drawing, picture=picture), words.part_index["eye"])
    lines = table.layers[0, node, len(PAINTS) :].float() / 255
    assert lines.shape == (N_BANDS, 24, 24)
    top, bottom = lines[:, 0, 4:20].mean(1), lines[:, -1, 4:20].mean(1)
    assert top[:2].min() > 0.9 and top[2:].max() < 0.1 and bottom.max() < 0.1
    absent = table.layers[0][drawing.graphs.pad[0]]
    assert (absent[:, len(PAINTS) :] == 128).all(), "nothing is known of what is not there"


@pytest.fixture(scope="module")
def looks(drawings: Drawings, words: ModelWords) -> LookTable:
    return true_looks(drawings, words.part_index["eye"])


def test_parts_without_inner_paint_are_plain(drawings: Drawings, looks: LookTable) -> None:
    """The generated drawings are ellipses of one colour with a dark outline."""
    present = ~drawings.graphs.pad
    main = looks.layers[present][:, 0].float().mean((1, 2)) / 255
    assert (main > 0.8).float().mean() > 0.9
    assert (looks.visible[present] > 0).all()
    assert (looks.layers[~present][:, 0] == 255).all()


def test_the_library_is_read_back(
    drawings: Drawings, words: ModelWords, looks: LookTable, tmp_path: Path
) -> None:
    eyed, _ = drawn_eye(drawings, words)
    table = true_looks(eyed, words.part_index["eye"])
    torch.manual_seed(0)
    code = LookCode(len(words.parts), 16).eval()
    count = write_look_library(tmp_path, code, eyed, table, words, kept=3)
    library = LookLibrary.load(tmp_path)
    assert len(library) == count > 0 and words.part_index["eye"] in library.parts
    draw = torch.full(eyed.graphs.pad.shape, 0.5)
    chosen = library.choose(eyed.graphs, eyed.box, eyed.graphs.colors, draw)
    eyes = eyed.graphs.part == words.part_index["eye"]
    assert chosen.looked[eyes].all() and (chosen.code[eyes] != 0).any()
