"""What can be done with the picture itself and with the inspector, as actions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gui.commands.action import Action
from gui.picture.comparison import Mode
from gui.picture.picture_head import STAGES
from gui.style.translation import tr

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow


def picture_actions(window: MainWindow) -> list[Action]:
    """Returns the actions of a window's picture and inspector."""
    pane, view = window.picture_pane, window.picture

    def incomparable() -> str:
        there = view.comparison.earlier is not None
        return "" if there else tr("There is no earlier picture to compare with")

    def inspect() -> None:
        if not window.room.side_shown:
            window.room.toggle_side()
        window.inspector.focus_first()

    made = [
        Action(
            "part.inspect",
            "Edit in the inspector",
            inspect,
            "Return",
            letter=True,
            menu="Part",
            contexts=("part", "creature"),
            also="fields details",
        ),
        Action(
            "picture.split",
            "Before and after, side by side",
            pane.toggle_split,
            "|",
            letter=True,
            menu="View",
            section=3,
            contexts=("picture",),
            icon="split",
            also="compare slider",
            refused=incomparable,
            checked=lambda: view.comparison.mode is Mode.SPLIT,
        ),
        Action(
            "picture.flip",
            "Swap before and after",
            pane.flip,
            menu="View",
            section=3,
            also="compare flip",
            refused=incomparable,
        ),
        Action(
            "picture.attention",
            "What the painter asks of the part",
            pane.attention.toggle,
            menu="View",
            section=3,
            also="attention heat map",
            checked=lambda: pane.attention.is_on,
        ),
        Action(
            "picture.fit_part",
            "Zoom to the selected part",
            view.fit_selection,
            contexts=("part",),
            icon="fit",
            also="fit selection picture",
        ),
    ]
    for place, side in enumerate(STAGES):
        made.append(
            Action(
                f"picture.stage.{side}",
                f"Stage {side}",
                partial(pane.show_stage, place),
                menu="View/Stage",
                section=3,
                also="resolution cascade coarse fine",
                title=lambda s=side: tr("Stage {side}", side=s),  # type: ignore[misc]
            )
        )
    return made
