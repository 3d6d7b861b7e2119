"""What English words mean in the description of a creature: tables and look-ups."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from scenegan.assets import asset, read_json_asset
from scenegan.graph.kinds import kinds
from scenegan.graph.vocabulary import SIZES, derived_from_vocabulary, vocabulary
from scenegan.language.colors import color_names
from scenegan.language.tables import english


@dataclass(frozen=True)
class Senses:
    """All that one word or fixed phrase can mean; what it does mean depends on its place.

    Attributes:
        part: part of the vocabulary.
        part_attrs: attributes that the word itself brings (`grin`: smiling).
        part_color: colour that the word itself brings (`ruby`: red).
        holder: part that the word itself hangs on (`wingtip`: wing).
        kind: noun for a creature.
        generic: a noun for any creature (`beast`).
        cover: what clothes a creature (`fur`); its colour is the creature's.
        cover_attr: attribute that the cover brings (`wool`: fluffy).
        attr: attribute of the vocabulary.
        size: size of a creature.
        color: name of a colour.
        strong_color: is a colour wherever it stands.
        number: how many.
        quantity: noun of quantity (`pair of`), with `number` where it says how many.
        mood: mood of a creature.
        pose: pose of a creature.
        bearing: part that an adjective gives its noun (`horned`).
        tail: part that the end of a compound gives its noun (`black-tipped`).
        is_noun: can be the head of a noun phrase.
        is_modifier: can stand before a noun and say something of it.
    """

    part: str | None = None
    part_attrs: tuple[str, ...] = ()
    part_color: str | None = None
    holder: str | None = None
    kind: str | None = None
    generic: bool = False
    cover: bool = False
    cover_attr: str | None = None
    attr: str | None = None
    size: str | None = None
    color: str | None = None
    strong_color: bool = False
    number: int | None = None
    quantity: bool = False
    mood: str | None = None
    pose: str | None = None
    bearing: str | None = None
    tail: str | None = None
    is_noun: bool = field(init=False)
    is_modifier: bool = field(init=False)

    def __post_init__(self) -> None:
        """Settles once what is asked at every word."""
        noun = self.part or self.kind or self.generic or self.cover or self.quantity
        said = (self.attr, self.size, self.color, self.number, self.mood, self.bearing, self.tail)
        object.__setattr__(self, "is_noun", bool(noun))
        object.__setattr__(self, "is_modifier", any(said))


NO_SENSES = Senses()
"""What a word means that the lexicon does not know."""


@dataclass
class _Tables:
    senses: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, word: str, **values: Any) -> None:
        self.senses.setdefault(word.lower(), {}).update(values)


@derived_from_vocabulary
@cache
def senses() -> Mapping[str, Senses]:
    """Returns the senses of every known word and phrase, by its lower-case singular."""
    tables = _Tables()
    _add_parts(tables)
    _add_nouns(tables)
    _add_qualities(tables)
    refused = set(english()["not_colors"])
    strong = set(english()["strong_colors"]) | set(vocabulary().colors)
    for name in (*color_names(), *english()["color_forms"]):
        if name not in refused:
            tables.add(name, color=name, strong_color=name in strong or name.split()[-1] in strong)
    return {word: Senses(**values) for word, values in tables.senses.items()}


def _add_parts(tables: _Tables) -> None:
    for name, part in vocabulary().parts.items():
        for word in (name, *part.synonyms):
            tables.add(singular(word), part=name)
    for name, words in english()["parts"].items():
        for word in words:
            tables.add(word, part=name)
    for word, extra in english()["parts_with"].items():
        values: dict[str, Any] = {"part_attrs": tuple(extra.get("attrs", ()))}
        values["part_color"] = extra.get("color")
        values["holder"] = extra.get("holder")
        if "part" in extra:
            values["part"] = extra["part"]
        tables.add(word, **values)
    for word, name in english()["attached_adjectives"].items():
        tables.add(word, bearing=name)
    for word, name in english()["compound_tails"].items():
        tables.add(word, tail=name)


def _add_nouns(tables: _Tables) -> None:
    for name in kinds():
        tables.add(name, kind=name)
        one = tables.senses.get(singular(name), {})
        if one.get("part") and name != singular(name):
            # Gears are a kind, and the parts of another.
            tables.add(name, part=one["part"])
    for name in species():
        if name not in tables.senses:
            tables.add(name, kind=name)
    for word, name in english()["kind_words_for"].items():
        tables.add(word, kind=name)
    for word in english()["creature_nouns"]:
        tables.add(word, generic=True)
    for word, attr in english()["covers"].items():
        tables.add(word, cover=True, cover_attr=attr or None)
    for word, number in english()["quantities"].items():
        tables.add(word, quantity=True, number=number)


def _add_qualities(tables: _Tables) -> None:
    for word, attr in vocabulary().attribute_synonyms.items():
        tables.add(word, attr=attr)
    for attr in vocabulary().attributes:
        tables.add(attr, attr=attr)
    for attr, words in english()["attributes"].items():
        for word in words:
            tables.add(word, attr=attr)
    for size in SIZES:
        for word in (size, *english()["attributes"].get(size, ())):
            tables.add(word, size=size)
    for size, words in english()["sizes"].items():
        for word in (size, *words):
            tables.add(word, size=size)
    for field_name, table in (("mood", english()["moods"]), ("pose", english()["poses"])):
        for name, words in table.items():
            for word in (name, *words):
                tables.add(word, **{field_name: name})
    for word, number in english()["numbers"].items():
        tables.add(word, number=number)


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """Returns the singular of an English noun; of a phrase, that of its last word."""
    *front, last = word.lower().split(" ")
    return " ".join([*front, _singular_word(last)])


@cache
def _singular_word(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _SAME or len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "oes")):
        return word[:-2]
    if word.endswith("is"):
        return word
    return word[:-1]


_IRREGULAR = {
    **{"teeth": "tooth", "feet": "foot", "geese": "goose", "mice": "mouse", "hooves": "hoof"},
    **{"leaves": "leaf", "wolves": "wolf", "scarves": "scarf", "knives": "knife"},
    **{"antennae": "antenna", "antennas": "antenna", "irises": "iris", "toes": "toe"},
    **{"shoes": "shoe", "calves": "calf", "halves": "half", "fungi": "fungus", "axes": "axe"},
    **{"moustaches": "moustache", "mustaches": "mustache", "eyelashes": "eyelash"},
    **{"headdresses": "headdress", "proboscises": "proboscis", "elves": "elf", "wolfs": "wolf"},
    **{"dwarves": "dwarf", "men": "man", "women": "woman", "children": "child", "oxen": "ox"},
    **{"torsos": "torso", "flamingos": "flamingo", "loaves": "loaf", "hoofs": "hoof"},
}
_SAME = frozenset(
    ["gas", "iris", "glasses", "goggles", "sunglasses", "pants", "trousers", "shorts", "overalls"]
    + ["spectacles", "eyeglasses", "headphones", "earphones", "tights", "jeans", "dungarees"]
)


def plural(word: str) -> str:
    """Returns the regular plural of a noun."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def is_plural(word: str) -> bool:
    """Whether a word is the plural of something that also comes alone (`wings`, not `pants`)."""
    return singular(word) != word.lower()


