"""Figures of the parser: `parser.*`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from scenegan.evaluation.figures import Figure, Rows, bootstrapped, by_graph, mean
from scenegan.evaluation.held_out import HeldOut
from scenegan.evaluation.outcome import Outcome, gathered
from scenegan.evaluation.parser_report import LANGUAGES
from scenegan.evaluation.parser_score import judge, read_gold
from scenegan.graph import SceneGraph, vocabulary


def gold_folder() -> Path | None:
    """Returns the folder of gold texts; they come with the source, not with an installed wheel."""
    folder = Path(__file__).resolve().parents[2] / "tests" / "gold"
    return folder if folder.is_dir() else None


def measure_parser(held: Sequence[HeldOut], seed: int, gold: Path | None) -> Outcome:
    """Reads gold texts and the captions of held-out drawings.

    Args:
        held: the drawings.
        seed: of the resamples.
        gold: folder of gold texts.
    """
    figures: dict[str, Figure | None] = {
        f"parser.{language}.f1": _gold_figure(gold, pattern, seed)
        for language, pattern in LANGUAGES.items()
        if gold is not None
    }
    figures["parser.captions.recall"] = _caption_figure(held, seed)
    return Outcome(gathered(figures))


def _gold_figure(folder: Path, pattern: str, seed: int) -> Figure | None:
    """F1 of facts over all texts of one language."""
    from scenegan.language import read_many

    texts = [text for path in sorted(folder.glob(pattern)) for text in read_gold(path)]
    rows = []
    for text, parsed in zip(texts, read_many(t.text for t in texts), strict=True):
        outcome = judge(text, parsed.graph)
        rows.append(
            np.array(
                [
                    [
                        outcome.gold - len(outcome.missed),
                        outcome.asserted - len(outcome.wrong),
                        outcome.gold,
                        outcome.asserted,
                    ]
                ],
                np.float64,
            )
        )
    return bootstrapped(rows, f1_of_facts, seed)


def f1_of_facts(rows: Rows) -> float:
    """F1 of rows [K, 4]: facts found and facts supported, of gold facts and asserted ones.

    What is found and what is supported are counted apart, since one gold fact may support
    several asserted ones.
    """
    found, supported, gold, asserted = rows.sum(0)
    recall, precision = found / max(gold, 1), supported / max(asserted, 1)
    return float(2 * precision * recall / max(precision + recall, 1e-9))


def _caption_figure(held: Sequence[HeldOut], seed: int) -> Figure | None:
    """Share of the annotated part words that a caption names and its graph has."""
    from scenegan.language import read_many

    captions = [(k, text) for k, one in enumerate(held) for text in one.captions]
    rows, numbers = [], []
    for (k, text), parsed in zip(captions, read_many(t for _, t in captions), strict=True):
        rows.append(found_words(text, parsed.graph, held[k].graph))
        numbers.append(k)
    return bootstrapped(by_graph(rows, numbers, len(held)), mean, seed)


def found_words(text: str, parsed: SceneGraph, annotated: SceneGraph) -> Rows:
    """Which annotated part words that a text names its graph has: [W] of 0 and 1."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    present = {p.part for p in parsed.parts}
    named = [p for p in sorted({p.part for p in annotated.parts}) if _names(words, p)]
    return np.array([float(part in present) for part in named])


def _names(words: set[str], part: str) -> bool:
    """Whether a part's own word stands among the words of a text, in singular or plural."""
    known = vocabulary().parts.get(part)
    forms = {part} | (set(known.synonyms) if known else set())
    plurals = {f + "s" for f in forms} | {f + "es" for f in forms}
    irregular = {"foot": "feet", "leaf": "leaves"}
    return bool(words & (forms | plurals | {irregular.get(part, part)}))
