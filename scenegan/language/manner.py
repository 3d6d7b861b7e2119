"""How the creature stands and where it looks: pose, view, and types said in words."""

from __future__ import annotations

from spacy.tokens import Token

from scenegan.language.clauses import Clauses
from scenegan.language.lexicon import lookup
from scenegan.language.mentions import Findings, Trace
from scenegan.language.phrases import Gathered
from scenegan.language.tables import english


class Manner:
    """Reads pose, mood and view from verbs and adverbs."""

    def __init__(self, found: Findings, gathered: Gathered, clauses: Clauses) -> None:
        """Takes what was found so far."""
        self.found = found
        self.gathered = gathered
        self.clauses = clauses

    def read(self) -> None:
        """Reads all verbs of the text."""
        for token in self.found.doc:
            nominal = token.pos_ not in ("VERB", "AUX") and token.lower_ != "facing"
            if token.i in self.gathered.by_token and nominal:
                continue
            self._pose(token)
            self._view(token)

    def _pose(self, token: Token) -> None:
        senses = lookup(token.lower_) or lookup(token.lemma_)
        if senses is None or token.pos_ not in ("VERB", "ADJ", "NOUN", "ADV"):
            return
        if self._is_of_part(token):
            return
        facts = self.found.creature
        if senses.pose and facts.pose is None:
            facts.pose = senses.pose
            self._note("pose", token, senses.pose)
        elif senses.mood and facts.mood is None and token.i not in self.gathered.by_token:
            facts.mood = senses.mood
            self._note("mood", token, senses.mood)

    def _is_of_part(self, token: Token) -> bool:
        """Whether the verb's subject is a part: `a flame floats`."""
        subjects = self.clauses.subjects(token)
        return bool(subjects) and subjects[0].role in ("part", "place")

    def _view(self, token: Token) -> None:
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

    def _note(self, name: str, token: Token, value: str) -> None:
        start, end = self.found.understand(token.i, token.i + 1)
        self.found.traces.append(Trace(name, start, end, value))
