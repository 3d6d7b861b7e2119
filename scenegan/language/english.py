"""The English parser as a component of a spaCy pipeline.

    nlp = spacy.load("en_core_web_sm")
    nlp.add_pipe("scenegan_graph")
    nlp("A blue bird with a long tail.")._.scene_graph

It needs a tagger, a dependency parser and a lemmatizer before it.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from scenegan.graph.kinds import ANY_KIND
from scenegan.language.clauses import Clauses
from scenegan.language.colors import find_color
from scenegan.language.comparisons import Comparisons
from scenegan.language.counts import GraphBuilder
from scenegan.language.creature import choose_creature, comparison, is_living, kind_of
from scenegan.language.describing import Describer
from scenegan.language.leftovers import report_leftovers
from scenegan.language.manner import Manner
from scenegan.language.mentions import Findings, Mention
from scenegan.language.negation import mark_denied
from scenegan.language.phrases import Gathered, Phrase, assign_roles, gather_phrases
from scenegan.language.placing import Placer, settle_places
from scenegan.language.tables import english
from scenegan.language.units import Unit, UnitFinder, find_type


class EnglishReader:
    """Reads one parsed text at a time; sets `doc._.scene_graph` and `doc._.reading`."""

    def __init__(self, nlp: Language) -> None:
        """Prepares matchers for the vocabulary of a pipeline."""
        self._find_units = UnitFinder(nlp)

    def __call__(self, doc: Doc) -> Doc:
        """Reads a text."""
        units = self._find_units(doc)
        found = _Reading(doc, units).read()
        doc._.scene_graph, doc._.reading = GraphBuilder(found).build()
        return doc


@Language.factory("scenegan_graph", assigns=["doc._.scene_graph", "doc._.reading"])
def make_english_reader(nlp: Language, name: str) -> EnglishReader:
    """Makes the component; spaCy calls this."""
    for extension in ("scene_graph", "reading"):
        if not Doc.has_extension(extension):
            Doc.set_extension(extension, default=None)
    return EnglishReader(nlp)


class _Reading:
    """The reading of one text, step by step."""

    def __init__(self, doc: Doc, units: list[Unit]) -> None:
        self.found = Findings(doc)
        self.units = units
        self.gathered: Gathered = gather_phrases(doc, units)
        self.clauses = Clauses(doc, self.gathered)
        self.describer = Describer(self.found, self.clauses, self.gathered)

    def read(self) -> Findings:
        doc, gathered = self.found.doc, self.gathered
        assign_roles(gathered)
        mark_denied(doc, gathered, self.clauses)
        creature = choose_creature(doc, gathered, self.clauses)
        comparisons = Comparisons(self.found, gathered, self.clauses)
        comparisons.find()
        settle_places(gathered, self.clauses)
        self._mention_parts(creature)
        for phrase in gathered.phrases:
            if phrase.role in ("creature", "cover"):
                self._describe_whole(phrase, creature)
        self._count_quantities()
        self.describer.shared_over_coordination()
        self.describer.apply_loose()
        Placer(self.found, gathered, self.clauses, self.describer).place_all()
        comparisons.apply(self.describer)
        Manner(self.found, gathered, self.clauses).read()
        facts = self.found.creature
        if facts.kind is None:
            facts.kind = comparison(gathered)
        described = facts.colors or facts.attrs or facts.size or facts.mood or facts.types
        if facts.kind is None and described and creature is not None and not self.found.mentions:
            facts.kind = ANY_KIND
        if self._is_small_talk():
            return Findings(doc, doubts=["The text seems to describe no creature."])
        report_leftovers(self.found, gathered)
        return self.found

    def _is_small_talk(self) -> bool:
        """Whether a text in the first or second person only names things in passing."""
        persons = {"i", "we", "our", "my", "you", "your", "us", "they", "he", "she"}
        facts = self.found.creature
        if not any(t.lower_ in persons for t in self.found.doc) or is_living(facts.kind):
            return False
        looks = facts.colors or facts.attrs or facts.types or self.found.absent
        return not looks and not any(m.attrs or m.colors or m.holder for m in self.found.mentions)

    def _mention_parts(self, creature: Phrase | None) -> None:
        kind = kind_of(creature) if creature is not None else None
        own_words: dict[str, str] = english()["kind_words"].get(kind, {})
        for phrase in self.gathered.phrases:
            if phrase.role == "part" and not phrase.dropped and phrase.head is not None:
                part = own_words.get(phrase.token.lower_) or phrase.head.senses.part
                if part is not None:
                    self._mention(phrase, phrase.head, part)

    def _mention(self, phrase: Phrase, head: Unit, part: str) -> None:
        trace = self.found.trace("absent" if phrase.negated else "part", head, part)
        if phrase.negated:
            self.found.deny(part)
            self.found.traces.append(trace)
            return
        each = any(w in ("each", "every") for w in phrase.determiners)
        plural = phrase.is_plural or each
        mention = Mention(part, phrase, plural=plural, definite=phrase.is_definite)
        mention.side = _side(phrase)
        mention.traces.append(trace)
        mention.attrs.extend(head.senses.part_attrs)
        color = find_color(head.senses.part_color) if head.senses.part_color else None
        mention.colors.extend([color] if color else [])
        self.found.mentions.append(mention)
        self.describer.of_phrase[phrase.start] = mention
        for unit in phrase.modifiers:
            self.describer.describe_part(unit, mention)
        for noun in phrase.nouns:
            self._noun_before(noun, mention)

    def _noun_before(self, noun: Unit, mention: Mention) -> None:
        """Reads the first noun of `tail tip`, `leaf ears`, `bat wings`."""
        part = noun.senses.part
        word = part if part and not noun.senses.attr else noun.text.lower()
        if noun.text.lower() in english()["shape_nouns"]:
            self.found.understand(noun.start, noun.end)
            return
        attr = english()["materials"].get(noun.text.lower()) or english()["materials"].get(word)
        if attr:
            mention.add_attr(attr)
            mention.traces.append(self.found.trace("attrs", noun, attr))
        elif part and part != mention.part and mention.part not in english()["major_parts"]:
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
        self.found.understand(phrase.start, phrase.end)
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

    def _owner(self, phrase: Phrase) -> Mention | None:
        """Returns the part whose fur or skin this is: `the fur of its tail`, `tail fur`."""
        if phrase.role != "cover":
            return None
        for noun in phrase.nouns:
            if noun.senses.part:
                owner = Mention(noun.senses.part, definite=True)
                self.found.mentions.append(owner)
                return owner
        following = self.gathered.after(phrase.end)
        if following is not None and following.start == phrase.end + 1:
            if self.found.doc[phrase.end].lower_ in ("of", "on"):
                return self.describer.mention_of(following)
        return None

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
        if kind is not None:
            self.found.creature.kind = kind
            self.found.traces.append(self.found.trace("kind", head, kind))
        for noun in phrase.nouns:
            word = noun.text.lower()
            type_name = find_type(word) if word in english()["type_nouns"] else None
            attr = english()["materials"].get(word)
            if attr and kind not in english()["typed_kinds"]:
                self.found.creature.attrs.append(attr)
                self.found.traces.append(self.found.trace("attrs", noun, attr))
            elif type_name:
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
            quantity = self.gathered.before(phrase.start - 1)
            mention = self.describer.mention_of(phrase)
            if quantity is None or mention is None or quantity.head is None:
                continue
            senses = quantity.head.senses
            if not senses.quantity or quantity.end != phrase.start - 1:
                continue
            if doc[phrase.start - 1].lower_ not in ("of",):
                continue
            self.found.understand(quantity.start, phrase.start)
            number = next((m.senses.number for m in quantity.modifiers if m.senses.number), 1)
            if senses.number and mention.count is None:
                mention.count = senses.number * (number or 1)
            for unit in quantity.modifiers:
                if not unit.senses.number:
                    self.describer.describe_part(unit, mention)


def _side(phrase: Phrase) -> str | None:
    """Returns `left` or `right` where a phrase tells one of a pair: `the left eye`."""
    words = [t.lower_ for t in phrase.token.doc[phrase.start : phrase.end - 1]]
    return next((w for w in ("left", "right") if w in words and not phrase.is_plural), None)
