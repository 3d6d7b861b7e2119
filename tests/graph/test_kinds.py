import pytest

from scenegan.graph.kinds import (
    KIND_DIMS,
    drawable_kind,
    drawable_kinds,
    find_kind,
    kind_vector,
    kinds,
    nearest_kinds,
)


def test_a_drawn_kind_is_itself_first() -> None:
    for name in drawable_kinds():
        assert nearest_kinds(name)[0] == (name, 1.0)


def test_every_noun_has_a_drawn_likeness_and_a_vector() -> None:
    for name, kind in kinds().items():
        assert drawable_kind(name) in drawable_kinds()
        assert len(kind.vector) == KIND_DIMS


@pytest.mark.parametrize("noun", ["space dragon", "Dragon", "moon-dragon"])
def test_unknown_compounds_take_their_head(noun: str) -> None:
    found = find_kind(noun)
    assert found is not None and found.name == "dragon"
    assert kind_vector(noun) == kind_vector("dragon")


@pytest.mark.parametrize("noun", [None, "", "xyzzy"])
def test_nothing_known_gives_zeros(noun: str | None) -> None:
    assert kind_vector(noun) == (0.0,) * KIND_DIMS
    assert drawable_kind(noun) is None
