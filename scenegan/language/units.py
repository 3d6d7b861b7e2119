"""Words and fixed phrases of a text with what they can mean: the smallest units of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Token
from spacy.util import filter_spans

from scenegan.graph.kinds import kinds
from scenegan.graph.model import Color
from scenegan.graph.vocabulary import vocabulary
from scenegan.language.colors import color_modifiers, find_color
from scenegan.language.lexicon import Senses, lookup, near_word, phrases, singular
from scenegan.language.tables import english


@dataclass(frozen=True)
class Bearing:
    """A part that an adjective gives to its noun: `three-headed`, `long-eared`, `black-tipped`.

    Attributes:
        part: the part that is borne.
        count: how many, where the adjective says so.
        attrs: its attributes.
        colors: its colours.
    """

    part: str
    count: int | None = None
    attrs: tuple[str, ...] = ()
    colors: tuple[Color, ...] = ()


@dataclass(frozen=True, eq=False)
class Unit:
    """One word or fixed phrase: tokens `start` to `end` (excluded) of the text.

    Attributes:
        start: index of the first token.
        end: one past the last token.
        text: as written.
        senses: what it can mean.
        color: the colour that it names.
        bearing: the part that it gives to its noun.
        lacking: the part that it denies (`tailless`).
        likeness: the noun that it compares with (`fox-like`).
        types: types that it names (`fire-type`).
    """

    start: int
    end: int
    text: str
    senses: Senses
    color: Color | None = None
    bearing: Bearing | None = None
    lacking: str | None = None
    likeness: str | None = None
    types: tuple[str, ...] = ()

    @property
    def is_modifier(self) -> bool:
        """Whether it says something of a noun."""
        own = (self.color, self.bearing, self.lacking, self.likeness, self.types)
        return any(own) or self.senses.is_modifier


class UnitFinder:
    """Finds the units of a text with the vocabulary of one spaCy pipeline."""

    def __init__(self, nlp: Language) -> None:
        """Prepares the matcher of fixed phrases."""
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._matcher.add("phrase", [nlp.make_doc(phrase) for phrase in phrases()])
        self._real_words = _real_words(nlp)

    def __call__(self, doc: Doc) -> list[Unit]:
        """Returns the units of a text in order; they do not overlap."""
        return _with_joined_colors(doc, list(self._units(doc)))

    def _units(self, doc: Doc) -> Iterator[Unit]:
        spans = {s.start: s for s in filter_spans(self._matcher(doc, as_spans=True))}
        i = 0
        while i < len(doc):
            found: list[Unit] = []
            if i in spans and not _is_cut(doc, spans[i].end):
                span = spans[i]
                found = _fixed_phrase(doc, span.start, span.end)
            else:
                found = self._from_token(doc, i)
            yield from found
            i = max(i + 1, found[-1].end if found else 0)

    def _from_token(self, doc: Doc, i: int) -> list[Unit]:
        end = _compound_end(doc, i)
        if end > i + 1:
            compound = _compound(doc, i, end)
            if compound:
                return [compound]
            rest = [self._single(doc, j) for j in range(i, end, 2)]
            return [u for u in rest if u]
        single = self._single(doc, i)
        return [single] if single else []

    def _single(self, doc: Doc, i: int) -> Unit | None:
        token = doc[i]
        if token.text == "#" and i + 1 < len(doc) and not token.whitespace_:
            color = find_color("#" + doc[i + 1].text)
            return Unit(i, i + 2, f"#{doc[i + 1].text}", Senses(), color=color) if color else None
        if not token.is_alpha:
            return _number(token)
        word = token.lower_
        senses = lookup(word) or (lookup(token.lemma_) if token.pos_ != "VERB" else None)
        if senses:
            return _plain(token, senses)
        if word in color_modifiers():
            return Unit(i, i + 1, token.text, Senses())
        return _derived(token) or _number(token) or self._misspelt(token)

    def _misspelt(self, token: Token) -> Unit | None:
        word = token.lower_
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") or word in self._real_words:
            return None
        if token.lemma_.lower() in self._real_words or singular(word) in self._real_words:
            return None
        near = near_word(singular(word)) or near_word(word)
        senses = lookup(near) if near else None
        return _plain(token, senses, near) if senses else None


def _real_words(nlp: Language) -> frozenset[str]:
    """Words that are certainly no slips: those of the lemmatizer's word lists."""
    if not nlp.has_pipe("lemmatizer"):
        return frozenset()
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None or not lookups.has_table("lemma_index"):
        return frozenset()
    table = lookups.get_table("lemma_index")
    return frozenset(w for words in table.values() for w in words)


def _is_cut(doc: Doc, end: int) -> bool:
    """Whether a hyphen goes on right after a phrase: `light blue-green`."""
    return end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_


def _fixed_phrase(doc: Doc, start: int, end: int) -> list[Unit]:
    text = doc[start:end].text.lower()
    senses = lookup(text)
    if senses is None:
        return []
    first, last = lookup(doc[start].lower_), lookup(doc[end - 1].lower_)
    single = senses.kind and text not in english()["whole_kinds"] and end == start + 2
    if single and first and last and (last.kind or last.generic):
        # A black cat is a cat that is black, and a cat creature is a cat.
        if first.strong_color or first.size or (last.generic and first.kind):
            return [_plain(doc[start], first), _plain(doc[end - 1], last)]
        made_of = doc[start].lower_ in english()["materials"]
        if made_of and last.kind in english()["made_kinds"]:
            return [_plain(doc[start], first), _plain(doc[end - 1], last)]
    if senses.color and end == start + 2 and first and first.attr == doc[start].lower_ and last:
        # Leafy green hair is green, and leafy.
        return [_plain(doc[start], first), _plain(doc[end - 1], last)]
    color = find_color(senses.color) if senses.color else None
    return [Unit(start, end, doc[start:end].text, senses, color=color)]


