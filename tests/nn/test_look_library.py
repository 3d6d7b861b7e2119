"""Choosing looks of drawn parts for new ones."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from scenegan.assets import asset
from scenegan.errors import ModelError
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.look_code import LOOK_CODE_DIMS
from scenegan.nn.look_library import LookLibrary, Looks, box_shape

EYE, HEAD, HORN = 14, 1, 12
WHITE, BLACK, BLUE = [98.0, 0, 0], [6.0, 0, 0], [40.0, 20, -60]


def table() -> dict[str, Tensor]:
    """Three pairs of eyes, white, black and blue; codes tell the group and the side."""
    group = torch.tensor([0, 0, 1, 1, 2, 2])
    code = torch.zeros(6, LOOK_CODE_DIMS)
    code[:, 0] = group
    code[:, 1] = torch.tensor([0.0, 1] * 3)
    mirrored = code.clone()
    mirrored[:, 2] = 1
    tones = torch.tensor([WHITE, BLACK, BLUE])[group]
    second = torch.tensor([WHITE, BLACK, WHITE])[group]
    shares = torch.tensor(
        [[0.7, 0, 0, 0, 0.3, 0], [0.9, 0, 0, 0, 0, 0.1], [0.6, 0, 0, 0.2, 0.2, 0]]
    )
    return {
        "code": code,
        "mirrored": mirrored,
        "part": torch.full((6,), EYE),
        "group": group,
        "attributes": torch.zeros(6, 3),
        "colors": torch.cat([tones, second], 1),
        "view": torch.full((6,), 1),
        "box": torch.tensor([[0.0, -2.5]]).repeat(6, 1),
        "shares": shares[group],
        "clarity": torch.zeros(6),
    }


def face(color: list[float], view: int = 1, n_eyes: int = 2) -> tuple[GraphBatch, Tensor]:
    """A head with eyes from left to right."""
    n = n_eyes + 2
    batch = GraphBatch(
        part=torch.tensor([[HEAD] + [EYE] * n_eyes + [73]]),
        attributes=torch.zeros(1, n, 3),
        parent=torch.tensor([[-1] + [0] * n_eyes + [-1]]),
        pad=torch.tensor([[False] * (n_eyes + 1) + [True]]),
        view=torch.tensor([view]),
        pose=torch.tensor([0]),
        kind=torch.zeros(1, 48),
        colors=torch.tensor(color + color).repeat(1, n, 1),
        colored=torch.tensor([[True] * (n_eyes + 1) + [False]]),
        n_parts=73,
    )
    x = torch.linspace(0.2, 0.7, n)
    box = torch.stack([x, torch.full((n,), 0.4), x + 0.08, torch.full((n,), 0.48)], -1)
    return batch, box[None]


def choose(batch: GraphBatch, box: Tensor, temperature: float = 0.0, seed: int = 0) -> Looks:
    draw = torch.rand(batch.part.shape, generator=torch.Generator().manual_seed(seed))
    return LookLibrary(table()).choose(batch, box, batch.colors, draw, temperature)


@pytest.mark.parametrize(("color", "group"), [(WHITE, 0), (BLACK, 1), (BLUE, 2)])
def test_looks_fit_the_colour(color: list[float], group: int) -> None:
    looks = choose(*face(color))
    assert looks.looked.tolist() == [[False, True, True, False]]
    assert looks.code[0, 1:3, 0].tolist() == [group, group]
    assert looks.code[0, [0, 3]].abs().max() == 0


def test_hue_hardly_counts() -> None:
    red = [40.0, 55, 30]
    assert choose(*face(red)).code[0, 1, 0] == 2


def test_twins_take_one_group_from_left_to_right() -> None:
    batch, box = face(BLUE)
    assert choose(batch, box).code[0, 1:3, 1].tolist() == [0, 1]
    swapped = box[:, [0, 2, 1, 3]]
    assert choose(batch, swapped).code[0, 1:3, 1].tolist() == [1, 0]
    three = choose(*face(BLUE, n_eyes=3)).code[0, 1:4]
    assert three[:, 0].tolist() == [2, 2, 2] and three[:, 1].tolist() == [0, 1, 1]


def test_the_other_side_is_mirrored() -> None:
    seen_from_the_right = choose(*face(BLUE, view=2)).code[0, 1:3]
    assert seen_from_the_right[:, 1].tolist() == [1, 0]
    assert seen_from_the_right[:, 2].tolist() == [1, 1]
    assert choose(*face(BLUE)).code[0, 1, 2] == 0


def test_a_named_colour_stays_and_gets_the_second_of_its_look() -> None:
    batch, box = face(BLUE)
    colors = choose(batch, box).colors
    torch.testing.assert_close(colors[..., :3], batch.colors[..., :3])
    torch.testing.assert_close(colors[0, 1, 3:], torch.tensor(WHITE))
    torch.testing.assert_close(colors[0, 0], batch.colors[0, 0])
    unnamed = replace(batch, colored=torch.zeros_like(batch.colored))
    torch.testing.assert_close(choose(unnamed, box).colors, batch.colors)


def test_draws_vary_the_look_and_repeat() -> None:
    batch, box = face([60.0, 0, 0])
    found = [choose(batch, box, 3.0, seed).code for seed in range(12)]
    assert len({float(code[0, 1, 0]) for code in found}) > 1
    torch.testing.assert_close(choose(batch, box, 3.0, 5).code, found[5])


def test_an_edit_elsewhere_leaves_the_look() -> None:
    batch, box = face(BLUE)
    moved = box.clone()
    moved[0, 0] += 0.1
    renamed = replace(batch, part=torch.where(batch.part == HEAD, HORN, batch.part))
    before, after = choose(batch, box, 3.0), choose(renamed, moved, 3.0)
    torch.testing.assert_close(before.code, after.code)


def test_box_shape_is_log_aspect_and_log_size() -> None:
    found = box_shape(torch.tensor([0.1, 0.2, 0.5, 0.3]))
    torch.testing.assert_close(found.exp(), torch.tensor([4.0, 0.2]))


def test_library_of_the_program_has_eyes() -> None:
    library = LookLibrary.load(asset("weights"))
    assert EYE in library.parts and len(library) > 1000
    batch, box = face(BLUE)
    batch = replace(batch, attributes=torch.zeros(1, 4, 60))
    draw = torch.full((1, 4), 0.5)
    looks = library.choose(batch, box, batch.colors, draw)
    assert looks.looked[0, 1:3].all() and torch.isfinite(looks.code).all()
    assert looks.code[0, 1].abs().max() > 0.1


def test_missing_and_damaged_libraries_are_reported(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing"):
        LookLibrary.load(tmp_path)
    (tmp_path / "looks.safetensors").write_bytes(b"not a library")
    with pytest.raises(ModelError, match="damaged"):
        LookLibrary.load(tmp_path)
