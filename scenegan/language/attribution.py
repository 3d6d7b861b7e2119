"""What a word describes that stands before no noun: `the tail is long`, `dog, green`."""

from __future__ import annotations

from collections.abc import Callable

from scenegan.language.clauses import Clauses
from scenegan.language.colors import find_color
from scenegan.language.mentions import Findings, Mention
from scenegan.language.phrases import Gathered, Phrase, is_item_dash
from scenegan.language.surfaces import surface_before
from scenegan.language.tables import english
from scenegan.language.units import Unit
from scenegan.language.words import Word, Words


class Attribution:
    """Finds what loose describing words describe."""

    def __init__(
        self,
        found: Findings,
        clauses: Clauses,
        gathered: Gathered,
        mention_of: Callable[[Phrase | None], Mention | None],
    ) -> None:
        """Takes what was found so far, and how to get the part that a phrase mentions."""
        self.found = found
        self.clauses = clauses
        self.gathered = gathered
        self._mention_of = mention_of

    def targets(self, unit: Unit, token: Word) -> list[Phrase | None]:
        """Returns the phrases that a word describes; None stands for the creature."""
        doc = self.found.doc
        before = self.gathered.before(unit.start)
        likened = _as_before(doc, unit.start)
        if likened is not None and before is not None and before.end == likened:
            # Hair as green as moss, ears twice as long as its body.
            return [self.stands_for(before)]
        faded = self._fades(unit)
        if faded is not None:
            return [faded]
        listed = self._listed(unit)
        if listed is not None:
            return listed
        if before is not None and before.end == unit.start and self._is_verbless(before):
            return [before]
        led = doc[unit.start - 1].lower_ if unit.start else ""
        if before is not None and before.role == "part" and before.end == unit.start - 1:
            if led in _SO or (unit.color and doc[unit.start - 1].lemma_.lower() in _GLOWING):
                # Horns so small that one hardly sees them; whose one eye glows yellow.
                return [before]
        if before is not None and before.end == unit.start and before.role != "other":
            verb_ahead = token.dep_ == "acomp" and token.head.i < before.start
            if not verb_ahead and before.token.text not in ("it", "which", "that"):
                # The undersides of its wings blue: they are, and not the wings.
                return [surface_before(doc, self.gathered, before) or before]
        governed = self._governed(token)
        if governed:
            return list(governed)
        if before is not None and before.token.sent.start == doc[unit.start].sent.start:
            return [self.stands_for(before)]
        return [None]

    def _is_verbless(self, phrase: Phrase) -> bool:
        """Whether a part begins a clause without a verb: `its coat is grey, its teeth sharp`."""
        before = self.found.doc[phrase.start - 1].lower_ if phrase.start else ""
        return phrase.role == "part" and phrase.is_definite and before in (",", ";", "and", "while")

    def _fades(self, unit: Unit) -> Phrase | None:
        """Returns what takes a colour on: `legs fade to black`, `red fading into orange`."""
        doc = self.found.doc
        led = doc[unit.start - 1].lower_ if unit.start > 1 else ""
        at = unit.start - 2
        if led not in ("to", "into", "from"):
            return None
        if led != "from" and at > 2 and doc[at - 1].lower_ == "from":
            # From orange to white.
            at -= 2
        if doc[at].lemma_.lower() not in _FADING:
            return None
        before = self.gathered.before(at + 1)
        while before is not None and before.token.lemma_.lower() in _FADING:
            before = self.gathered.before(before.start)
        return self.stands_for(before) if before is not None else None

    def _listed(self, unit: Unit) -> list[Phrase | None] | None:
        """Reads `dragon, green, angry` and `belly: white`: items of a list without a verb."""
        doc = self.found.doc
        first = unit.start
        while first > 0 and (doc[first - 1].pos_ == "ADV" or doc[first - 1].lower_ in _VAGUE):
            first -= 1
        left = doc[first - 1].text if first else "."
        left = left[:1] if left[:1] in ("?", "!", ".") else left
        if left not in (",", ":", ";", ".", "-", "–", "—", "(", "!", "?", "=", "\n", "/"):
            return None
        sent = doc[unit.start].sent
        if left == "," and self._is_inserted(unit):
            return [self.gathered.before(first)]
        before = self.gathered.before(unit.start)
        beside = before is not None and before.end == first - 1
        if left == ":" and first > 1 and doc[first - 2].lower_ in ("'s", "’s"):
            # Ears like a rabbit's: long and upright.
            likened = self._compared_part(first - 1)
            if likened is not None:
                return [likened]
        if left == ":" and beside and before is not None and _is_that_of(doc, before):
            # Wings like those of a moth: pale green.
            likened = self._compared_part(before.start)
            if likened is not None:
                return [likened]
        if left == ":" and beside and before is not None and unit.color is not None:
            # A teapot with a face: white, no arms.
            if self._is_carried(before):
                return [None]
        if left == "," and beside and before is not None and before.role == "part":
            at = [w.lower_ for w in doc[unit.end : unit.end + 3]]
            if at[:2] in (["at", "the"], ["along", "the"]) and at[2:] and at[2] in _ENDS:
                # Two wings, torn at the edges.
                return [before]
        if left == "(" and beside and before is not None and before.is_definite:
            placed = self.gathered.before(before.start - 1)
            link = self.clauses.link(before)
            if link.kind == "prep" and placed is not None and self._mention_of(placed):
                if placed.end == before.start - 1:
                    # Plates along its back (orange).
                    return [placed]
        if left in ("-", ":", "(", "=") and beside and before is not None:
            if before.role == "creature" and before.head is not None:
                # I need a monkey - brown, white face.
                return [None]
        if left == "," and beside and before is not None:
            end, colored = self._group(unit)
            right = doc[end].lower_ if end < len(doc) else "."
            if right == "with" and colored and self._is_pattern(before):
                # Large eyespots, yellow with a blue centre.
                return [before]
            if colored and self._is_whole_item(before, end):
                return [before]
        verbs = (t for t in sent if t.pos_ in ("VERB", "AUX") and t.dep_ != "amod")
        verbs = (t for t in verbs if not self._is_noun(t))
        if any(t.i < unit.start for t in verbs):
            end, colored = self._group(unit)
            right = doc[end].lower_ if end < len(doc) else "."
            alone = left == "," and right in _CLOSING and colored
            return [None] if alone and self.found.root(unit).dep_ != "acomp" else None
        if left in (":", "=", "-", "(") and before is not None and before.end == first - 1:
            new_item = left == "-" and before.modifiers
            return [before if self._mention_of(before) and not new_item else None]
        return [None]

    def _is_whole_item(self, phrase: Phrase, end: int) -> bool:
        """Whether a part and its colour are a sentence by themselves: `one horn, black`."""
        doc, first = self.found.doc, self.gathered.phrases[0]
        opens = phrase.start == 0 or doc[phrase.start - 1].text in (".", "!", "?", ";")
        closes = end >= len(doc) or doc[end].text in (".", "!", "?", ";")
        return opens and closes and phrase is not first and phrase.role == "part"

    def _is_carried(self, phrase: Phrase) -> bool:
        """Whether a part only stands behind `a teapot with a`."""
        link = self.clauses.link(phrase)
        carried = link.kind == "prep" and link.token is not None
        return carried and any(u.word in ("a", "an") for u in phrase.modifiers)

    def _compared_part(self, index: int) -> Phrase | None:
        """Returns the part that is compared right before a sign."""
        before = self.gathered.before(index)
        while before is not None and before.start > index - _INSERTED:
            if self._mention_of(before):
                return before
            before = self.gathered.before(before.start)
        return None

    def _group(self, unit: Unit) -> tuple[int, bool]:
        """Returns one past the describing words that go on here, and whether one is a colour."""
        doc, end, colored = self.found.doc, unit.end, unit.color is not None
        while end < len(doc) and doc[end].pos_ == "ADJ":
            colored = colored or find_color(doc[end].lower_) is not None
            end += 1
        return end, colored

    def _is_pattern(self, phrase: Phrase | None) -> bool:
        mention = self._mention_of(phrase)
        return mention is not None and mention.part in english()["pattern_parts"]

    def _is_noun(self, word: Word) -> bool:
        """Whether a word was read as a noun, whatever its tag: `Duckling: yellow`."""
        phrase = self.gathered.by_token.get(word.i)
        return phrase is not None and phrase.head is not None and phrase.token is word

    def _is_inserted(self, unit: Unit) -> bool:
        """Whether words stand between a part and its verb: `Its horns, curved and grey, break`."""
        doc, before = self.found.doc, self.gathered.before(unit.start)
        if before is None or before.role != "part" or doc[before.end].text != ",":
            return False
        root = self.found.root(unit)
        torn = root.dep_ == "acl" and before.end == unit.start - 1
        if not (before.is_definite or torn or self._leads_to_verb(before)):
            return False
        end = unit.end
        while end < len(doc) and doc[end].text not in ",.;" and end < unit.end + _INSERTED:
            end += 1
        closed = end + 1 < len(doc) and doc[end].text == ","
        return closed and doc[end + 1].pos_ in ("VERB", "AUX") and not doc[end + 1].tag_ == "VBG"

    def _leads_to_verb(self, phrase: Phrase) -> bool:
        """Whether a part is the subject, with all that is told of it: `Two wings, torn, hang`."""
        return self.clauses.link(phrase).kind == "subj"

    def _governed(self, token: Word) -> list[Phrase]:
        """Follows the parse from a describing word to what it describes."""
        if any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
            # Forelegs that are serrated: the participle is the verb itself.
            own = [s for s in map(self.stands_for, self.clauses.subjects(token)) if s is not None]
            if own:
                return own
        current = token
        for _ in range(8):
            head = current.head
            if head.i == current.i:
                break
            phrase = self.gathered.by_token.get(head.i)
            if phrase is not None and self._is_parted(token.i, head.i):
                break
            if phrase is not None:
                return [self.stands_for(phrase) or phrase]
            if head.pos_ in ("VERB", "AUX"):
                subjects = self.clauses.subjects(head)
                known = [s for s in map(self.stands_for, subjects) if s is not None]
                if known or subjects:
                    return known
            current = head
        return []

    def _is_parted(self, first: int, last: int) -> bool:
        """Whether a sign that ends an item of a list stands between two words."""
        between = self.found.doc[min(first, last) + 1 : max(first, last)]
        return any(w.text in ";:" or is_item_dash(w) for w in between)

    def stands_for(self, phrase: Phrase) -> Phrase | None:
        """Returns what a phrase stands for: a pronoun, `the tip`, `the rest of the rabbit`."""
        if phrase.role in ("creature", "cover") or self._mention_of(phrase):
            return phrase
        if phrase.token.lower_ in english()["part_pronouns"]:
            earlier = [p for p in self.gathered.phrases if p.end <= phrase.start]
            return next((p for p in reversed(earlier) if self._mention_of(p)), None)
        following = self.gathered.after(phrase.end)
        if following is not None and self.found.doc[phrase.end].lower_ == "of":
            return self.stands_for(following)
        return phrase


