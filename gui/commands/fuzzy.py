"""Finding by a few letters: every word that was typed must occur, at best where words begin."""

from __future__ import annotations

from dataclasses import dataclass

_WORD_START, _INSIDE, _SCATTERED = 3.0, 1.5, 0.6


@dataclass(frozen=True)
class Match:
    """How well a text fits what was typed.

    Attributes:
        score: the higher the better; comparable for one query alone.
        marks: places (start, end) of the letters that were found.
    """

    score: float
    marks: tuple[tuple[int, int], ...] = ()


def match(query: str, text: str, also: str = "") -> Match | None:
    """Returns how a text fits a query; None where it does not.

    Args:
        query: words; their order does not matter.
        text: what is shown.
        also: further words under which it is found, worth less and never marked.
    """
    tokens = query.casefold().split()
    score, marks = 0.0, []
    for token in tokens:
        found = _place(token, text.casefold())
        if found is None:
            hidden = _place(token, also.casefold(), scattered=False)
            if hidden is None:
                return None
            score += 0.5 * hidden[0]
            continue
        score += found[0]
        marks += found[1]
    return Match(score - 0.005 * len(text), tuple(sorted(marks)))


def _place(
    token: str, text: str, scattered: bool = True
) -> tuple[float, list[tuple[int, int]]] | None:
    """Where a word lies in a text, and what that is worth for each of its letters."""
    at = _word_start(token, text)
    if at >= 0:
        whole = at + len(token) == len(text) or not text[at + len(token)].isalnum()
        return len(token) * _WORD_START + (2.0 if whole else 0.0), [(at, at + len(token))]
    at = text.find(token)
    if at >= 0:
        return len(token) * _INSIDE, [(at, at + len(token))]
    if not scattered or len(token) < 2:
        return None
    return _letters(token, text)


def _word_start(token: str, text: str) -> int:
    at = text.find(token)
    while at > 0 and text[at - 1].isalnum() and text[at - 1].isascii():
        at = text.find(token, at + 1)
    return at


def _letters(token: str, text: str) -> tuple[float, list[tuple[int, int]]] | None:
    """Finds the letters one after another, the first of them where a word begins."""
    starts = [i for i, c in enumerate(text) if c == token[0] and (i == 0 or text[i - 1] == " ")]
    for start in starts:
        places = [start]
        for letter in token[1:]:
            at = text.find(letter, places[-1] + 1)
            if at < 0:
                break
            places.append(at)
        if len(places) == len(token) and places[-1] - start < 3 * len(token) + 6:
            return len(token) * _SCATTERED, [(p, p + 1) for p in places]
    return None
