"""Where parts are: what they are attached to, and what they lie above, around, between."""

from __future__ import annotations

from dataclasses import replace

from scenegan.language.clauses import Clauses, Link
from scenegan.language.describing import Describer
from scenegan.language.mentions import Findings, Mention, Trace
from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.placed_parts import PlacedParts
from scenegan.language.relatives import place_relatives
from scenegan.language.tables import english
from scenegan.language.unsure_places import doubt_nested, forget_empty_places
from scenegan.language.words import Word, Words

_HOLDING = frozenset(["wear", "hold", "carry", "wield", "clutch", "sport", "swing"])
_EDGES = frozenset(["marking", "spot", "stripe"])
_POSTURES = {
    **{"spread": "spread", "raise": "raised", "lift": "raised", "open": "open", "fold": "folded"},
    **{"tuck": "folded", "close": "closed", "shut": "closed", "stretch": "spread"},
}
"""What a creature does with a part, and how the part is then."""
_ENDS = frozenset(["tip", "tips", "end", "ends", "edge", "edges", "rim", "lining", "inside"])


class Placer:
    """Reads attachment and relations between mentions of parts."""

    def __init__(
        self, found: Findings, gathered: Gathered, clauses: Clauses, describer: Describer
    ) -> None:
        """Takes what was found so far."""
        self.found = found
        self.doc: Words = found.doc
        self.gathered = gathered
        self.clauses = clauses
        self.describer = describer
        self.placed = PlacedParts(self.doc, gathered, clauses, describer.mention_of)

    def place_all(self) -> None:
        """Places every mention that the text places."""
        of = self.describer.mention_of
        place_relatives(self.found, self.gathered, self.clauses, of, self._hang)
        # What the text places by name comes before what only stands behind `with` or `of`.
        named = [p for p in self.gathered.phrases if self._names_place(p)]
        rest = [p for p in self.gathered.phrases if p not in named]
        for phrase in [*named, *rest]:
            mention = self.describer.mention_of(phrase)
            if mention is None or phrase.negated:
                continue
            if mention.part in _EDGES and mention.holder is None:
                self._edge(phrase, mention)
            link = self.clauses.link(phrase)
            if link.kind == "prep" and link.token is not None:
                self._by_preposition(phrase, mention, link.token)
            elif link.kind in ("obj", "subj") and link.token is not None:
                self._by_verb(mention, link)
            elif link.kind == "poss" and link.token is not None:
                owned = self.describer.mention_of(self.gathered.by_token.get(link.token.i))
                self._hang(owned, mention)
        forget_empty_places(self.found, self.gathered, self.clauses, of)
        doubt_nested(self.found, self.gathered, self.clauses)

    def _names_place(self, phrase: Phrase) -> bool:
        """Whether a phrase is a known place right behind a part: `white spots on the cheeks`."""
        link = self.clauses.link(phrase)
        if link.kind != "prep" or link.token is None or link.token.lower_ not in ("on", "around"):
            return False
        before = self.gathered.before(link.token.i)
        touching = before is not None and before.end == link.token.i
        return touching and self.describer.mention_of(before) is not None and phrase.is_definite

    def _edge(self, phrase: Phrase, mention: Mention) -> None:
        """Hangs `tail (black tip)` and `The tail is long. Its tip is black` on the tail."""
        before = self.gathered.before(phrase.start)
        opened = phrase.start > 0 and self.doc[phrase.start - 1].text == "("
        touching = before is not None and before.end == phrase.start
        if touching and phrase.token.lower_ == "inside" and not phrase.determiners:
            # Ears pink inside.
            self._hang(mention, self.describer.mention_of(before) or mention)
            return
        if opened and before is not None and before.end == phrase.start - 1:
            holder = self.describer.mention_of(before)
        elif phrase.first.lower_ in ("its", "their", "the") and phrase.token.lower_ in _ENDS:
            following = self.doc[phrase.end : phrase.end + 1]
            after = self.doc[phrase.end + 1].lower_ if phrase.end + 1 < len(self.doc) else ""
            if following and following[0].lower_ in ("of", "on"):
                if after not in english()["part_pronouns"]:
                    return
            holder = self._last_bearer(phrase)
        else:
            return
        if holder is not None:
            self._hang(mention, holder)

    def _last_bearer(self, phrase: Phrase) -> Mention | None:
        """Returns the part that the text last spoke of: its subject, else the last one."""
        at = self.gathered.phrases.index(phrase)
        for earlier in reversed(self.gathered.phrases[:at]):
            mention = self.describer.mention_of(earlier)
            if mention is not None and mention.part not in _EDGES:
                return mention
        return None

    def _by_preposition(self, phrase: Phrase, mention: Mention, prep: Word) -> None:
        word = prep.lower_
        if prep.i in self.describer.placed_colors.places:
            return
        if word in ("with", "bearing") or self._ends_in(prep):
            self._bearer(mention, prep)
        elif word == "of" and prep.i and self.doc[prep.i - 1].lower_ == "out":
            self._locate(mention, prep, "on")
        elif word == "of":
            self._of(mention, prep)
        elif word == "between":
            self._between(phrase, mention, prep)
        elif word == "into" and self.doc[prep.i - 1].tag_ in ("VBN", "VBD"):
            # Flowers woven into its antlers.
            self._locate(mention, prep, "on")
        elif word in english()["places"] and word not in ("of", "by", "near", "beside"):
            place = self._predicate(prep)
            self._locate(mention, prep, place)

    def _ends_in(self, prep: Word) -> bool:
        """Whether `in`, `with` or `by` follows a verb such as `ends`, `tipped`, `covered`."""
        verb = prep.head
        named = self.gathered.by_token.get(verb.i)
        if named is not None and named.token is verb and named.head is not None:
            # A ring in its nose.
            return False
        passive = verb.lemma_.lower() in english()["passive_bearing"]
        return prep.lower_ in ("in", "with", "by", "into") and passive and verb.i < prep.i

    def _bearer(self, mention: Mention, prep: Word) -> None:
        """Hangs what follows `with` on the part before it."""
        worn = mention.part in ("clothing", "ribbon", "mask", "tool", "weapon", "cannon")
        if worn or mention.part in english()["body_parts"]:
            if self._stands_apart(mention, prep):
                return
        governor = self.clauses.governor(prep)
        holders: list[Phrase] = []
        if prep.i and self.doc[prep.i - 1].lower_ in ("each", "all", "both", "every"):
            governor = self.gathered.before(prep.i - 1) or governor
        beside = self.gathered.before(prep.i)
        if mention.part in _EDGES and beside is not None and beside.end == prep.i:
            if self.describer.mention_of(beside) is not None:
                governor = beside
        if isinstance(governor, Phrase):
            holders = [governor]
        elif governor is not None:
            holders = self.clauses.subjects(governor)
        else:
            before = self.gathered.before(prep.i)
            holders = [before] if before is not None and before.end >= prep.i - 1 else []
        at_end = prep.head.lemma_.lower() in ("end", "tip", "terminate", "taper", "finish")
        for phrase in holders:
            holder = self.describer.mention_of(phrase)
            if holder is not None and phrase.start < prep.i:
                self._hang(mention, holder, "at the tip of" if at_end else None)
                return

    def _stands_apart(self, mention: Mention, prep: Word) -> bool:
        """Whether a part is the creature's, whatever stands before it: `..., with red feet`."""
        phrase = mention.phrase
        first = self.clauses.link(phrase).conjunct if phrase is not None else None
        if self._is_next_item(mention):
            return True
        if phrase is not None and first is not None and phrase.is_definite:
            # Its shell encrusted with barnacles and its right claw.
            return not first.is_definite
        return prep.lower_ == "with" and prep.i > 0 and self.doc[prep.i - 1].text == ","

    def _is_next_item(self, mention: Mention) -> bool:
        """Whether a part is coordinated by a comma, as the next item of a list."""
        phrase = mention.phrase
        first = self.clauses.link(phrase).conjunct if phrase is not None else None
        if phrase is None or first is None:
            return False
        return any(w.text in ",;" for w in self.doc[first.end : phrase.start])

    def _is_in_later_item(self, phrase: Phrase) -> bool:
        """Whether a phrase begins a later item: `antlers of coral, pink fur and freckles`."""
        first = self.clauses.link(phrase).conjunct
        return first is not None and any(w.text == "," for w in self.doc[first.end : phrase.start])

    def _of(self, mention: Mention, prep: Word) -> None:
        """Reads `the tip of its tail`, `the edges of the wings`, `a crown of leaves`."""
        owner = self.gathered.before(prep.i)
        if owner is None or owner.end != prep.i or self._is_next_item(mention):
            return
        joined = mention.phrase is not None and self.clauses.link(mention.phrase).conjunct
        if joined and self._is_in_later_item(joined):
            return
        if joined and mention.part in english()["body_parts"] and not mention.definite:
            # A mane of fire and claws: the claws are no mane's.
            return
        if owner.role == "place":
            place = english()["place_nouns"].get(owner.token.lower_, "on")
            outer = self.clauses.link(owner)
            if outer.kind == "prep" and outer.token is not None:
                self._locate(mention, outer.token, self._sided(owner, place))
            elif outer.kind == "subj" and outer.token is not None:
                # The end of the tail has a tuft.
                for child in self.placed.mentions(self.clauses.objects(outer.token)):
                    self._hang(child, mention, None if place == "on" else place)
            return
        whole = self.describer.mention_of(owner)
        if whole is None:
            return
        surface = whole.part in ("marking", "spot", "stripe", "core")
        if surface or whole.phrase is None or mention.definite:
            self._hang(whole, mention)
        else:
            self._hang(mention, whole)

    def _sided(self, owner: Phrase, place: str) -> str:
        """`side` after `left` or `right` says nothing more than `on`."""
        return "on" if owner.token.lower_.startswith("side") else place

    def _predicate(self, prep: Word) -> str:
        word = prep.lower_
        previous = self.doc[prep.i - 1].lower_ if prep.i else ""
        if word == "of" or previous in ("front", "top"):
            return "in front of" if previous == "front" else "on"
        table: dict[str, str] = english()["places"]
        return table[word]

    def _between(self, phrase: Phrase, mention: Mention, prep: Word) -> None:
        if self.clauses.link(phrase).conjunct is not None:
            return
        others = [
            self.describer.mention_of(p)
            for p in self.clauses.conjuncts(phrase, phrase.token.sent.end)
        ]
        between = [mention, *(m for m in others if m is not None)][:2]
        mention.anchor = True
        for child in self.placed.of(prep, phrase):
            child.places.append(("between", between))
            child.traces.append(self._trace(prep, mention, "relation"))

    def _locate(self, place: Mention, prep: Word, predicate: str) -> None:
        """Puts the parts that a preposition belongs to on, above, around ... a place."""
        phrase = place.phrase
        children = self.placed.of(prep, phrase) if phrase is not None else []
        for child in children:
            if child is place:
                continue
            place.anchor = True
            if predicate in ("on", "at the tip of", "around", "inside"):
                self._repeat(child, place)
                self._hang(child, place, None if predicate == "on" else predicate)
                self._hang_too(child, place, prep)
            else:
                child.places.append((predicate, [place]))
            child.traces.append(self._trace(prep, place, "on"))

    def _repeat(self, child: Mention, place: Mention) -> None:
        """Puts a pattern on the second place, too: `spots on its back and tail`."""
        phrase = place.phrase
        first = self.clauses.link(phrase).conjunct if phrase is not None else None
        holder = child.holder
        if holder is None or holder is place or self.describer.mention_of(first) is not holder:
            return
        if phrase is not None and phrase.modifiers:
            # White blaze on the face, black mane.
            return
        if child.part in english()["pattern_parts"] and child.count is None:
            again = replace(child, holder=None, places=[])
            again.traces = list(child.traces)
            self._hang(again, place)
            self.found.mentions.append(again)

    def _hang_too(self, child: Mention, place: Mention, prep: Word) -> None:
        """Takes `mushrooms and flowers on its shell` to place both, and says so."""
        phrase = child.phrase
        first = self.clauses.link(phrase).conjunct if phrase is not None else None
        other = self.describer.mention_of(first)
        if phrase is None or first is None or other is None or other.holder is not None:
            return
        words = [w.lower_ for w in self.doc[first.end : phrase.start]]
        bare = not phrase.determiners and not any(u.senses.number for u in first.modifiers)
        if words not in (["and"], ["&"]) or not bare or phrase.end != prep.i:
            return
        body = english()["body_parts"]
        if other.part not in body and child.part not in body and not first.determiners:
            self._hang(other, place)
            where = self.doc.written(prep.i, place.phrase.end if place.phrase else prep.i + 1)
            self.found.doubts.append(f"'{where}' was taken to place '{first.token.text}', too.")

    def _trace(self, prep: Word, place: Mention, name: str) -> Trace:
        end = place.phrase.end if place.phrase is not None else prep.i + 1
        start_char, end_char = self.found.understand(prep.i, max(end, prep.i + 1))
        return Trace(name, start_char, end_char, place.part)

    def _by_verb(self, mention: Mention, link: Link) -> None:
        """Reads `the tail bears a flame` and `horns crown its head`."""
        verb = link.token
        if verb is None:
            return
        lemma = verb.lemma_.lower()
        if self.gathered.by_token.get(verb.i) is mention.phrase and mention.phrase is not None:
            if any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children):
                # The spikes have glowing tips, which the parse takes for a deed.
                self._hang_on_subject(mention, verb)
                return
        if link.kind == "subj":
            table: dict[str, str] = english()["covering_verbs"]
            if lemma in table and verb.tag_ != "VBN":
                for covered in self.placed.mentions(self.clauses.objects(verb)):
                    self._hang(mention, covered, None if table[lemma] == "on" else table[lemma])
            return
        if lemma in english()["covering_verbs"] and verb.tag_ != "VBN":
            # The spikes which cover its back are red.
            for cover in self.placed.mentions(self.clauses.subjects(verb))[:1]:
                self._hang(cover, mention)
        parted = mention.phrase is not None and any(
            w.text == "," for w in self.doc[verb.i : mention.phrase.start]
        )
        if lemma in _POSTURES and not parted:
            mention.add_attr(_POSTURES[lemma])
            mention.traces.append(
                self.found.trace_words("attrs", verb.i, verb.i + 1, _POSTURES[lemma])
            )
        there = any(c.dep_ == "expl" for c in verb.children)
        # Its beard is moss and its eyes glow: the eyes are spoken of anew.
        own = mention.phrase is not None and mention.phrase.is_owned
        if lemma == "be" and not there and not own:
            for subject in self.placed.mentions(self.clauses.subjects(verb))[:1]:
                self._hang(mention, subject)
        if lemma == "be":
            return
        covering = lemma in english()["covering_verbs"]
        if lemma in _HOLDING and self.doc[verb.i - 1].text == ",":
            # A flower on its head, wearing boots: the creature does.
            return
        first = mention.phrase is not None and link.conjunct is None
        if lemma in _POSTURES and parted and first:
            # Claws raised, googly eyes: the next item of a list.
            return
        if not covering and lemma in english()["bearing_verbs"]:
            for holder in self.placed.mentions(self.clauses.subjects(verb))[:1]:
                self._hang(mention, holder)

    def _hang_on_subject(self, mention: Mention, verb: Word) -> None:
        """Hangs a part on the subject of a verb, as the parse has it."""
        for child in verb.children:
            phrase = self.gathered.by_token.get(child.i)
            holder = self.describer.mention_of(phrase)
            if child.dep_ == "nsubj" and holder is not None:
                self._hang(mention, holder)

    def _is_each(self, child: Mention, holder: Mention) -> bool:
        """Whether each holder has one: `each leg has a stripe`, `tails, each with a flame`."""
        if holder.phrase is None:
            return False
        words = set(holder.phrase.determiners)
        if child.phrase is not None:
            words |= {w.lower_ for w in self.doc[holder.phrase.end : child.phrase.start]}
        before = self.doc[max(0, holder.phrase.start - 2) : holder.phrase.start]
        words |= {w.lower_ for w in before}
        words |= self._each_of(holder.phrase)
        return bool({"each", "every"} & words)

    def _each_of(self, phrase: Phrase) -> set[str]:
        """Returns `each` where it stands before the owner: `each of the dragonfly's wings`."""
        start = phrase.start
        if start < 2 or self.doc[start - 1].lower_ not in ("'s", "'"):
            return set()
        owner = self.gathered.before(start - 1)
        if owner is None or owner.start < 2 or self.doc[owner.start - 1].lower_ != "of":
            return set()
        return {self.doc[owner.start - 2].lower_}

    def _hang(self, child: Mention | None, holder: Mention, predicate: str | None = None) -> None:
        """Attaches a part where that makes sense: no tail hangs on an ear."""
        if child is None or child is holder or holder.hangs_on(child):
            return
        major = child.part in english()["major_parts"]
        if major and holder.part not in ("torso", "body", "head", "neck"):
            return
        if child.part == holder.part:
            return
        child.hang_on(holder)
        child.each = child.each or self._is_each(child, holder)
        if predicate:
            child.places.append((predicate, [holder]))
