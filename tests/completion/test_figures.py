"""Whole figures of kinds that people have a clear picture of."""

import json

import numpy as np
import pytest

from scenegan.assets import read_json_asset
from scenegan.completion import complete
from scenegan.completion.expression import with_expression
from scenegan.completion.figures import figure_of, figures, with_usual_looks
from scenegan.graph import Creature, Part, SceneGraph, check_words, vocabulary
from scenegan.graph.typical_bodies import typical_body
from scenegan.graph.vocabulary import POSES
from scenegan.language import parse

TABLE = read_json_asset("tables", "typical_figures.json")["kinds"]


@pytest.mark.parametrize("kind", sorted(TABLE))
def test_figures_are_whole_creatures_in_words_of_the_vocabulary(kind: str) -> None:
    for figure in figures(kind):
        assert figure.parts[0].on == -1 and figure.parts[0].part in ("torso", "body")
        assert all(0 <= p.on < i for i, p in enumerate(figure.parts) if i)
        assert figure.words <= set(vocabulary().parts) and "eye" in figure.words
        assert {a for p in figure.parts for a in p.attrs} <= set(vocabulary().attributes)
        assert figure.pose in POSES and len(figure.parts) <= 18
        unexpected = {word for word, number in typical_body(kind).items() if number == 0}
        assert not unexpected & figure.words - {"leg", "foot"}


@pytest.mark.parametrize("kind", ["snake", "sheep", "flower", "tiger", "spider"])
def test_a_kind_alone_becomes_one_of_its_figures(kind: str) -> None:
    wanted = {json.dumps(sorted(p.part for p in f.parts)) for f in figures(kind)}
    for seed in range(4):
        done = complete(SceneGraph(creature=Creature(kind=kind)), seed)
        check_words(done)
        assert json.dumps(sorted(p.part for p in done.parts)) in wanted
        assert complete(done, seed) == done


def test_kinds_are_looked_up_by_name_by_last_words_and_by_likeness() -> None:
    assert figures("moon sheep")[0].parts == figures("sheep")[0].parts
    assert figures("tortoise")[0].parts == figures("turtle")[0].parts
    assert figures("viper")[0].parts == figures("boa")[0].parts == figures("snake")[0].parts
    assert figures("griffin") == figures("kitten") == ()
    assert figures(None) == figures("no such thing") == ()


def test_a_figure_is_seen_as_it_is_said_to_be() -> None:
    rng = np.random.default_rng(0)
    side = figure_of(Creature(kind="turtle", view="left"), rng)
    front = figure_of(Creature(kind="turtle", view="front"), rng)
    assert side is not None and front is not None
    assert [p.part for p in side.parts].count("eye") == 1
    assert [p.part for p in front.parts].count("eye") == 2
    assert figure_of(Creature(kind="owl", view="left"), rng) is None


def test_parts_that_are_said_without_a_number_are_those_of_the_figure() -> None:
    done = complete(parse("a sheep with black legs"), 0)
    assert [p.colors[0].name for p in done.of("leg")] == ["black"] * 4
    assert len(complete(parse("a sheep"), 0).parts) == len(done.parts)


def test_paws_take_no_room_from_ears() -> None:
    done = complete(parse("a cat with white paws"), 0)
    assert {p.on for p in done.of("foot")} == {p.id for p in done.of("leg")}
    assert len(done.of("leg")) == 4 and len(done.of("ear")) == 2


def test_the_text_goes_before_the_figure() -> None:
    done = complete(parse("a sheep without a tail, with two horns and three legs"), 1)
    assert not done.of("tail")
    assert len(done.of("horn")) == 2 and len(done.of("leg")) == 3 and done.of("tuft")


def test_types_add_to_a_figure() -> None:
    done = complete(SceneGraph(creature=Creature(kind="snake", types=("fire",))), 0)
    assert done.of("flame") and len(done.of("body")) > 1


def test_a_trunk_that_is_said_has_none_of_its_like() -> None:
    said = SceneGraph(creature=Creature(kind="snake"), parts=(Part(id="body-1", part="body"),))
    for seed in range(4):
        done = complete(said, seed)
        assert len(done.of("body")) == 1 and done.of("head") and done.of("eye")


def test_named_parts_look_as_those_of_their_kind() -> None:
    done = complete(parse("a spider with eight legs"), 0)
    assert all(not leg.attrs for leg in done.of("leg"))
    assert all({"long", "thin"} <= set(leg.attrs) for leg in with_expression(done).of("leg"))


def test_what_is_said_of_looks_is_not_contradicted() -> None:
    done = with_usual_looks(complete(parse("a spider with eight short legs"), 0))
    for leg in done.of("leg"):
        assert "short" in leg.attrs and "long" not in leg.attrs and "thin" in leg.attrs


def test_what_a_person_made_and_whole_graphs_stay_as_they_are() -> None:
    parts = (Part(id="body-1", part="body"), Part(id="leg-1", part="leg", on="body-1"))
    whole = SceneGraph(creature=Creature(kind="spider"), parts=parts)
    assert with_usual_looks(whole) == whole
    edited = complete(whole, 0).model_dump()
    for part in edited["parts"]:
        part["origin"] = "user" if part["part"] == "leg" else part["origin"]
    graph = SceneGraph.model_validate(edited)
    assert with_usual_looks(graph).of("leg") == graph.of("leg")
