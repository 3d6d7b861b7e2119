import pytest

from scenegan.graph import Color, Creature, Part, SceneGraph
from scenegan.rendering import Picture, Pipeline

ORANGE = Color(name="orange", hex="#f0841e")


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline.load()


@pytest.fixture(scope="session")
def lizard() -> SceneGraph:
    return SceneGraph(
        creature=Creature(kind="lizard", colors=(ORANGE,)),
        parts=(
            Part(id="tail-1", part="tail", attrs=("long",)),
            Part(id="flame-1", part="flame", on="tail-1"),
        ),
    )


@pytest.fixture(scope="session")
def drawn(pipeline: Pipeline, lizard: SceneGraph) -> Picture:
    return pipeline.draw(lizard, seed=4)
