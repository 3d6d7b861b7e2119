"""Where added parts hang."""

import pytest

from scenegan.completion import complete
from scenegan.completion.hanging import hung
from scenegan.graph import SceneGraph, edits
from scenegan.language import parse, read_edit


@pytest.fixture(scope="module")
def lizard() -> SceneGraph:
    return complete(parse("a small orange lizard with a flame at the tip of its tail"), 0)


@pytest.mark.parametrize(
    ("command", "part", "holder"),
    [
        ("add two horns", "horn", "head"),
        ("add two pointed ears", "ear", "head"),
        ("add two wings", "wing", "torso"),
        ("add an eye", "eye", "head"),
    ],
)
def test_added_parts_hang_where_their_like_hang(
    lizard: SceneGraph, command: str, part: str, holder: str
) -> None:
    after = hung(lizard, read_edit(command, lizard), seed=0)
    new = [p for p in after.of(part) if p.id not in lizard.by_id]
    assert new and all(p.on and after.part(p.on).part == holder for p in new)
    assert [p for p in after.parts if p.id in lizard.by_id] == list(lizard.parts)


def test_without_tables_parts_hang_on_the_trunk(lizard: SceneGraph) -> None:
    after = hung(lizard, edits.add_part(lizard, "horn"), seed=None)
    assert after.of("horn")[0].on == lizard.trunk == lizard.of("torso")[0].id


def test_what_was_loose_before_and_what_is_said_stay(lizard: SceneGraph) -> None:
    loose = edits.add_part(lizard, "horn")
    tail = loose.of("tail")[0].id
    after = hung(loose, edits.add_part(loose, "gem", on=tail), seed=0)
    assert after.of("horn")[0].on is None and after.of("gem")[0].on == tail


def test_first_parts_may_hang_on_nothing() -> None:
    alone = edits.add_part(SceneGraph(), "torso")
    assert hung(SceneGraph(), alone, seed=0) == alone
