from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.layout_tokens import SHAPE_DIMS, TOKEN_DIMS, pack
from scenegan.nn.token_norm import TokenNorm
from scenegan.training.batches import Drawings
from scenegan.training.layout_examples import LayoutTable


def table_of(drawings: Drawings, sizes: list[int]) -> LayoutTable:
    """One drawing again and again, with only its first parts: as many as `sizes` says."""
    rows = torch.zeros(len(sizes), dtype=torch.long)
    graphs = drawings.graphs[rows]
    absent = torch.arange(graphs.n_nodes) >= torch.tensor(sizes)[:, None]
    graphs = replace(graphs, pad=absent, parent=graphs.parent.masked_fill(absent, -1))
    layouts = drawings.take(rows).layout(torch.zeros(*absent.shape, SHAPE_DIMS))
    return LayoutTable(graphs, layouts)


@pytest.fixture
def table(drawings: Drawings) -> LayoutTable:
    size = drawings.graphs.n_nodes
    return table_of(drawings, [2, size, 2, 3, size, 3, size - 1, 3])


def norm_of(table: LayoutTable) -> TokenNorm:
    norm = TokenNorm(table.graphs.n_parts)
    norm.fit(pack(table.layouts), table.graphs)
    return norm


def test_a_batch_has_graphs_of_like_size_and_no_room_for_more(
    table: LayoutTable, generator: torch.Generator
) -> None:
    norm, seen = norm_of(table), set()
    for _ in range(30):
        graphs, tokens = table.examples(norm, 16, 0.1, 0.5, generator)
        assert tokens.shape == (16, graphs.n_nodes, TOKEN_DIMS) and tokens.isfinite().all()
        seen.add(graphs.n_nodes)
    largest = table.graphs.n_nodes
    assert seen == {2, 3, largest - 1, largest}


def test_every_row_is_drawn_as_often(table: LayoutTable, generator: torch.Generator) -> None:
    drawn = torch.cat([table._of_like_size(4, generator) for _ in range(2000)])
    counts = torch.bincount(drawn, minlength=len(table))
    assert counts.min() > 850 and counts.max() < 1150


def test_a_table_of_one_row(drawings: Drawings, generator: torch.Generator) -> None:
    table = table_of(drawings, [2])
    graphs, _ = table.examples(norm_of(table), 3, 0.0, 0.0, generator)
    assert len(graphs) == 3 and graphs.n_nodes == 2


def test_trimming_takes_back_padding(drawings: Drawings) -> None:
    graphs = drawings.graphs
    again = graphs.padded(graphs.n_nodes + 3).trimmed()
    for name, value in vars(graphs).items():
        assert value is None or torch.equal(
            torch.as_tensor(getattr(again, name)), torch.as_tensor(value)
        ), name
    assert GraphBatch.cat([again, graphs]).n_nodes == graphs.n_nodes
