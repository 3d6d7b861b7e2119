"""Colours named by a thing that has them: `wings the colour of charcoal`."""

from __future__ import annotations

from collections.abc import Callable

from scenegan.language.colors import find_color
from scenegan.language.lexicon import singular
from scenegan.language.mentions import Findings, Mention
from scenegan.language.phrases import Gathered, Phrase
from scenegan.language.tables import english

MentionOf = Callable[[Phrase | None], Mention | None]
COLOR_NOUNS = frozenset(["color", "colour", "shade", "shades", "tone", "tones", "hue", "hues"])
"""Words for a colour, before `of` and a thing."""


def read_colors_of_things(found: Findings, gathered: Gathered, mention_of: MentionOf) -> None:
    """Reads `wings the colour of charcoal` and `a fox the shade of honey`."""
    doc = found.doc
    for word in doc[1 : len(doc) - 2]:
        if word.lower_ not in COLOR_NOUNS:
            continue
        following, at = doc[word.i + 1], word.i + 2
        while at + 1 < len(doc) and at < word.i + 4 and doc[at].pos_ in ("DET", "ADJ"):
            # The colour of wet clay, of a ripe plum.
            at += 1
        thing = singular(doc[at].lower_)
        color = find_color(english()["thing_colors"].get(thing, thing))
        if following.lower_ != "of" or color is None:
            continue
        before = gathered.before(word.i - 1)
        if before is None or before.end != word.i - 1 or doc[word.i - 1].lower_ != "the":
            continue
        named = gathered.by_token.get(at)
        if named is not None:
            named.dropped = True
        start, end = word.i, at + 1
        loose = gathered.loose
        gathered.loose = [u for u in loose if not start < u.start < end]
        mention = mention_of(before)
        if mention is not None:
            mention.add_color(color)
            trace = found.trace_words("colors", start, end, color.name)
            mention.traces.append(trace)
        elif before.role in ("creature", "cover"):
            found.creature.colors.append(color)
            trace = found.trace_words("colors", start, end, color.name)
            found.traces.append(trace)
