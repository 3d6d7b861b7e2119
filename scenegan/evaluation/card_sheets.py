"""Writes a model card with its sheets of pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scenegan.evaluation.model_card import FAILURES, SAMPLES, update_card
from scenegan.evaluation.run import Evaluation
from scenegan.evaluation.samples import CaptionPicture, save_sheet

_SHOWN = 16


def write_card(evaluation: Evaluation, report: Mapping[str, Any], card: Path) -> None:
    """Brings a card and the sheets in the folder `pictures` beside it up to date.

    The sheets show pictures by the model only, no drawing of the data set.

    Args:
        evaluation: what was measured.
        report: the same as plain values.
        card: a Markdown file with the two marks.

    Raises:
        FileError: if something cannot be written, or the card lacks the marks.
    """
    folder = card.parent / "pictures"
    folder.mkdir(exist_ok=True)
    save_sheet(evaluation.context.caption_pictures, folder / SAMPLES)
    failures = _failures(evaluation)
    if failures:
        save_sheet(failures, folder / FAILURES)
    update_card(card, report)


def _failures(evaluation: Evaluation) -> list[CaptionPicture]:
    """The worst pictures by missed parts, or by hidden ones where nothing was judged."""
    worst = {key: cases for o in evaluation.outcomes.values() for key, cases in o.worst.items()}
    cases = worst.get("parts.recall") or worst.get("layout.hidden") or ()
    if not cases:
        return []
    sample = evaluation.context.sample
    known = {(s.number, s.seed): s for s in sample.drawn}
    return [
        CaptionPicture(
            sample.held[c.number].id,
            f"{sample.held[c.number].graph.creature.kind}: {c.note}",
            known[c.number, c.seed].rgba,
        )
        for c in cases[:_SHOWN]
    ]
