"""Which noun of a text is the creature, and what it is called."""

from __future__ import annotations

from itertools import pairwise

from scenegan.graph.kinds import kinds
from scenegan.language.clauses import Clauses, Link
from scenegan.language.comparisons import comparing_token
from scenegan.language.lexicon import is_living as is_living
from scenegan.language.lexicon import passing_kinds, people, species, species_kind
from scenegan.language.looks import INTRANSITIVE, is_lore_verb
from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.tables import english
from scenegan.language.words import Word, Words


def choose_creature(doc: Words, gathered: Gathered, clauses: Clauses) -> Phrase | None:
    """Returns the phrase that names the creature, and gives all phrases their final role.

    A noun such as `rock` or `flower` is the creature only where it stands as the main noun of a
    sentence; elsewhere it is a part. `body` and generic nouns (`beast`) stand for the creature,
    whoever that is.
    """
    best: Phrase | None = None
    best_score = 0.0
    for phrase in gathered.phrases:
        score = _score(doc, phrase, clauses) - 0.01 * phrase.start
        if score > best_score:
            best, best_score = phrase, score
    if best is None:
        best = _before_unknown(gathered) or _told_of(gathered, clauses)
    elif not is_living(kind_of(best)) and best.head is not None and best.head.senses.part:
        # My cat Luna has white socks: no sock, though the name is not known.
        best = _before_unknown(gathered) or best
    elif kind_of(best) in passing_kinds() and not _is_described_person(best, clauses):
        # The electricity from its cheeks; farmers fear this mouse.
        best = _told_of(gathered, clauses) or best
    if best is None or kind_of(best) is None:
        _take_likeness(gathered)
    for phrase in gathered.phrases:
        if phrase is best:
            phrase.role = "creature"
        elif phrase.role == "creature" and not _stands_for_creature(phrase, best):
            phrase.role = "other"
    if best is not None:
        _take_names(doc, gathered, best)
    return best


def _take_names(doc: Words, gathered: Gathered, best: Phrase) -> None:
    """Lets the creature's own name stand for it: `My dog Rex is brown`."""
    unknown = [p for p in gathered.phrases if p.head is None and p.token.is_title]
    names = {
        p.token.lower_
        for p in unknown
        if p.role == "other" and (p.start == best.end or doc[p.start - 1].lower_ in _CALLED)
    }
    for phrase in unknown:
        if phrase.role == "other" and phrase.token.lower_ in names and not phrase.modifiers:
            phrase.role = "creature"


def _before_unknown(gathered: Gathered) -> Phrase | None:
    """Returns the animal before a word that is no noun for one: `red panda thingy, long tail`."""
    if not any(p.role == "part" for p in gathered.phrases):
        return None
    for phrase in gathered.phrases:
        animal = next((n for n in reversed(phrase.nouns) if is_living(n.senses.kind)), None)
        if phrase.head is None and animal is not None and not phrase.negated:
            phrase.head = animal
            phrase.nouns.remove(animal)
            return phrase
    return None


def _is_described_person(phrase: Phrase, clauses: Clauses) -> bool:
    """Whether a person is no mere onlooker, as in `hunters fear the wolf`."""
    link = clauses.link(phrase)
    looks_on = link.kind == "subj" and link.token is not None and is_lore_verb(link.token)
    return kind_of(phrase) in people() and not looks_on


def _told_of(gathered: Gathered, clauses: Clauses) -> Phrase | None:
    """Returns whom people meet, fear, hunt, if no other creature is there: `they fear the wolf`."""
    owned = any(p.is_owned for p in gathered.phrases if p.role == "part")
    for phrase in gathered.phrases if owned else ():
        named = phrase.role == "creature" and phrase.is_definite and not phrase.negated
        if named and kind_of(phrase) and not phrase.is_owned:
            if _is_lore(clauses.link(phrase), clauses) and not _is_compared(phrase):
                return phrase
    return None


def _take_likeness(gathered: Gathered) -> None:
    """Lets `a wolf` stand for the creature in `something like a wolf, but purple`."""
    for phrase in gathered.phrases:
        if phrase.role == "creature" and _is_like_whole(phrase, gathered):
            phrase.likened = True
            return


