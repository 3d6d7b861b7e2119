"""Rules for typed words: sounds-alike, answers, short forms of `it is`, numbers after nouns."""

from __future__ import annotations

from collections.abc import Sequence

from scenegan.language.lexicon import is_plural, lookup
from scenegan.language.tables import english
from scenegan.language.typed_words import Typed, class_of, is_number, part_of


def with_contractions(words: list[Typed]) -> list[Typed]:
    """Parts `its a fox` as `it 's a fox`."""
    found: list[Typed] = []
    for i, word in enumerate(words):
        after = words[i + 1].lower if i + 1 < len(words) else "."
        if word.lower in ("its", "it`s") and after in _AFTER_IS:
            middle = word.start + 2
            found.append(Typed(word.word[:2], False, word.start, middle))
            found.append(Typed("'s", word.space, middle, word.end))
        elif word.lower in ("its", "it`s") and _is_said_of_it(words, i + 1):
            middle = word.start + 2
            found.append(Typed(word.word[:2], False, word.start, middle))
            found.append(Typed("'s", word.space, middle, word.end))
        else:
            found.append(word)
    return found


def _is_said_of_it(words: Sequence[Typed], i: int) -> bool:
    """Whether only describing words stand here, and no noun: `its green and chubby`."""
    first = i
    while i < len(words) and (class_of(words[i].lower) == "m" or words[i].lower in _ADDING):
        i += 1
    if i == first or words[i - 1].lower in ("and", "&"):
        return False
    return i == len(words) or words[i].lower in (".", "!", "?", ";", "with", "w/", "but")


def with_ways_out(words: list[Typed]) -> list[Typed]:
    """Reads `smoke coming out his nose` as `out of his nose`."""
    found: list[Typed] = []
    for i, word in enumerate(words):
        found.append(word)
        moving = i > 0 and words[i - 1].lower in _COMING
        owned = i + 2 < len(words) and words[i + 1].lower in ("its", "his", "her", "their", "the")
        if word.lower == "out" and moving and owned:
            found.append(Typed("of", True, word.start, word.end))
    return found


def with_homophones(words: list[Typed]) -> list[Typed]:
    """Reads `a bushy tale`, `four pause`, `a read scarf`: words that sound like what is meant."""
    table: dict[str, str] = english()["homophones"]
    for i, word in enumerate(words):
        meant = table.get(word.lower)
        if meant is None:
            continue
        before = lookup(words[i - 1].lower) if i else None
        after = lookup(words[i + 1].lower) if i + 1 < len(words) else None
        lead = words[i - 1].lower if i else ""
        if word.lower == "round":
            # A bell round its neck.
            after_word = words[i + 1].lower if i + 1 < len(words) else ""
            fits = after_word in ("its", "his", "her", "their", "the")
        elif word.lower in ("to", "too", "for"):
            bare = lead in ("with", "has", "have", "and", ",", "got", "w")
            plural = i + 1 < len(words) and is_plural(words[i + 1].lower)
            fits = bare and plural and after is not None and after.part is not None
        elif class_of(meant) == "m" or word.lower == "stripped":
            fits = after is not None and after.is_noun and lead in _OPENING
        else:
            described = before is not None and before.is_modifier and lead not in ("a", "an", "one")
            fits = described and (word.lower != "tale" or lead not in ("short", "tall", "long"))
            fits = fits or (described and after is None and lead == "long") or lead == "no"
        if fits:
            word.become(meant)
    return words


def with_answers(words: list[Typed]) -> list[Typed]:
    """Reads `tail? yes, long` as `tail: long`, and `ears? none` as `no ears`."""
    found: list[Typed] = []
    i = 0
    while i < len(words):
        answer = words[i + 1].lower if i + 1 < len(words) else ""
        after = words[i + 2].word if i + 2 < len(words) else "."
        asked = words[i].word == "?" and bool(found) and part_of(found[-1].lower) is not None
        closed = after in (".", ";", "!") or answer == "none"
        if asked and answer in ("none", "no", "nope", "nah") and closed:
            noun = found.pop()
            found.append(Typed("no", True, words[i + 1].start, words[i + 1].end))
            noun.space = words[i + 1].space
            found.append(noun)
            i += 2
        elif asked and answer in ("yes", "yeah", "yep", "yup", "ye"):
            found.append(Typed(":", True, words[i].start, words[i].end))
            i += 3 if after == "," else 2
        else:
            found.append(words[i])
            i += 1
    return found


