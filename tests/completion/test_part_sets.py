from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from scenegan.completion.library import library
from scenegan.completion.part_sets import (
    PartSets,
    kind_meaning,
    kind_prior,
    likely_parts,
    part_sets,
    read_part_sets,
)
from scenegan.errors import DataError
from scenegan.graph import Creature, Part, SceneGraph


def asked(kind: str | None, *words: str, absent: tuple[str, ...] = ()) -> SceneGraph:
    parts = tuple(Part(id=f"{w}-1", part=w) for w in words)
    return SceneGraph(creature=Creature(kind=kind), parts=parts, absent=absent)


def test_probabilities_by_hand() -> None:
    model = PartSets(
        scale=np.array([[1.0, 1.0], [1.0, 1.0]]),
        bias=np.array([[0.0, np.log(3.0)], [0.0, -np.log(3.0)]]),
        inner=np.zeros((2, 1, 50)),
        outer=np.zeros((2, 2, 1)),
    )
    found = model.probabilities(np.array([1.0, 0.0]), np.zeros(48), np.array([0.5, 0.5]))
    # sigmoid(log 3) = 3/4 and sigmoid(-log 3) = 1/4.
    assert found == pytest.approx([1.0, 0.5])


def test_a_known_part_speaks_for_another_by_the_product() -> None:
    inner = np.zeros((1, 1, 50))
    inner[0, 0, 0] = 2.0
    model = PartSets(np.ones((1, 2)), np.zeros((1, 2)), inner, np.array([[[0.0], [-1.0]]]))
    with_it = model.probabilities(np.array([1.0, 0.0]), np.zeros(48), np.array([0.5, 0.5]))
    without = model.probabilities(np.zeros(2), np.zeros(48), np.array([0.5, 0.5]))
    assert without[1] == pytest.approx(0.5)
    assert with_it[1] == pytest.approx(1 / (1 + np.exp(2.0)))


def test_what_is_said_is_sure_and_what_is_denied_is_not() -> None:
    shares = likely_parts(asked("dragon", "wheel", absent=("wing",)), library())
    assert shares["wheel"] == 1.0
    assert shares["wing"] == 0.0
    assert all(0.0 <= share <= 1.0 for share in shares.values())


def test_kind_and_known_parts_both_count() -> None:
    bird, fish = (likely_parts(asked(kind), library()) for kind in ("bird", "fish"))
    assert bird["wing"] > 0.6 > fish["wing"]
    assert fish["fin"] > 0.6 > bird["fin"]
    rolling = likely_parts(asked("robot", "wheel"), library())
    assert rolling["leg"] < likely_parts(asked("robot"), library())["leg"]


def test_the_prior_of_a_kind_can_leave_out_a_drawing() -> None:
    known = library()
    row = next(i for i, t in enumerate(known.templates) if "wing" in t.words)
    kind, column = known.templates[row].kind, known.column["wing"]
    assert kind_prior(kind, known, {row})[column] < kind_prior(kind, known)[column]
    assert kind_prior(None, known) == pytest.approx(known.has.mean(axis=0))
    assert np.linalg.norm(kind_meaning("cat")) == pytest.approx(1.0)
    assert not kind_meaning(None).any()


def test_shapes_of_the_shipped_model() -> None:
    model, words = part_sets(), len(library().words)
    members, rank = model.inner.shape[:2]
    assert model.scale.shape == model.bias.shape == (members, words)
    assert model.inner.shape == (members, rank, words + 48)
    assert model.outer.shape == (members, words, rank)


def test_foreign_and_broken_tables_are_refused(tmp_path: Path) -> None:
    foreign, broken = tmp_path / "foreign.safetensors", tmp_path / "broken.safetensors"
    save_file({"scale": np.zeros(3)}, foreign)
    broken.write_bytes(b"no table")
    for path in (foreign, broken):
        with pytest.raises(DataError, match=path.name):
            read_part_sets(path)
