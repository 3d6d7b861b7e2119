"""How the creature stands and where it looks: pose, view, and types said in words."""

from __future__ import annotations

from scenegan.language.clauses import Clauses, is_negated_verb
from scenegan.language.describing import Describer
from scenegan.language.lexicon import lookup
from scenegan.language.looks import is_habit
from scenegan.language.mentions import Findings, Trace
from scenegan.language.phrases import Gathered
from scenegan.language.tables import english
from scenegan.language.words import Word


class Manner:
    """Reads pose, mood and view from verbs and adverbs."""

    def __init__(
        self, found: Findings, gathered: Gathered, clauses: Clauses, describer: Describer
    ) -> None:
        """Takes what was found so far."""
        self.describer = describer
        self.found = found
        self.gathered = gathered
        self.clauses = clauses

    def read(self) -> None:
        """Reads all verbs of the text."""
        for token in self.found.doc:
            self._looks(token)
            self._verb_attribute(token)
            nominal = token.pos_ not in ("VERB", "AUX") and token.lower_ != "facing"
            if token.i in self.gathered.by_token and nominal:
                continue
            self._pose(token)
            self._view(token)

    def _looks(self, token: Word) -> None:
        """Reads `a puzzled look` and `an angry expression`: the mood of the creature."""
        phrase = self.gathered.by_token.get(token.i)
        if phrase is None or phrase.token is not token or phrase.negated:
            return
        if token.lower_ not in english()["look_nouns"] or self.found.creature.mood is not None:
            return
        for unit in phrase.modifiers:
            if unit.senses.mood:
                self.found.creature.mood = unit.senses.mood
                self.found.traces.append(self.found.trace("mood", unit, unit.senses.mood))

    def _verb_attribute(self, token: Word) -> None:
        """Reads `its eyes glow` and `a neck that curves`."""
        attr = english()["verb_attributes"].get(token.lemma_.lower())
        if attr is None and _points_up(token):
            attr = "upright"
        if attr is None or token.pos_ not in ("VERB", "NOUN") or token.tag_ in ("VBN", "VBG"):
            return
        relative = token.i > 0 and self.found.doc[token.i - 1].lower_ in ("that", "which")
        if is_negated_verb(token) or (token.i in self.gathered.by_token and not relative):
            return
        # Beside `the flame glows` stands `at its tip glows a flame`.
        for subject in self.clauses.subjects(token) or self.clauses.objects(token)[:1]:
            mention = self.describer.mention_of(self.describer.stands_for(subject))
            if mention is not None:
                mention.add_attr(attr)
                mention.traces.append(self.found.trace_words("attrs", token.i, token.i + 1, attr))

    def _pose(self, token: Word) -> None:
        senses = lookup(token.lower_) or lookup(token.lemma_)
        if senses is None or token.pos_ not in ("VERB", "ADJ", "NOUN", "ADV"):
            return
        if self._is_of_part(token):
            return
        facts = self.found.creature
        before = self.found.doc[token.i - 1].lower_ if token.i else ""
        if is_negated_verb(token) or before in ("not", "n't", "never", "neither", "nor"):
            return
        if senses.pose and facts.pose is None:
            facts.pose = senses.pose
            self._note("pose", token, senses.pose)
        elif is_habit(self.found.doc, token.i, senses.mood):
            return
        elif senses.mood and facts.mood is None and token.i not in self.gathered.by_token:
            facts.mood = senses.mood
            self._note("mood", token, senses.mood)

    def _is_of_part(self, token: Word) -> bool:
        """Whether the verb's subject is a part: `a flame floats`."""
        subjects = self.clauses.subjects(token)
        return bool(subjects) and subjects[0].role in ("part", "place")

    def _view(self, token: Word) -> None:
        words = english()["view_words"]
        facing = token.lemma_.lower() in english()["facing_verbs"] and token.pos_ == "VERB"
        if not facing and token.lower_ not in ("facing", "looking"):
            return
        if self.found.creature.view is not None or self._is_of_part(token):
            return
        for word in self.found.doc[token.i + 1 : min(token.i + 6, token.sent.end)]:
            if word.i in self.gathered.by_token and word.lower_ not in words:
                break
            if word.lower_ in words:
                self.found.creature.view = words[word.lower_]
                self.found.understand(token.i, word.i + 1)
                self._note("view", word, words[word.lower_])
                return

    def _note(self, name: str, token: Word, value: str) -> None:
        start, end = self.found.understand(token.i, token.i + 1)
        self.found.traces.append(Trace(name, start, end, value))


def _points_up(token: Word) -> bool:
    """Whether a verb says that a part is upright: `stand straight up`, `sticks up`."""
    if token.lemma_.lower() not in ("stand", "stick", "point", "prick", "perk", "poke"):
        return False
    after = [w.lower_ for w in token.doc[token.i + 1 : token.i + 3]]
    if after[:1] == ["straight"]:
        after = after[1:]
    return after[:1] in (["up"], ["upright"], ["upward"], ["upwards"], ["erect"])
