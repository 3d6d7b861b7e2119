import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.completion import complete, without_suggestions
from scenegan.completion.adoption import LEAST_NEW, USUAL_TOTAL
from scenegan.completion.library import library
from scenegan.graph import Color, Creature, Part, SceneGraph, check_words, vocabulary
from scenegan.graph.kinds import drawable_kinds
from scenegan.graph.model import MAX_PARTS
from scenegan.graph.typical_bodies import typical_body

WORDS = sorted(vocabulary().parts)
KINDS = ["dragon", "cat", "fish", "gear", "griffin", "snake", "no such thing", None]


def graph_of(kind: str | None, *words: str, absent: tuple[str, ...] = ()) -> SceneGraph:
    numbered = [f"{word}-{words[: i + 1].count(word)}" for i, word in enumerate(words)]
    parts = tuple(Part(id=n, part=w) for n, w in zip(numbered, words, strict=True))
    return SceneGraph(creature=Creature(kind=kind), parts=parts, absent=absent)


@st.composite
def graphs(draw: st.DrawFn, most: int = 12) -> SceneGraph:
    words = draw(st.lists(st.sampled_from(WORDS), max_size=most))
    parts: list[Part] = []
    for i, word in enumerate(words):
        above = draw(st.sampled_from([None, None, *(p.id for p in parts)]))
        origin = draw(st.sampled_from(["text", "text", "user"]))
        parts.append(Part(id=f"{word}-{i + 1}", part=word, on=above, origin=origin))
    absent = draw(st.lists(st.sampled_from([w for w in WORDS if w not in words]), max_size=4))
    creature = Creature(
        kind=draw(st.sampled_from(KINDS)),
        size=draw(st.sampled_from([None, "tiny", "huge"])),
        types=draw(st.sampled_from([(), ("fire",), ("water", "dragon")])),
        view=draw(st.sampled_from([None, "left", "front"])),
    )
    # Parents need not come first in a valid graph.
    order = draw(st.permutations(parts))
    return SceneGraph(creature=creature, parts=tuple(order), absent=tuple(dict.fromkeys(absent)))


seeds = st.integers(0, 2**63 - 1)


def roots(graph: SceneGraph) -> list[Part]:
    return [p for p in graph.parts if p.on is None]


@settings(max_examples=150, deadline=None)
@given(graphs(), seeds)
def test_rules_hold_for_any_graph(graph: SceneGraph, seed: int) -> None:
    done = complete(graph, seed)
    check_words(done)
    assert SceneGraph.model_validate(done.model_dump()) == done
    assert len(done.parts) <= MAX_PARTS
    assert len(roots(done)) == 1
    assert not {p.part for p in done.parts} & set(done.absent)
    assert done.absent == graph.absent and done.relations == graph.relations
    named = {p.part for p in graph.parts}
    for part in done.parts:
        if part.id in graph.by_id:
            given_part = graph.part(part.id)
            assert part.model_copy(update={"on": given_part.on}) == given_part
            assert given_part.on in (None, part.on)
        else:
            assert part.origin == "completed" and not part.colors
            assert part.part not in named
    assert [p.id for p in done.parts][: len(graph.parts)] == [p.id for p in graph.parts]
    said = {k: v for k, v in dict(graph.creature).items() if v is not None}
    assert said.items() <= dict(done.creature).items()
    assert len(done.parts) <= max(USUAL_TOTAL, len(graph.parts) + LEAST_NEW) + 1


@settings(max_examples=60, deadline=None)
@given(graphs(), seeds)
def test_completing_twice_is_completing_once(graph: SceneGraph, seed: int) -> None:
    done = complete(graph, seed)
    assert complete(graph, seed) == done
    assert complete(done, seed) == done


@settings(max_examples=60, deadline=None)
@given(graphs(), seeds)
def test_suggestions_can_be_taken_back(graph: SceneGraph, seed: int) -> None:
    bare = without_suggestions(complete(graph, seed))
    assert [p.id for p in bare.parts] == [p.id for p in graph.parts]
    assert all(p.origin != "completed" for p in bare.parts)
    assert len(roots(complete(bare, seed))) == 1


@pytest.mark.parametrize("words", [["eye"] * MAX_PARTS, ["eye"] * 30 + ["spot"] * 33])
def test_full_graphs_still_get_one_root(words: list[str]) -> None:
    done = complete(graph_of("cat", *words))
    assert len(done.parts) <= MAX_PARTS
    assert len(roots(done)) == 1


@pytest.mark.parametrize("kind", sorted(drawable_kinds()))
def test_every_drawn_kind_alone_becomes_a_whole_creature(kind: str) -> None:
    known = library()
    drawn = [known.templates[row] for row in known.rows_of_kind.get(kind, ())]
    done = complete(graph_of(kind))
    assert [p.part for p in roots(done)][0] in ("torso", "body")
    assert 2 <= len(done.parts) <= 20
    if drawn and all("eye" in t.words for t in drawn):
        assert done.of("eye")


