"""What English descriptions do, one test a phenomenon: the name of each test says which.

The groups follow what the parser promises to read; `test_phenomena.py` has more texts of each.
"""

from __future__ import annotations

import pytest

from scenegan.evaluation.parser_score import GoldText, judge
from scenegan.language import ParsedText, read_many

PHENOMENA: dict[str, tuple[str, str]] = {
    "coordination: colours": (
        "A snake with red and white stripes.",
        "kind snake|part stripe 1+|stripe color red|stripe color white",
    ),
    "coordination: nouns share adjectives": (
        "A cat with long black ears and tail.",
        "kind cat|part ear 2+|ear attr long|ear color black|part tail 1|tail attr long"
        "|tail color black",
    ),
    "count: a pair of": ("A goat with a pair of horns.", "kind goat|part horn 2"),
    "count: number word": ("A beetle with six legs.", "kind beetle|part leg 6"),
    "count: three-headed": ("A three-headed dog.", "kind dog|part head 3"),
    "count: one-eyed": ("A one-eyed crab.", "kind crab|part eye 1"),
    "count: on each": (
        "A gecko with three claws on each foot.",
        "kind gecko|part claw 6|claw on foot",
    ),
    "plural without a number": ("A bird with wings.", "kind bird|part wing 2"),
    "negation: no": ("A fox with no tail.", "kind fox|no tail"),
    "negation: without": ("A frog without eyes.", "kind frog|no eye"),
    "negation: lacks": ("The deer lacks antlers.", "kind deer|no horn"),
    "negation: -less": ("A legless lizard.", "kind lizard|no leg"),
    "negation: neither nor": (
        "A whale with neither teeth nor fins.",
        "kind whale|no fang|no fin",
    ),
    "negation: limbs are arms and legs": ("A serpent with no limbs.", "kind serpent|no arm|no leg"),
    "negation: unseen parts are not denied": (
        "Neither its ears nor its tail are visible, but the bear has a red nose.",
        "kind bear|part nose 1|nose color red",
    ),
    "negation: ends with its list": (
        "A horse without a head, flames rising from its neck.",
        "kind horse|no head|part flame 1+|flame on neck",
    ),
    "relative clause": (
        "A bat with wings that are black at the edges.",
        "kind bat|part wing 2+|part marking 1+|marking color black|marking on wing",
    ),
    "relative clause: whose": (
        "An armadillo whose back is covered with overlapping silver plates.",
        "kind armadillo|part plate 1+|plate color silver|plate on torso",
    ),
    "relative clause: each of which": (
        "It stands on four sturdy legs, each of which ends in a white claw.",
        "part leg 4|leg attr thick|part claw 4|claw color white|claw on leg",
    ),
    "participle clause": (
        "A yak with flames rising from its shoulders.",
        "kind yak|part flame 1+|flame on torso",
    ),
    "place: on its back": (
        "A turtle with a flower on its back.",
        "kind turtle|part flower 1|flower on torso",
    ),
    "place: at the tip of": (
        "A lizard with a flame at the tip of its tail.",
        "kind lizard|part flame 1|flame on tail",
    ),
    "place: between": (
        "A ram with a gem between its horns.",
        "kind ram|part gem 1|part horn 2+",
    ),
    "place: around": (
        "A dog with a ribbon around its neck.",
        "kind dog|part ribbon 1|ribbon on neck",
    ),
    "place: in front with comma": (
        "On its head, the owl has a crystal.",
        "kind owl|part crystal 1|crystal on head",
    ),
    "place: in front without comma": (
        "Around the weasel's neck hangs a bell.",
        "kind weasel|part bell 1|bell on neck",
    ),
    "place: inserted between commas": (
        "A scorpion with two pincers and, at the end of its tail, a purple stinger.",
        "kind scorpion|part pincer 2|part stinger 1|stinger color purple|stinger on tail",
    ),
    "place: something unknown is there": (
        "A whale with a little boat on its back.",
        "kind whale",
    ),
    "possessives across sentences": (
        "It has two wings. Its wings are purple. It is a moth.",
        "kind moth|part wing 2|wing color purple",
    ),
    "pronouns across sentences": (
        "The pig is pink. It has a tail. It is happy.",
        "kind pig|color pink|part tail 1|mood happy",
    ),
    "copula": ("Its belly is white.", "part belly 1|belly color white"),
    "fragment": ("blue, round, no arms", "color blue|attr round|no arm"),
    "list with colons": (
        "Fox. Tail: long, red. Ears: none.",
        "kind fox|part tail 1|tail attr long|tail color red|no ear",
    ),
    "list with semicolons": (
        "mole; pink hands; no eyes",
        "kind mole|part hand 2+|hand color pink|no eye",
    ),
    "list with brackets": (
        "A goat (white) with two horns (curved).",
        "kind goat|color white|part horn 2|horn attr curved",
    ),
    "comparison: like a rabbit's": (
        "A dog with ears like a rabbit's.",
        "kind dog|part ear 2+",
    ),
    "comparison: wings of a bee": (
        "A bear with the wings of a bee.",
        "kind bear|part wing 2+|wing attr insect-like",
    ),
    "comparison: -shaped": (
        "A mole with a star-shaped nose.",
        "kind mole|part nose 1|nose attr star-shaped",
    ),
    "comparison: one larger than the other": (
        "A golem with one arm bigger than the other.",
        "kind golem|part arm 2|arm attr large",
    ),
    "colour: pale blue": ("A pale blue whale.", "kind whale|color pale blue"),
    "colour: steel-blue": ("A steel-blue shark.", "kind shark|color steel blue"),
    "colour: -coloured": ("A cream-coloured cat.", "kind cat|color cream"),
    "colour: -tipped is a marking": (
        "A hare with blue-tipped ears.",
        "kind hare|part ear 2+|part marking 1+|marking color blue|marking on ear",
    ),
    "colour: capped with": (
        "A boar with tusks capped with gold.",
        "kind boar|part fang 2+|part marking 1+|marking color gold|marking on fang",
    ),
    "colour: the colour of": (
        "A troll, its skin the colour of wet clay.",
        "kind troll|color terracotta",
    ),
    "colour: of a thing": ("A stone gray gargoyle.", "kind gargoyle|color stone gray"),
    "part of part": (
        "Its eyes have red pupils. It is a snake.",
        "kind snake|part eye 2+|eye color red",
    ),
    "type: fire-type": ("A fire-type newt.", "kind newt|type fire"),
    "type: ice dragon": ("An ice dragon with horns.", "kind dragon|type ice|part horn 2+"),
    "type: poison frog": (
        "A poison frog with blue legs.",
        "kind frog|type poison|part leg 2+|leg color blue",
    ),
    "size": ("A tiny horse.", "kind horse|size tiny"),
    "mood": ("A grumpy camel.", "kind camel|mood angry"),
    "typed: w/": ("cow w/ 2 horns", "kind cow|part horn 2"),
    "typed: capitals": ("RED CRAB, BIG EYES", "kind crab|color red|part eye 2+|eye attr large"),
    "typed: signs": (
        "a hamster??? white, fluffy ears!!",
        "kind hamster|color white|part ear 2+|ear attr fluffy",
    ),
    "typed: hyphen list": (
        "- owl\n- brown\n- no ears",
        "kind owl|color brown|no ear",
    ),
    "typed: name": (
        "my cat Biscuit has a fluffy tail",
        "kind cat|part tail 1|tail attr fluffy",
    ),
    "correction: of a part": ("A robot with wings? no, arms.", "kind robot|part arm 2+"),
    "correction: of a number": (
        "Two horns, sorry, three, grow from the deer's head.",
        "kind deer|part horn 3|horn on head",
    ),
    "instead of": ("A cart horse with wheels instead of feet.", "kind horse|part wheel 1+|no foot"),
    "replaced by": (
        "A robot with its legs replaced by wheels.",
        "kind robot|part wheel 1+|no leg",
    ),
    "swap for": (
        "make it a lion but swap the mane for leaves",
        "kind lion|no mane|part leaf 1+",
    ),
    "except": (
        "A crow that is all black except for its red beak.",
        "kind crow|color black|part beak 1|beak color red",
    ),
    "one, the other": (
        "A rabbit with two ears: one is black, the other white.",
        "kind rabbit|part ear 2|ear color black|ear color white",
    ),
    "each": (
        "An octopus with six tentacles, each with a gem.",
        "kind octopus|part tentacle 6|part gem 6|gem on tentacle",
    ),
    "for example": (
        "Give the dragon, for example, two green wings.",
        "kind dragon|part wing 2|wing color green",
    ),
    "kind: any noun of the list": ("An axolotl with a frill.", "kind axolotl|part collar 1"),
    "kind: familiar name": (
        "a trex with tiny arms",
        "kind tyrannosaurus|part arm 2+|arm attr tiny",
    ),
    "species": ("A blue pikachu.", "kind mouse|color blue"),
    "species in a likeness": ("something like a charizard but purple", "kind dragon|color purple"),
    "synonym: by table": ("A hawk with talons.", "kind hawk|part claw 1+"),
    "synonym: by lemma": ("A moose with antlers.", "kind moose|part horn 2+"),
    "synonym: by compound": (
        "An eel with needle-sharp teeth.",
        "kind eel|part fang 1+|fang attr sharp",
    ),
    "misspelling": (
        "a yelow brid with a long tial",
        "kind bird|color yellow|part tail 1|tail attr long",
    ),
    "prose: only looks are read": (
        "It stores heat in the round red bulb on its back and digs for food. It is a toad.",
        "kind toad|part bulb 1|bulb attr round|bulb color red|bulb on torso",
    ),
    "no creature": ("Lunch is at noon; bring the red folder.", "nothing"),
}
"""Name of a phenomenon -> a text that shows it, and its facts."""


