"""What a text tells of looks, and what of life, powers and places: `it feeds on leaves`.

Encyclopedia prose speaks of leaves, stones and flames that are no part of the creature. A noun for
such a thing counts as a part only where no verb of living or doing governs it.
"""

from __future__ import annotations

from scenegan.language.clauses import Clauses, Link
from scenegan.language.mentions import Findings
from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.tables import english
from scenegan.language.words import Word, Words

NOT_LOOKS = "not about looks"
INTRANSITIVE = frozenset(
    ["sit", "walk", "come", "go", "run", "fly", "float", "live", "sleep", "rest", "swim", "appear"]
    + ["travel", "perch", "dwell", "rise", "burn", "move"]
)
"""Verbs with their subject behind them in `on its back sits a bud`."""
_ASKED = frozenset(["anyone", "anybody", "someone", "somebody", "you", "u", "y'all"])
_FOREIGN = frozenset(["of", "for", "against", "through", "into", "near", "by", "under", "among"])


def drop_lore(
    found: Findings, gathered: Gathered, clauses: Clauses, creature: Phrase | None
) -> None:
    """Drops the parts and creatures that a text names only to tell how its creature lives."""
    materials = set(english()["materials_of_the_world"])
    for phrase in gathered.phrases:
        met = phrase is creature and clauses.link(phrase).kind == "obj"
        if phrase.head is None or met or phrase.is_owned:
            continue
        part = phrase.head.senses.part if phrase.role == "part" else None
        if _is_placed_on_it(gathered, phrase):
            continue
        foreign = (
            part in materials
            or (part and _is_perch(clauses, phrase))
            or (phrase.role != "part" and phrase.head.senses.kind)
        )
        if foreign and _is_lived_with(clauses, phrase):
            phrase.dropped = True
            phrase.role = "other"
            found.miss(phrase.start, phrase.end, NOT_LOOKS)
            found.understand(phrase.start, phrase.end)
            found.lore.update(range(phrase.start, phrase.end))


def _is_placed_on_it(gathered: Gathered, phrase: Phrase) -> bool:
    """Whether a place on the creature follows: `it uses the leaf on its head`."""
    after = gathered.after(phrase.end)
    if after is None or after.start != phrase.end + 1 or not after.is_owned:
        return False
    return after.role == "part" and phrase.token.doc[phrase.end].lower_ in english()["places"]


def _is_perch(clauses: Clauses, phrase: Phrase) -> bool:
    """Whether a creature sits or stands on something of no matter: `perched on a skull`."""
    link = clauses.link(phrase)
    if link.kind != "prep" or link.token is None or not {"a", "an"} & set(phrase.determiners):
        if not any(u.word in ("a", "an") for u in phrase.modifiers):
            return False
    return link.token is not None and link.token.lower_ in ("on", "atop", "upon", "over", "in")


def _is_lived_with(clauses: Clauses, phrase: Phrase) -> bool:
    link = clauses.link(phrase)
    if link.token is None:
        return False
    first = link.conjunct
    if first is not None and not first.dropped:
        return False
    if link.kind == "obj":
        return is_lore_verb(link.token) and link.token.lemma_.lower() not in INTRANSITIVE
    verb = _governing_verb(clauses, phrase, link)
    # On its back sits a bud: what stands before the verb is a place on the creature.
    if link.kind != "prep" or verb is None or verb.i > phrase.start:
        return False
    # Its eyes sit on stalks: what a part does tells of looks.
    return not any(s.role == "part" for s in clauses.subjects(verb))


def _governing_verb(clauses: Clauses, phrase: Phrase, link: Link) -> Word | None:
    """Returns the verb of living that a preposition hangs on."""
    if link.token is None:
        return None
    governor = clauses.governor(link.token)
    if isinstance(governor, Phrase):
        if link.token.lower_ not in _FOREIGN or governor.role == "part":
            return None
        governor = clauses.link(governor).token
    return governor if governor is not None and is_lore_verb(governor) else None


def is_lore_verb(verb: Word) -> bool:
    """Whether a verb tells of living or doing and not of looks."""
    before = verb.doc[verb.i - 1].lower_ if verb.i else ""
    if verb.tag_ == "VBG" and before in ("fire", "flame", "ice", "water", "lightning", "-"):
        return False
    if verb.doc[max(0, verb.i - 1)].lower_ in ("would", "'d", "d"):
        # Would love a grey kitten: a wish.
        return False
    if verb.lemma_.lower() in english()["making_verbs"] and verb.tag_ != "VBN":
        return False
    subjects = {c.lower_ for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")}
    if subjects and subjects <= _ASKED and verb.lemma_.lower() in ("see", "find", "know", "spot"):
        # Has anyone seen a snake with feathers?
        return False
    told = verb.tag_ == "VBD" and subjects <= {"i", "we"}
    if told and verb.lemma_.lower() in ("see", "find", "meet", "catch", "spot"):
        # Saw a blue bug today: what it looked like follows.
        return False
    return verb.lemma_.lower() in english()["lore_verbs"] and verb.pos_ in ("VERB", "NOUN", "AUX")


def is_habit(doc: Words, i: int, mood: str | None) -> bool:
    """Whether a text tells when or where a creature sleeps: `it sleeps by day`."""
    after = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    if mood != "sleepy":
        return False
    spent = any(w.lemma_ in ("spend", "spends") for w in doc[doc[i].sent.start : i])
    return spent or (doc[i].lower_.endswith("s") and after in _WHEN)


_WHEN = frozenset(
    ["by", "at", "during", "all", "through", "throughout", "in", "most", "under", "until", "when"]
    + ["while", "inside", "for", "only", "among", "away"]
)


def tells_of_doing(gathered: Gathered, clauses: Clauses) -> bool:
    """Whether every sentence with a verb tells what somebody does: a text without a creature."""
    doc = clauses.doc
    roots = [s.root for s in doc.sentences]
    verbs = [r for r in roots if r.pos_ in ("VERB", "AUX")]
    looking = {"be", "have", "look", "stand", *english()["bearing_verbs"]}
    looking |= {*english()["making_verbs"], *english()["passive_bearing"]}
    return bool(verbs) and all(v.lemma_.lower() not in looking for v in verbs)
