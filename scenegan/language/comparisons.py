"""Comparisons and materials: `shaped like a leaf`, `wings like a bat's`, `made of stone`."""

from __future__ import annotations

from dataclasses import dataclass

from scenegan.language.clauses import Clauses
from scenegan.language.colors import find_color
from scenegan.language.colors_of_things import COLOR_NOUNS
from scenegan.language.describing import Describer
from scenegan.language.lexicon import is_living, lookup
from scenegan.language.mentions import Findings
from scenegan.language.phrases import OWNERS, Gathered, Phrase
from scenegan.language.tables import english
from scenegan.language.units import Unit
from scenegan.language.words import Word, Words


@dataclass(frozen=True)
class _Comparison:
    phrase: Phrase
    preposition: Word
    attr: str | None


class Comparisons:
    """Finds what is only compared with, so that it becomes no part, and reads its shape."""

    def __init__(self, found: Findings, gathered: Gathered, clauses: Clauses) -> None:
        """Takes what was found so far."""
        self.found = found
        self.gathered = gathered
        self.clauses = clauses
        self._all: list[_Comparison] = []

    def find(self) -> None:
        """Drops the nouns of comparisons and materials."""
        for phrase in self.gathered.phrases:
            token = comparing_token(self.found.doc, phrase) or self._material(phrase)
            if token is None:
                continue
            attr = None if _is_as_described(token) else _shape(phrase)
            if attr is None and not is_comparing(token):
                continue
            self._drop_contents(phrase)
            self.found.understand(phrase.start, phrase.end)
            self._all.append(_Comparison(phrase, token, attr))
            if phrase.role == "part":
                phrase.dropped = True

    def _drop_contents(self, phrase: Phrase) -> None:
        """Drops the reeds of `it looks like a heap of reeds`."""
        following = self.gathered.after(phrase.end)
        of = phrase.end < len(self.found.doc) and self.found.doc[phrase.end].lower_ == "of"
        if of and phrase.head is None and following is not None and following.role == "part":
            if following.start == phrase.end + 1:
                following.dropped = True
                self.found.understand(following.start, following.end)

    def drop_idioms(self) -> None:
        """Drops parts that only say how far or how: `from head to tail`, `lies on its back`."""
        doc, phrases = self.found.doc, self.gathered.phrases
        for phrase in phrases:
            if phrase.role != "part" or phrase.head is None:
                continue
            if any(u.word not in ("a", "an") for u in phrase.modifiers):
                continue
            words = [w.lower_ for w in doc[max(0, phrase.start - 2) : phrase.end + 2]]
            following = self.gathered.after(phrase.end)
            reaching = words[-2:-1] == ["to"] and bool(phrase.start)
            if reaching and doc[phrase.start - 1].lower_ == "from":
                if following is not None and following.start == phrase.end + 1:
                    phrase.dropped = following.dropped = True
                    self.found.understand(phrase.start, following.end)
                elif self._reaches_verb(phrase):
                    phrase.dropped = True
                    self.found.understand(phrase.start, phrase.end + 2)
            before = doc[max(0, phrase.start - 2) : phrase.start]
            after = doc[phrase.end].lower_ if phrase.end < len(doc) else ""
            lying = (
                len(before) == 2
                and after not in ("that", "which")
                and before[0].lemma_.lower() in _RESTING
            )
            if lying and before[1].lower_ == "on" and phrase.head.senses.part in _RESTED:
                phrase.dropped = True
                self.found.understand(phrase.start, phrase.end)
            rolled = before and before[-1].lower_ == "into" and phrase.token.lower_ == "ball"
            shade = len(before) == 2 and before[1].lower_ == "of" and self._is_shade(before[0])
            if shade and phrase.head.senses.part not in english()["body_parts"]:
                # The deep green of moss, the colour of smoke.
                phrase.dropped = True
                self.found.understand(phrase.start, phrase.end)
            if rolled or self._is_stood_in_for(phrase, before) or self._ends_shape(phrase):
                phrase.dropped = True
                self.found.understand(phrase.start, phrase.end)

    def _reaches_verb(self, phrase: Phrase) -> bool:
        """Whether the end of `from snout to tail` was taken for a verb."""
        doc, end = self.found.doc, phrase.end
        if end + 1 >= len(doc):
            return False
        senses = lookup(doc[end + 1].lower_)
        return senses is not None and senses.part in english()["body_parts"]

    def _is_shade(self, word: Word) -> bool:
        """Whether a word is a colour as a noun, or `colour` itself."""
        return word.lower_ in COLOR_NOUNS or (
            find_color(word.lower_) is not None and word.i not in self.gathered.by_token
        )

    def _ends_shape(self, phrase: Phrase) -> bool:
        """Whether an end only tells where a part is so: `wings torn at the edges`."""
        doc, start = self.found.doc, phrase.start
        if phrase.token.lower_ not in _ENDS or not phrase.is_definite or start < 2:
            return False
        if phrase.end < len(doc) and doc[phrase.end].lower_ == "of":
            return False
        said = lookup(doc[start - 2].lower_) if doc[start - 1].lower_ in _AT else None
        return said is not None and said.attr is not None and said.color is None

    def _is_stood_in_for(self, phrase: Phrase, before: list[Word]) -> bool:
        """Whether something else does a part's work: `vines for arms`, `roots serve as legs`."""
        if not before or set(phrase.determiners) - OWNERS - {"a", "an"}:
            return False
        led = before[-1].lower_
        if led == "as":
            return len(before) > 1 and before[0].lemma_.lower() in _SERVING
        if led != "for" or set(phrase.determiners) - {"a", "an"}:
            return False
        other = self.gathered.before(before[-1].i)
        if other is None or other.end != before[-1].i or other.negated:
            return False
        # A pumpkin for a head leaves the head; what the graph can hold stands in for it.
        return other.role == "part"

    def _material(self, phrase: Phrase) -> Word | None:
        """Returns the `of` of `made of stone`."""
        doc = self.found.doc
        before = doc[phrase.start - 1] if phrase.start else None
        if before is None or before.lower_ not in ("of", "from") or before.i == 0:
            return None
        if before.lower_ == "of" and self._is_borrowed(phrase, before):
            return before
        earlier = [t.lemma_.lower() for t in doc[max(0, before.i - 3) : before.i]]
        made = {"make", "made", "build", "carve", "compose", "construct", "form", "sculpt"}
        return before if made & set(earlier) else None

    def _is_borrowed(self, phrase: Phrase, of: Word) -> bool:
        """Whether a part is only like another animal's: `a bear with the wings of a bee`."""
        owned = self.gathered.before(of.i)
        if owned is None or owned.end != of.i or owned.role != "part" or phrase.role == "part":
            return False
        article = self.found.doc[phrase.start].lower_ in ("a", "an")
        kinds = (p for p in self.gathered.phrases if p.end <= owned.start and p.head is not None)
        whole = (p for p in kinds if not p.start or self.found.doc[p.start - 1].lower_ != "of")
        named = any(is_living(p.head.senses.kind) for p in whole if p.head is not None)
        return article and named and phrase.head is not None and is_living(phrase.head.senses.kind)

    def apply(self, describer: Describer) -> None:
        """Gives the shapes and materials to what is compared."""
        for comparison in self._all:
            head = comparison.phrase.head
            if comparison.attr is None or head is None:
                self._doubt(comparison)
                continue
            trace = self.found.trace("attrs", head, comparison.attr)
            known = False
            for target in self._targets(comparison.preposition):
                mention = describer.mention_of(target)
                if mention is not None:
                    known = True
                    mention.add_attr(comparison.attr)
                    mention.traces.append(trace)
            attrs = self.found.creature.attrs
            if (
                comparison.preposition.lower_ in ("of", "from")
                and not known
                and comparison.attr not in attrs
            ):
                attrs.append(comparison.attr)
                self.found.traces.append(trace)

    def _doubt(self, comparison: _Comparison) -> None:
        """Reports a likeness that the graph cannot hold beside the kind that the text names."""
        head = comparison.phrase.head
        if comparison.phrase.likened or self.found.creature.kind is None:
            return
        if head is None and comparison.phrase.token.pos_ == "PRON":
            return
        name = comparison.phrase.token.text if head is None else head.text
        self.found.doubts.append(f"The likeness to '{name}' is not in the graph.")

    def _targets(self, token: Word) -> list[Phrase]:
        """Returns what is compared, or made of something."""
        start = token.i - 1
        before = self.gathered.before(token.i)
        if token.lower_ == "of" and before is not None and token.i - before.end in (1, 2):
            # Mane and tail made of flames.
            first = self.clauses.link(before).conjunct
            joined = first is not None and self.found.doc[before.start - 1].lower_ == "and"
            return [first, before] if first is not None and joined else [before]
        target = self._target(token)
        return [target] if target is not None and start >= 0 else []

    def _target(self, token: Word) -> Phrase | None:
        governor = self.clauses.governor(token)
        if isinstance(governor, Phrase):
            return governor
        if governor is not None:
            subjects = self.clauses.subjects(governor)
            if subjects:
                return subjects[0]
        return self.gathered.before(token.i)


