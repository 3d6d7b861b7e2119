from __future__ import annotations

import numpy as np
import pytest

from scenegan.data.cache import Cache
from scenegan.evaluation.held_out import evenly, held_out
from scenegan.evaluation.outcome import Sample
from scenegan.evaluation.specimens import packed, picture_of, stacked, unpacked
from tests.evaluation.handmade import TORSO, specimen


def test_a_graph_is_drawn_as_it_is(drawn_sample: Sample) -> None:
    """Nothing is completed, so that each part can be compared with its true one."""
    for held, drawn in zip(drawn_sample.held, drawn_sample.drawn, strict=True):
        assert drawn.graph == held.graph
        assert drawn.boxes.shape == held.boxes.shape
        assert drawn.visible.shape == (len(held.graph.parts),)
        assert ((drawn.visible >= 0) & (drawn.visible <= 1)).all()


def test_a_kept_drawing_comes_back_whole(drawn_sample: Sample) -> None:
    drawn = drawn_sample.drawn[1]
    back = unpacked(packed(drawn), drawn.number)
    assert back.document == drawn.document
    for name in ("rgba", "part_map", "boxes", "depths", "visible"):
        assert np.array_equal(getattr(back, name), getattr(drawn, name)), name
    assert (back.number, back.seed, back.graph) == (drawn.number, drawn.seed, drawn.graph)


def test_real_drawings_show_nearly_all_of_their_front_parts(drawn_sample: Sample) -> None:
    real = drawn_sample.real[0]
    assert real.visible[list(real.words).index("eye")] > 0.9
    assert real.parents[list(real.words).index("torso")] == -1
    with pytest.raises(ValueError, match="no document"):
        picture_of(real)


def test_judges_get_shares_with_channels_first() -> None:
    pixels = stacked([specimen([TORSO])])
    assert pixels.shape == (1, 4, 256, 256)
    assert pixels[0, :, 128, 128].tolist() == pytest.approx([240 / 255, 132 / 255, 30 / 255, 1.0])


def test_without_a_cache_graphs_have_boxes_and_no_colours(generated_cache: Cache) -> None:
    bare, whole = held_out(None, count=3), held_out(generated_cache)
    assert len(bare) == 3
    assert all(h.cached is None and not h.graph.creature.colors for h in bare)
    assert all((h.boxes[:, 2:] > h.boxes[:, :2]).all() for h in bare)
    assert [h.id for h in whole] == ["c5"]
    assert whole[0].graph.creature.colors and whole[0].cached is not None


def test_things_are_taken_evenly() -> None:
    assert evenly(range(10), 3) == [0, 3, 6]
    assert evenly(range(3), 0) == evenly(range(3), 9) == [0, 1, 2]
