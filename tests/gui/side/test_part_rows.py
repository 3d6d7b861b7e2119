from gui.side.part_rows import RowFacts, rows_of
from scenegan.graph import Color, Creature, Document, Part, SceneGraph

TEAL = (Color(name="teal", hex="#1f8a8a"),)


def rows(*parts: Part) -> dict[str, RowFacts]:
    graph = SceneGraph(creature=Creature(kind="lizard", size="small"), parts=parts)
    return {row.node: row for row in rows_of(Document(graph=graph))}


def part(word: str, number: int = 1, **fields: object) -> Part:
    return Part.model_validate({"id": f"{word}-{number}", "part": word, "on": None, **fields})


def test_an_empty_document_has_no_rows() -> None:
    assert rows_of(Document(graph=SceneGraph())) == ()


def test_many_that_look_the_same_share_a_row_and_a_pair_does_not() -> None:
    found = rows(
        part("torso"),
        *(part("spike", i, on="torso-1", colors=TEAL) for i in (1, 2, 3)),
        *(part("eye", i, on="torso-1") for i in (1, 2)),
    )
    assert found["creature"].note == "small"
    spikes = found["spike-1"]
    assert (spikes.name, spikes.count, spikes.note) == ("Spikes", "×3", "teal")
    assert spikes.nodes == ("spike-1", "spike-2", "spike-3")
    assert spikes.parent == "torso-1" and spikes.spoken == "Spikes ×3, teal"
    assert [found[n].name for n in ("eye-1", "eye-2")] == ["Eye 1", "Eye 2"]


def test_a_suggested_pair_shares_a_row() -> None:
    arms = rows(part("torso"), *(part("arm", i, on="torso-1", origin="completed") for i in (1, 2)))
    assert arms["arm-1"].count == "×2" and "arm-2" not in arms
    assert arms["arm-1"].suggested and arms["arm-1"].note == "suggested"


def test_what_holds_something_or_has_a_place_of_its_own_has_its_own_row() -> None:
    found = rows(
        *(part("horn", i) for i in (1, 2, 3)),
        part("gem", on="horn-2"),
        part("spike", 1, box=(0.1, 0.1, 0.2, 0.2)),
        *(part("spike", i) for i in (2, 3, 4)),
    )
    assert found["gem-1"].parent == "horn-2"
    assert [n for n in found if n.startswith("horn")] == ["horn-1", "horn-2", "horn-3"]
    assert found["spike-1"].count == "" and found["spike-2"].count == "×3"
