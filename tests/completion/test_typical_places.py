"""Where people expect some parts of a kind."""

from scenegan.completion.typical_bodies import typical_places
from scenegan.graph.vocabulary import vocabulary


def test_compounds_are_looked_up_by_their_last_words() -> None:
    (mane,) = typical_places("cave lion")
    assert (mane.part, mane.on) == ("mane", "head")
    assert mane.frame > 1
    assert typical_places("lion cub") == typical_places(None) == ()


def test_all_words_are_known() -> None:
    known = vocabulary()
    for kind in ("jellyfish", "octopus", "turtle", "tortoise", "snail", "robot", "crab", "lion"):
        for place in typical_places(kind):
            assert {place.part, place.on} <= known.parts.keys()
            assert set(place.relations) <= set(known.predicates)
