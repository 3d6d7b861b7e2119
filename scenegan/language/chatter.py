"""Words that say nothing of looks (`lol`, `kind of`), and words that take something back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.language import Language

from scenegan.language.colors import color_modifiers
from scenegan.language.lexicon import lookup
from scenegan.language.tables import english
from scenegan.language.typed_words import Typed, part_of


class Chatter:
    """Takes fillers out of a text and puts dashes for corrections."""

    def __init__(self, nlp: Language) -> None:
        """Prepares the fixed phrases with a pipeline's tokeniser."""
        self._fillers = _by_first(nlp, english()["fillers"])
        self._retractions = _by_first(nlp, english()["retractions"])
        self.filler_words = frozenset(
            t[0] for ts in self._fillers.values() for t in ts if not t[1:]
        )
        """Words that are fillers by themselves, in places."""
        self.filler_pairs = frozenset(
            tokens[:2] for known in self._fillers.values() for tokens in known if tokens[1:]
        )
        """The first two words of longer ones."""
        self.retraction_starts = frozenset([*self._retractions, "*"])

    def with_dashes(self, words: list[Typed]) -> list[Typed]:
        """Puts one dash for words that take something back: `wait no`, `scratch that`."""
        found: list[Typed] = []
        i = 0
        while i < len(words):
            end = self._retraction(words, i)
            if end is None or (not found and end >= len(words)):
                found.append(words[i])
                i += 1
                continue
            while found and found[-1].word in (",", "...", "..", "-", "(", "…"):
                i = words.index(found.pop())
            if found:
                found[-1].space = True
            found.append(Typed("-", True, words[i].start, words[end - 1].end, marker=True))
            i = end
        return found

    def _retraction(self, words: list[Typed], i: int) -> int | None:
        """Returns one past the end of words that take something back, if they begin here."""
        strong, weak, end = False, 0, i
        parted = i > 0 and not words[i - 1].word[-1].isalnum()
        while end < len(words):
            length = _match(self._retractions, words, end)
            lower = words[end].lower
            if length:
                strong = strong or length > 1 or lower not in _WEAK
                weak += lower in _WEAK and length == 1
                end += length
            elif end > i and words[end].word in (",", "...", "..", "-", ":", "!", "…", "*"):
                end += 1
            else:
                break
        if _is_star(words, i):
            return i + 1
        if words[i].lower == "should" and any(w.lower == "where" for w in words[max(0, i - 5) : i]):
            # Wings where the ears should be.
            return None
        if end == i or i == 0:
            return None
        last = words[end - 1].lower
        if last in ("no", "not") and end < len(words) and end - 1 > i:
            # It has wings, never mind, no wings: the `no` is the wings'.
            part = part_of(words[end].lower)
            if part and any(part_of(w.lower) == part for w in words[max(0, i - 6) : i]):
                end -= 1
        following = words[end - 1].word if words[end - 1].word in (",", "...", "-") else ""
        if words[i].lower in _REFUSING and parted and end < len(words):
            return end
        if strong or weak > 1 or (weak and parted and (following or last in _MAKING)):
            return end
        return None

    def without_fillers(self, words: list[Typed]) -> list[Typed]:
        """Leaves out words that say nothing of looks."""
        found: list[Typed] = []
        i = 0
        while i < len(words):
            length = _match(self._fillers, words, i)
            if length and _is_filler(words, i, i + length):
                if found and words[i + length - 1].space:
                    found[-1].space = True
                if words[i].lower == "also" and len(found) > 1 and found[-1].lower == "and":
                    # Golden mane and also wings: the wings need not be golden.
                    place = found[-1].start
                    found.insert(len(found) - 1, Typed(",", True, place, place))
                i += length
                continue
            if words[i].word == "," and (not found or found[-1].word in ",("):
                i += 1
                continue
            found.append(words[i])
            i += 1
        return found


def _is_star(words: Sequence[Typed], i: int) -> bool:
    """Whether a star marks a slip put right: `a cat *dog`."""
    led = i > 0 and words[i - 1].space and words[i - 1].word[-1].isalnum()
    return words[i].word == "*" and led and not words[i].space and i + 1 < len(words)


def _by_first(nlp: Language, phrases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """Returns phrases as lower-case tokens by their first one, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        tokens = tuple(t.lower_ for t in nlp.tokenizer(phrase))
        found.setdefault(tokens[0], []).append(tokens)
    return found


def _match(table: dict[str, list[tuple[str, ...]]], words: Sequence[Typed], i: int) -> int:
    """Returns how many words the longest phrase takes that begins here; 0 for none."""
    for tokens in table.get(words[i].lower, ()):
        here = words[i : i + len(tokens)]
        if len(here) == len(tokens) and all(
            w.lower == t for w, t in zip(here, tokens, strict=True)
        ):
            return len(tokens)
    return 0


def _is_filler(words: Sequence[Typed], start: int, end: int) -> bool:
    """Whether words may be left out here: `like` in `with like 3 tails`, `kind of` in front."""
    first = words[start].lower
    before = words[start - 1].lower if start else ""
    after = words[end].lower if end < len(words) else "."
    senses = lookup(after)
    described = after.isdigit() or after in _DEGREES
    described = described or after in color_modifiers()
    described = described or (senses is not None and senses.is_modifier and not senses.part)
    if first == "like":
        if start and not words[start - 1].space:
            return False
        if before in ("with", "has", "have", "had", "got", "and", "but", "of"):
            return True
        return described and after not in ("a", "an") and before not in _LIKENING
    if first in _DEGREES and first != "so":
        return described and not after.isdigit()
    if first in ("kind", "sort", "a", "pretty", "fairly"):
        return described and before not in ("some", "a", "what", "this", "the", "any", "which")
    if first in ("so", "ok", "okay", "well", "hey", "hi", "hello", "right", "yes", "um", "uh"):
        return start == 0 or before in ("ok", "okay", "hey", "hi", "so", "well", ",")
    if first == "also":
        return before in ("and", ",", "but", "&")
    if first in ("what", "how"):
        return start == 0
    if first in ("man", "dude", "bro", "guys", "folks", "everyone", "fam"):
        # A man with a hat.
        return not before or not before[-1].isalnum()
    if first == "look":
        return end == len(words) or not words[end].word[-1].isalnum()
    return True


_WEAK = frozenset(["no", "nah", "nope", "actually", "er", "erm", "um", "uh", "hmm", "edit", "fix"])
_REFUSING = frozenset(["nah", "nope", "edit", "fix"])
_MAKING = frozenset(["edit", "fix", "er", "erm", ":"])
_DEGREES = frozenset(
    [
        "really",
        "super",
        "very",
        "so",
        "too",
        "quite",
        "extremely",
        "kinda",
        "incredibly",
        "insanely",
    ]
    + ["hella", "somewhat", "slightly", "rly"]
)
_LIKENING = frozenset(["look", "looks", "looking", "shaped", "just", "much", "more", "would", "d"])
