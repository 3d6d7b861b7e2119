"""What the painter does without one of its mechanisms, or with one more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from scenegan.errors import ModelError
from scenegan.nn.cascade import Painter, stages_of
from scenegan.nn.composition import shrunk_map
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.model_words import ModelWords
from scenegan.nn.weights import ModelConfig, save_network, write_config
from tests.nn.test_painter_parts import SMALL, chain, random, random_box, random_map

SIDE = 64


def painter(**options: Any) -> Painter:
    """A small painter of 64 pixels; what begins without effect has one."""
    torch.manual_seed(0)
    made = Painter(5, 3, width=16, channels=SMALL, side=SIDE, **options)
    if made.node_attention is not None:
        torch.nn.init.constant_(made.node_attention.gate, 1.0)
    return made.eval()


@torch.no_grad()
def painted(made: Painter, batch: GraphBatch, **more: Tensor) -> tuple[Tensor, ...]:
    box, index = random_box(1, 4), random_map(3, SIDE)
    return made(batch, box, index, batch.colors, **more)


def test_a_smaller_side_makes_all_pictures_smaller() -> None:
    pictures = painted(painter(), chain(4))
    assert [p.shape[-1] for p in pictures] == list(stages_of(SIDE)) == [16, 32, 64]


def test_a_saved_painter_of_a_smaller_side_paints_the_same_in_its_window(tmp_path: Path) -> None:
    words = ModelWords.of_vocabulary()
    options = {"width": 16, "channels": list(SMALL), "side": SIDE}
    torch.manual_seed(0)
    made = Painter(len(words.parts), len(words.attributes), **options).eval()
    save_network(tmp_path, "painter", made)
    write_config(tmp_path, ModelConfig("small", words, {"painter": options}))
    loaded = Painter.load(tmp_path)
    batch = chain(4, n_parts=len(words.parts), n_attributes=len(words.attributes))
    index = random_map(3, SIDE).masked_fill(torch.arange(SIDE) < 20, 255)
    given = (batch, random_box(1, 4), index, batch.colors)
    with torch.inference_mode():
        whole = made(*given)[-1]
        (inside,) = loaded.stages(*given, cropped=True, only_last=True)
    owned = index != 255
    assert inside.shape == whole.shape
    assert (inside - whole)[:, :, owned[0]].abs().max() < 0.02, "half precision on disk"


def test_without_graph_layers_a_node_does_not_know_what_it_hangs_on() -> None:
    batch, box = chain(4), random_box(1, 4)
    other = replace(batch, parent=torch.tensor([[-1, 0, 0, -1]]))
    with torch.no_grad():
        alone, linked = painter(graph_layers=0), painter()
        assert torch.equal(alone.encode(batch, box), alone.encode(other, box))
        assert not torch.equal(linked.encode(batch, box), linked.encode(other, box))


def test_without_node_attention_no_pixel_asks() -> None:
    batch, box, index = chain(4), random_box(1, 4), random_map(3, SIDE)
    blind = painter(node_attention=False)
    with pytest.raises(ModelError, match="without attention"):
        blind.attention(batch, box, index, batch.colors)
    asked = painter().attention(batch, box, index, batch.colors)
    assert asked.shape == (1, 4, 8, 8)
    assert not torch.allclose(painted(blind, batch)[-1], painted(painter(), batch)[-1])


def test_without_a_late_layout_the_finer_stages_see_what_the_first_one_painted() -> None:
    """The finest embedding of a part reaches its picture through the late layout alone."""
    for late in (True, False):
        made = painter(late_layout=late)
        before = painted(made, chain(4))
        torch.nn.init.normal_(made.finest_embedding.weight)
        after = painted(made, chain(4))
        assert torch.equal(before[0], after[0])
        assert torch.equal(before[2], after[2]) is not late
    (alone,) = made.stages(
        chain(4),
        random_box(1, 4),
        random_map(3, SIDE),
        chain(4).colors,
        cropped=True,
        only_last=True,
    )
    torch.testing.assert_close(alone, after[2])


def test_a_kind_may_stand_for_a_cloud_of_codes() -> None:
    made, batch = painter(conditioning=True), chain(4)
    assert made.conditioning is not None
    one, other = (painted(made, batch, kind_noise=random(1, 48, seed=s))[-1] for s in (1, 2))
    mean = painted(made, batch)[-1]
    assert not torch.allclose(one, other) and not torch.allclose(one, mean)
    assert torch.equal(painted(made, batch, kind_noise=torch.zeros(1, 48))[-1], mean)


def test_a_shrunk_map_takes_the_middle_of_its_squares() -> None:
    whole = torch.zeros(1, 16, 16, dtype=torch.uint8)
    whole[0, 2::4, 2::4] = 7
    assert (shrunk_map(whole, 4) == 7).all() and shrunk_map(whole, 16) is whole
