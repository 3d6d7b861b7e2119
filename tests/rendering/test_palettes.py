"""Other colours for the same creature."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.graph import Color, Creature, Document, NodeLayout, Part, SceneGraph
from scenegan.graph.color_values import delta_e_2000, hex_to_lab
from scenegan.rendering.palettes import MOST_PALETTES, repainted

HEX = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def _document(body: str, wing: str, text: str = "") -> Document:
    colors = {"torso-1": body, "wing-1": wing, "mouth-1": "#a01030", "ear-1": "#ff0000"}
    parts = (
        Part(id="torso-1", part="torso"),
        Part(id="wing-1", part="wing", on="torso-1", colors=(Color(name="own", hex=wing),)),
        Part(id="mouth-1", part="mouth", on="torso-1"),
        Part(id="ear-1", part="ear", on="torso-1", locked=True),
    )
    creature = Creature(kind="dragon", colors=(Color(name="own", hex=body),))
    layout = {
        node: NodeLayout(box=(0.1, 0.2, 0.6, 0.7), depth=0.5, shape=(0.25,) * 32, colors=(value,))
        for node, value in colors.items()
    }
    return Document(graph=SceneGraph(creature=creature, parts=parts), text=text, layout=layout)


@settings(deadline=None, max_examples=25)
@given(HEX, HEX, st.integers(1, MOST_PALETTES))
def test_only_colours_change(body: str, wing: str, palette: int) -> None:
    before = _document(body, wing)
    after = repainted(before, palette)
    assert after == repainted(before, palette)
    assert [p.model_copy(update={"colors": ()}) for p in after.graph.parts] == [
        p.model_copy(update={"colors": ()}) for p in before.graph.parts
    ]
    for node, place in after.layout.items():
        same = {"colors": before.layout[node].colors}
        assert place.model_copy(update=same) == before.layout[node]
    for node in ("mouth-1", "ear-1"):
        assert after.layout[node] == before.layout[node]
    assert after.layout["wing-1"].colors[0] == after.graph.part("wing-1").colors[0].hex


def test_palettes_differ_from_each_other() -> None:
    for body in ("#f0841e", "#ffffff", "#1a1a1a", "#3050c0"):
        document = _document(body, "#20a040")
        found = [repainted(document, k).layout["torso-1"].colors[0] for k in range(6)]
        values = [hex_to_lab(value) for value in found]
        pairs = [(a, b) for i, a in enumerate(values) for b in values[:i]]
        assert min(float(delta_e_2000(a, b)) for a, b in pairs) > 8
    assert repainted(document, 0) is document


def test_white_stays_white_on_a_coloured_creature() -> None:
    after = repainted(_document("#f0841e", "#ffffff"), 3)
    assert after.layout["wing-1"].colors == ("#ffffff",)


def test_the_text_names_the_new_colours() -> None:
    after = repainted(_document("#f0841e", "#20a040", "an orange dragon"), 1)
    assert after.text and "orange" not in after.text
    assert after.graph.creature.colors[0].name in after.text
    chinese = repainted(_document("#f0841e", "#20a040", "一条橙色的龙"), 1).text
    assert any("\u4e00" <= character <= "\u9fff" for character in chinese)
