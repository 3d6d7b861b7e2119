"""How well descriptions are read, in detail: by file, by language and by kind of fact.

    report = parser_report(Path("tests/gold"))
    report.figures()["parser.en.f1"]

A file's language is told by its name: `english*.txt`, `chinese*.txt`. Facts and their grammar are
those of `scenegan.evaluation.parser_score`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scenegan.errors import FileError
from scenegan.evaluation.parser_score import (
    GoldText,
    Outcome,
    ParserScore,
    asserted_facts,
    judge,
    read_gold,
    score_graphs,
)
from scenegan.graph.model import SceneGraph

LANGUAGES: Mapping[str, str] = {"en": "english*.txt", "zh": "chinese*.txt"}
"""Languages, and the names of their files of gold texts."""

PUBLISHED_F1 = 0.56
"""F1 of the published spaCy scene-graph parser on an earlier list of creature descriptions, for
comparison where that parser is not installed; it was not run on these texts."""

WORST = 10
"""So many texts are listed as the worst of a file."""

Reader = Callable[[Sequence[str]], Iterable[SceneGraph]]
"""Reads texts into graphs, in order."""

_KINDS = {
    **{"kind": "kind", "size": "size", "type": "type", "mood": "mood", "no": "denied part"},
    **{"color": "colour of the creature", "attr": "attribute of the creature"},
    **{"part": "part and number", "nothing": "no creature"},
}
_PART_KINDS = {
    **{"color": "colour of a part", "attr": "attribute of a part", "on": "place of a part"},
}
KINDS_OF_FACT = (*_KINDS.values(), *_PART_KINDS.values())
"""All kinds of fact, in the order of a table."""


@dataclass(frozen=True)
class KindScore:
    """How facts of one kind are read.

    Attributes:
        recall: share of the gold facts that hold in the graphs.
        precision: share of the asserted facts that gold supports; None for kinds of which graphs
            assert none (places are not counted there, since a graph may place what a text leaves
            open).
        f1: harmonic mean; the recall where there is no precision.
        facts: number of gold facts.
    """

    recall: float
    precision: float | None
    f1: float
    facts: int


@dataclass(frozen=True)
class TextsReport:
    """How a list of texts is read.

    Attributes:
        name: name of the file, or of the language.
        language: `en` or `zh`.
        score: over all facts.
        kinds: by kind of fact; kinds that do not occur are left out.
        worst: the texts with the most faults, worst first.
        published: the published parser's score on the same texts; None where it was not run.
    """

    name: str
    language: str
    score: ParserScore
    kinds: Mapping[str, KindScore]
    worst: tuple[Outcome, ...]
    published: ParserScore | None = None


@dataclass(frozen=True)
class ParserReport:
    """How all gold texts are read.

    Attributes:
        files: a report for each file.
        languages: a report for each language, over all its files.
    """

    files: tuple[TextsReport, ...]
    languages: tuple[TextsReport, ...]

    def figures(self) -> dict[str, float]:
        """Returns the figures by the keys of the evaluation, such as `parser.en.f1`."""
        found: dict[str, float] = {}
        for told in self.languages:
            key = f"parser.{told.language}"
            found |= {
                f"{key}.f1": told.score.f1,
                f"{key}.recall": told.score.recall,
                f"{key}.precision": told.score.precision,
                f"{key}.whole": told.score.exact,
            }
            if told.published is not None:
                found[f"{key}.f1_published"] = told.published.f1
        return found

    def to_json(self) -> dict[str, Any]:
        """Returns everything as plain values."""
        return asdict(self)


def parser_report(
    folder: Path, reader: Reader | None = None, published: Reader | None = None
) -> ParserReport:
    """Reads all gold texts of a folder and says how well.

    Args:
        folder: holds `english*.txt` and `chinese*.txt`.
        reader: what reads texts; by default the parser of this project.
        published: the published English parser to compare with; None leaves it out.

    Raises:
        FileError: if there are no gold texts in the folder, or one cannot be read.
    """
    read = reader or read_graphs
    files: list[TextsReport] = []
    languages: list[TextsReport] = []
    for language, pattern in LANGUAGES.items():
        peer = published if language == "en" else None
        texts: list[GoldText] = []
        graphs: list[SceneGraph] = []
        others: list[SceneGraph] = []
        for path in sorted(folder.glob(pattern)):
            gold = read_gold(path)
            words = [text.text for text in gold]
            found, rival = list(read(words)), list(peer(words)) if peer else []
            files.append(report_texts(path.name, language, gold, found, rival))
            texts += gold
            graphs += found
            others += rival
        if texts:
            languages.append(report_texts(language, language, texts, graphs, others))
    if not files:
        raise FileError(
            f"There are no gold texts in {folder}: they come with the source of SceneGAN, in"
            " tests/gold, and not with an installed package."
        )
    return ParserReport(tuple(files), tuple(languages))


def report_texts(
    name: str,
    language: str,
    texts: Sequence[GoldText],
    graphs: Sequence[SceneGraph],
    published: Sequence[SceneGraph] = (),
) -> TextsReport:
    """Reports on one list of texts.

    Args:
        name: what the list is called.
        language: of the texts.
        texts: texts and facts.
        graphs: as they were read, in the same order.
        published: as the published parser read them; may be empty.

    Raises:
        ValueError: if there are not as many graphs as texts.
    """
    outcomes = [judge(text, graph) for text, graph in zip(texts, graphs, strict=True)]
    return TextsReport(
        name,
        language,
        score_graphs(texts, graphs),
        _by_kind(texts, graphs, outcomes),
        _worst(outcomes),
        score_graphs(texts, published) if published else None,
    )


def read_graphs(texts: Sequence[str]) -> list[SceneGraph]:
    """Reads texts with the parser of this project."""
    from scenegan.language import read_many

    return [parsed.graph for parsed in read_many(texts)]


def kind_of_fact(fact: str) -> str:
    """Returns which of `KINDS_OF_FACT` a fact of the gold grammar is.

    Raises:
        ValueError: if it is none of them.
    """
    words = fact.split()
    if len(words) > 2 and words[1] in _PART_KINDS and words[0] not in ("color", "attr", "kind"):
        return _PART_KINDS[words[1]]
    if words[:1] and words[0] in _KINDS:
        return _KINDS[words[0]]
    raise ValueError(f"This is no fact of a gold text: '{fact}'.")


def _by_kind(
    texts: Sequence[GoldText], graphs: Sequence[SceneGraph], outcomes: Sequence[Outcome]
) -> dict[str, KindScore]:
    def counted(facts: Iterable[str]) -> Counter[str]:
        return Counter(map(kind_of_fact, facts))

    gold = counted(f for text in texts for f in text.facts)
    missed = counted(f for outcome in outcomes for f in outcome.missed)
    asserted = counted(f for graph in graphs for f in asserted_facts(graph))
    wrong = counted(f for outcome in outcomes for f in outcome.wrong)
    scores = {}
    for kind in KINDS_OF_FACT:
        if not gold[kind] and not asserted[kind]:
            continue
        recall = 1 - missed[kind] / max(gold[kind], 1)
        precision = 1 - wrong[kind] / asserted[kind] if asserted[kind] else None
        scores[kind] = KindScore(recall, precision, _f1(recall, precision), gold[kind])
    return scores


def _f1(recall: float, precision: float | None) -> float:
    if precision is None:
        return recall
    return 2 * recall * precision / max(recall + precision, 1e-9)


def _worst(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    faulty = [o for o in outcomes if o.missed or o.wrong]
    ordered = sorted(faulty, key=lambda o: -len(o.missed) - len(o.wrong))
    return tuple(ordered[:WORST])
