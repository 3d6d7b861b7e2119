from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scenegan.errors import FileError
from scenegan.evaluation.model_card import BEGIN, END, update_card

REPORT: dict[str, Any] = {
    "run": {
        "date": "2026-01-02",
        "commit": "abc",
        "seed": 3,
        "split": "test",
        "graphs": 64,
        "pictures_a_graph": 8,
        "judged_a_graph": 2,
        "judges": "judges-9",
        "threads": 2,
        "machine": "Linux",
    },
    "parts.recall": 0.8,
    "parts.recall_real": 0.9,
    "intervals": {"parts.recall": [0.7, 0.85]},
    "details": {
        "novelty.picture.nearest": [
            {"graph": "cat 12", "seed": 1, "drawing": "77", "percentile": 3.2}
        ]
    },
    "left_out": {"types": "the judges"},
}


def test_only_the_marked_section_changes(tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text(f"# Card\n\n{BEGIN}\nold\n{END}\n\nThe end.\n", encoding="utf-8")
    update_card(card, REPORT)
    text = card.read_text(encoding="utf-8")
    assert text.startswith(f"# Card\n\n{BEGIN}\n") and text.endswith(f"{END}\n\nThe end.\n")
    assert "old" not in text
    for expected in (
        "on 2026-01-02 at commit `abc` with seed 3: 64 graphs",
        "| `parts.recall` |",
        "80.0 % (70.0 % to 85.0 %) | real drawings 90.0 % |",
        "| cat 12 | 1 | 77 | 3 |",
        "Left out: types, for want of the judges.",
    ):
        assert expected in text
    update_card(card, REPORT)
    assert card.read_text(encoding="utf-8") == text


def test_sheets_are_shown_where_they_are(tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text(f"{BEGIN}\n{END}\n", encoding="utf-8")
    update_card(card, REPORT)
    assert "![" not in card.read_text(encoding="utf-8")
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "samples.webp").write_bytes(b"")
    update_card(card, REPORT)
    assert "(pictures/samples.webp)" in card.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["nothing", f"{BEGIN} only", f"{END}\n{BEGIN}"])
def test_a_card_without_marks_is_left_alone(tmp_path: Path, text: str) -> None:
    card = tmp_path / "card.md"
    card.write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match="no place for figures"):
        update_card(card, REPORT)
    assert card.read_text(encoding="utf-8") == text
