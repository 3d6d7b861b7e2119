"""Chinese words and phrases of a description: nouns, measure words, qualities, colours, lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import numpy as np

from scenegan.graph.color_values import delta_e_76, hex_to_lab
from scenegan.graph.model import Color
from scenegan.language.chinese.tables import chinese, chinese_names
from scenegan.language.colors import find_color
from scenegan.language.description.content import Cluster, Variant

_COUNTED = "零一两三四五六七八九十"
_DIGITS = ["", *"一二三四五六七八九"]
_PREFERRED = {"weapon": "武器", "tool": "工具", "string": "绳子", "striped-tip": "尖端带条纹"}
"""Plainer names than the first ones of the lexicon, and one that it lacks."""
_HELD = frozenset(["闭着", "张开", "翘起", "竖起", "展开", "收拢", "下垂", "折叠", "微小", "巨大"])
"""What stands after its noun without more ado."""
_GRADABLE = frozenset(["光滑", "锋利", "闪亮", "浓密", "透明"])
"""Qualities of which there can be more or less."""
_VAGUE = frozenset(["dark", "pale"])
"""What people write and nobody would call a colour by."""
_MEASURES: Mapping[str, str] = {
    **dict.fromkeys(
        "arm leg tail tongue tentacle stem neck ribbon string eyebrow stripe".split(), "条"
    ),
    **dict.fromkeys("horn antenna feather whisker spike stinger root bone fin".split(), "根"),
    **dict.fromkeys("leaf plate web".split(), "片"),
    **dict.fromkeys("fang gem seed core bulb fruit screw".split(), "颗"),
    **dict.fromkeys("flower mushroom cloud".split(), "朵"),
    **dict.fromkeys("flame tuft mane".split(), "团"),
    **dict.fromkeys("marking rock crystal ice belly".split(), "块"),
    **dict.fromkeys("mouth face beak".split(), "张"),
    **dict.fromkeys("ear eye hand foot wing arm pincer claw".split(), "只"),
    **{"crest": "顶", "tool": "件", "clothing": "件", "cannon": "门", "weapon": "把", "mask": "副"},
    **{"lightning": "道", "water": "滴"},
}
_KIND_MEASURES: Mapping[str, str] = {
    **dict.fromkeys(
        "snake serpent dragon fish whale shark eel worm caterpillar seahorse".split(), "条"
    ),
    **dict.fromkeys("horse unicorn pony zebra".split(), "匹"),
    **dict.fromkeys("cow bull elephant pig lion deer bear rhinoceros hippo".split(), "头"),
    **dict.fromkeys("humanoid robot ball genie doll fairy golem ghost creature".split(), "个"),
    **dict.fromkeys("flower mushroom cloud".split(), "朵"),
    **dict.fromkeys("tree plant".split(), "棵"),
}


def number(count: int) -> str:
    """Returns a number before a measure word."""
    if count < len(_COUNTED):
        return _COUNTED[count]
    tens, ones = divmod(count, 10)
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones]}"


def measure(part: str) -> str:
    """Returns the measure word of a part."""
    return _MEASURES.get(part, "个")


def noun(part: str) -> str:
    """Returns what a part is called."""
    words: list[str] = chinese()["parts"].get(part, [part])
    return _PREFERRED.get(part, words[0])


def kind_noun(kind: str | None) -> str:
    """Returns what a creature is called; the English noun where no Chinese one is known."""
    if kind is None:
        return "生物"
    for table in (chinese_names()["kinds"], chinese()["things"], chinese()["weak_kinds"]):
        if kind in table:
            return str(table[kind][0])
    return kind


def kind_measure(kind: str | None) -> str:
    """Returns the measure word of a creature."""
    return _KIND_MEASURES.get(kind or "creature", "只")


def attribute(attr: str) -> str:
    """Returns the word for an attribute."""
    words: list[str] = chinese()["attributes"].get(attr, [attr])
    return _PREFERRED.get(attr, words[0])


def color_words(colors: Sequence[Color]) -> list[str]:
    """Returns what some colours are called, each name once."""
    return list(dict.fromkeys(_color(c.name, c.hex) for c in colors))


@lru_cache(maxsize=4096)
def _color(name: str, value: str) -> str:
    table: Mapping[str, list[str]] = chinese()["colors"]
    english = name if name in table else _nearest(value)
    return next((w for w in table[english] if w.endswith("色")), table[english][0])


def _nearest(value: str) -> str:
    names, labs = _candidates()
    return names[int(np.argmin(delta_e_76(labs, hex_to_lab(value))))]


@cache
def _candidates() -> tuple[list[str], np.ndarray]:
    """English names of colours that have a Chinese one, and their Lab values [N, 3]."""
    names = [n for n in chinese()["colors"] if n not in _VAGUE]
    found = {n: c.hex for n in names if (c := find_color(n)) is not None}
    return list(found), np.stack([hex_to_lab(value) for value in found.values()])


def listed(phrases: Sequence[str]) -> str:
    """Joins phrases: `甲、乙和丙`."""
    if len(phrases) < 2:
        return "".join(phrases)
    return f"{'、'.join(phrases[:-1])}和{phrases[-1]}"


def being(variant: Variant) -> str:
    """Returns what stands after a noun: `又长又尖`, `是红色的`, or both."""
    told = _together([attribute(a) for a in variant.attrs])
    said = _joined(color_words(variant.colors))
    if said and not said.endswith("相间"):
        said = f"是{said}的"
    return "，".join(w for w in (told, said) if w)


def _joined(colors: Sequence[str]) -> str:
    """Joins colours: `红白相间` for two short ones, `深红色和金色` otherwise."""
    stems = [c.removesuffix("色") for c in colors]
    if len(stems) == 2 and all(len(s) == 1 for s in stems):
        return f"{''.join(stems)}相间"
    return "和".join(colors)


def _together(words: Sequence[str]) -> str:
    """Joins qualities: `又长又尖`, `长长的，很光滑`, `圆圆的，闭着`."""
    short, long = _by_length(words)
    if len(short) > 1:
        told = ["".join(f"又{w}" for w in short)]
    else:
        told = [_doubled(w) + "的" if long else f"很{w}" for w in short]
    return "，".join([*told, *map(_predicate, long)])


def _by_length(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Parts words of one character from longer ones, which stand after them."""
    return [w for w in words if len(w) == 1], [w for w in words if len(w) > 1]


