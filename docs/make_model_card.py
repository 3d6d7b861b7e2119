"""Brings the figures of the model card up to date from `evaluation.json`: `make docs`."""

from __future__ import annotations

from pathlib import Path

from scenegan.evaluation.model_card import update_card
from scenegan.evaluation.report import read_report

FOLDER = Path(__file__).parent


def main() -> None:
    """Writes the marked section of `model-card.md`."""
    update_card(FOLDER / "model-card.md", read_report(FOLDER / "evaluation.json"))


if __name__ == "__main__":
    main()
