"""What a Chinese clause is made of: noun phrases, describing words without a noun, and marks."""

from __future__ import annotations

from dataclasses import dataclass, field

from scenegan.language.chinese.lexicon import Meaning
from scenegan.language.chinese.units import Unit


@dataclass(eq=False)
class Noun:
    """A noun phrase: in Chinese, all that describes a noun stands before it.

    Attributes:
        start: first token.
        end: one past the last token.
        head: the noun; None for a place whose part goes unsaid (`末端`).
        mods: words that describe it.
        amount: its number, with the measure word.
        place: a word for a place after the noun (`背上`, `尾巴末端`).
        owner: the noun phrase that it belongs to (`它的尾巴`).
        compare: nouns that it is compared with (`蝙蝠翅膀`, `像叶子一样的耳朵`).
        bears: parts inside the name of a creature (`长耳兔`, `三头蛇`).
        said: the relative clause before it (`带斑点的翅膀`).
        types: types that a word before the name brings (`冰龙`).
        side: left or right.
        each: one for each.
        other: `另一只`.
        definite: speaks of something known (`这只`, `它的`).
        de: `的` follows, so that it belongs to what comes after.
        fresh: names the creature after a clause that describes it.
    """

    start: int
    end: int
    head: Unit | None
    mods: list[Unit] = field(default_factory=list)
    amount: Unit | None = None
    place: Unit | None = None
    owner: Noun | None = None
    compare: list[Unit] = field(default_factory=list)
    bears: list[Noun] = field(default_factory=list)
    said: list[Item] = field(default_factory=list)
    types: list[tuple[Unit, str]] = field(default_factory=list)
    side: str | None = None
    each: bool = False
    other: bool = False
    definite: bool = False
    de: bool = False
    fresh: bool = False

    @property
    def meaning(self) -> Meaning:
        """What the head can mean; nothing for a place alone."""
        return self.head.meaning if self.head is not None else Meaning()

    @property
    def is_part(self) -> bool:
        """Whether it names a part of the creature and nothing else."""
        return bool(self.meaning.part or self.meaning.limbs)

    @property
    def is_thing(self) -> bool:
        """Whether it names something that no graph holds: `一个箱子`."""
        return self.head is not None and self.head.role == "thing"

    @property
    def names_creature(self) -> bool:
        """Whether it can only be the name of a creature, or a word for one."""
        meaning = self.meaning
        return bool(meaning.kind or meaning.generic) and not meaning.part

    @property
    def is_whole(self) -> bool:
        """Whether it speaks of the creature as a whole: its name, fur, body, look."""
        meaning = self.meaning
        return bool(self.names_creature or meaning.cover or meaning.mien or meaning.size_noun)

    @property
    def is_tuft(self) -> bool:
        """Whether its measure word makes a tuft of fur: `一簇红色的毛`."""
        return self.amount is not None and self.amount.text[-1] in "簇撮缕绺束"

    @property
    def where(self) -> str | None:
        """The predicate of the place that it names: `on` for `背上`, `at the tip of` a tip."""
        return self.place.meaning.place if self.place is not None else self.meaning.located

    @property
    def is_surface(self) -> bool:
        """Whether it names a tip or an edge, which may have a colour of its own."""
        return self.where in ("tip", "edge") or (self.head is None and self.where is not None)


@dataclass(eq=False)
class Loose:
    """Describing words, or a number, before no noun: the predicate of what is spoken of."""

    start: int
    end: int
    mods: list[Unit] = field(default_factory=list)
    amount: Unit | None = None
    compare: list[Unit] = field(default_factory=list)
    other: bool = False


@dataclass(eq=False)
class Mark:
    """A verb, a negation, a conjunction: what binds noun phrases together."""

    unit: Unit

    @property
    def role(self) -> str:
        """Its word class."""
        return self.unit.role


Item = Noun | Loose | Mark


def is_mark(item: Item | None, *roles: str) -> bool:
    """Whether an item is a mark of one of some word classes."""
    return isinstance(item, Mark) and item.role in roles
