"""What may not work, or not yet: tried, and told to the user where it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gui.style.translation import tr
from scenegan.errors import SceneGANError
from scenegan.rendering.picture import Picture

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow


def attempt(window: MainWindow, action: Callable[[], object]) -> bool:
    """Does something that files may refuse; says whether it was done."""
    try:
        action()
    except SceneGANError as error:
        window.tell(str(error))
        return False
    return True


def present_picture(window: MainWindow) -> Picture | None:
    """Returns the present picture; says so where it is not painted yet."""
    picture = window.model.current.picture
    if isinstance(picture, Picture):
        return picture
    window.tell(tr("There is no picture yet: wait until it is painted."))
    return None