def _predicate(word: str) -> str:
    """Returns a longer quality as it stands after its noun."""
    if word in _HELD:
        return word
    if word[-1] == word[-2]:
        return f"{word}的"
    return f"很{word}" if word in _GRADABLE else f"是{word}的"


def before_noun(attrs: Sequence[str], colors: Sequence[Color]) -> str:
    """Returns qualities that stand before a noun: `又长又尖的红色`, `长长的、光滑的红色`."""
    short, long = _by_length([attribute(a) for a in attrs])
    if len(short) == 2 and not long:
        told = f"又{short[0]}又{short[1]}的"
    else:
        told = "、".join([*(f"{_doubled(w)}的" for w in short), *(f"{w}的" for w in long)])
    named = color_words(colors)
    tint = named[0] if len(named) == 1 else f"{_joined(named)}的" if named else ""
    return f"{told}{tint}"


def _doubled(word: str) -> str:
    """Doubles a short quality, as is natural before a noun: `长长`."""
    return word * 2 if len(word) == 1 else word


def noun_phrase(part: str, variant: Variant) -> str:
    """Returns a number of parts that are alike: `两只又长又尖的红色耳朵`."""
    quantity = "许多" if variant.group else f"{number(variant.count)}{measure(part)}"
    looks, name = before_noun(variant.attrs, variant.colors), noun(part)
    link = "的" if looks.endswith("色") and len(name) == 1 else ""
    return f"{quantity}{looks}{link}{name}"


def phrases(cluster: Cluster) -> list[str]:
    """Returns the noun phrases of a cluster, one for each variant."""
    return [noun_phrase(cluster.part, v) for v in cluster.variants]
