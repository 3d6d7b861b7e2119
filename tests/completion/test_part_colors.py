import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.assets import asset
from scenegan.completion import complete, suggest_colors
from scenegan.completion.drawn_colors import drawn_colors, read_drawn_colors
from scenegan.completion.plausible_colors import PLAUSIBLE
from scenegan.errors import DataError
from scenegan.graph import Color, Creature, Part, SceneGraph, vocabulary
from scenegan.graph.color_values import delta_e_76, delta_e_2000, hex_to_lab
from scenegan.graph.vocabulary import COLOURED_BY_CREATURE

COLORS = vocabulary().colors
KINDS = ["dragon", "cat", "fish", "griffin", "flower", "no such thing", None]
WORDS = sorted(vocabulary().parts)


def color(name: str) -> Color:
    return Color(name=name, hex=COLORS[name])


def creature(kind: str | None, *colors: str, parts: tuple[Part, ...] = ()) -> SceneGraph:
    said = Creature(kind=kind, colors=tuple(map(color, colors)))
    return SceneGraph(creature=said, parts=parts)


@st.composite
def complete_graphs(draw: st.DrawFn) -> SceneGraph:
    words = draw(st.lists(st.sampled_from(WORDS), max_size=8))
    names = st.sampled_from(sorted(COLORS))
    some = st.lists(names, max_size=2).map(lambda n: tuple(map(color, n)))
    parts = tuple(Part(id=f"{w}-{i + 1}", part=w, colors=draw(some)) for i, w in enumerate(words))
    kind, colors = draw(st.sampled_from(KINDS)), draw(some)
    types = draw(st.sampled_from([(), ("fire",), ("ice", "ghost")]))
    bare = SceneGraph(creature=Creature(kind=kind, colors=colors, types=types), parts=parts)
    return complete(bare, draw(st.integers(0, 99)))


@settings(max_examples=80, deadline=None)
@given(complete_graphs(), st.integers(0, 2**63 - 1))
def test_what_is_said_is_what_is_painted(graph: SceneGraph, seed: int) -> None:
    found = suggest_colors(graph, seed)
    assert list(found) == [p.id for p in graph.parts]
    for part in graph.parts:
        main, second = found[part.id]
        if part.colors:
            assert main == part.colors[0].hex
            if len(part.colors) > 1:
                assert second == part.colors[1].hex
        elif graph.creature.colors and part.part in COLOURED_BY_CREATURE:
            assert main == graph.creature.colors[0].hex
            assert second in [c.hex for c in graph.creature.colors]


@settings(max_examples=40, deadline=None)
@given(complete_graphs(), st.integers(0, 2**63 - 1))
def test_same_seed_same_colours_and_twins_are_alike(graph: SceneGraph, seed: int) -> None:
    found = suggest_colors(graph, seed)
    assert suggest_colors(graph, seed) == found
    unsaid = [p for p in graph.parts if not p.colors]
    for part in unsaid:
        for twin in unsaid:
            if (part.part, part.on) == (twin.part, twin.on):
                assert found[part.id] == found[twin.id]


@settings(max_examples=60, deadline=None)
@given(complete_graphs(), st.integers(0, 2**63 - 1))
def test_parts_have_colours_that_people_believe_in(graph: SceneGraph, seed: int) -> None:
    found = suggest_colors(graph, seed)
    for part in graph.parts:
        if part.colors or part.on is None or part.part in COLOURED_BY_CREATURE:
            continue
        main, parent = hex_to_lab(found[part.id][0]), hex_to_lab(found[part.on][0])
        if part.part == "eye":
            assert float(delta_e_76(main, parent)) > 20
            assert float(delta_e_76(main, hex_to_lab(found[part.id][1]))) > 20
        if part.part == "flame":
            assert 10 <= math.degrees(math.atan2(main[2], main[1])) <= 110
            assert math.hypot(main[1], main[2]) > 35
        if part.part == "fang":
            assert main[0] > 75
        distance = float(delta_e_2000(main, parent))
        assert distance < 0.5 or distance > 5 or part.part in PLAUSIBLE


def test_an_orange_lizard_has_orange_limbs_and_a_warm_flame() -> None:
    said = (
        Part(id="belly-1", part="belly", colors=(color("cream"),)),
        Part(id="tail-1", part="tail"),
        Part(id="flame-1", part="flame", on="tail-1"),
        Part(id="eye-1", part="eye", colors=(color("blue"),)),
    )
    for seed in range(6):
        graph = complete(creature("lizard", "orange", parts=said), seed)
        found = suggest_colors(graph, seed)
        for part in graph.parts:
            if part.part in ("foot", "hand", "leg", "arm", "tail", "head", "torso"):
                assert found[part.id] == (COLORS["orange"], COLORS["orange"])
        assert found["belly-1"][0] == COLORS["cream"]
        assert found["eye-1"] == (COLORS["blue"], "#ffffff")


