"""A convolution that is read from tables is the convolution of the picture."""

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from scenegan.nn.composition import EMPTY
from scenegan.nn.spread_convolution import Neighbourhoods
from scenegan.nn.spreading import PartMap

N_NODES = 3


def convolved_pictures(parts: PartMap, table: Tensor, weight: Tensor) -> Tensor:
    return F.conv2d(parts.look_up(table), weight, padding=1)


def random_table_and_weight(batch: int, seed: int) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    table = torch.randn(batch, N_NODES, 5, generator=generator)
    return table, torch.randn(4, 5, 3, 3, generator=generator)


@given(
    size=st.tuples(st.integers(1, 3), st.integers(1, 7), st.integers(1, 7)),
    cells=st.integers(1, 3),
    seed=st.integers(0, 999),
)
@settings(max_examples=60, deadline=None)
def test_any_map_gives_the_convolution(size: tuple[int, int, int], cells: int, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    owner = torch.randint(0, N_NODES + 1, size, generator=generator)
    index = torch.where(owner == N_NODES, EMPTY, owner).to(torch.uint8)
    index = index.repeat_interleave(cells, 1).repeat_interleave(cells, 2)
    parts = PartMap(index, N_NODES)
    table, weight = random_table_and_weight(size[0], seed)
    found = Neighbourhoods(parts).convolved(table, weight)
    torch.testing.assert_close(
        found, convolved_pictures(parts, table, weight), atol=1e-5, rtol=1e-5
    )


@pytest.mark.parametrize("owner", [0, EMPTY])
def test_one_owner_everywhere(owner: int) -> None:
    parts = PartMap(torch.full((1, 6, 8), owner, dtype=torch.uint8), N_NODES)
    table, weight = random_table_and_weight(1, 0)
    found = Neighbourhoods(parts).convolved(table, weight)
    expected = convolved_pictures(parts, table, weight)
    torch.testing.assert_close(found, expected, atol=1e-5, rtol=1e-5)
    assert found.is_contiguous(memory_format=torch.channels_last)
    assert bool(expected.any()) == (owner != EMPTY)
