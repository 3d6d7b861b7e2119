"""Puts signs between the items of a list, and the sentences, that run into each other."""

from __future__ import annotations

from collections.abc import Sequence

from scenegan.language.lexicon import lookup
from scenegan.language.typed_words import Typed, class_of, is_color, part_of


def with_commas(words: list[Typed]) -> list[Typed]:
    """Puts the commas into `fox orange fur white tail green eyes`."""
    classes = [class_of(w.lower) for w in words]
    found: list[Typed] = []
    for i, word in enumerate(words):
        found.append(word)
        if _ends_color(words, classes, i):
            word.space = False
            found.append(Typed(",", True, word.end, word.end))
            continue
        if _ends_item(words, classes, i):
            word.space = False
            found.append(Typed(",", True, word.end, word.end))
            continue
        if classes[i] not in ("n", "k") or not word.space or i + 2 >= len(words):
            continue
        lead = words[i - 1].lower if i else ""
        if classes[i] == "k" and lead in _BEARING:
            continue
        if word.lower in _DEEDS and (lead in _LEADING or (i and classes[i - 1] == "k")):
            # A crab that waves two blue pincers.
            continue
        if _noun_ahead(words, classes, i + 1) and not _ends_color(words, classes, i + 1):
            word.space = False
            found.append(Typed(",", True, word.end, word.end))
    return found


def _ends_color(words: Sequence[Typed], classes: Sequence[str], i: int) -> bool:
    """Whether a colour belongs to what stands before it: `fox orange white tail`.

    So does `top half blue bottom half white`.
    """
    if i == 0 or i + 2 >= len(words) or classes[i] != "m" or not is_color(words[i].lower):
        return False
    if words[i - 1].lower == "half":
        return words[i + 1].lower in _SIDES
    after = words[i + 1].lower
    sized = classes[i + 1] == "m" and _is_size(after)
    two = (after in ("white", "black") or sized) and classes[i + 2] == "n"
    return classes[i - 1] == "k" and two and words[i - 1].space


def _ends_item(words: Sequence[Typed], classes: Sequence[str], i: int) -> bool:
    """Whether an item ends for sure: `dark grey fur | ears on fire | tail on fire`."""
    if i == 0 or i + 2 >= len(words) or not words[i].space:
        return False
    if words[i].lower == "fire" and words[i - 1].lower == "on":
        return classes[i + 1] in ("n", "m")
    after = [w.lower for w in words[i + 1 : i + 3]]
    if is_color(words[i].lower) and classes[i - 1] == "n" and "other" in (after[0], after[-1]):
        # One head blue, the other head red.
        return after[0] in ("other", "the")
    fur = words[i].lower in ("fur", "skin", "scales") and is_color(words[i - 1].lower)
    return fur and classes[i + 1] == "n" and part_of(after[0]) != "collar"


def _is_size(lower: str) -> bool:
    """Whether a word is a size, which stands before colours: `purple | long feet`."""
    senses = lookup(lower)
    return senses is not None and senses.attr in _SIZES


def _noun_ahead(words: Sequence[Typed], classes: Sequence[str], i: int) -> bool:
    """Whether describing words and then a part begin here."""
    first = i
    while i < len(words) and (classes[i] == "m" or words[i].lower in ("no", "very", "really")):
        i += 1
    if i == first or i >= len(words):
        return False
    after = words[i + 1].lower if i + 1 < len(words) else "."
    placed = after in ("on", "around", "over") and part_of(words[i].lower) is not None
    if classes[i] != "n" and not placed:
        return False
    colored = classes[i - 1] == "m"
    return not (after in _COPULAS and not colored)


def with_stops(words: list[Typed]) -> list[Typed]:
    """Parts sentences that run into each other: `its wings are red its body is black`."""
    found: list[Typed] = []
    for i, word in enumerate(words):
        if found and found[-1].word[-1:].isalnum() and found[-1].lower not in _OPEN_ENDED:
            if _begins_sentence(words, i) and not _is_led_by_place(found):
                found[-1].space = False
                found.append(Typed(".", True, found[-1].end, found[-1].end))
        found.append(word)
    return found


def _is_led_by_place(found: Sequence[Typed]) -> bool:
    """Whether only a place was said since the last stop: `On its back it has a fin`."""
    first = len(found)
    while first and found[first - 1].word[-1:].isalnum():
        first -= 1
    said = [w.lower for w in found[first:]]
    return said[0] in _PLACING and not _COPULAS.intersection(said) and len(said) < _LONGEST_PLACE


def _begins_sentence(words: Sequence[Typed], i: int) -> bool:
    lower = words[i].lower
    after = [w.lower for w in words[i + 1 : i + 5]]
    if lower in ("it", "he", "she", "they"):
        return bool(after) and after[0] in ("has", "is", "'s", "have", "are", "looks", "wears", "s")
    if lower in ("its", "his", "her", "their"):
        for at, word in enumerate(after):
            if word in _COPULAS and at:
                return True
            if class_of(word) not in ("n", "m", "k"):
                return False
    return False


_SIZES = frozenset(["long", "short", "large", "small", "tiny", "huge"])
_BEARING = frozenset(["with", "and", "has", "have", "of", "its", "like", "or", "as", "the"])
_DEEDS = frozenset(["waves", "bears", "sports"])
_LEADING = frozenset(["that", "which", "who", "and", "it", "he", "she"])
_PLACING = frozenset(["on", "at", "in", "from", "around", "between", "above", "under", "behind"])
_LONGEST_PLACE = 9
"""Words of a place in front of its sentence."""
_COPULAS = frozenset(["is", "are", "has", "have", "was", "were", "look", "looks"])
_OPEN_ENDED = frozenset(
    ["and", "but", "or", "with", "on", "in", "of", "at", "to", "from", "that", "which", "because"]
    + ["so", "if", "when", "where", "as", "than", "like", "is", "are", "has", "have", "around"]
    + ["between", "for", "by", "over", "under", "behind", "while", "what", "how", "not", "also"]
    + ["along", "down", "above", "below", "all", "both", "each", "make", "makes", "think", "say"]
    + ["though", "although", "since", "then", "until", "does", "do", "did", "can", "could", "would"]
    + ["near", "into", "through", "against", "after", "before", "across", "beneath", "wish", "its"]
    + [
        "raises",
        "spreads",
        "shows",
        "holds",
        "opens",
        "folds",
        "covering",
        "and/or",
        "once",
        "only",
    ]
)
_SIDES = frozenset(["top", "bottom", "upper", "lower", "front", "back", "left", "right", "other"])