def kind_of(phrase: Phrase) -> str | None:
    """Returns the noun for a creature that a phrase holds, species given by their looks."""
    head = phrase.head
    if head is None or head.senses.kind is None or head.senses.generic:
        return None
    name = head.senses.kind
    animal = next((n.senses.kind for n in phrase.nouns if is_living(n.senses.kind)), None)
    if animal is not None and (name in people() or name in _FIGURES):
        # A frog king is a frog, and so is a frog ball.
        return animal
    if animal is not None and "my" in phrase.determiners and not is_living(name):
        # My cat Pumpkin is a cat.
        return animal
    return species_kind(name) if name in species() and name not in kinds() else name


def _stands_for_creature(phrase: Phrase, best: Phrase | None) -> bool:
    """Whether a phrase speaks of the creature again (`it`, `this beast`, `the dragon`)."""
    if phrase.head is None or phrase.likened:
        return True
    senses = phrase.head.senses
    if senses.generic or senses.part == "body":
        return not _is_compared(phrase)
    same = best is not None and best.head is not None and senses.kind == best.head.senses.kind
    if not same and is_living(senses.kind) and (_is_fragment(phrase) or _explains(phrase, best)):
        # Manticore?? Red lion, bat wings. The kraken, a gigantic squid, has hooks.
        return not _is_compared(phrase)
    if not same and best is not None and is_living(kind_of(best)):
        # The other light of a wolf's two eyes is not the wolf.
        named = senses.kind in people() or is_living(senses.kind)
        return named and phrase.is_definite and not _is_compared(phrase) and phrase.start > 0
    return same or (phrase.is_definite and not _is_compared(phrase) and phrase.start > 0)


def _explains(phrase: Phrase, best: Phrase | None) -> bool:
    """Whether a phrase says between signs what the creature is: `The kraken, a purple squid,`."""
    doc, end = phrase.token.doc, phrase.end
    if best is None or best.end != phrase.start - 1 or doc[best.end].text not in (",", "(", "-"):
        return False
    closed = end >= len(doc) or doc[end].text in (",", ")", "-", ".", ";")
    return closed and any(w in ("a", "an") for w in phrase.determiners_and_numbers())


def _is_fragment(phrase: Phrase) -> bool:
    """Whether a phrase begins a sentence that has no verb."""
    sentence = phrase.token.sent
    bare = not phrase.negated and phrase.start == sentence.start and phrase.start > 0
    return bare and not any(w.pos_ in ("VERB", "AUX") for w in sentence)


def _is_compared(phrase: Phrase) -> bool:
    return comparing_token(phrase.token.doc, phrase) is not None


def _is_like_whole(phrase: Phrase, gathered: Gathered) -> bool:
    """Whether a creature may be called by a likeness; `black as coal` names no creature."""
    token = comparing_token(phrase.token.doc, phrase)
    kind = kind_of(phrase)
    if token is None or kind is None or token.lower_ == "than":
        return False
    before = gathered.before(token.i)
    if before is not None and before.end == token.i and before.role == "part":
        # A snout like a duck's: the snout is, and not its owner.
        return False
    return is_living(kind) or token.lower_ != "as"


