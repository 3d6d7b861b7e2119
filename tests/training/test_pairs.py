"""Edited drawings: made, written, read back, and compared with those that they were made from."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from scenegan.data.cache import Cache
from scenegan.data.edit_cache import write_edit_cache
from scenegan.data.edit_pairs import Recolour, Scale, creature_of, make_pair
from scenegan.errors import DataError
from scenegan.nn.model_words import ModelWords
from scenegan.training.batches import Drawings
from scenegan.training.cache_reader import read_drawings, read_origins
from scenegan.training.pairs import EditedDrawings, edited_of, leak, unchanged


@pytest.fixture(scope="module")
def edits(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recoloured belly and a larger ear."""
    drawings = Cache.open(cache).of_split("train")
    first, second = creature_of(drawings[0]), creature_of(drawings[1])
    pairs = [
        make_pair(first, Recolour("belly-1", "#2040c0")),
        make_pair(second, Scale("ear-1", 1.4)),
    ]
    path = tmp_path_factory.mktemp("edits") / "edits.cache"
    assert write_edit_cache(path, pairs, drawings) == 2
    return path


@pytest.fixture
def edited(edits: Path, drawings: Drawings, words: ModelWords) -> EditedDrawings:
    found = edited_of(read_drawings(edits, "train", words), read_origins(edits), drawings)
    assert found is not None
    return found


def test_edited_drawings_know_where_they_come_from(
    edited: EditedDrawings, drawings: Drawings
) -> None:
    assert len(edited) == 2 and edited.before.tolist() == [0, 1]
    graphs, before = edited.drawings.graphs, drawings.graphs[edited.before]
    assert torch.equal(graphs.part, before.part) and torch.equal(graphs.parent, before.parent)
    moved = (graphs.colors - before.colors).norm(dim=-1) > 20
    assert moved[0].sum() == 1 and not moved[1].any()
    assert (edited.drawings.box - drawings.box[edited.before]).abs()[1].max() > 0.02


def test_what_an_edit_leaves_alone_is_marked(edited: EditedDrawings, drawings: Drawings) -> None:
    before = drawings.picture[edited.before]
    still = unchanged(before, edited.drawings.picture)
    assert 0.3 < still.mean() < 0.99
    difference = (before.float() - edited.drawings.picture.float()).abs().amax(1, keepdim=True)
    assert (difference * still)[:, :, :, :].amax() <= 2 * 255 / 100
    one, other = before.float() / 255, edited.drawings.picture.float() / 255
    assert leak(one, other, torch.ones_like(still)) > 0
    assert leak(one, one, still) == 0


def test_edits_of_other_drawings_are_left_out(edits: Path, drawings: Drawings) -> None:
    assert edited_of(drawings, {}, drawings) is None
    assert edited_of(drawings, {"c1": "c2"}, drawings) is not None


def test_a_common_cache_is_no_cache_of_edits(cache: Path) -> None:
    with pytest.raises(DataError, match="no edited drawings.*scenegan data edits"):
        read_origins(cache)


def test_drawings_of_fewer_parts_are_padded(drawings: Drawings) -> None:
    few = drawings.take(torch.tensor([0]))
    joined = Drawings.cat([few, drawings])
    assert len(joined) == 1 + len(drawings) and joined.ids[:2] == ("c1", "c1")
    assert torch.equal(joined.picture[1:], drawings.picture)
    assert torch.equal(joined.graphs.part[0], joined.graphs.part[1])
