"""Palette, keys, menus, clipboard and groups in a whole window."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from gui.commands.palette import Palette
from gui.window.main_window import MainWindow
from scenegan.graph import from_json

Painted = Callable[[Callable[[], object]], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def palette_of(window: MainWindow) -> Palette:
    assert window.popups.palette is not None
    return window.popups.palette


def test_the_palette_changes_goes_adds_and_does(
    qtbot: QtBot, lizard: MainWindow, painted: Painted
) -> None:
    lizard.action("Find or do anything").trigger()
    palette = palette_of(lizard)
    assert palette.is_open
    assert any(o.section == "Commands" for o in palette.offers)
    palette.field.setText("tail teal")
    qtbot.waitUntil(lambda: palette.offers[0].text == "Paint the tail teal", timeout=200000)
    assert [o.text for o in palette.offers if o.section == "Go to"] == ["Tail", "Flame"]
    assert "Lock tail" in [o.text for o in palette.offers]
    title = palette.outcome._title
    qtbot.waitUntil(lambda: title.text() == "Preview", timeout=200000)
    assert palette.outcome._words.text() == "Only tail and flame changed"
    painted(lambda: qtbot.keyClick(palette.field, Qt.Key.Key_Return))
    assert not palette.is_open
    assert lizard.model.graph.part("tail-1").colors[0].name == "teal"
    assert lizard.model.current.label == "Tail: teal"

    lizard.model.select("tail-1")
    lizard.open_palette()
    palette.field.setText("red")
    qtbot.waitUntil(lambda: palette.offers[0].text == "Paint the tail red", timeout=200000)
    palette.field.setText("flame")
    first = next(o for o in palette.offers if o.section == "Go to")
    first.run()
    assert lizard.model.selection == "flame-1"
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.is_open

    lizard.open_part_search()
    qtbot.keyClicks(palette.field, "horn")
    painted(lambda: qtbot.keyClick(palette.field, Qt.Key.Key_Return))
    assert lizard.model.graph.of("horn")[0].on == "flame-1"
    assert lizard.model.selection == "horn-1"

    lizard.open_palette()
    palette.field.setText("qqqq")
    assert palette.offers == []
    palette.field.setText("?")
    assert not palette.is_open
    assert lizard.popups.keys is not None


def test_keys_are_chosen_and_clashes_named(qtbot: QtBot, lizard: MainWindow) -> None:
    lizard.open_keys()
    keys = lizard.popups.keys
    assert keys is not None
    row = keys.rows["view.body"]
    assert row.text() == "none"
    row.click()
    qtbot.keyClick(row, Qt.Key.Key_D, CTRL)
    assert row.text() == "Ctrl+D"
    assert "Duplicate" in keys.clash.text()
    assert lizard.actions_made.action("view.body").shortcut().toString() == "Ctrl+D"
    assert lizard.actions_made.action("edit.duplicate").shortcut().toString() == ""
    assert lizard.settings.get("keys") == {"view.body": "Ctrl+D", "edit.duplicate": ""}
    keys.reset.click()
    assert lizard.actions_made.action("edit.duplicate").shortcut().toString() == "Ctrl+D"
    assert lizard.settings.get("keys") == {}


def test_no_two_actions_have_the_same_key(lizard: MainWindow) -> None:
    used = [k for a in lizard.registry if (k := lizard.keys.key_of(a.name))]
    assert sorted(used) == sorted(set(used))
    assert len(used) > 30


def test_menus_say_why_something_cannot_be_done(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_made.refresh()
    export = window.actions_made.action("file.export")
    assert not export.isEnabled()
    assert export.toolTip() == "Describe a creature first"
    titles = [a.text() for a in window.top.menus.actions()]
    assert titles == ["File", "Edit", "Part", "View", "Help"]
    menus = window.top.menus.findChildren(QMenu)
    assert {"Theme", "Text size", "Language", "Align"} <= {m.title() for m in menus}


def test_parts_are_cut_and_pasted_with_their_edges(
    qtbot: QtBot, lizard: MainWindow, painted: Painted
) -> None:
    lizard.model.select("tail-1")
    painted(lizard.actions_made.action("edit.cut").trigger)
    assert [p.id for p in lizard.model.graph.parts] == ["torso-1", "mouth-1"]
    copied = from_json(QGuiApplication.clipboard().text())
    assert [p.id for p in copied.parts] == ["tail-1", "flame-1"]  # type: ignore[union-attr]
    lizard.model.select("torso-1")
    painted(lizard.actions_made.action("edit.paste").trigger)
    assert lizard.model.graph.part("flame-1").on == "tail-1"
    assert lizard.model.selection == "tail-1"
    painted(lizard.actions_made.action("edit.duplicate").trigger)
    assert lizard.model.graph.part("flame-2").on == "tail-2"
    QGuiApplication.clipboard().setText("nothing of ours")
    lizard.actions_made.action("edit.paste").trigger()
    assert "holds no parts" in lizard.notice.text
    assert lizard.notices.unseen == 1


def test_the_picture_is_copied_with_its_transparency(lizard: MainWindow) -> None:
    lizard.actions_made.action("edit.copy_picture").trigger()
    data = QGuiApplication.clipboard().mimeData()
    image = QGuiApplication.clipboard().image()
    assert data.hasFormat("image/png")
    assert (image.width(), image.hasAlphaChannel()) == (256, True)
    assert image.pixelColor(0, 0).alpha() == 0
    lizard.actions_made.action("file.copy_command").trigger()
    assert "scenegan draw" in QGuiApplication.clipboard().text()


def test_several_parts_are_grouped_locked_and_aligned(lizard: MainWindow, painted: Painted) -> None:
    model, do = lizard.model, lizard.actions_made.action
    do("part.all").trigger()
    assert len(model.selected) == 4
    rows = [lizard.parts.tree.row(n) for n in ("tail-1", "mouth-1")]
    assert all(row is not None and row.isSelected() for row in rows)
    model.select("tail-1")
    mouth = lizard.parts.tree.row("mouth-1")
    assert mouth is not None
    mouth.setSelected(True)
    assert model.selected == ("tail-1", "mouth-1")
    do("part.group").trigger()
    card = lizard.graph.scene.card_of("mouth-1")
    assert card is not None
    assert card is lizard.graph.scene.card_of("tail-1")
    assert (card.facts.name, card.facts.count) == ("Group 1", "×2")
    painted(do("part.lock").trigger)
    assert [p.id for p in model.graph.parts if p.locked] == ["tail-1", "mouth-1"]
    assert lizard.parts_do.lock_words() == "Unlock"
    painted(do("part.align.left").trigger)
    boxes = [model.graph.part(n).box for n in ("tail-1", "mouth-1")]
    assert all(b is not None for b in boxes)
    assert len({b[0] for b in boxes if b is not None}) == 1
    painted(do("part.free").trigger)
    assert all(p.box is None for p in model.graph.parts)
    do("part.group").trigger()
    lone = lizard.graph.scene.card_of("mouth-1")
    assert lone is not None
    assert lone.facts.name == "Mouth"


def test_a_right_click_offers_what_applies_in_the_words_of_the_menus(
    qtbot: QtBot, lizard: MainWindow
) -> None:
    lizard.model.select("tail-1")
    menu = lizard.actions_made.context_menu("part", lizard)
    words = [a.text() for a in menu.actions() if a.text()]
    assert {"Add a part…", "Lock", "Remove", "Cut", "Duplicate"} <= set(words)
    assert "Keep" not in words
    menu.deleteLater()
    lizard.open_menu(QPoint(10, 10), "ground")
    opened = [m for m in lizard.findChildren(QMenu) if m.isVisible()]
    assert any("Tree layout" in [a.text() for a in m.actions()] for m in opened)
    for shown in opened:
        shown.close()
