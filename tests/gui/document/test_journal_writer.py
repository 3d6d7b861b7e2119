from pathlib import Path
from threading import Event

from gui.document.journal import Journal
from gui.document.journal_writer import JournalWriter
from scenegan.errors import FileError
from scenegan.graph import Document, SceneGraph

PATIENCE = 20.0


def document(text: str) -> Document:
    return Document(graph=SceneGraph(), text=text)


class SlowJournal(Journal):
    """Waits for its disk until the gate is opened."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.gate, self.began, self.texts = Event(), Event(), list[str]()

    def write(self, document: Document, path: Path | None, changes: int, key: int = 0) -> None:
        self.began.set()
        assert self.gate.wait(PATIENCE)
        self.texts.append(document.text)
        super().write(document, path, changes, key)


def entries(folder: Path) -> list[Path]:
    return list(folder.glob("*.json"))


def test_nobody_waits_and_the_latest_wish_of_each_document_wins(tmp_path: Path) -> None:
    journal = SlowJournal(tmp_path)
    told: list[str] = []
    writer = JournalWriter(journal, told.append)
    writer.write(document("first"), None, 1)
    assert journal.began.wait(PATIENCE)
    for n in range(5):
        writer.write(document(f"later {n}"), None, n)
    writer.write(document("other"), None, 1, key=7)
    assert journal.texts == [] and entries(tmp_path) == []
    journal.gate.set()
    writer.finish()
    assert journal.texts == ["first", "later 4", "other"]
    assert len(entries(tmp_path)) == 2
    writer.write(document("again"), None, 1)
    writer.discard(0)
    writer.discard(7)
    writer.finish()
    assert entries(tmp_path) == []
    writer.finish()  # Nothing to wait for.
    assert told == []


def test_an_entry_is_superseded_only_by_one_that_is_on_the_disk(tmp_path: Path) -> None:
    old = tmp_path / "1-1.json"
    old.write_text("{}")
    told: list[str] = []

    class FullDisk(Journal):
        def write(self, *_: object, **__: object) -> None:
            raise FileError("The disk is full.")

    writer = JournalWriter(FullDisk(tmp_path), told.append)
    writer.write(document("a lizard"), None, 1, supersedes=(old,))
    writer.finish()
    assert told == ["The disk is full."] and old.exists()
    journal = SlowJournal(tmp_path)
    writer = JournalWriter(journal, told.append)
    writer.write(document("in the way"), None, 1)
    assert journal.began.wait(PATIENCE)
    writer.write(document("a lizard"), None, 1, supersedes=(old,))
    writer.write(document("a lizard with a tail"), None, 2)  # Takes over what it supersedes.
    journal.gate.set()
    writer.finish()
    assert journal.texts == ["in the way", "a lizard with a tail"] and not old.exists()
