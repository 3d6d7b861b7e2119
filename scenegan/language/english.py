"""The English parser as a component of a spaCy pipeline.

    nlp = spacy.load("en_core_web_sm")
    nlp.add_pipe("scenegan_graph")
    nlp("A blue bird with a long tail.")._.scene_graph

It needs a tagger, a dependency parser and a lemmatizer before it. Where the package is installed,
spaCy finds it by its name; `scenegan_typed` in front of all others puts slips of typing right.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from scenegan.graph.kinds import ANY_KIND
from scenegan.language.clauses import Clauses
from scenegan.language.colors import find_color
from scenegan.language.colors_of_things import read_colors_of_things
from scenegan.language.comparisons import Comparisons
from scenegan.language.corrections import take_back
from scenegan.language.counts import GraphBuilder
from scenegan.language.creature import choose_creature, comparison, kind_of
from scenegan.language.describing import Describer
from scenegan.language.gathering import gather_phrases
from scenegan.language.leftovers import report_leftovers
from scenegan.language.lexicon import is_living
from scenegan.language.looks import drop_lore
from scenegan.language.manner import Manner
from scenegan.language.materials import read_materials
from scenegan.language.mentions import Findings, Mention
from scenegan.language.mistaken_verbs import mend_verbs
from scenegan.language.negation import mark_denied
from scenegan.language.no_creature import LIKELY_NO_CREATURE
from scenegan.language.phrases import Gathered, Phrase, assign_roles
from scenegan.language.place_nouns import settle_places
from scenegan.language.placing import Placer
from scenegan.language.predicates import read_predicates
from scenegan.language.results import keep_result, register_extensions
from scenegan.language.sides import counts_one_side, settle_sides
from scenegan.language.small_talk import is_small_talk
from scenegan.language.surfaces import settle_coats, settle_surfaces
from scenegan.language.tables import english
from scenegan.language.unit_finding import UnitFinder
from scenegan.language.units import Unit, find_type
from scenegan.language.variants import Variants, resolve_anaphors
from scenegan.language.words import Names, Words, snapshot


class EnglishReader:
    """Reads one parsed text at a time; gives `doc._.scene_graph` and `doc._.reading`."""

    def __init__(self, nlp: Language) -> None:
        """Prepares matchers for the vocabulary of a pipeline."""
        self._find_units = UnitFinder(nlp)
        self._names = Names(nlp.vocab.strings)

    def __call__(self, doc: Doc) -> Doc:
        """Reads a text."""
        words = snapshot(doc, self._names)
        mend_verbs(words)
        found = _Reading(words, self._find_units(words)).read()
        keep_result(doc, GraphBuilder(found).build())
        words.release()
        return doc


@Language.factory("scenegan_graph", assigns=["doc._.scene_graph", "doc._.reading"])
def make_english_reader(nlp: Language, name: str) -> EnglishReader:
    """Makes the component; spaCy calls this."""
    register_extensions()
    return EnglishReader(nlp)


class _Reading:
    """The reading of one text, step by step."""

    def __init__(self, doc: Words, units: list[Unit]) -> None:
        self.found = Findings(doc)
        self.units = units
        self.gathered: Gathered = gather_phrases(doc, units)
        self.clauses = Clauses(doc, self.gathered)
        self.describer = Describer(self.found, self.clauses, self.gathered)

    def read(self) -> Findings:
        doc, gathered = self.found.doc, self.gathered
        assign_roles(gathered)
        resolve_anaphors(gathered)
        take_back(doc, gathered)
        settle_sides(doc, gathered)
        mark_denied(doc, gathered, self.clauses)
        settle_surfaces(doc, gathered, self.clauses)
        creature = choose_creature(doc, gathered, self.clauses)
        settle_coats(gathered, kind_of(creature) if creature is not None else None)
        comparisons = Comparisons(self.found, gathered, self.clauses)
        comparisons.find()
        comparisons.drop_idioms()
        settle_places(gathered, self.clauses)
        drop_lore(self.found, gathered, self.clauses, creature)
        self._mention_parts(creature)
        for phrase in gathered.phrases:
            if phrase.role in ("creature", "cover"):
                self._describe_whole(phrase, creature)
        self._count_quantities()
        read_predicates(gathered, self.clauses, self.describer)
        self.describer.shared_over_coordination()
        Variants(self.found, gathered, self.describer).read()
        read_materials(self.found, self.gathered, self.describer.mention_of)
        read_colors_of_things(self.found, gathered, self.describer.mention_of)
        self.describer.read_likewise()
        self.describer.apply_loose()
        Placer(self.found, gathered, self.clauses, self.describer).place_all()
        comparisons.apply(self.describer)
        Manner(self.found, gathered, self.clauses, self.describer).read()
        facts = self.found.creature
        if facts.kind is None:
            self._take_comparison(comparison(gathered))
        described = facts.colors or facts.attrs or facts.size or facts.mood or facts.types
        named = creature is not None and creature.token.lower_ != "one"
        if facts.kind is None and described and named and not self.found.mentions:
            facts.kind = ANY_KIND
        if is_small_talk(self.found, gathered, self.clauses):
            return Findings(doc, doubts=[LIKELY_NO_CREATURE])
        self.found.doubts.extend(self.clauses.doubts)
        report_leftovers(self.found, gathered)
        return self.found

    def _take_comparison(self, likeness: Phrase | None) -> None:
        """Calls a creature without a name of its own by what it is compared with."""
        kind = kind_of(likeness) if likeness is not None else None
        if likeness is not None and likeness.head is not None and kind is not None:
            self.found.creature.kind = kind
            self.found.traces.append(self.found.trace("kind", likeness.head, kind))

    def _mention_parts(self, creature: Phrase | None) -> None:
        kind = kind_of(creature) if creature is not None else None
        if kind is None and creature is not None:
            kind = next((n.senses.kind for n in creature.nouns if n.senses.kind), None)
        own_words: dict[str, str] = english()["kind_words"].get(kind, {})
        for phrase in self.gathered.phrases:
            if phrase.role == "part" and not phrase.dropped and phrase.head is not None:
                part = own_words.get(phrase.token.lower_) or phrase.head.senses.part
                if part == "body":
                    # The bell of a jellyfish is all of it but the tentacles.
                    phrase.role = "creature"
                elif part is not None:
                    self._mention(phrase, phrase.head, part)

    def _mention(self, phrase: Phrase, head: Unit, part: str) -> None:
        trace = self.found.trace("absent" if phrase.negated else "part", head, part)
        if phrase.negated:
            self.found.deny(part)
            if phrase.token.lower_ in _LIMBS:
                self.found.deny("leg")
            self.found.traces.append(trace)
            return
        each = any(w in ("each", "every") for w in phrase.determiners)
        plural = phrase.is_plural or each
        known = each or phrase.is_definite or _is_bare_subject(phrase)
        mention = Mention(part, phrase, plural=plural, definite=known)
        mention.whole = head.text.lower() in english()["whole_plurals"]
        if _is_other_one(phrase) and any(
            m.part == part and m.count == 1 for m in self.found.mentions
        ):
            # One eye is red, the other eye is blue.
            mention.another, mention.count = True, 1
        mention.side = _side(phrase)
        mention.traces.append(trace)
        mention.attrs.extend(head.senses.part_attrs)
        if head.senses.holder:
            holder = Mention(head.senses.holder, anchor=True, definite=True, plural=plural)
            holder.traces.append(self.found.trace("part", head, head.senses.holder))
            self.found.mentions.append(holder)
            mention.hang_on(holder)
        color = find_color(head.senses.part_color) if head.senses.part_color else None
        mention.colors.extend([color] if color else [])
        self.found.mentions.append(mention)
        self.describer.of_phrase[phrase.start] = mention
        for unit in phrase.modifiers:
            self.describer.describe_part(unit, mention)
        if mention.count and counts_one_side(self.found.doc, phrase.end):
            mention.count *= 2
        for noun in phrase.nouns:
            self._noun_before(noun, mention)
        self._material_before(phrase, head, mention)

    def _material_before(self, phrase: Phrase, head: Unit, mention: Mention) -> None:
        """Reads the first noun of `cotton tail`, where it names no part or kind."""
        known = {i for u in (*phrase.nouns, *phrase.modifiers) for i in range(u.start, u.end)}
        for word in self.found.doc[phrase.start : head.start]:
            attr = english()["materials"].get(word.lower_)
            name = english()["noun_colors"].get(word.lower_, "")
            color = find_color(name) if name and attr is None else None
            if attr and word.i not in known:
                mention.add_attr(attr)
                trace = self.found.trace_words("attrs", word.i, word.i + 1, attr)
                mention.traces.append(trace)
            elif color is not None and not mention.colors:
                # Lemon ears, a jet mane.
                mention.add_color(color)
                trace = self.found.trace_words("colors", word.i, word.i + 1, color.name)
                mention.traces.append(trace)

    def _noun_before(self, noun: Unit, mention: Mention) -> None:
        """Reads the first noun of `tail tip`, `leaf ears`, `bat wings`."""
        part = noun.senses.part
        word = part if part and not noun.senses.attr else noun.word
        if noun.word in english()["shape_nouns"]:
            self.found.understand(noun.start, noun.end)
            return
        attr = english()["materials"].get(noun.word) or english()["materials"].get(word)
        if attr:
            mention.add_attr(attr)
            mention.traces.append(self.found.trace("attrs", noun, attr))
        elif part and part != mention.part and _may_bear(part, mention.part):
            holder = Mention(part, anchor=True, definite=True)
            holder.traces.append(self.found.trace("part", noun, part))
            self.found.mentions.append(holder)
            mention.hang_on(holder)
        elif noun.senses.kind:
            start, end = self.found.understand(noun.start, noun.end)
            self.found.doubts.append(f"'{noun.text}' was not applied to {mention.part}.")

    def _describe_whole(self, phrase: Phrase, creature: Phrase | None) -> None:
        """Reads what a phrase says of the creature: its kind, fur, body."""
        if phrase.negated or phrase.dropped:
            return
        self._understand_whole(phrase)
        owner = self._owner(phrase)
        for unit in phrase.modifiers:
            if owner is not None:
                self.describer.describe_part(unit, owner)
            else:
                self.describer.describe_creature(unit)
        if phrase.role == "cover" and phrase.head is not None:
            self._cover(phrase.head, owner)
        elif phrase is creature:
            self._name(phrase)

    def _understand_whole(self, phrase: Phrase) -> None:
        """Marks the noun of a phrase and the words that are read with it as understood."""
        head = phrase.head
        start = head.start if head is not None else phrase.start
        self.found.understand(start, phrase.end)
        for noun in phrase.nouns:
            senses = noun.senses
            if senses.part == "body" or senses.generic or senses.quantity:
                self.found.understand(noun.start, noun.end)

    def _owner(self, phrase: Phrase) -> Mention | None:
        """Returns the part whose fur or skin this is: `the fur of its tail`, `tail fur`."""
        if phrase.role != "cover":
            return None
        before = self.gathered.before(phrase.start)
        if phrase.start and self.found.doc[phrase.start - 1].lower_ == "of" and before is not None:
            # A tuft of white fur.
            return self.describer.mention_of(before) if before.end == phrase.start - 1 else None
        for noun in phrase.nouns:
            if noun.senses.part:
                owner = Mention(noun.senses.part, definite=True)
                self.found.mentions.append(owner)
                return owner
        following = self.gathered.after(phrase.end)
        if following is not None and following.start == phrase.end + 1:
            if self.found.doc[phrase.end].lower_ in ("of", "on"):
                return self.describer.mention_of(following)
        return self._covered(phrase)

    def _covered(self, phrase: Phrase) -> Mention | None:
        """Returns the tail of `a tail covered in emerald scales`."""
        link = self.clauses.link(phrase)
        if link.kind != "prep" or link.token is None:
            return None
        verb = link.token.head
        if verb.tag_ not in ("VBN", "VBD") or verb.lemma_.lower() not in (
            "cover",
            "coat",
            "clothe",
        ):
            return None
        subjects = self.clauses.subjects(verb)
        mention = self.describer.mention_of(subjects[0]) if subjects else None
        if mention is not None and phrase.token.lower_ == "scales":
            mention.add_attr("scaly")
        return mention

    def _cover(self, head: Unit, owner: Mention | None) -> None:
        attr = head.senses.cover_attr
        if attr and owner is not None:
            owner.add_attr(attr)
        elif attr and attr not in self.found.creature.attrs:
            self.found.creature.attrs.append(attr)

    def _name(self, phrase: Phrase) -> None:
        kind, head = kind_of(phrase), phrase.head
        if head is None:
            return
        if kind == "monster" and any(u.likeness for u in phrase.modifiers):
            return
        if kind is not None:
            self.found.creature.kind = kind
            self.found.traces.append(self.found.trace("kind", head, kind))
        for noun in phrase.nouns:
            word = noun.word
            type_name = find_type(word) if word in english()["type_nouns"] else None
            attr = english()["materials"].get(word)
            grown = is_living(kind) and kind not in english()["made_kinds"]
            if grown and (word == "snow" or word in _ELEMENTS):
                # A snow fox lives there, and a fire fox is of that type; a golem is made of it.
                attr = None
            named = kind in (None, noun.senses.kind) and is_living(noun.senses.kind)
            if noun.senses.kind == kind:
                # A frog king is a frog.
                self.found.understand(noun.start, noun.end)
            elif attr and not named and kind not in english()["typed_kinds"]:
                self.found.creature.attrs.append(attr)
                self.found.traces.append(self.found.trace("attrs", noun, attr))
            elif type_name and not (kind is None and is_living(noun.senses.kind)):
                self.found.creature.types.append(type_name)
                self.found.traces.append(self.found.trace("types", noun, type_name))
                self.found.doubts.append(f"'{noun.text}' was taken for the type {type_name}.")
            elif kind is None and noun.senses.kind:
                self.found.creature.kind = noun.senses.kind
                self.found.traces.append(self.found.trace("kind", noun, noun.senses.kind))

    def _count_quantities(self) -> None:
        """Reads `a pair of wings` and `a row of spikes`."""
        doc = self.found.doc
        for phrase in self.gathered.phrases:
            quantity = self.gathered.before(phrase.start)
            mention = self.describer.mention_of(phrase)
            if quantity is None or mention is None or quantity.head is None:
                continue
            senses = quantity.head.senses
            joined = quantity.end == phrase.start and senses.number is not None
            of = quantity.end == phrase.start - 1 and doc[quantity.end].lower_ == "of"
            if not senses.quantity or not (joined or of):
                continue
            self.found.understand(quantity.start, phrase.start)
            number = next((m.senses.number for m in quantity.modifiers if m.senses.number), 1)
            if senses.number and mention.count is None:
                half = "half" in [w.lower_ for w in doc[max(0, quantity.start - 1) : quantity.end]]
                mention.count = senses.number * (number or 1) // (2 if half else 1)
            for unit in quantity.modifiers:
                if not unit.senses.number:
                    self.describer.describe_part(unit, mention)


def _is_bare_subject(phrase: Phrase) -> bool:
    """Whether something named before is spoken of without an article: `flower is white`."""
    doc, end = phrase.token.doc, phrase.end
    bare = phrase.start + 1 == end and not phrase.modifiers
    return bare and end < len(doc) and doc[end].lower_ in ("is", "are")


def _may_bear(part: str, borne: str) -> bool:
    """Whether the noun before a part is what it hangs on: `tail tip`, and not `camera eye`."""
    if borne in english()["major_parts"]:
        return False
    return part in english()["body_parts"] or borne in ("crest", "collar", "mask")


def _is_other_one(phrase: Phrase) -> bool:
    """Whether a phrase speaks of the second of two: `the other wing`."""
    words = [w.lower_ for w in phrase.token.doc[max(0, phrase.start - 1) : phrase.end]]
    return ("other" in words or "another" in words) and not phrase.is_plural


_LIMBS = frozenset(["limb", "limbs", "appendage", "appendages"])
_ELEMENTS = frozenset(["fire", "ice", "lightning"])


def _side(phrase: Phrase) -> str | None:
    """Returns `left` or `right` where a phrase tells one of a pair: `the left eye`."""
    words = [t.lower_ for t in phrase.token.doc[max(0, phrase.start - 1) : phrase.end - 1]]
    return next((w for w in ("left", "right") if w in words and not phrase.is_plural), None)
