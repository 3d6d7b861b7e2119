"""The Chinese parser as a component of a spaCy pipeline, and the pipeline around it.

    nlp = spacy.blank("zh")
    nlp.add_pipe("scenegan_chinese_graph")
    nlp("一只长着红色翅膀的蓝龙。")._.scene_graph

It cuts the text by its own lexicon, so that any tokenizer may stand before it; with
`chinese_pipeline`, whose tokenizer is the same, nothing is cut twice.
"""

from __future__ import annotations

import threading
from functools import cache
from itertools import groupby

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from scenegan.graph.kinds import ANY_KIND
from scenegan.language.chinese.clauses import ClauseReader
from scenegan.language.chinese.creature import choose_creature, compared_kinds
from scenegan.language.chinese.gathering import gather
from scenegan.language.chinese.items import Item, Noun
from scenegan.language.chinese.leftovers import report_leftovers
from scenegan.language.chinese.namesakes import settle_namesakes
from scenegan.language.chinese.placing import forget_bare_places
from scenegan.language.chinese.segmentation import DescriptionTokenizer
from scenegan.language.chinese.tables import chinese
from scenegan.language.chinese.units import Unit, clauses, find_units
from scenegan.language.counts import GraphBuilder
from scenegan.language.creature import is_living
from scenegan.language.mentions import Findings
from scenegan.language.no_creature import LIKELY_NO_CREATURE
from scenegan.language.results import keep_result, register_extensions
from scenegan.language.words import Names, Words, snapshot


class ChineseReader:
    """Reads one text at a time; gives `doc._.scene_graph` and `doc._.reading`."""

    def __init__(self, nlp: Language) -> None:
        """Prepares for the pipeline that the component stands in."""
        own = isinstance(nlp.tokenizer, DescriptionTokenizer)
        self._tokenizer = None if own else DescriptionTokenizer(nlp.vocab)
        self._names = Names(nlp.vocab.strings)

    def __call__(self, doc: Doc) -> Doc:
        """Reads a text."""
        cut = doc if self._tokenizer is None else self._tokenizer(doc.text)
        words = snapshot(cut, self._names)
        keep_result(doc, GraphBuilder(read_words(words, find_units(cut))).build())
        words.release()
        return doc


@Language.factory("scenegan_chinese_graph", assigns=["doc._.scene_graph", "doc._.reading"])
def make_chinese_reader(nlp: Language, name: str) -> ChineseReader:
    """Makes the component; spaCy calls this."""
    register_extensions()
    return ChineseReader(nlp)


_LOADING = threading.Lock()


def chinese_pipeline() -> Language:
    """Returns the Chinese pipeline with the parser in it; made at first use, once."""
    with _LOADING:
        return _load()


@cache
def _load() -> Language:
    config = {"nlp": {"tokenizer": {"@tokenizers": "scenegan.chinese_tokenizer"}}}
    nlp = spacy.blank("zh", config=config)
    nlp.add_pipe("scenegan_chinese_graph")
    return nlp


def read_words(words: Words, units: list[Unit]) -> Findings:
    """Reads the units of one text.

    Args:
        words: the tokens of the text.
        units: what they mean, from `find_units`.
    """
    found = Findings(words)
    parted = list(clauses(units))
    gathered = [gather(clause, opens=i == 0) for i, clause in enumerate(parted)]
    creature = choose_creature(gathered)
    reader = ClauseReader(found, creature)
    for clause, items in zip(parted, gathered, strict=True):
        reader.read(items, clause[-1].role == "stop")
    reader.finish()
    _name_the_nameless(found, gathered)
    settle_namesakes(found)
    forget_bare_places(found)
    if _is_small_talk(found, units):
        return Findings(words, doubts=[LIKELY_NO_CREATURE])
    report_leftovers(found, _sentences(units))
    return found


def _sentences(units: list[Unit]) -> list[list[Unit]]:
    groups = groupby(units, key=lambda u: u.role == "stop")
    return [list(group) for ends, group in groups if not ends]


def _name_the_nameless(found: Findings, gathered: list[list[Item]]) -> None:
    """Names the creature of a text that only compares it, or calls it `生物`."""
    facts = found.creature
    if facts.kind is None:
        facts.kind = next(compared_kinds(gathered), None)
    items = [item for clause in gathered for item in clause]
    generic = any(isinstance(i, Noun) and i.meaning.generic and i.mods for i in items)
    if facts.kind is None and generic and not found.mentions:
        facts.kind = ANY_KIND


def _is_small_talk(found: Findings, units: list[Unit]) -> bool:
    """Whether a text only names things in passing, and describes nothing."""
    facts = found.creature
    if facts.kind is None and not found.mentions and not found.absent:
        return True
    if is_living(facts.kind) or found.absent or facts.attrs or facts.types:
        return False
    if any(m.attrs or m.colors or m.holder for m in found.mentions):
        return False
    talk = set(chinese()["small_talk"])
    return any(u.text in talk for u in units) and not facts.colors
