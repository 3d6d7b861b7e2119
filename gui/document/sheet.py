"""A document with its history, put aside while another one is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gui.document.model import Step


@dataclass(frozen=True)
class Sheet:
    """A document with its history, while another one is shown.

    Attributes:
        steps: all steps.
        at: place of the current one.
        saved: number of the step that the file holds.
        view: how the document is looked at.
        saved_view: the view that the file holds.
        path: the file, if there is one.
        selected: ids of the selected parts.
        opened: number that tells this document from all others.
    """

    steps: tuple[Step, ...]
    at: int
    saved: int
    view: Mapping[str, Any]
    saved_view: Mapping[str, Any]
    path: Path | None
    selected: tuple[str, ...]
    opened: int

    @property
    def is_dirty(self) -> bool:
        """Whether there is something that a file does not hold yet."""
        return self.steps[self.at].number != self.saved or self.view != self.saved_view