_RESTING = frozenset(["lie", "lay", "sleep", "rest", "stand", "sit", "walk", "roll", "float"])
_ENDS = frozenset(["tip", "tips", "edge", "edges", "end", "ends", "base", "bottom", "top"])
_AT = frozenset(["at", "along", "around", "near", "towards", "toward"])
_SERVING = frozenset(["serve", "act", "function", "double", "work"])
_RESTED = frozenset(["torso", "belly", "leg", "foot"])


def comparing_token(doc: Words, phrase: Phrase) -> Word | None:
    """Returns the `like`, `as` or `resembling` right before a phrase, or before its owner."""
    start = _owner_start(doc, phrase.start)
    words = [w.lower_ for w in doc[max(0, start - 2) : start]]
    if words in (["those", "of"], ["that", "of"]):
        # Wings like those of a dragonfly.
        start -= 2
    before = doc[start - 1] if start else None
    if before is not None and start > 1 and before.tag_ == "VBG" and is_comparing(doc[start - 2]):
        # It resembles floating seaweed.
        before = doc[start - 2]
    if before is not None and before.lower_ == "than":
        # No bigger than a thumb; a tail longer than its legs has legs beside it.
        compared = start > 1 and doc[start - 2].tag_ in ("JJR", "RBR")
        counted = any(u.senses.number and u.word not in ("a", "an") for u in phrase.modifiers)
        return before if compared and not counted and not phrase.is_definite else None
    return before if before is not None and is_comparing(before) else None


