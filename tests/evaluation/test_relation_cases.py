from __future__ import annotations

from collections import Counter

import pytest

from scenegan.data.cache import Cache
from scenegan.evaluation.held_out import HeldOut, held_out
from scenegan.evaluation.relation_cases import (
    PREDICATES,
    RELATIONS_A_GRAPH,
    caption_cases,
    synthetic_case,
)
from scenegan.evaluation.relation_step import measure_relations, true_parts
from scenegan.nn.spatial_relations import relation_holds
from scenegan.rendering import Pipeline

_MIRROR = {"left of": "right of", "right of": "left of"}


@pytest.fixture(scope="module")
def held() -> tuple[HeldOut, ...]:
    return held_out(None, count=6)


def test_added_relations_hold_in_the_true_drawing_or_its_mirror_image(
    held: tuple[HeldOut, ...],
) -> None:
    used: Counter[str] = Counter()
    for number, one in enumerate(held):
        placed = true_parts(one)
        case = synthetic_case(number, one, placed, used, seed=0)
        assert case is not None
        assert 1 <= len(case.graph.relations) <= RELATIONS_A_GRAPH
        for relation in case.graph.relations:
            other = _MIRROR.get(relation.predicate, relation.predicate)
            mirrored = relation.model_copy(update={"predicate": other})
            assert relation_holds(relation, case.graph, placed) or relation_holds(
                mirrored, case.graph, placed
            )
        sideways = [r for r in case.graph.relations if r.predicate in _MIRROR]
        assert len(sideways) <= 1


def test_predicates_take_turns(held: tuple[HeldOut, ...]) -> None:
    used: Counter[str] = Counter()
    for number, one in enumerate(held):
        synthetic_case(number, one, true_parts(one), used, seed=0)
    assert set(used) <= set(PREDICATES)
    assert len(used) >= 7
    assert max(used.values()) <= 4


def test_no_relation_is_asked_along_a_chain_of_parts(held: tuple[HeldOut, ...]) -> None:
    for number, one in enumerate(held):
        case = synthetic_case(number, one, true_parts(one), Counter(), seed=1)
        assert case is not None
        for relation in case.graph.relations:
            if relation.predicate in ("at the tip of", "around"):
                continue
            for other in relation.objects:
                assert other not in case.graph.subtree(relation.subject)
                assert relation.subject not in case.graph.subtree(other)


def test_relations_of_captions_are_read(held: tuple[HeldOut, ...]) -> None:
    told = HeldOut("x", held[0].graph, ("a cat with a gem between its eyes",), "", held[0].boxes)
    cases = list(caption_cases([told]))
    assert [[r.predicate for r in c.graph.relations] for c in cases] == [["between"]]
    assert not cases[0].complete


def test_relations_are_measured_on_new_layouts(pipeline: Pipeline, generated_cache: Cache) -> None:
    held = held_out(generated_cache, split="test")
    told: list[tuple[int, int]] = []
    found = measure_relations(held, 0, pipeline, lambda done, total: told.append((done, total)))
    figure = found.figures["relations.accuracy"]
    by_predicate = found.details["relations.by_predicate"]
    assert 0 <= figure.value <= 1
    assert figure.count == sum(entry["count"] for entry in by_predicate.values()) > 0
    right = sum(entry["count"] * entry["share"] for entry in by_predicate.values())
    assert figure.value == pytest.approx(right / figure.count)
    assert told[-1][0] == told[-1][1] == len(told)
