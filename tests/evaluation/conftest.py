from __future__ import annotations

import pytest

from scenegan.data.cache import Cache
from scenegan.evaluation.held_out import held_out
from scenegan.evaluation.outcome import Sample
from scenegan.evaluation.specimens import draw_specimen, real_specimen
from scenegan.rendering import Pipeline
from tests.data.drawings import make_cache


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline.load()


@pytest.fixture(scope="session")
def generated_cache(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    """Five generated drawings: three to train with, one of val, one of test."""
    return Cache.open(make_cache(tmp_path_factory.mktemp("generated") / "set", 5))


@pytest.fixture(scope="session")
def drawn_sample(pipeline: Pipeline, generated_cache: Cache) -> Sample:
    """Three graphs, one picture of each by the model, and their drawings."""
    held = held_out(generated_cache, split="train")
    drawn = tuple(draw_specimen(pipeline, h.graph, k, seed=0) for k, h in enumerate(held))
    real = tuple(real_specimen(h, k) for k, h in enumerate(held))
    return Sample(held, drawn, real, seed=0)
