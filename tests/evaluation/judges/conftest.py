from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from scenegan.data.cache import Cache, CachedDrawing
from scenegan.evaluation.judges import Judges
from scenegan.evaluation.judges.backbone import Backbone
from scenegan.evaluation.judges.fitting import Plan
from scenegan.evaluation.judges.recipe import Recipe
from scenegan.evaluation.judges.training import Course

SHORT = Plan(steps=2, batch=2, rate=1e-3, weight_decay=1e-4, every=1, memory=0.9)


def of_species(drawing: CachedDrawing, number: int) -> CachedDrawing:
    """The same drawing as one of a known species, whose types are known."""
    annotation = drawing.drawing.model_copy(update={"id": str(number)})
    return replace(drawing, drawing=annotation, species_facts=True)


@pytest.fixture(scope="session")
def species_cache(generated_cache: Cache) -> Cache:
    """Fifteen drawings to learn from, three of them different; one of val, one of test."""
    drawings = []
    for drawing in generated_cache:
        for _ in range(5 if drawing.split == "train" else 1):
            drawings.append(of_species(drawing, len(drawings) + 1))
    return Cache(drawings, generated_cache.manifest)


@pytest.fixture(scope="session")
def backbone() -> Backbone:
    torch.manual_seed(0)
    return Backbone()


@pytest.fixture(scope="session")
def course(
    species_cache: Cache, backbone: Backbone, tmp_path_factory: pytest.TempPathFactory
) -> Course:
    """The shortest training there is."""
    work = tmp_path_factory.mktemp("judges")
    recipe = Recipe(2, 1, SHORT, SHORT, replace(SHORT, rounds=2), SHORT)
    return Course(species_cache, "data", backbone, work, recipe, lambda line: None)


@pytest.fixture(scope="session")
def judges(course: Course) -> Judges:
    return course.run()


@pytest.fixture(scope="session")
def judges_folder(judges: Judges, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    judges.save(folder)
    return folder


@pytest.fixture
def generator() -> torch.Generator:
    return torch.Generator().manual_seed(3)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