def with_counts(words: list[Typed]) -> list[Typed]:
    """Reads `x4 arms`, `2x horns`, `legs x 3`, `three (3) heads`: a number before its noun."""
    found: list[Typed] = []
    i = 0
    while i < len(words):
        word, lower = words[i], words[i].lower
        number, end = _times(words, i)
        if _counts_last(found, words, i):
            stop, noun = found.pop(), found.pop()
            found.extend([Typed(word.word, True, word.start, word.end), noun, stop])
            i += 4
            continue
        if lower == "(" and _repeats(found, words, i):
            i += 3
            continue
        if number is None:
            found.append(word)
            i += 1
            continue
        made = Typed(number, True, word.start, words[end - 1].end)
        ahead = part_of(words[end].lower) if end < len(words) else None
        described = end < len(words) and class_of(words[end].lower) == "m"
        behind = found and class_of(found[-1].lower) == "n" and is_plural(found[-1].lower)
        if behind and not ahead and not described:
            last = found.pop()
            if not last.space:
                last.space = True
            found.extend([made, last])
        else:
            found.append(made)
        i = end
    return found


def _counts_last(found: Sequence[Typed], words: Sequence[Typed], i: int) -> bool:
    """Whether the last noun is counted after it: `has legs. four of them`."""
    here = [w.lower for w in words[i : i + 4]]
    if len(found) < 2 or not is_number(here[0]) or here[1:2] != ["of"] or len(here) < 3:
        return False
    closed = len(here) == 3 or not here[3][-1].isalnum()
    noun = found[-2].lower
    return here[2] in ("them", "those", "em") and closed and is_plural(noun) and bool(part_of(noun))


def _repeats(found: Sequence[Typed], words: Sequence[Typed], i: int) -> bool:
    """Whether a bracket says a number again: `three (3)`."""
    here = [w.lower for w in words[i + 1 : i + 3]]
    return bool(found) and is_number(found[-1].lower) and here[1:] == [")"] and here[0].isdigit()


def _times(words: Sequence[Typed], i: int) -> tuple[str | None, int]:
    """Returns the number of `x4`, `4x`, `x 4` or `4 x`, and one past its end."""
    lower = words[i].lower
    digits = lower.strip("x×*")
    if digits != lower and digits.isdigit() and len(digits) < 3:
        return digits, i + 1
    after = words[i + 1].lower if i + 1 < len(words) else ""
    if lower in ("x", "×", "*") and after.isdigit() and len(after) < 3:
        return after, i + 2
    if lower.isdigit() and len(lower) < 3 and after in ("x", "×"):
        return lower, i + 2
    return None, i


def is_times(lower: str) -> bool:
    """Whether a word is a number of times: `x4`, `2x`."""
    digits = lower.strip("x×*")
    return (digits.isdigit() and digits != lower) or lower in ("x", "×")


_AFTER_IS = frozenset(
    ["a", "an", "the", "not", "just", "basically", "like", "kinda", "got", "also", "all", "really"]
    + ["very", "mostly", "covered", "supposed", "called", "made", "so", "maybe", "mainly", "sorta"]
)
_COMING = frozenset(
    ["coming", "comes", "come", "comin", "sticking", "sticks", "stickin", "growing", "grows"]
    + ["growin", "pouring", "shooting", "shootin", "hanging", "hangin", "poking", "pokin"]
)
_ADDING = frozenset(["and", "&", "very", "really", "so", "all", "quite"])
_OPENING = frozenset(["a", "an", "with", "and", "has", "have", ",", "its", "his", "her", "two", ""])