@derived_from_vocabulary
@lru_cache(maxsize=16384)
def lookup(word: str, exact: bool = False) -> Senses | None:
    """Returns the senses of a word or phrase as written, else of its singular unless `exact`."""
    table = senses()
    lower = word.lower()
    if exact:
        return table.get(lower)
    return table.get(lower) or table.get(singular(lower))


@derived_from_vocabulary
@cache
def phrases() -> tuple[str, ...]:
    """Returns all phrases of more than one token, with their plurals, for phrase matching."""
    return tuple(_phrases())


def _phrases() -> Iterator[str]:
    for phrase, senses_of in senses().items():
        if " " in phrase or "-" in phrase or "/" in phrase:
            yield phrase
            if senses_of.part or senses_of.kind:
                yield phrase + "s"


def singular_verb(word: str) -> str:
    """Returns the plain form of a verb in the third person: `flies` is `fly`."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes")) else word.removesuffix("s")


def is_living(kind: str | None) -> bool:
    """Whether a kind is an animal, a monster or a robot, and neither a person nor a thing."""
    return kind is not None and kind not in passing_kinds()


@cache
def passing_kinds() -> frozenset[str]:
    """Nouns for people and things, which texts without a creature are full of."""
    names = list(kinds())
    return people() | frozenset(names[names.index("ball") :])


@cache
def people() -> frozenset[str]:
    """Nouns for persons."""
    names = list(kinds())
    return frozenset(names[names.index("human") : names.index("robot")])


@cache
def species() -> Mapping[str, int]:
    """Returns the names of species with their numbers."""
    return {
        s["name"].replace("-", " "): s["id"] for s in read_json_asset("pokescene", "species.json")
    }


@cache
def species_kind(name: str) -> str:
    """Returns what a species looks like: the kind of its drawing, else that of its body shape."""
    number = str(species()[name])
    shape = next(
        s["shape"] for s in read_json_asset("pokescene", "species.json") if str(s["id"]) == number
    )
    return _drawn_species().get(number) or _SHAPE_KINDS.get(shape, "monster")


@cache
def _drawn_species() -> Mapping[str, str]:
    lines = asset("pokescene", "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    drawn = (json.loads(line) for line in lines)
    # The plain form of a species stands before its other forms; what it is called is a fact.
    return {d["id"].split("-")[0]: d["kind"] for d in reversed(list(drawn))}


_SHAPE_KINDS = {
    **{"quadruped": "dog", "upright": "monster", "wings": "bird", "fish": "fish"},
    **{"bug-wings": "insect", "squiggle": "snake", "ball": "ball", "armor": "beetle"},
    **{"legs": "monster", "tentacles": "jellyfish", "heads": "monster", "humanoid": "humanoid"},
    **{"blob": "blob", "arms": "ghost"},
}
