from __future__ import annotations

import numpy as np
import pytest

from scenegan.evaluation.baselines import flat_fill, outline_of, painted_truth
from scenegan.evaluation.color_measures import color_differences
from scenegan.evaluation.outcome import Sample
from scenegan.rendering import Pipeline
from tests.data.drawings import OUTLINE, STROKE
from tests.evaluation.handmade import HEAD, TORSO, specimen


def test_outlines_of_drawings_are_measured(drawn_sample: Sample) -> None:
    """Generated drawings are about 300 units wide and have strokes of 4, in a square of 256."""
    reach, ink = outline_of(drawn_sample.real)
    assert reach == pytest.approx(STROKE * 256 / 300, abs=1.0)
    asked = [int(OUTLINE[i : i + 2], 16) for i in (1, 3, 5)]
    assert np.abs(ink.astype(int) - asked).max() <= 6


def test_flat_fill_has_asked_colours_and_an_outline() -> None:
    drawn = specimen([TORSO, HEAD])
    scribbled = drawn.rgba.copy()
    scribbled[..., :3] = 7
    flat = flat_fill(drawn.painted(scribbled), 4.0, np.array([18, 16, 20], np.uint8))
    assert color_differences(flat).max() < 1
    assert (flat.rgba[..., 3] == drawn.rgba[..., 3]).all()
    dark = flat.rgba[130, 64:192, 0] == 18
    assert dark.sum() == 8 and dark[:4].all() and dark[-4:].all()
    across_the_border = flat.rgba[90:102, 128, 0] == 18
    assert 3 <= across_the_border.sum() <= 5


def test_a_true_layout_is_painted_where_it_is(drawn_sample: Sample, pipeline: Pipeline) -> None:
    truth = painted_truth(drawn_sample.held[0], drawn_sample.real[0], pipeline, seed=0)
    real = drawn_sample.real[0]
    assert truth.rgba.dtype == np.uint8
    differing = (truth.rgba[..., 3] > 127) != (real.rgba[..., 3] > 127)
    assert differing.mean() < 0.02
    assert np.nanmedian(color_differences(truth)) < 10