def test_a_dragon_is_whole() -> None:
    for seed in range(8):
        words = {p.part for p in complete(graph_of("dragon"), seed).parts}
        assert {"head", "tail", "wing", "eye", "mouth"} <= words and words & {"torso", "body"}
        assert words & {"leg", "foot", "arm"}


def test_a_one_eyed_cat_keeps_one_eye_on_its_head() -> None:
    for seed in range(8):
        done = complete(graph_of("cat", "eye"), seed)
        (eye,) = done.of("eye")
        assert eye.on is not None and done.part(eye.on).part in ("head", "face")


def test_three_heads_hang_on_one_torso_and_each_has_a_mouth() -> None:
    done = complete(graph_of("dragon", "head", "head", "head"), 3)
    assert len(done.of("head")) == 3 and len(done.of("torso")) == 1 and not done.of("body")
    assert {p.on for p in done.of("mouth")} == {p.id for p in done.of("head")}


def test_twins_are_shared_out_among_their_parents() -> None:
    given_graph = graph_of("humanoid", "arm", "arm", "hand", "hand", "torso")
    done = complete(given_graph)
    assert {p.on for p in done.of("hand")} == {"arm-1", "arm-2"}


def test_a_head_that_is_said_implies_a_torso() -> None:
    for seed in range(5):
        done = complete(graph_of("fish", "head"), seed)
        assert done.of("torso") and not done.of("body")
        assert all(done.part(p.on or "").part != "torso" for p in done.of("eye"))


def test_attachments_of_the_text_stay() -> None:
    flame = Part(id="flame-1", part="flame", on="tail-1")
    tail = Part(id="tail-1", part="tail", colors=(Color(name="red", hex="#d62a28"),))
    done = complete(SceneGraph(creature=Creature(kind="lizard"), parts=(flame, tail)))
    assert done.part("flame-1") == flame
    assert done.part("tail-1").on == done.of("torso")[0].id
    assert done.part("tail-1").colors == tail.colors


def test_seeds_give_different_creatures() -> None:
    for kind in ("dragon", "bird", "humanoid", "griffin"):
        assert len({complete(graph_of(kind), seed).model_dump_json() for seed in range(12)}) >= 3


def test_fire_brings_flames_more_than_water_does() -> None:
    fire = SceneGraph(creature=Creature(types=("fire",)))
    water = SceneGraph(creature=Creature(types=("water",)))

    def flames(graph: SceneGraph) -> float:
        return float(np.mean([bool(complete(graph, seed).of("flame")) for seed in range(20)]))

    assert flames(fire) > flames(water)


def test_suggestions_are_not_added_again_after_an_edit() -> None:
    done = complete(graph_of("dragon"))
    fewer = done.model_dump()
    fewer["parts"] = [p for p in fewer["parts"] if p["part"] != "mouth"]
    fewer["absent"] = ["mouth"]
    edited = SceneGraph.model_validate(fewer)
    assert complete(edited) == edited


@pytest.mark.parametrize("kind", ["dragon", "wolf", "robot", "fairy", "griffin", "monster", "owl"])
def test_suggested_limbs_are_even(kind: str) -> None:
    for seed in range(6):
        done = complete(graph_of(kind), seed)
        for word in ("arm", "leg", "wing", "hand", "foot"):
            assert len(done.of(word)) % 2 == 0, (kind, seed, word)
        if done.creature.view not in ("left", "right"):
            assert len(done.of("eye")) == 2


def test_what_everybody_knows_of_a_kind_is_there_and_nothing_against_it() -> None:
    for kind in ("wolf", "duck", "spider", "bee", "unicorn", "snake", "moon rabbit"):
        for seed in range(4):
            done = complete(graph_of(kind), seed)
            for word, number in typical_body(kind).items():
                if word != "eye":
                    assert len(done.of(word)) == number, (kind, seed, word)


def test_the_text_goes_before_what_is_typical() -> None:
    done = complete(graph_of("wolf", "wing", "wing", absent=("tail",)), 2)
    assert len(done.of("wing")) == 2 and not done.of("tail")
    assert len(complete(graph_of("dog", "leg", "leg", "leg"), 1).of("leg")) == 3


def test_most_views_show_the_face() -> None:
    views = [complete(graph_of(k), s).creature.view for k in KINDS for s in range(8)]
    assert np.mean([view in ("left", "right") for view in views]) <= 0.3


def test_named_parts_hang_where_people_expect_them() -> None:
    done = complete(graph_of("lion", "mane", "crest", "stripe", "wheel", "wheel"), 1)
    on = {p.part: done.part(p.on).part for p in done.parts if p.on is not None}
    assert on["mane"] == on["crest"] == "head"
    assert on["stripe"] in ("torso", "body") and on["wheel"] == "leg"


def test_surface_ornaments_of_one_drawing_are_not_copied() -> None:
    for kind in ("lizard", "cat", "dog", "owl"):
        for seed in range(6):
            words = {p.part for p in complete(graph_of(kind), seed).parts}
            assert not words & {"gem", "mask", "plate", "ring", "core", "claw"}
