"""Words of a Chinese text with what they mean at their place: the smallest units of reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc

from scenegan.graph.model import Color
from scenegan.language.chinese.blanks import clause_ends
from scenegan.language.chinese.characters import is_han, plain
from scenegan.language.chinese.colors import read_colors
from scenegan.language.chinese.lexicon import Meaning, compound_kind, lookup, made_kinds
from scenegan.language.chinese.mixed import english_word
from scenegan.language.chinese.numbers import Amount, read_amount
from scenegan.language.chinese.tables import chinese
from scenegan.language.chinese.things import is_thing
from scenegan.language.colors import find_color

_SIGNS = {
    **dict.fromkeys("。!?;\n", "stop"),
    **dict.fromkeys(",()~/|", "comma"),
    **dict.fromkeys(":=", "colon"),
    **dict.fromkeys("、&+", "and"),
    **dict.fromkeys(" \"'#*_<>[]{}^$@%`\\-.", "skip"),
}
_TIMES = re.compile(r"[xX×*](\d{1,2})")


@dataclass(frozen=True, eq=False)
class Unit:
    """One word, number or run of colours: tokens `start` to `end` (excluded) of the text.

    Attributes:
        start: index of the first token.
        end: one past the last token.
        text: as written, in simplified characters.
        role: what it is at its place: `noun`, `modifier`, `amount`, `place`, `have`, `be`, `neg`,
            `and`, `comma`, `stop`, `skip`, `thing` (a noun for what no graph holds), `other` (not
            understood) and the like.
        meaning: what it can mean.
        colors: colours that it names.
        amount: how many.
        types: types that it names (`火属性`).
        view: where the creature looks (`朝左`).
        either: what one and what the other of two is like (`一大一小`).
    """

    start: int
    end: int
    text: str
    role: str
    meaning: Meaning = Meaning()
    colors: tuple[Color, ...] = ()
    amount: Amount | None = None
    types: tuple[str, ...] = ()
    view: str | None = None
    either: tuple[Unit, ...] = ()


def find_units(doc: Doc) -> list[Unit]:
    """Returns the units of a text in order, without those that say nothing."""
    words = [plain(token.text) for token in doc]
    ends = clause_ends(words, [bool(token.whitespace_) for token in doc])
    units: list[Unit] = []
    begin = 0
    for end in (*sorted(end + 1 for end in ends), len(words)):
        units.extend(_read_words(words[:end], begin))
        if end < len(words):
            units.append(Unit(end, end, " ", "comma"))
        begin = end
    return units


def _read_words(words: Sequence[str], i: int) -> Iterator[Unit]:
    while i < len(words):
        unit = next(u for u in (read(words, i) for read in _READERS) if u is not None)
        yield unit
        i = unit.end


def _read_type(words: Sequence[str], i: int) -> Unit | None:
    """Reads `火属性`, `水系`, `fire系`; `fire-type` is read with the English words."""
    meaning, english = lookup(words[i]), words[i].lower()
    name = meaning.type if meaning is not None else None
    name = english if english in chinese()["types"] else name
    if name is None or i + 1 >= len(words) or words[i + 1] not in chinese()["type_words"]:
        return None
    text = words[i] + words[i + 1]
    return Unit(i, i + 2, text, "modifier", types=(name,))


def _read_view(words: Sequence[str], i: int) -> Unit | None:
    """Reads `朝左`, `面向右边`."""
    meaning = lookup(words[i])
    if meaning is None or meaning.grammar != "facing" or i + 1 >= len(words):
        return None
    toward = lookup(words[i + 1])
    if toward is None or toward.view is None:
        return None
    return Unit(i, i + 2, words[i] + words[i + 1], "modifier", view=toward.view)


def _read_stature(words: Sequence[str], i: int) -> Unit | None:
    """Reads `个头`: its `个` is no measure word where no number stands before it."""
    if words[i] != "个" or words[i + 1 : i + 2] != ["头"]:
        return None
    return Unit(i, i + 2, "个头", "noun", Meaning(size_noun=True, plain_name=True))


def _read_hex(words: Sequence[str], i: int) -> Unit | None:
    if words[i] != "#" or i + 1 >= len(words):
        return None
    color = find_color("#" + words[i + 1])
    return Unit(i, i + 2, "#" + words[i + 1], "modifier", colors=(color,)) if color else None


def _read_colors(words: Sequence[str], i: int) -> Unit | None:
    run = read_colors(words[i : i + 8])
    if run is None or _is_noun_here(words, i, run.length):
        return None
    end = i + run.length
    colors = run.colors
    while end < len(words) and words[end] in chinese()["color_mixing"]:
        colors = _parted("".join(words[i : i + run.length])) or colors
        end += 1
    return Unit(i, end, "".join(words[i:end]), "modifier", colors=colors)


def _parted(name: str) -> tuple[Color, ...]:
    """Reads the two colours of `蓝黑相间`, which alone would be one."""
    parts = read_colors(tuple(name.removesuffix("色")))
    return parts.colors if parts is not None and len(parts.colors) > 1 else ()


def _is_noun_here(words: Sequence[str], i: int, length: int) -> bool:
    """Whether a word for a thing that also names a colour (`雪`, `翡翠`) is the thing."""
    meaning = lookup(words[i])
    if length > 1 or meaning is None or not (meaning.part or meaning.kind or meaning.generic):
        return False
    after = lookup(words[i + 1]) if i + 1 < len(words) else None
    return after is None or not after.is_noun


def _read_amount(words: Sequence[str], i: int) -> Unit | None:
    amount = read_amount(words[i : i + 6])
    if amount is None:
        return None
    if amount.measured and _names_a_part(words, i, amount):
        amount = replace(amount, length=amount.length - 1, measured=False)
    if words[i] in ("多", "单", "独", "半", "数") and not amount.measured:
        after = lookup(words[i + 1]) if i + 1 < len(words) else None
        if after is None or not after.part:
            return None
    end = i + amount.length
    return Unit(i, end, "".join(words[i:end]), "amount", amount=amount)


def _read_list_number(words: Sequence[str], i: int) -> Unit | None:
    """Reads the number of an item in a list, which counts nothing: `(3) 角`."""
    between = i > 0 and words[i - 1 : i + 2 : 2] == ["(", ")"]
    return Unit(i, i + 1, words[i], "skip") if between and words[i].isdigit() else None


def _read_ground(words: Sequence[str], i: int) -> Unit | None:
    """Reads `红底黑点`: the colour of what bears a pattern."""
    meaning = lookup(words[i][:-1]) if words[i].endswith("底") else None
    color = find_color(meaning.color) if meaning is not None and meaning.color else None
    return Unit(i, i + 1, words[i], "ground", colors=(color,)) if color else None


def _read_times(words: Sequence[str], i: int) -> Unit | None:
    """Reads the number of `翅膀x2`, `轮子×4`, `角*3`."""
    text = "".join(words[i : i + 2]) if words[i] in ("x", "X", "×", "*") else words[i]
    found = _TIMES.fullmatch(text)
    if found is None or i == 0 or not any(map(is_han, words[i - 1])):
        return None
    end = i + 1 + (text != words[i])
    return Unit(i, end, text, "amount", amount=Amount(end - i, int(found[1])))


def _read_either(words: Sequence[str], i: int) -> Unit | None:
    """Reads `一大一小`, `一红一蓝`, `一只黑一只白`."""
    units: list[Unit] = []
    at = i
    for _ in range(2):
        amount = read_amount(words[at : at + 2]) if words[at : at + 1] == ["一"] else None
        at += amount.length if amount is not None else 0
        unit = _read_colors(words[: at + 1], at) or _read_word(words, at) if words[at:] else None
        if amount is None or unit is None or not (unit.colors or unit.meaning.attrs):
            return None
        units.append(replace(unit, role="modifier"))
        at = unit.end
    return Unit(i, at, "".join(words[i:at]), "modifier", either=tuple(units))


def _read_forks(words: Sequence[str], i: int) -> Unit | None:
    """Reads `分成两股`, which is forked, and `分三节`, which is segmented."""
    meaning = lookup(words[i])
    if meaning is None or meaning.grammar != "split":
        return None
    amount = read_amount(words[i + 1 : i + 5])
    if amount is None:
        return None
    end = i + 1 + amount.length
    while end < len(words) and words[end] in ("股", "叉", "瓣", "岔", "支", "条"):
        end += 1
    pieces = any(word in ("节", "段", "截", "体节") for word in words[i + 1 : end])
    parted = Meaning(attrs=("segmented" if pieces else "forked",))
    return Unit(i, end, "".join(words[i:end]), "modifier", parted)


def _read_bare_measure(words: Sequence[str], i: int) -> Unit | None:
    """Reads `有根天线`, `戴顶帽子`: a measure word whose `一` goes unsaid."""
    meaning = lookup(words[i])
    if meaning is None or not meaning.measure or not 0 < i < len(words) - 1:
        return None
    before, after = lookup(words[i - 1]), lookup(words[i + 1])
    governed = before is not None and (before.grammar in ("have", "be") or words[i - 1] == "系")
    if not governed or after is None or not (after.is_noun or after.is_modifier):
        return None
    amount = Amount(1, meaning.measure, measured=True, words=0)
    return Unit(i, i + 1, words[i], "amount", amount=amount)


def _names_a_part(words: Sequence[str], i: int, amount: Amount) -> bool:
    """Whether what looks like a measure word is a part: the heads of `三头蛇`, not of `一头牛`."""
    at = i + amount.words
    meaning = lookup(words[at])
    if meaning is None or not meaning.part or meaning.measure is None:
        return False
    after = lookup(words[at + 1]) if at + 1 < len(words) else None
    many = words[i] not in ("一", "1")
    if words[at] == "头":
        return many and (after is None or bool(after.kind) or after.number is not None)
    if words[at] in ("尾", "口", "面", "嘴", "角", "环"):
        return many and (after is None or bool(after.kind) or after.number is not None)
    return after is None and words[at] not in ("条", "枝", "节", "球", "圈", "只", "片", "根")


def _read_determiner(words: Sequence[str], i: int) -> Unit | None:
    """Reads `这只`, `每条`, `那个`: a determiner with its measure word."""
    meaning = lookup(words[i])
    if meaning is None or meaning.grammar not in ("this", "each", "other"):
        return None
    measure = lookup(words[i + 1]) if i + 1 < len(words) else None
    end = i + 1 + (measure is not None and measure.measure is not None)
    return Unit(i, end, words[i], meaning.grammar, meaning)


def _read_english(words: Sequence[str], i: int) -> Unit | None:
    if not (words[i].isascii() and words[i][:1].isalpha()):
        return None
    for length in (3, 2, 1):
        run = words[i : i + length]
        if len(run) == length and all(w.isascii() and w[:1].isalpha() for w in run):
            found = english_word(" ".join(run))
            if found is not None:
                return Unit(
                    i, i + length, " ".join(run), found.role, found.meaning, found.colors,
                    found.amount, found.types,
                )  # fmt: skip
    return Unit(i, i + 1, words[i], "other")


def _read_word(words: Sequence[str], i: int) -> Unit | None:
    word = words[i]
    unit = Unit(i, i + 1, word, "other")
    meaning = lookup(word)
    if meaning is not None:
        return replace(unit, role=_role(meaning), meaning=meaning)
    if word in _SIGNS and word != "-":
        return replace(unit, role=_SIGNS[word])
    if word.strip("-") == "" and not _is_inside_word(words, i):
        return replace(unit, role="comma")
    kind = next(made_kinds(word), None) or (compound_kind(word) if len(word) > 1 else None)
    if kind is not None and all(map(is_han, word)):
        return replace(unit, role="noun", meaning=Meaning(kind=kind))
    if len(word) > 1 and word.endswith(("着", "满")):
        return replace(unit, role="have")
    if len(word) == 1 and is_han(word) and words[i + 1 : i + 2] in (["着"], ["满"]):
        return replace(unit, end=i + 2, text=word + words[i + 1], role="have")
    if len(word) > 1 and word.endswith("在"):
        return replace(unit, role="locate")
    if is_thing(word):
        return replace(unit, role="thing")
    return replace(unit, role="other" if any(map(str.isalnum, word)) else "skip")


def _is_inside_word(words: Sequence[str], i: int) -> bool:
    """Whether a dash binds two Latin words: `fire-type`."""
    near = (words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else "")
    return all(w.isascii() and w.isalnum() for w in near)


_READERS: tuple[Callable[[Sequence[str], int], Unit | None], ...] = (
    _read_type,
    _read_view,
    _read_stature,
    _read_hex,
    _read_determiner,
    _read_list_number,
    _read_ground,
    _read_times,
    _read_either,
    _read_forks,
    _read_amount,
    _read_bare_measure,
    _read_colors,
    _read_english,
    _read_word,
)


def _role(meaning: Meaning) -> str:
    """What a word is unless its place tells otherwise."""
    if meaning.grammar in ("neg", "retract", "instead", "except", "simile"):
        return meaning.grammar
    if meaning.is_noun:
        return "noun"
    if meaning.is_modifier:
        return "modifier"
    if meaning.grammar is not None:
        return meaning.grammar
    if meaning.place is not None:
        return "place"
    return "typed" if meaning.type is not None else "skip"


@cache
def quiet_words() -> frozenset[str]:
    """Returns words that carry no looks, so that nobody need hear of them."""
    from spacy.lang.zh.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)


def clauses(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Yields the units of each clause; the sign that ends it is its last unit."""
    clause: list[Unit] = []
    for unit in units:
        clause.append(unit)
        if unit.role in ("comma", "stop"):
            yield clause
            clause = []
    if clause:
        yield clause