def _score(doc: Words, phrase: Phrase, clauses: Clauses) -> float:
    head = phrase.head
    if head is None or phrase.negated or phrase.dropped:
        return 0.0
    senses = head.senses
    if not (senses.kind or senses.generic) or _is_only_part(phrase):
        return 0.0
    score = 10.0 if senses.kind and not senses.generic else 4.0
    if senses.kind and not senses.generic and not is_living(senses.kind):
        # The lord of the forest, a stag: people and things give way to animals.
        score -= 3.0
        if _is_compared(phrase):
            return 0.0
    if senses.part and senses.part != "body":
        if _owner_follows(phrase, clauses):
            return 0.0
        if not _leads(phrase, clauses):
            return 0.0
        score = 5.5
    if senses.generic and any(n.senses.kind for n in phrase.nouns):
        score = 9.0
    if senses.kind and not senses.generic and not _is_told_of(phrase, clauses):
        return 0.0
    link = clauses.link(phrase)
    if _is_lore(link, clauses) or _is_of_part(phrase, link, clauses):
        return 0.0
    if phrase.is_owned:
        score -= 9.0
    penalty = 9.5 if senses.part or senses.cover else 5.0
    if link.kind == "prep" and link.token is not None:
        framed = link.token.lower_ == "of" and _is_framed(doc, link.token.i)
        score -= 0.0 if framed else penalty
        if link.token.lower_ == "of" and not senses.part:
            if _is_lent(phrase, clauses):
                return 0.0
            score += 3.0
    elif link.kind == "obj" and link.token is not None:
        lemma = link.token.lemma_.lower()
        of_part = lemma == "be" and any(s.role == "part" for s in clauses.subjects(link.token))
        bears = lemma in english()["bearing_verbs"] or of_part
        has_subject = bool(clauses.subjects(link.token))
        score -= penalty if bears and has_subject else 0.5
        if lemma == "be" and _is_of_itself(clauses, link.token):
            score += 2.5
        if lemma == "be" and not is_living(senses.kind) and _tells_more(phrase, clauses):
            # A penguin that is also a knight.
            score -= 4.0
    elif link.conjunct is not None and senses.part:
        score -= penalty
    if link.conjunct is not None and _is_put_on(phrase, link.conjunct, doc):
        score -= penalty
    if link.kind == "poss":
        # A knight's helmet may be a snail's; the knight's helmet is hardly.
        score -= 6.0 if any(w in ("a", "an") for w in phrase.determiners_and_numbers()) else 1.0
    if _is_material(phrase, clauses):
        return 0.0
    borrowed = doc.lower(max(0, phrase.start - 2), phrase.start) in ("that of", "those of")
    if borrowed or _is_compared(phrase):
        score -= 5.5
    if "half" in [w.lower_ for w in doc[max(0, phrase.start - 1) : phrase.end]]:
        # Half lion, half eagle, the griffin has a beak.
        score -= 2.0
    return score


def _is_material(phrase: Phrase, clauses: Clauses) -> bool:
    """Whether an animal is made of it: `a cat made out of jelly`."""
    doc, first = clauses.doc, phrase.start
    led = doc.lower(max(0, first - 2), first)
    if led not in ("made of", "out of", "built of"):
        return False
    made = clauses.gathered.before(first - 1)
    return made is not None and is_living(kind_of(made)) and made.end >= first - 3


def _is_put_on(phrase: Phrase, part: Phrase, doc: Words) -> bool:
    """Whether an animal sits on the creature as its parts do: `spines and a red bird on top`."""
    place = doc.lower(phrase.end, phrase.end + 2)
    return part.role == "part" and place.startswith(("on top", "on its", "on his", "on her"))


def _is_lent(phrase: Phrase, clauses: Clauses) -> bool:
    """Whether a creature only lends a part: `it has the head of a deer`."""
    owned = clauses.gathered.before(phrase.start - 1) if phrase.start else None
    lent = owned is not None and owned.role == "part" and owned.end == phrase.start - 1
    told = owned is not None and clauses.link(owned).kind == "obj"
    return lent and told and any(w in ("a", "an") for w in phrase.determiners_and_numbers())


def _tells_more(phrase: Phrase, clauses: Clauses) -> bool:
    """Whether `also` or `that is` says what another creature is besides."""
    before = [w.lower_ for w in clauses.doc[max(0, phrase.start - 3) : phrase.start]]
    return "also" in before or ("that" in before and before[-1:] in (["'s"], ["is"]))


def _is_of_itself(clauses: Clauses, verb: Word) -> bool:
    """Whether a pronoun is said to be something: `it's a seal`."""
    subjects = clauses.subjects(verb)
    return any(s.token.lower_ in ("it", "he", "she", "this") for s in subjects)