def test_the_second_colour_of_a_creature_is_its_accent() -> None:
    for seed in range(6):
        graph = complete(creature("bird", "blue", "yellow"), seed)
        accents = {
            found
            for node, (found, _) in suggest_colors(graph, seed).items()
            if graph.part(node).part in ("belly", "collar", "tuft", "crest", "wing", "mane")
        }
        assert accents <= {COLORS["blue"], COLORS["yellow"]}


def test_an_uncoloured_dragon_is_of_one_body_colour() -> None:
    bodies = set()
    for seed in range(12):
        graph = complete(creature("dragon"), seed)
        found = suggest_colors(graph, seed)
        root = next(p for p in graph.parts if p.on is None)
        body = found[root.id][0]
        bodies.add(body)
        limbs = [found[p.id][0] for p in graph.parts if p.part in ("leg", "arm", "neck", "head")]
        assert np.mean([limb == body for limb in limbs]) >= 0.25
        assert len({main for main, _ in found.values()}) <= 9
    assert len(bodies) >= 4


def test_fire_is_warmer_than_water() -> None:
    def redness(kind_type: str) -> float:
        values = []
        for seed in range(16):
            bare = SceneGraph(creature=Creature(kind="monster", types=(kind_type,)))
            graph = complete(bare, seed)
            root = next(p for p in graph.parts if p.on is None)
            lab = hex_to_lab(suggest_colors(graph, seed)[root.id][0])
            values.append(float(lab[1] + lab[2]))
        return float(np.mean(values))

    assert redness("fire") > redness("water") + 20


def test_the_table_holds_the_training_drawings() -> None:
    table = drawn_colors()
    assert len(table.drawings) == 538
    assert table.body.shape == (538, 3) and table.main.shape == table.parent.shape
    assert table.rows_of(table.drawings.index("6") if "6" in table.drawings else 0, "eye", "head")


def test_damaged_and_missing_tables_are_told(tmp_path: Path) -> None:
    whole = asset("tables", "part_colors.safetensors").read_bytes()
    (tmp_path / "cut.safetensors").write_bytes(whole[:1000])
    with pytest.raises(DataError, match="damaged"):
        read_drawn_colors(tmp_path / "cut.safetensors")
    other = whole.replace(b"scenegan/part-colors@1", b"scenegan/part-colors@2")
    (tmp_path / "other.safetensors").write_bytes(other)
    with pytest.raises(DataError, match="scenegan data tables"):
        read_drawn_colors(tmp_path / "other.safetensors")


def body_of(graph: SceneGraph, seed: int) -> str:
    root = next(p for p in graph.parts if p.on is None)
    return suggest_colors(graph, seed)[root.id][0]


def test_kinds_have_their_everyday_colour_where_none_is_said() -> None:
    for seed in range(5):
        assert body_of(complete(creature("swan"), seed), seed) == COLORS["white"]
        assert body_of(complete(creature("crow"), seed), seed) == COLORS["black"]
        assert body_of(complete(creature("pig"), seed), seed) == COLORS["pink"]
        assert body_of(complete(creature("pig", "green"), seed), seed) == COLORS["green"]


@pytest.mark.parametrize("kind", ["bee", "monster", None])
def test_the_colours_of_stripes_are_colours_of_the_creature(kind: str | None) -> None:
    said = (color("black"), color("yellow"))
    stripes = tuple(Part(id=f"stripe-{n}", part="stripe", colors=said) for n in (1, 2))
    for seed in range(5):
        graph = complete(creature(kind, parts=stripes), seed)
        assert body_of(graph, seed) == COLORS["yellow"]


def test_unsaid_eyes_are_light_with_a_dark_pupil() -> None:
    for kind in ("dragon", "cat", "robot", "monster"):
        for seed in range(4):
            graph = complete(creature(kind, "red"), seed)
            found = suggest_colors(graph, seed)
            for eye in graph.of("eye"):
                assert hex_to_lab(found[eye.id][0])[0] > 80 > 30 > hex_to_lab(found[eye.id][1])[0]


def test_bellies_are_lighter_than_coloured_bodies() -> None:
    for name in ("blue", "green", "red", "black", "yellow"):
        for seed in range(4):
            graph = complete(creature("lizard", name), seed)
            found = suggest_colors(graph, seed)
            for belly in graph.of("belly"):
                assert hex_to_lab(found[belly.id][0])[0] > hex_to_lab(COLORS[name])[0]


def test_a_creature_has_few_colours() -> None:
    for kind in ("dragon", "monster", "robot", "bird", "griffin"):
        for seed in range(4):
            graph = complete(creature(kind), seed)
            own = [p for p in graph.parts if p.part not in PLAUSIBLE]
            found = suggest_colors(graph, seed)
            assert len({found[p.id][0] for p in own}) <= 5