def _is_that_of(doc: Words, phrase: Phrase) -> bool:
    """Whether a creature only lends its part: `like those of a moth`."""
    led = doc.lower(max(0, phrase.start - 3), phrase.start)
    return led in ("like that of", "like those of", "as that of", "as those of")


def _as_before(doc: Words, index: int) -> int | None:
    """Returns where `as` begins before a word, or `twice as`, `three times as`."""
    if not index or doc[index - 1].lower_ != "as":
        return None
    start = index - 1
    while start and doc[start - 1].lower_ in _TIMES:
        start -= 1
    return start


_ENDS = frozenset(["edge", "edges", "tip", "tips", "end", "ends", "base"])
_GLOWING = frozenset(["glow", "shine", "gleam", "burn", "blaze", "flash", "glows", "shines"])
_SO = frozenset(["so", "too", "very", "quite", "rather", "really"])
_INSERTED = 8
"""Words that may follow in an insertion: `Its shell, green and covered with moss, has`."""
_TIMES = frozenset(
    ["twice", "thrice", "times", "half", "almost", "nearly", "just", "at", "least", "about"]
    + ["two", "three", "four", "five", "ten", "that", "is", "are", "thats"]
)
_CLOSING = frozenset([",", ".", ";", "!", "please", "pls", "plz", "thanks", "thx", "lol", "btw"])
_VAGUE = frozenset(["kinda", "mostly", "sort", "all", "quite", "mainly", "somewhat"])
_FADING = frozenset(
    ["fade", "fading", "turn", "turning", "shift", "shade", "shading", "blend", "go"]
)