def _is_lore(link: Link, clauses: Clauses) -> bool:
    """Whether a noun is only what a creature eats, or where it lives."""
    if link.token is None or link.kind not in ("obj", "prep") or link.conjunct is not None:
        return False
    verb = link.token if link.kind == "obj" else clauses.governor(link.token)
    if verb is None or isinstance(verb, Phrase) or not is_lore_verb(verb):
        return False
    if verb.lemma_.lower() in INTRANSITIVE and link.kind == "obj":
        return False
    wished = verb.lemma_.lower() in english()["making_verbs"]
    return not wished


def _is_of_part(phrase: Phrase, link: Link, clauses: Clauses) -> bool:
    """Whether a noun is what a part is: `its head is a pumpkin`."""
    after = [w.lower_ for w in clauses.doc[phrase.end : phrase.end + 2]]
    if after in (["for", "a"], ["for", "its"], ["for", "an"]):
        following = clauses.gathered.after(phrase.end + 1)
        return following is not None and following.role == "part"
    if link.kind != "obj" or link.token is None or link.token.lemma_.lower() != "be":
        return False
    return any(s.role == "part" for s in clauses.subjects(link.token))


def _owner_follows(phrase: Phrase, clauses: Clauses) -> bool:
    """Whether a thing is placed on somebody: `a gem in the chest of a stone guardian`."""
    sentence = phrase.token.sent
    for earlier, later in pairwise(clauses.gathered.phrases):
        if earlier.start <= phrase.start or later.token.sent is not sentence:
            continue
        of = later.start == earlier.end + 1 and clauses.doc[earlier.end].lower_ == "of"
        head = later.head
        if of and earlier.role == "part" and head is not None:
            if head.senses.generic or is_living(head.senses.kind):
                return True
    return False


def _is_only_part(phrase: Phrase) -> bool:
    """Whether a noun such as `tail` is never a creature by itself."""
    head = phrase.head
    if head is None or head.senses.part not in english()["never_kinds"]:
        return False
    return head.senses.part != "body" and head.senses.kind not in english()["still_kinds"]


def _leads(phrase: Phrase, clauses: Clauses) -> bool:
    """Whether a noun for a part or a creature is the main one: first, or root of a sentence."""
    earlier = [p for p in clauses.gathered.phrases if p.start < phrase.start and p.head is not None]
    first = all(p.negated or p.dropped for p in earlier)
    return first or phrase.root.dep_ in ("ROOT", "attr")


def _is_told_of(phrase: Phrase, clauses: Clauses) -> bool:
    """Whether a noun for a person or a thing is described, and not only named in passing."""
    head = phrase.head
    if head is None or head.senses.kind not in passing_kinds():
        return True
    if any(p.role == "part" and p is not phrase for p in clauses.gathered.phrases):
        return True
    link = clauses.link(phrase)
    verb = link.token.lemma_.lower() if link.token is not None else ""
    subjects = clauses.subjects(link.token) if link.token is not None else []
    if link.kind == "obj" and verb != "be" and subjects:
        # Somebody needs, has, wants a thing: a wish for it where a person does.
        persons = {s.token.lower_ for s in subjects}
        return verb in english()["making_verbs"] and bool(persons & _PERSONS)
    described = any(u.color or u.senses.attr or u.senses.mood for u in phrase.modifiers)
    if described or phrase.root.sent.root.pos_ in ("NOUN", "PROPN", "ADJ"):
        return True
    return verb in english()["making_verbs"] or (verb == "be" and link.kind == "obj")


_CALLED = frozenset(["named", "called"])
_FIGURES = frozenset(["ball", "blob", "puffball", "statue", "toy", "doll"])
_PERSONS = frozenset(["i", "we", "you", "someone", "somebody", "anyone"])


def _is_framed(doc: Words, index: int) -> bool:
    """Whether a preposition follows a word such as `picture` or `kind`."""
    return index > 0 and doc[index - 1].lower_.rstrip("s") in english()["frame_nouns"]


def comparison(gathered: Gathered) -> Phrase | None:
    """Returns what an otherwise nameless creature is compared with."""
    return next((p for p in gathered.phrases if _is_like_whole(p, gathered)), None)
