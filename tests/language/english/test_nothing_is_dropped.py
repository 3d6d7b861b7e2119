"""Each word about looks is read, mapped, doubted or listed as not understood: none is lost."""

from string import Formatter

from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.graph.document import Mapped, Reading, Span, Unknown
from scenegan.language import read

LOOKS = {
    "a": "red pale-blue long striped bulging tattered brindled rusty glowing spiky ringed rainbow"
    " light wistful velvety hollow crooked sleepy fierce iridescent checkered muscular greasy mossy"
    " translucent thorny regal lopsided elegant heavy wet dotted dark golden ghostly mechanical"
    " hairless feathered icy rotten plastic",
    "k": "cat dragon wolf toad beetle robot",
    "s": "ear eye tail wing horn leg snout mane claw antenna hoof wattle frill hump tusk",
    "p": "ears eyes tails wings horns legs snouts claws antennae hooves whiskers cheeks humps",
    "t": "teacup lantern hat scarf backpack tattoo logo rainbow bow gem leaf banjo umbrella sword"
    " flag mushroom zipper propeller",
    "l": "back head belly tail forehead neck nose chest shoulder",
    "v": "bulge flutter shimmer wobble glow droop",
}
"""Words by their place in a sentence: some are known, some are not in the vocabulary."""

SENTENCES = (
    "A {a} {a} {k} with {a} {p} and a {a} {t}.",
    "The {k} has three {a} {p} on its {l}; its {s} looks {a}.",
    "{k}, {a}, {a} {p}, {t} on the {l}",
    "Its {s} is {a} and {a}, and it wears a {a} {t}. It is a {k}.",
    "a {a} {k} whose {p} are {a} and {a}",
    "- {k} - {s}: {a} - {a} {t}",
    "{k} ({a}), no {p}, {t} ({a})",
    "A {k} that has a {t} on its {l} and {p} like a {t}.",
    "the {l} is covered with {a} {p}, it's a {a} {k} with a {t} in its {s}",
    "On its {l} sits a {a} {t}, and the {s} of this {k} is {a}.",
    "The {k} has {p} that {v} and a {a} {s} which ends in a {t}.",
    "One {s} is {a}, the other {a}; the {k} carries a {t} instead of a {t}.",
    "I want a {k} but {a}, with {a} {p}, holding a {t}",
    "A {a} {k} whose {s} is neither {a} nor {a}.",
)

Place = tuple[int, int, str]


@st.composite
def described(draw: st.DrawFn) -> tuple[str, list[Place]]:
    """Draws a sentence and where the words about looks stand in it."""
    text = ""
    places: list[Place] = []
    for plain, field, _, _ in Formatter().parse(draw(st.sampled_from(SENTENCES))):
        text += plain
        if field:
            word = draw(st.sampled_from(LOOKS[field].split()))
            places.append((len(text), len(text) + len(word), word))
            text += word
    return text, places


def lost(reading: Reading, places: list[Place]) -> list[str]:
    """Returns the words of which a reading says nothing."""
    told: list[Span | Mapped | Unknown] = [*reading.spans, *reading.mapped, *reading.unknown]
    seen = {i for record in told for i in range(record.start, record.end)}
    doubts = " ".join(reading.doubts)
    return [w for start, end, w in places if not seen & set(range(start, end)) and w not in doubts]


@given(described())
@settings(max_examples=200)
def test_no_word_about_looks_is_lost(example: tuple[str, list[Place]]) -> None:
    text, places = example
    assert not lost(read(text).reading, places), text
