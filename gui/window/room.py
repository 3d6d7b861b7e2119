"""How the window shares out its room: wide, with the side as a drawer, or in tabs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QSplitter,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from gui.document.settings import Settings
from gui.style.labels import tool
from gui.style.overlay import column_of, put_at
from gui.style.theme import Look, pane_widths
from gui.style.translation import tr

DRAWER_BELOW = 1120
"""Width of a window under which the side column is a drawer."""
TABS_BELOW = (960, 640)
"""Width and height under which graph and picture share a pane."""
_RAIL = 36
_PARTS_LEAST, _PARTS_MOST = 228, 0.45
"""Room for eight parts, which there is in the lowest window; largest share of the column."""
_WIDER = 0.6
"""By how much of the growth of its text the side column grows."""
_LOW = 730
"""Height of the side column in a window of 800 pixels."""


class SideColumn(QSplitter):
    """Parts over inspector; as wide as it is told, whatever would be of use to its contents."""

    def __init__(self) -> None:
        """Starts without panes."""
        super().__init__(Qt.Orientation.Vertical)
        self.setObjectName("side")
        self.setChildrenCollapsible(False)
        self.setHandleWidth(3)
        self.setContentsMargins(1, 0, 0, 0)  # The line at its left.

    def sizeHint(self) -> QSize:
        """The least width; a splitter takes off the largest width that it is given."""
        return QSize(self.minimumWidth(), super().sizeHint().height())


class Room(QObject):
    """Places the panes, and keeps the sizes that the user gave them.

    Signals:
        changed(): the drawer was opened or closed, or the panes share their room otherwise.
    """

    changed = Signal()

    def __init__(
        self,
        look: Look,
        settings: Settings,
        center: QWidget,
        panes: QSplitter,
        side: QSplitter,
        notice: QWidget,
    ) -> None:
        """Takes two splitters.

        Args:
            look: for icons.
            settings: where sizes are kept.
            center: what fills the window between top bar and status line.
            panes: graph and picture, beside each other.
            side: parts over inspector.
            notice: what must be seen whichever pane is; first in the column of the picture's pane.
        """
        super().__init__(center)
        self._settings, self._center = settings, center
        self._panes, self._side = panes, side
        self._narrow = self._small = self._open = False
        self._hidden = False
        self._parts_wanted = 0
        self._scale = look.scale
        self._rail = QFrame()
        self._rail.setObjectName("side")
        self._rail.setFixedWidth(_RAIL)
        self._opener = tool(look, "sidebar", tr("Parts and inspector"), "F4")
        column = QVBoxLayout(self._rail)
        column.setContentsMargins(3, 8, 3, 8)
        column.addWidget(self._opener)
        column.addStretch(1)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Graph or picture"))
        self.tabs.addTab(tr("Graph"))
        self.tabs.addTab(tr("Picture"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.hide()
        self._notice, self._notice_home = notice, column_of(notice)
        self.head = QWidget()
        over = QVBoxLayout(self.head)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(0)
        over.addWidget(self.tabs)
        self._rail.hide()
        self._opener.clicked.connect(self.toggle_side)
        self.tabs.currentChanged.connect(self._show_panes)
        panes.splitterMoved.connect(lambda *_: settings.set("panes", panes.sizes()))
        side.splitterMoved.connect(lambda *_: settings.set("side", side.sizes()))
        for handle in (panes.handle(1), side.handle(1)):
            if handle is not None:
                handle.setToolTip(tr("Drag to share the room; double click to reset"))
                handle.installEventFilter(self)
        kept = _sizes(settings.get("side"))
        if kept:
            side.setSizes(kept)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click on a handle gives its panes the sizes of the design."""
        if event.type() == QEvent.Type.MouseButtonDblClick:
            if watched is self._panes.handle(1):
                self.reset_panes()
            else:
                self._settings.set("side", None)
                self._share_side()
            return True
        return super().eventFilter(watched, event)

    def fill(self, row: QHBoxLayout) -> None:
        """Adds the side column and its rail at the right end of a row."""
        row.addWidget(self._side)
        row.addWidget(self._rail)

    @property
    def side_shown(self) -> bool:
        """Whether parts and inspector can be seen."""
        return self._open if self._narrow else not self._hidden

    def toggle_side(self) -> None:
        """Opens or closes the side column."""
        if self._narrow:
            self._open = not self._open
        else:
            self._hidden = not self._hidden
        self._place_side()
        self.changed.emit()

    def resized(self, size: QSize, width_changed: bool) -> None:
        """Shares out the room of a window of another size."""
        self._narrow = size.width() < DRAWER_BELOW
        self._small = size.width() < TABS_BELOW[0] or size.height() < TABS_BELOW[1]
        self._place_side()
        self._place_notice()
        self._show_panes()
        if width_changed:
            self._share(size.width())
        QTimer.singleShot(0, self, self._share_side)  # The column has its height by then.

    def fit_side(self, wanted: int) -> None:
        """Gives the parts the height that they want, as far as the inspector can spare it."""
        self._parts_wanted = wanted
        self._share_side()

    def _share_side(self) -> None:
        if _sizes(self._settings.get("side")) or not self._parts_wanted:
            return
        height = self._side.height()
        least = _PARTS_LEAST * self._scale
        most = min(_PARTS_MOST * height, max(least, least + height - _LOW))
        parts = min(self._parts_wanted, round(most))
        self._side.setSizes([parts, max(0, height - parts)])

    def reset_panes(self) -> None:
        """Gives the panes the widths of the design again."""
        self._settings.set("panes", None)
        self._share(self._center.window().width())

    def _share(self, width: int) -> None:
        picture, side = pane_widths(width)[0], self._side_width(width)
        taken = 0 if self._hidden else _RAIL if self._narrow else side
        room = width - taken
        kept = _sizes(self._settings.get("panes"))
        if len(kept) == 2 and kept[0] + kept[1] > 0:
            picture = round(kept[1] * room / (kept[0] + kept[1]))
        self._panes.setSizes([room - picture, picture])

    def _side_width(self, window: int) -> int:
        """As in the design, and wider where the text is larger."""
        larger = max(0.0, self._scale - 1)
        return round(pane_widths(window)[1] * (1 + _WIDER * larger))

    def _place_side(self) -> None:
        width = self._side_width(self._center.window().width())
        self._rail.setVisible(self._narrow)
        self._side.setFixedWidth(width)
        self._side.setVisible(self.side_shown)
        layout = self._row()
        drawn_over = self._narrow and self._side.parent() is self._center
        if self._narrow and layout is not None and layout.indexOf(self._side) >= 0:
            layout.removeWidget(self._side)
            self._side.setParent(self._center)
            drawn_over = True
            self._side.setVisible(self.side_shown)
        elif not self._narrow and layout is not None and layout.indexOf(self._side) < 0:
            layout.insertWidget(layout.indexOf(self._rail), self._side)
            self._side.setVisible(self.side_shown)
        self._share_side()
        if drawn_over and self._open:
            frame = self._rail.geometry()
            self._side.setGeometry(frame.left() - width, frame.top(), width, frame.height())
            self._side.raise_()

    def _row(self) -> QHBoxLayout | None:
        found = self._center.findChild(QHBoxLayout, "besideSide")
        return found if isinstance(found, QHBoxLayout) else None

    def _place_notice(self) -> None:
        """Takes the notice out of a pane that may be hidden, and back where both are shown."""
        is_over = self._notice.parentWidget() is self.head
        if self._small != is_over:
            wanted = self.head.layout() if self._small else self._notice_home
            if isinstance(wanted, QBoxLayout):
                put_at(self._notice, wanted, wanted.count() if self._small else 0)

    def _show_panes(self) -> None:
        self.tabs.setVisible(self._small)
        shown = self.tabs.currentIndex()
        for place in range(self._panes.count()):
            pane = self._panes.widget(place)
            if pane is not None:
                pane.setVisible(not self._small or place == shown)


def _sizes(kept: object) -> list[int]:
    given = kept if isinstance(kept, list) else []
    sizes = [v for v in given if isinstance(v, int) and v >= 0]
    return sizes if len(sizes) == len(given) else []
