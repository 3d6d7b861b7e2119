"""The keys of the palette, along its lower edge."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from gui.style.key_caps import KeyCaps
from gui.style.labels import role_label
from gui.style.theme import Look
from gui.style.translation import tr

_HEIGHT = 36


class PaletteFoot(QFrame):
    """Caps and what they do."""

    def __init__(self, look: Look) -> None:
        """Shows the keys, which are always the same."""
        super().__init__()
        self.setFixedHeight(round(_HEIGHT * look.scale))
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(6)
        for keys, words in (
            (("Up", "Down"), tr("choose")),
            (("Return",), tr("do it")),
            (("Tab",), tr("complete")),
            (("Esc",), tr("close")),
        ):
            for key in keys:
                row.addWidget(KeyCaps(look, key))
            row.addWidget(role_label(words, "keyHint"))
            row.addSpacing(12)
        row.addStretch(1)
        row.addWidget(role_label(tr("Type ? for all keys"), "keyHint"))
