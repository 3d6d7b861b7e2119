"""Finds the units of a text: looks words and fixed phrases up in the lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language

from scenegan.graph.kinds import kinds
from scenegan.language.colors import color_modifiers, find_color
from scenegan.language.compounds import compound_end, read_compound
from scenegan.language.lexicon import NO_SENSES, Senses, is_living, lookup, phrases, singular
from scenegan.language.tables import english
from scenegan.language.unit_joining import (
    with_bearings,
    with_joined_colors,
    with_named_colors,
    with_types,
    with_young,
)
from scenegan.language.units import Bearing, Unit
from scenegan.language.words import Word, Words


class UnitFinder:
    """Finds the units of a text with the tokeniser of one spaCy pipeline."""

    def __init__(self, nlp: Language) -> None:
        """Prepares the fixed phrases, by their first word, the longest first."""
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases():
            tokens = tuple(t.lower_ for t in nlp.tokenizer(phrase))
            if len(tokens) > 1:
                self._phrases.setdefault(tokens[0], []).append(tokens)
        for known in self._phrases.values():
            known.sort(key=len, reverse=True)

    def __call__(self, doc: Words) -> list[Unit]:
        """Returns the units of a text in order; they do not overlap."""
        units = with_young(doc, list(self._units(doc)))
        units = with_bearings(with_joined_colors(doc, with_named_colors(doc, units)))
        return with_types(doc, units)

    def _units(self, doc: Words) -> Iterator[Unit]:
        i = 0
        while i < len(doc):
            end = self._phrase_end(doc, i)
            found = _fixed_phrase(doc, i, end) if end else self._from_token(doc, i)
            yield from found
            i = max(i + 1, found[-1].end if found else 0)

    def _phrase_end(self, doc: Words, i: int) -> int | None:
        """Returns one past the end of the longest fixed phrase that begins at a word."""
        known = self._phrases.get(doc[i].lower_)
        if known is None or i + 1 >= len(doc):
            return None
        second = doc[i + 1].lower_
        for tokens in known:
            if tokens[1] != second:
                continue
            end = i + len(tokens)
            same = end <= len(doc) and all(doc[i + k].lower_ == t for k, t in enumerate(tokens))
            if same and not _is_cut(doc, end):
                return end
        return None

    def _from_token(self, doc: Words, i: int) -> list[Unit]:
        end = compound_end(doc, i)
        if end > i + 1:
            compound = read_compound(doc, i, end)
            if compound:
                return [compound]
            rest = [_single(doc, j) for j in range(i, end, 2)]
            return [u for u in rest if u]
        single = _single(doc, i)
        return [single] if single else []


def _single(doc: Words, i: int) -> Unit | None:
    token = doc[i]
    if token.text == "#" and i + 1 < len(doc) and not token.whitespace_:
        value = f"#{doc[i + 1].text}"
        color = find_color(value)
        return Unit(i, i + 2, value, value, NO_SENSES, color=color) if color else None
    if not token.is_alpha and i not in doc.corrected:
        return _number(token)
    word = token.lower_
    if word in ("fire", "flame", "ice", "lightning", "water", "smoke"):
        after = {w.lower_ for w in doc[i + 1 : i + 3]} & {"breathing", "spitting", "shooting"}
        if after:
            return None
    if word == "mean" and i and doc[i - 1].lower_ == "i":
        return None
    if word == "long" and _is_of_time(doc, i):
        return None
    if _is_filling(doc, i):
        return None
    if token.pos_ == "AUX" or token.tag_ == "MD":
        return None
    senses = lookup(word) or (lookup(token.lemma_) if token.pos_ != "VERB" else None)
    third = senses is not None and token.pos_ == "VERB" and token.tag_ == "VBZ"
    if third and senses is not None and not senses.is_noun and lookup(word, exact=True) is None:
        senses = None
    if senses and _is_color_of_gem(token, senses):
        senses = replace(senses, part=None, part_color=None, kind=None)
    if senses:
        return _plain(token, senses)
    if word in color_modifiers():
        return Unit(i, i + 1, token.text, word, NO_SENSES)
    return _derived(token) or _number(token)


def _is_of_time(doc: Words, i: int) -> bool:
    """Whether `long` speaks of time: `long ago`, `all day long`, `no longer`."""
    before = doc[i - 1].lower_ if i else ""
    after = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    return after in ("ago", "since", "before", "after") or before in _SPANS


def _is_filling(doc: Words, i: int) -> bool:
    """Whether a thing that gives a colour its name only fills another: `stuffed with straw`."""
    filled = i > 1 and doc[i - 1].lower_ in ("with", "of") and doc[i - 2].lower_ in _FILLED
    ends = i + 1 == len(doc) or doc[i + 1].pos_ not in ("NOUN", "PROPN", "ADJ")
    return filled and ends and doc[i].lower_ in english()["thing_colors"]


def _is_color_of_gem(token: Word, senses: Senses) -> bool:
    """Whether the name of a gem says a colour: `wings are emerald`, `fades from emerald`."""
    if senses.part != "gem" or senses.color is None or not token.i:
        return False
    before = token.doc[token.i - 1]
    named = before.lemma_.lower() in ("be", "become", "turn", "from", "to")
    return named or before.tag_ == "RB"


_SPANS = frozenset(["day", "night", "year", "life", "summer", "winter"])
_FILLED = frozenset(["stuffed", "filled", "full", "packed", "padded"])


def _is_cut(doc: Words, end: int) -> bool:
    """Whether a hyphen goes on right after a phrase: `light blue-green`."""
    return end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_


def _fixed_phrase(doc: Words, start: int, end: int) -> list[Unit]:
    text = doc.lower(start, end)
    senses = lookup(text)
    if senses is None:
        return []
    first, last = lookup(doc[start].lower_), lookup(doc[end - 1].lower_)
    single = senses.kind and text not in english()["whole_kinds"] and end == start + 2
    if single and first and last and (last.kind or last.generic):
        # A black cat is a cat that is black, and a cat creature is a cat.
        told = first.attr and is_living(last.kind) and not senses.part
        if first.strong_color or first.size or told or (last.generic and first.kind):
            return [_plain(doc[start], first), _plain(doc[end - 1], last)]
        made_of = doc[start].lower_ in english()["materials"]
        if made_of and last.kind in english()["made_kinds"] or first.kind == "robot":
            return [_plain(doc[start], first), _plain(doc[end - 1], last)]
    typed = single and doc[start].lower_ in english()["type_adjectives"]
    if typed and last and is_living(last.kind):
        # A poison frog is a frog of that type; a poison dart frog is none.
        return [_plain(doc[end - 1], last)]
    if senses.kind and last and last.kind and end > start + 3:
        borne = read_compound(doc, start, end - 1) if doc[start + 1].text == "-" else None
        if borne is not None and borne.bearing is not None:
            # A long-necked dinosaur is a dinosaur, and its neck is long.
            return [borne, _plain(doc[end - 1], last)]
    if single and last and last.kind and doc[start].lower_ in english()["home_words"]:
        # A forest dragon is a dragon.
        return [_plain(doc[end - 1], last)]
    if senses.color and end == start + 2 and first and first.attr == doc[start].lower_ and last:
        # Leafy green hair is green, and leafy.
        return [_plain(doc[start], first), _plain(doc[end - 1], last)]
    color = find_color(senses.color) if senses.color else None
    return [Unit(start, end, doc.written(start, end), text, senses, color=color)]


def _plain(token: Word, senses: Senses) -> Unit:
    grown = english()["young_kinds"].get(singular(token.lower_)) if senses.kind else None
    if grown is not None:
        senses = replace(senses, kind=grown)
    color = find_color(senses.color) if senses.color else None
    bearing = Bearing(senses.bearing) if senses.bearing and not senses.is_noun else None
    i = token.i
    return Unit(i, i + 1, token.text, token.lower_, senses, color=color, bearing=bearing)


def _number(token: Word) -> Unit | None:
    digits = token.lower_.rstrip("x")
    if digits.isascii() and digits.isdigit() and 0 < int(digits[:4]) < 1000 and len(digits) < 4:
        number = Senses(number=int(digits))
        return Unit(token.i, token.i + 1, token.text, token.lower_, number)
    return None


def _derived(token: Word) -> Unit | None:
    """Reads `tailless`, `foxlike`, `greenish`, `mudfish`."""
    word = token.lower_
    unit = Unit(token.i, token.i + 1, token.text, word, NO_SENSES)
    grown = english()["young_kinds"].get(word)
    if grown is not None:
        return replace(unit, senses=Senses(kind=grown))
    likeness = english()["adjective_kinds"].get(word)
    if likeness is not None:
        return replace(unit, likeness=likeness)
    if token.pos_ in ("NOUN", "PROPN") and len(word) > 6:
        one = singular(word)
        base = next((k for k in english()["derived_kinds"] if one.endswith(k)), None)
        if base is not None:
            return replace(unit, senses=Senses(kind=base))
    if word.endswith("less"):
        stem = lookup(word[:-4])
        return replace(unit, lacking=stem.part) if stem and stem.part else None
    if word.endswith("like") and word[:-4] in kinds():
        return replace(unit, likeness=word[:-4])
    if token.tag_ in ("JJR", "JJS", "RBR", "RBS"):
        plain = next((s for s in map(lookup, _positives(word)) if s and s.is_modifier), None)
        if plain is not None:
            return _plain(token, plain)
    color = find_color(word) if word.endswith("ish") else None
    return replace(unit, color=color) if color else None


def comparative_attribute(word: str) -> str | None:
    """Returns the attribute of a comparative: `bigger` is large; None for other words."""
    known = [lookup(word, exact=True), *map(lookup, _positives(word))]
    return next((s.attr for s in known if s is not None and s.attr), None)


def _positives(word: str) -> Iterator[str]:
    """Yields what a word may be a comparative or superlative of: `droopier`, `pinkest`."""
    stem = word.removesuffix("est").removesuffix("er")
    yield from (stem, stem + "e", stem[:-1])
    if stem.endswith("i"):
        yield stem[:-1] + "y"