def _owner_start(doc: Words, start: int) -> int:
    """Returns where `a duck's bill` begins if a phrase is the bill."""
    if start < 3 or doc[start - 1].lower_ not in ("'s", "’s"):
        return start
    for at in range(start - 2, max(-1, start - 6), -1):
        if doc[at].lower_ in ("a", "an"):
            return at
    return start


def is_comparing(token: Word) -> bool:
    """Whether a token makes what follows a comparison."""
    word = token.lower_
    earlier = token.doc[token.i - 1].lower_ if token.i else ""
    if word == "like":
        wishing = any(c.dep_ in ("nsubj", "aux") for c in token.children)
        return not wishing and earlier not in (
            "would",
            "'d",
            "d",
            "i",
            "features",
            "things",
            "details",
        )
    if word == "as":
        return earlier not in ("such", "serve", "serves", "serving", "act", "acts", "acting")
    return token.lemma_.lower() in ("resemble", "mimic", "recall", "than") or word == "resembling"


def _is_as_described(token: Word) -> bool:
    """Whether the text says itself what is alike: `hair as green as moss`, `as thin as reeds`."""
    if token.lower_ != "as" or token.i == 0:
        return False
    said = token.doc[token.i - 1].lower_
    senses = lookup(said)
    return find_color(said) is not None or (senses is not None and senses.attr is not None)


def _shape(phrase: Phrase) -> str | None:
    """Returns the attribute that a compared noun stands for."""
    head: Unit | None = phrase.head
    if head is None:
        return None
    table: dict[str, str] = {**english()["materials"], **english()["shapes"]}
    word = head.word
    attr = table.get(word) or table.get(word.rstrip("s")) or table.get(head.senses.part or "")
    return attr or (head.senses.part_attrs[0] if head.senses.part_attrs else None)
