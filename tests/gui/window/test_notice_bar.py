from gui.window.main_window import MainWindow

SMALL, WIDE = (900, 600), (1400, 900)


def test_a_notice_is_seen_whichever_pane_a_small_window_shows(lizard: MainWindow) -> None:
    lizard.resize(*SMALL)
    lizard.tell("The disk is full.")
    for tab in (1, 0):
        lizard.room.tabs.setCurrentIndex(tab)
        assert lizard.notice.isVisible()
        assert lizard.notice.geometry().top() >= lizard.room.tabs.geometry().bottom()
    lizard.resize(*WIDE)
    assert lizard.notice.isVisible() and lizard.picture_pane.isAncestorOf(lizard.notice)
    lizard.notice.hide()
    lizard.resize(*SMALL)
    lizard.resize(*WIDE)
    assert not lizard.notice.isVisible()


def test_a_notice_over_the_gallery_keeps_up_with_the_room(lizard: MainWindow) -> None:
    desk = lizard.creations.gallery
    desk.toggle()
    gallery = desk._pane
    assert gallery is not None
    lizard.tell("The disk is full.")
    assert lizard.notice.parent() is gallery
    lizard.resize(*SMALL)
    assert lizard.notice.isVisible() and lizard.notice.parent() is lizard.room.head
    lizard.resize(*WIDE)
    assert lizard.notice.isVisible() and lizard.notice.parent() is gallery
    lizard.resize(*SMALL)
    desk.toggle()
    assert lizard.notice.isVisible() and lizard.notice.parent() is lizard.room.head
    desk.toggle()
    assert not gallery.geometry().intersects(lizard.room.head.geometry())
