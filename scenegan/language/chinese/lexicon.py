"""What Chinese words mean in the description of a creature: tables and look-ups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from scenegan.language.chinese.tables import chinese, chinese_names
from scenegan.language.lexicon import species


@dataclass(frozen=True)
class Meaning:
    """All that one word can mean; what it does mean depends on its place.

    Attributes:
        part: part of the vocabulary.
        limbs: several parts at once (`四肢`: arms and legs).
        part_attrs: attributes that the noun itself brings (`利爪`: sharp).
        part_color: colour that the noun itself brings (`红宝石`: red).
        part_count: number that the noun itself brings (`双翼`: 2).
        located: how a noun that names a place relates to its part (`头顶`: on the head).
        kind: noun for a creature, in English.
        weak: the kind gives way to any other (`怪兽`).
        generic: a noun for any creature (`家伙`).
        cover: what clothes a creature, or its body; its colour is the creature's.
        cover_attr: attribute that the cover brings (`羊毛`: fluffy).
        mien: a noun for how a creature looks at one (`表情`).
        size_noun: a noun for size (`体型`).
        attrs: attributes of the vocabulary.
        likeness: attribute of what is compared with this noun (`蝙蝠`: bat-like).
        size: size of a creature.
        color: English name of a colour.
        color_change: what it does to the colour after it (`浅`: light).
        number: how many.
        measure: is a measure word: 1, 2 for pairs, 0 for an unknown number.
        mood: mood of a creature.
        pose: pose of a creature.
        view: where a creature looks.
        type: type of a creature, before a word such as `属性`.
        place: predicate of a word for a place (`上`: on).
        grammar: word class of a word that builds sentences (`have`, `neg`, `and` ...).
        plain_name: the word is the usual name of what it means, so that no mapping is reported.
    """

    part: str | None = None
    limbs: tuple[str, ...] = ()
    part_attrs: tuple[str, ...] = ()
    part_color: str | None = None
    part_count: int | None = None
    located: str | None = None
    kind: str | None = None
    weak: bool = False
    generic: bool = False
    cover: bool = False
    cover_attr: str | None = None
    mien: bool = False
    size_noun: bool = False
    attrs: tuple[str, ...] = ()
    likeness: str | None = None
    size: str | None = None
    color: str | None = None
    color_change: str | None = None
    number: int | None = None
    measure: int | None = None
    mood: str | None = None
    pose: str | None = None
    view: str | None = None
    type: str | None = None
    place: str | None = None
    grammar: str | None = None
    plain_name: bool = False

    @property
    def is_noun(self) -> bool:
        """Whether the word can be the head of a noun phrase."""
        named = self.part or self.limbs or self.kind or self.generic
        return bool(named or self.cover or self.mien or self.size_noun)

    @property
    def is_modifier(self) -> bool:
        """Whether the word can say something of a noun."""
        return bool(self.attrs or self.size or self.color or self.mood or self.pose)


@dataclass
class _Tables:
    words: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, word: str, **values: Any) -> None:
        self.words.setdefault(word, {}).update(values)

    def add_all(self, words: list[str], **values: Any) -> None:
        for word in words:
            self.add(word, **values)


@cache
def meanings() -> Mapping[str, Meaning]:
    """Returns the meanings of every known Chinese word, in simplified characters."""
    tables = _Tables()
    for step in (_add_grammar, _add_parts, _add_nouns, _add_kinds, _add_qualities, _add_numbers):
        step(tables)
    return MappingProxyType({word: Meaning(**v) for word, v in tables.words.items()})


@cache
def whole_words() -> frozenset[str]:
    """Returns words that must not be taken apart into words of the lexicon (`马上`)."""
    return frozenset(chinese()["whole_words"])


def _add_parts(tables: _Tables) -> None:
    for part, words in chinese()["parts"].items():
        tables.add_all(words, part=part)
        tables.add(words[0], plain_name=True)
    for word, extra in chinese()["parts_with"].items():
        tables.add(
            word,
            part=extra["part"],
            part_attrs=tuple(extra.get("attrs", ())),
            part_color=extra.get("color"),
            part_count=extra.get("count"),
        )
    for word, limbs in chinese()["limbs"].items():
        tables.add(word, limbs=tuple(limbs))
    for predicate, places in chinese()["part_places"].items():
        for word, part in places.items():
            tables.add(word, part=part, located=predicate)


def _add_nouns(tables: _Tables) -> None:
    for word, attr in chinese()["covers"].items():
        tables.add(word, cover=True, cover_attr=attr or None)
    tables.add_all(chinese()["miens"], mien=True)
    tables.add_all(chinese()["size_nouns"], size_noun=True)
    for word in chinese()["generic"]:
        tables.add(word, generic=True, **_sized(word))
    for word, attr in chinese()["likeness"].items():
        tables.add(word, likeness=attr)


def _sized(word: str) -> dict[str, str]:
    """Returns the size that the first character of a word for a creature tells."""
    sizes = {"小": "small", "大": "large", "巨": "huge"}
    return {"size": sizes[word[0]]} if word[0] in sizes else {}


def _add_kinds(tables: _Tables) -> None:
    for kind, words in chinese()["weak_kinds"].items():
        for word in words:
            tables.add(word, kind=kind, weak=True, **_sized(word))
    for kind, words in (*chinese()["things"].items(), *chinese_names()["kinds"].items()):
        tables.add_all(words, kind=kind)
    for name, words in chinese_names()["species"].items():
        if name not in species():
            continue
        tables.add_all([w for w in words if "kind" not in tables.words.get(w, {})], kind=name)


def _add_qualities(tables: _Tables) -> None:
    for attr, words in chinese()["attributes"].items():
        tables.add_all(words, attrs=(attr,))
        tables.add(words[0], plain_name=True)
    for word, attrs in chinese()["compound_attributes"].items():
        tables.add(word, attrs=tuple(attrs), plain_name=True)
    for name in ("sizes", "moods", "poses"):
        for value, words in chinese()[name].items():
            tables.add_all(words, **{name[:-1]: value})
            tables.add(words[0], plain_name=True)
    for color, words in chinese()["colors"].items():
        tables.add_all(words, color=color)
    for change, words in chinese()["color_prefixes"].items():
        tables.add_all(words, color_change=change)
    for view, words in chinese()["views"].items():
        tables.add_all(words, view=view)
    for type_name, words in chinese()["types"].items():
        tables.add_all(words, type=type_name)


def _add_numbers(tables: _Tables) -> None:
    for word, number in chinese()["numbers"].items():
        tables.add(word, number=number)
    tables.add_all(chinese()["measures"], measure=1)
    tables.add_all(chinese()["pair_measures"], measure=2)
    tables.add_all(chinese()["group_measures"], measure=0)


def _add_grammar(tables: _Tables) -> None:
    for predicate, words in chinese()["places"].items():
        tables.add_all(words, place=predicate)
    for word_class, words in chinese()["grammar"].items():
        for word in words:
            if "grammar" not in tables.words.get(word, {}):
                tables.add(word, grammar=word_class)
    for name, word_class in _WORD_LISTS.items():
        tables.add_all(chinese()[name], grammar=word_class)


_WORD_LISTS = {"facing": "facing", "type_words": "type", "color_mixing": "mixing"}


def lookup(word: str) -> Meaning | None:
    """Returns the meanings of a word in simplified characters."""
    return meanings().get(word)


@cache
def kind_endings() -> frozenset[str]:
    """Returns nouns of which longer ones are made (`鸟` of `食火鸟`)."""
    return frozenset(w for w, m in meanings().items() if m.kind and not (m.part or m.weak))


@lru_cache(maxsize=16384)
def compound_kind(word: str) -> str | None:
    """Returns the kind that the end of an unknown noun names: `剑齿猪` is a pig."""
    endings = (word[start:] for start in range(1, len(word)))
    return next((_kind(ending) for ending in endings if ending in kind_endings()), None)


def _kind(word: str) -> str | None:
    return meanings()[word].kind


_NAME_ENDINGS = ("怪物", "精灵", "怪兽", "生物", "宝宝", "幼崽", "怪", "精", "兽", "妖", "崽", "仔")


def made_kinds(word: str) -> Iterator[str]:
    """Yields the kind of a creature that is made of a thing, or is young: `番茄怪`, `猪崽`."""
    for ending in _NAME_ENDINGS:
        found = meanings().get(word.removesuffix(ending)) if word.endswith(ending) else None
        if found is not None and found.kind:
            yield found.kind
