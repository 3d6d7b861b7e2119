"""English words and phrases of a description: nouns, numbers, qualities, lists."""

from __future__ import annotations

from collections.abc import Sequence

from scenegan.graph.vocabulary import vocabulary
from scenegan.language.colors import color_names
from scenegan.language.description.color_words import color_words
from scenegan.language.description.content import Cluster, Variant
from scenegan.language.lexicon import lookup

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS += "thirteen fourteen fifteen".split()
_PLURALS = {
    **{"foot": "feet", "leaf": "leaves", "antenna": "antennae", "body": "bodies"},
    **{"torso": "torsos", "lightning": "lightning bolts", "ice": "icicles", "water": "drops"},
    **{"clothing": "garments"},
}
_COUNTABLE = {
    "clothing": "garment",
    "lightning": "lightning bolt",
    "ice": "icicle",
    "water": "drop",
}
"""Words that cannot be counted are said by a word that can."""
_SOUNDS_LIKE_CONSONANT = ("uni", "one", "eu")
_GROUPS = ("size", "shape", "texture", "likeness", "posture", "expression", "edge", "pattern")


def noun(part: str) -> str:
    """Returns what one part of a kind is called."""
    return _COUNTABLE.get(part, part)


def plural(part: str) -> str:
    """Returns what several parts of a kind are called."""
    return _PLURALS.get(part) or f"{part}{'es' if part.endswith(('s', 'sh', 'ch')) else 's'}"


def number(count: int) -> str:
    """Returns a number in words up to fifteen."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def with_article(phrase: str) -> str:
    """Puts `a` or `an` before a phrase."""
    vowel = phrase[:1].lower() in "aeiou" and not phrase.startswith(_SOUNDS_LIKE_CONSONANT)
    return f"{'an' if vowel else 'a'} {phrase}"


def listed(phrases: Sequence[str], joiner: str = "and") -> str:
    """Joins phrases: `a, b and c`."""
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{', '.join(phrases[:-1])} {joiner} {phrases[-1]}"


def capital(sentence: str) -> str:
    """Returns a sentence with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


def ordered(attrs: Sequence[str]) -> list[str]:
    """Puts adjectives in their natural order: size, shape, texture and so on."""
    groups = vocabulary().attributes
    rank = {group: n for n, group in enumerate(_GROUPS)}
    return sorted(attrs, key=lambda a: rank.get(groups.get(a, ""), len(_GROUPS)))


def qualities(variant: Variant) -> list[str]:
    """Returns the words that stand after `is`: attributes, then colours."""
    return [*ordered(variant.attrs), *color_words(variant.colors)]


def describing(attrs: Sequence[str], colors: Sequence[str]) -> str:
    """Joins attributes and colours before a noun.

    Three or more are set apart by commas, and so are two of one sort, and two that would be read
    as one expression (`wide open`).
    """
    words = ordered(attrs)
    joined = " and ".join(colors)
    whole = [*words, *([joined] if joined else [])]
    firsts = [*words, *colors[:1]]
    many = len(words) > 2
    text = ""
    for place, word in enumerate(whole):
        following = firsts[place + 1] if place + 1 < len(firsts) else None
        comma = following is not None and (
            many or _same_sort(word, following) or _fuse(word, following)
        )
        text += f"{word}, " if comma else f"{word} "
    return text.strip()


def _same_sort(one: str, other: str) -> bool:
    groups = vocabulary().attributes
    return one in groups and groups.get(one) == groups.get(other)


def _fuse(one: str, other: str) -> bool:
    """Whether two words side by side are known as one expression."""
    phrase = f"{one} {other}"
    return phrase in color_names() or lookup(phrase) is not None


def noun_phrase(part: str, variant: Variant) -> str:
    """Returns a number of parts that are alike: `two long red horns`."""
    words = describing(variant.attrs, color_words(variant.colors))
    if variant.group:
        quantity = "some" if part in ("claw", "fang") else "many"
        return " ".join(w for w in (quantity, words, plural(part)) if w)
    if variant.count == 1:
        return with_article(f"{words} {noun(part)}".strip())
    return " ".join(w for w in (number(variant.count), words, plural(part)) if w)


def phrases(cluster: Cluster) -> list[str]:
    """Returns the noun phrases of a cluster, one for each variant."""
    return [noun_phrase(cluster.part, v) for v in cluster.variants]


def is_many(cluster: Cluster) -> bool:
    """Whether a cluster takes a plural verb."""
    return cluster.count > 1 or cluster.variants[0].group


def counted_noun(part: str, count: int) -> str:
    """Returns parts after `its`: `tail`, `eyes` where two go without saying, `four legs`."""
    if count == 1:
        return noun(part)
    paired = count == 2 and part in _PAIRED
    return plural(part) if paired else f"{number(count)} {plural(part)}"


_PAIRED = frozenset(["eye", "ear", "wing", "arm", "eyebrow", "cheek"])


def is_ambiguous(kind: str) -> bool:
    """Whether a creature's noun also names a part (`ball`), so that a pronoun is clearer."""
    senses = lookup(kind)
    return senses is not None and senses.part is not None