def _plain(token: Token, senses: Senses, word: str | None = None) -> Unit:
    color = find_color(senses.color) if senses.color else None
    bearing = Bearing(senses.bearing) if senses.bearing and not senses.is_noun else None
    return Unit(token.i, token.i + 1, token.text, senses, color=color, bearing=bearing)


def _number(token: Token) -> Unit | None:
    digits = token.lower_.rstrip("x")
    if digits.isascii() and digits.isdigit() and 0 < int(digits[:4]) < 1000 and len(digits) < 4:
        return Unit(token.i, token.i + 1, token.text, Senses(number=int(digits)))
    return None


def _derived(token: Token) -> Unit | None:
    """Reads `tailless`, `foxlike`, `greenish`, `bluish`."""
    word = token.lower_
    unit = Unit(token.i, token.i + 1, token.text, Senses())
    if word.endswith("less"):
        stem = lookup(word[:-4])
        return replace(unit, lacking=stem.part) if stem and stem.part else None
    if word.endswith("like") and word[:-4] in kinds():
        return replace(unit, likeness=word[:-4])
    color = find_color(word) if word.endswith("ish") else None
    return replace(unit, color=color) if color else None


def _compound_end(doc: Doc, i: int) -> int:
    """Returns one past the last token of a hyphenated word that begins at a token."""
    end = i + 1
    while (
        end + 1 < len(doc)
        and doc[end].text in "-‐‑"
        and not doc[end - 1].whitespace_
        and not doc[end].whitespace_
        and doc[end + 1].is_alpha
    ):
        end += 2
    return end


def _compound(doc: Doc, start: int, end: int) -> Unit | None:
    """Reads a hyphenated word as a whole, or None where its words are better read one by one."""
    text = doc[start:end].text.lower().replace("‐", "-").replace("‑", "-")
    front, last = text.rsplit("-", 1)
    unit = Unit(start, end, doc[start:end].text, lookup(text) or Senses())
    color = find_color(text)
    if color:
        return replace(unit, color=color)
    if unit.senses != Senses():
        return unit
    if last in ("like", "esque", "looking", "shaped", "faced"):
        likened = _likened(unit, front, last)
        if likened:
            return likened
    if last in ("colored", "coloured", "color", "colour", "hued", "toned", "skinned", "furred"):
        color = find_color(front)
        return replace(unit, color=color) if color else None
    if last in ("type", "types"):
        types = tuple(t for t in map(find_type, front.split("-")) if t)
        return replace(unit, types=types) if types else None
    if last == "less":
        stem = lookup(front)
        return replace(unit, lacking=stem.part) if stem and stem.part else None
    if last in ("sized", "scaled", "coated", "feathered"):
        inner = lookup(front)
        color = find_color(front)
        return replace(unit, senses=inner or Senses(), color=color) if inner or color else None
    return _bearing_compound(unit, front, last)


def _likened(unit: Unit, front: str, last: str) -> Unit | None:
    same = lookup(f"{front}-like") or lookup(f"{front}-shaped")
    if same and same.attr:
        return replace(unit, senses=Senses(attr=same.attr))
    known = lookup(front)
    if known and (known.kind or known.part) and last in ("like", "esque", "looking"):
        return replace(unit, likeness=known.kind or known.part)
    if known and last == "shaped":
        return replace(unit, likeness=front)
    return None


def _bearing_compound(unit: Unit, front: str, last: str) -> Unit | None:
    senses = lookup(last)
    if senses is None:
        return None
    part = senses.bearing or senses.tail
    if part is None:
        return None
    count: int | None = None
    attrs: list[str] = []
    colors: list[Color] = []
    color = find_color(front)
    for word in [] if color else front.split("-"):
        inner = lookup(word)
        if inner and inner.number:
            count = inner.number
        elif inner and inner.attr:
            attrs.append(inner.attr)
        elif inner and inner.part and senses.tail == "marking":
            return replace(unit, bearing=Bearing(inner.part))
        elif find_color(word):
            colors.extend(c for c in [find_color(word)] if c)
    borne = Bearing(part, count, tuple(attrs), (color,) if color else tuple(colors))
    return replace(unit, senses=Senses(), bearing=borne)


def find_type(word: str) -> str | None:
    """Returns the type that a word names (`plant` is `grass`)."""
    if word in vocabulary().types:
        return word
    table: dict[str, list[str]] = english()["types"]
    return next((name for name, words in table.items() if word in words), None)


def _with_joined_colors(doc: Doc, units: list[Unit]) -> list[Unit]:
    """Joins `dark` and `green`, `blue` and `green` to one colour; leaves other units alone."""
    joined: list[Unit] = []
    i = 0
    while i < len(units):
        if doc[units[i].start].lower_ in color_modifiers() or units[i].color:
            last = i
            while last + 1 < len(units) and _may_join(units[last], units[last + 1]):
                last += 1
            unit = _joined(doc, units[i : last + 1]) if last > i else None
            if unit:
                joined.append(unit)
                i = last + 1
                continue
        modifier_alone = units[i].senses == Senses() and not units[i].is_modifier
        if not modifier_alone:
            joined.append(units[i])
        i += 1
    return joined


def _may_join(unit: Unit, following: Unit) -> bool:
    return unit.end == following.start and bool(following.color)


def _joined(doc: Doc, units: list[Unit]) -> Unit | None:
    last = units[-1]
    span = doc[units[0].start : last.end]
    if last.senses.is_noun and not last.senses.strong_color:
        return None
    color = find_color(span.text)
    if color is None:
        return None
    return Unit(span.start, span.end, span.text, Senses(strong_color=True), color=color)
