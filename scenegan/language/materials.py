"""What parts are made of, said behind them: `hooves of iron`, `wings made of glass`."""

from __future__ import annotations

from collections.abc import Callable

from scenegan.language.lexicon import lookup
from scenegan.language.mentions import Findings, Mention
from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.tables import english
from scenegan.language.words import Words

MentionOf = Callable[[Phrase | None], Mention | None]
_MADE = frozenset(["made", "built", "forged", "carved", "fashioned", "crafted"])


def read_materials(found: Findings, gathered: Gathered, mention_of: MentionOf) -> None:
    """Gives a part the attribute of its material, where that is no part of the vocabulary.

    Args:
        found: what was found so far.
        gathered: the noun phrases.
        mention_of: gives the part that a phrase mentions.
    """
    doc = found.doc
    for word in doc:
        attr = english()["materials"].get(word.lower_)
        senses = lookup(word.lower_)
        if attr not in _SUBSTANCES or (senses is not None and senses.part is not None):
            continue
        owner = gathered.before(_before_of(doc, word.i))
        mention = mention_of(owner)
        if owner is None or mention is None or owner.end != _before_of(doc, word.i):
            continue
        mention.add_attr(attr)
        mention.traces.append(found.trace_words("attrs", word.i, word.i + 1, attr))


def _before_of(doc: Words, index: int) -> int:
    """Returns where `of` or `made of` begins before a word, else -1."""
    while index and doc[index - 1].pos_ == "ADJ":
        index -= 1
    if not index or doc[index - 1].lower_ not in ("of", "from"):
        return -1
    made = index > 1 and doc[index - 2].lower_ in _MADE
    return index - 2 if made else (index - 1 if doc[index - 1].lower_ == "of" else -1)


_SUBSTANCES = frozenset(["metallic", "transparent", "crystalline"])
