"""Blanks in Chinese text: where they stand for a comma (`猫 白毛 没有尾巴`).

Chinese needs no blanks. Who leaves the commas out types blanks in their place; who copies from a
word list puts one between all words; beside Latin letters they are mere typography.
"""

from __future__ import annotations

from collections.abc import Sequence

from scenegan.language.chinese.characters import is_han
from scenegan.language.chinese.lexicon import lookup

_OPEN_ENDS = frozenset(["neg", "have", "be", "and", "locate", "simile", "each", "this", "not"])
_LEANING = frozenset(["de", "be", "and", "simile_tail"])


def clause_ends(words: Sequence[str], blanks: Sequence[bool]) -> frozenset[int]:
    """Returns the words after which a blank ends a clause.

    Args:
        words: the words of a text, in plain characters; blanks may be among them.
        blanks: whether a blank follows each of them.
    """
    pieces = _pieces(words, blanks)
    if any(len(piece) == 1 and _is_bound(words[piece[0]]) for piece in pieces):
        return frozenset()
    ends = set()
    behind = _stand_behind(words, pieces)
    for piece, following in zip(pieces, pieces[1:], strict=False):
        if _parts(words, piece, following) or behind and words[piece[-1]] == "的":
            ends.add(piece[-1])
    return frozenset(ends)


def _pieces(words: Sequence[str], blanks: Sequence[bool]) -> list[list[int]]:
    """Returns the indices of the words between blanks."""
    pieces: list[list[int]] = [[]]
    for i, word in enumerate(words):
        if not word.isspace():
            pieces[-1].append(i)
        if (blanks[i] or word.isspace()) and pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _is_bound(word: str) -> bool:
    """Whether a word never stands between two blanks where blanks stand for commas."""
    meaning = lookup(word)
    if meaning is None or meaning.is_noun or meaning.is_modifier:
        return False
    return meaning.grammar in ("de", "have", "be", "and", "neg")


def _parts(words: Sequence[str], piece: Sequence[int], following: Sequence[int]) -> bool:
    last, first = words[piece[-1]], words[following[0]]
    item = first.isdigit() and len(following) > 1 and words[following[1]] in (".", "、", ")", ":")
    if not (is_han(last[-1]) and (is_han(first[0]) or item)):
        return item and not last[-1].isalnum()
    before, after = lookup(last), lookup(first)
    if after is not None and after.grammar in _LEANING:
        return False
    if after is not None and after.place and not _is_own_place(words, piece, following):
        return False
    if before is None or last in ("那种", "这种") and len(piece) > 1:
        return True
    if before.grammar == "de" or _ends_with_amount(words, piece):
        return _tells(words, piece) or not _names(words, following)
    if before.is_noun or before.is_modifier:
        return True
    open_end = before.number is not None or before.color_change
    return not (open_end or _ends_with_measure(words, piece)) and before.grammar not in _OPEN_ENDS


def _stand_behind(words: Sequence[str], pieces: Sequence[Sequence[int]]) -> bool:
    """Whether a text puts its qualities after the nouns: `狗 黄的 尾巴卷卷的`."""
    first, last = pieces[0], pieces[-1]
    named = len(pieces) > 2 and _is_noun(words[first[-1]])
    return named and words[last[-1]] == "的" and _tells(words, last)


def _is_own_place(words: Sequence[str], piece: Sequence[int], following: Sequence[int]) -> bool:
    """Whether a place begins a clause: `肚子大 上面有花纹`, `戴眼罩 右边耳朵`, not `背 上`."""
    before = lookup(words[piece[-1]])
    told = before is not None and before.is_modifier and _tells(words, piece)
    return told or len(following) > 1 and _is_noun(words[following[1]]) and len(piece) > 1


def _ends_with_measure(words: Sequence[str], piece: Sequence[int]) -> bool:
    """Whether a piece ends with the measure word of a noun to come: `这只`."""
    last = lookup(words[piece[-1]])
    if last is None or last.measure is None:
        return False
    first = lookup(words[piece[-2]]) if len(piece) > 1 else None
    return first is not None and (first.number is not None or first.grammar in ("this", "each"))


def _tells(words: Sequence[str], piece: Sequence[int]) -> bool:
    """Whether a piece says something of a noun in it: `眼睛大大的`."""
    return any(_is_noun(words[i]) for i in piece[:-1])


def _ends_with_amount(words: Sequence[str], piece: Sequence[int]) -> bool:
    """Whether a piece ends with a number and its measure word: `尾巴三条`, `三条`."""
    number, measure = (lookup(words[i]) for i in piece[-2:]) if len(piece) > 1 else (None, None)
    counted = number is not None and number.number is not None
    return counted and measure is not None and measure.measure is not None


def _names(words: Sequence[str], piece: Sequence[int]) -> bool:
    """Whether a piece belongs to a noun, and is no sentence: `长耳朵`, `红色的`."""
    meaning = lookup(words[piece[0]])
    governed = meaning is not None and meaning.grammar in ("have", "neg") and not meaning.attrs
    if any(_governs(words[i]) for i in piece[1:-1]):
        return False
    return not governed and (_is_noun(words[piece[-1]]) or words[piece[-1]] == "的")


def _governs(word: str) -> bool:
    """Whether a word is the verb of a sentence: `头上长了角`."""
    meaning = lookup(word)
    return meaning is not None and meaning.grammar in ("have", "neg") and not meaning.is_noun


def _is_noun(word: str) -> bool:
    meaning = lookup(word)
    return meaning is not None and meaning.is_noun