@pytest.fixture(scope="module")
def parsed() -> dict[str, ParsedText]:
    return dict(zip(PHENOMENA, read_many(text for text, _ in PHENOMENA.values()), strict=True))


@pytest.mark.parametrize("name", PHENOMENA)
def test_is_read(name: str, parsed: dict[str, ParsedText]) -> None:
    text, facts = PHENOMENA[name]
    outcome = judge(GoldText(text, tuple(facts.split("|"))), parsed[name].graph)
    assert not outcome.missed and not outcome.wrong, outcome


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("An otter sitting on its hind legs.", "pose", "sitting"),
        ("An owl facing left.", "view", "left"),
    ],
    ids=["pose", "view"],
)
def test_pose_and_view_are_read(text: str, field: str, value: str) -> None:
    (read,) = read_many([text])
    assert getattr(read.graph.creature, field) == value


def test_a_text_without_a_creature_says_so() -> None:
    (read,) = read_many(["Lunch is at noon."])
    assert read.graph.is_empty and read.reading.doubts


def test_every_node_attribute_and_relation_keeps_its_characters() -> None:
    text = "A hawk with a long red feather on its head."
    (read,) = read_many([text])
    spans = {(s.node, s.field, text[s.start : s.end]) for s in read.reading.spans}
    assert {("creature", "kind", "hawk"), ("feather-1", "attrs", "long")} <= spans
    assert {("feather-1", "colors", "red"), ("feather-1", "on", "on its head")} <= spans
    nodes = {s.node for s in read.reading.spans}
    assert {p.id for p in read.graph.parts} <= nodes


def test_what_was_mapped_is_listed() -> None:
    (read,) = read_many(["A hawk with red talons."])
    assert ("talons", "claw") in {(m.word, m.to) for m in read.reading.mapped}


def test_what_was_not_understood_is_listed() -> None:
    (read,) = read_many(["A plumbous hawk with red claws. It hunts at night."])
    unknown = {u.word: u.reason for u in read.reading.unknown}
    assert "plumbous" in unknown and unknown["It hunts at night."] == "not about looks"


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("A man with a dog with a hat.", "hat"),
        ("A cat with red eyes and tail.", "tail"),
        ("A dog with mushrooms and flowers on its shell.", "mushrooms"),
    ],
    ids=["with ... with", "shared adjective", "shared place"],
)
def test_a_doubtful_attachment_is_reported(text: str, doubtful: str) -> None:
    (read,) = read_many([text])
    assert any(doubtful in doubt for doubt in read.reading.doubts), read.reading.doubts
