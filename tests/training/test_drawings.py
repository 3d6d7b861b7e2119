"""Drawings on their way from the cache into a batch."""

from pathlib import Path

import numpy as np
import pytest
import torch

from scenegan.data.cache import Cache
from scenegan.errors import DataError
from scenegan.nn.model_words import ModelWords
from scenegan.training.batches import Drawings, mirrored_views, random_batch
from scenegan.training.cache_reader import read_drawings


def test_reader_agrees_with_the_cache(cache: Path, words: ModelWords, drawings: Drawings) -> None:
    known = Cache.open(cache).of_split("train")
    assert drawings.ids == tuple(d.id for d in known) and len(drawings) == 4
    for row, drawing in enumerate(known):
        n = len(drawing.part_names)
        graphs = drawings.graphs
        assert [words.parts[i] for i in graphs.part[row, :n].tolist()] == list(drawing.part_names)
        assert graphs.pad[row].tolist() == [i >= n for i in range(graphs.n_nodes)]
        assert graphs.parent[row, :n].tolist() == drawing.parents.tolist()
        named = [
            {words.attributes[i] for i in graphs.attributes[row, k].nonzero().flatten().tolist()}
            for k in range(n)
        ]
        assert named == [set(a) for a in drawing.attributes]
        np.testing.assert_array_equal(drawings.box[row, :n].numpy(), drawing.boxes)
        np.testing.assert_array_equal(graphs.colors[row, :n].numpy(), drawing.colors)
        np.testing.assert_array_equal(drawings.shape[row, :n].numpy(), drawing.shapes())
        picture = drawings.picture[row].permute(1, 2, 0).numpy()
        np.testing.assert_array_equal(picture, drawing.picture())
        np.testing.assert_array_equal(drawings.index_map[row].numpy(), drawing.index_map())
        assert words.poses[graphs.pose[row]] == "sitting"
        assert words.views[graphs.view[row]] == "front"


def test_a_limit_reads_fewer(cache: Path, words: ModelWords) -> None:
    assert read_drawings(cache, "train", words, limit=2).ids == ("c1", "c2")


def test_missing_and_damaged_caches_are_told(
    cache: Path, words: ModelWords, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match="There is no cache .*scenegan data build"):
        read_drawings(tmp_path / "none.cache", "train", words)
    damaged = tmp_path / "damaged.cache"
    damaged.write_bytes(cache.read_bytes()[:5000])
    with pytest.raises(DataError, match="is damaged"):
        read_drawings(damaged, "train", words)
    with pytest.raises(DataError, match="no drawings of the split 'validation'"):
        read_drawings(cache, "validation", words)


def test_mirroring_twice_changes_nothing(drawings: Drawings, words: ModelWords) -> None:
    where = torch.tensor([True, False, True, False])
    once = drawings.mirrored(where, words.views)
    twice = once.mirrored(where, words.views)
    for name in ("shape", "picture", "index_map"):
        assert torch.equal(getattr(twice, name), getattr(drawings, name))
        assert torch.equal(getattr(once, name)[1], getattr(drawings, name)[1])
        assert not torch.equal(getattr(once, name)[0], getattr(drawings, name)[0])
    torch.testing.assert_close(twice.box, drawings.box)


def test_mirrored_boxes_hold_the_mirrored_parts(drawings: Drawings, words: ModelWords) -> None:
    turned = drawings.mirrored(torch.ones(4, dtype=torch.bool), words.views)
    for row in range(4):
        for node in turned.index_map[row].unique().tolist():
            if node == 255:
                continue
            ys, xs = (turned.index_map[row] == node).nonzero(as_tuple=True)
            left, top, right, bottom = (turned.box[row, node] * 256).tolist()
            assert left - 1 <= xs.min() and xs.max() < right + 1
            assert top - 1 <= ys.min() and ys.max() < bottom + 1


def test_views_are_mirrored() -> None:
    views = ("front", "front-left", "front-right", "left", "right", "back")
    assert mirrored_views(views, torch.device("cpu")).tolist() == [0, 2, 1, 4, 3, 5, 6]


def test_random_batches_depend_on_the_generator_alone(
    drawings: Drawings, words: ModelWords
) -> None:
    def draw(seed: int) -> Drawings:
        return random_batch(drawings, 6, words.views, torch.Generator().manual_seed(seed))

    assert torch.equal(draw(1).picture, draw(1).picture)
    assert not torch.equal(draw(1).picture, draw(2).picture)
