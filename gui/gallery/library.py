"""The pictures that were kept, in one SQLite file: no Qt, and no need of the model.

Each row holds the whole picture as a PNG with its document inside, a small picture of it, and
the words by which it is found. What is deleted can be brought back until the file is opened
again.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, TypeVar

from gui.gallery.facts import Facts
from gui.gallery.query import Kept, Query
from gui.gallery.schema import VERSION, migrate
from gui.observers import Observers
from gui.style.translation import tr
from scenegan.errors import SceneGANError

_PATIENCE_S = 0.3
"""How long another program may hold the file; the window stands still meanwhile."""
_COLUMNS = "id, digest, name, kind, color, text, seed, starred, created, thumbnail"

T = TypeVar("T")


class LibraryError(SceneGANError):
    """The gallery cannot be read or written."""


class Library:
    """Keeps, finds, stars and deletes pictures; tells its observers of every change.

    A file that is damaged is set aside and a new one begun; one that is locked, or made by a
    newer version, is left alone and the pictures are kept in memory. `trouble` says so.
    """

    def __init__(self, path: Path | None) -> None:
        """Opens a file, or makes it; None keeps everything in memory."""
        self.trouble = ""
        self._path = path
        self._observers = Observers[[]]()
        self._db = self._opened()

    def subscribe(self, observer: Callable[[], None]) -> Callable[[], None]:
        """Calls `observer` after each change; returns what ends that."""
        return self._observers.add(observer)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    # Changes

    def keep(
        self,
        digest: str,
        facts: Facts,
        picture: bytes,
        thumbnail: bytes,
        name: str = "",
        starred: bool = False,
    ) -> int:
        """Keeps a picture; one that is there already is only starred, or brought back.

        Args:
            digest: equal for pictures of the same document.
            facts: by which it is found.
            picture: PNG with the document inside.
            thumbnail: PNG of a small picture.
            name: what the user calls it; may be empty.
            starred: whether it gets a star; a star that is there stays.

        Returns:
            Its number.

        Raises:
            LibraryError: as all methods do, if the file cannot be read or written.
        """

        def work(db: sqlite3.Connection) -> int:
            found = db.execute("SELECT id FROM kept WHERE digest = ?", (digest,)).fetchone()
            if found:
                change = "UPDATE kept SET deleted = NULL, starred = max(starred, ?) WHERE id = ?"
                db.execute(change, (starred, found[0]))
                return int(found[0])
            row = (digest, name, facts.kind, facts.main_color, facts.text, str(facts.seed))
            made = db.execute(
                "INSERT INTO kept (digest, name, kind, color, text, seed, haystack, starred, "
                "created, thumbnail, picture) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *row,
                    f"{name.lower()} {facts.haystack}",
                    starred,
                    time.time(),
                    thumbnail,
                    picture,
                ),
            )
            number = made.lastrowid
            words = [("part", w) for w in facts.parts] + [("color", w) for w in facts.colors]
            db.executemany("INSERT INTO word VALUES (?, ?, ?)", [(number, *w) for w in words])
            return int(number or 0)

        return self._changed(work)

    def set_stars(self, numbers: Iterable[int], starred: bool) -> None:
        """Gives pictures a star, or takes it."""
        rows = [(starred, n) for n in numbers]
        self._changed(lambda db: db.executemany("UPDATE kept SET starred = ? WHERE id = ?", rows))

    def rename(self, number: int, name: str) -> None:
        """Calls a picture otherwise; it is found by its new name, and no longer by the old one."""

        def work(db: sqlite3.Connection) -> None:
            found = db.execute("SELECT name, haystack FROM kept WHERE id = ?", (number,)).fetchone()
            if found is not None:
                facts = found[1][len(found[0].lower()) + 1 :]
                values = (name, f"{name.lower()} {facts}", number)
                db.execute("UPDATE kept SET name = ?, haystack = ? WHERE id = ?", values)

        self._changed(work)

    def delete(self, numbers: Iterable[int]) -> None:
        """Deletes pictures; `restore` brings them back."""
        rows = [(time.time(), n) for n in numbers]
        self._changed(lambda db: db.executemany("UPDATE kept SET deleted = ? WHERE id = ?", rows))

    def restore(self, numbers: Iterable[int]) -> None:
        """Brings deleted pictures back."""
        rows = [(n,) for n in numbers]
        self._changed(
            lambda db: db.executemany("UPDATE kept SET deleted = NULL WHERE id = ?", rows)
        )

    # Questions

    def find(self, query: Query, first: int = 0, count: int = -1) -> list[Kept]:
        """Returns pictures that fit a query, the newest first.

        Args:
            query: what is looked for.
            first: so many are left out.
            count: at most so many; -1 for all.
        """
        where, values = query.sql()
        text = f"SELECT {_COLUMNS} FROM kept WHERE {where} ORDER BY created DESC, id DESC"
        rows = self._asked(f"{text} LIMIT ? OFFSET ?", (*values, count, first))
        return [Kept.of_row(row) for row in rows]

    def count(self, query: Query | None = None) -> int:
        """Returns how many pictures fit a query; all that are kept without one."""
        where, values = (query or Query()).sql()
        return int(self._asked(f"SELECT count(*) FROM kept WHERE {where}", values)[0][0])

    def words(self, sort: str) -> list[str]:
        """Returns the parts, colours or kinds that kept pictures have, in order of the alphabet.

        Args:
            sort: `part`, `color` or `kind`.
        """
        if sort == "kind":
            text = "SELECT DISTINCT kind FROM kept WHERE deleted IS NULL AND kind != ''"
            return sorted(row[0] for row in self._asked(text, ()))
        text = (
            "SELECT DISTINCT word FROM word JOIN kept ON kept.id = word.kept "
            "WHERE deleted IS NULL AND sort = ?"
        )
        return sorted(row[0] for row in self._asked(text, (sort,)))

    def of_numbers(self, numbers: Iterable[int]) -> list[Kept]:
        """Returns pictures by their numbers; those that are gone are left out."""
        wanted = tuple(numbers)
        marks = ", ".join("?" * len(wanted))
        text = f"SELECT {_COLUMNS} FROM kept WHERE id IN ({marks}) AND deleted IS NULL"
        return [Kept.of_row(row) for row in self._asked(text, wanted)]

    def by_digest(self, digest: str) -> Kept | None:
        """Returns the kept picture of a document, if there is one."""
        text = f"SELECT {_COLUMNS} FROM kept WHERE digest = ? AND deleted IS NULL"
        rows = self._asked(text, (digest,))
        return Kept.of_row(rows[0]) if rows else None

    def picture(self, number: int) -> bytes:
        """Returns the PNG of a picture, its document inside.

        Raises:
            LibraryError: if there is none of this number.
        """
        rows = self._asked("SELECT picture FROM kept WHERE id = ?", (number,))
        if not rows:
            raise LibraryError(tr("This picture is no longer in the gallery."))
        return bytes(rows[0][0])

    # The file

    def _asked(self, text: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        return self._guarded(lambda db: db.execute(text, values).fetchall())

    def _changed(self, work: Callable[[sqlite3.Connection], T]) -> T:
        def whole(db: sqlite3.Connection) -> T:
            with db:
                return work(db)

        result = self._guarded(whole)
        self._observers.tell()
        return result

    def _guarded(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Does something with the file; damage found only now sets the file aside."""
        try:
            return work(self._db)
        except sqlite3.OperationalError as error:
            raise LibraryError(
                tr(
                    "The gallery cannot be used now ({reason}): close other programs that use "
                    "it, or free some room on the disk, and try again.",
                    reason=error,
                )
            ) from None
        except sqlite3.DatabaseError:
            self._db.close()
            self._db = self._fresh_after_damage()
            self._observers.tell()
            raise LibraryError(self.trouble) from None

    def _opened(self) -> sqlite3.Connection:
        if self._path is None:
            return _connected(None)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return _connected(self._path)
        except (sqlite3.OperationalError, OSError) as error:
            self.trouble = _locked(error)
        except sqlite3.DatabaseError:
            return self._fresh_after_damage()
        except NewerLibraryError:
            self.trouble = tr(
                "The gallery was made by a newer version of SceneGAN and is left alone. What you "
                "keep now is lost at the end: update SceneGAN."
            )
        return _connected(None)

    def _fresh_after_damage(self) -> sqlite3.Connection:
        """Sets the file aside, and begins another one."""
        path = self._path
        if path is None:
            return _connected(None)
        aside = next(
            p
            for n in range(1, 10_000)
            if not (p := path.with_name(f"{path.stem}.damaged-{n}{path.suffix}")).exists()
        )
        try:
            path.rename(aside)
            for ending in ("-journal", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    path.with_name(path.name + ending).unlink()
            made = _connected(path)
        except (OSError, sqlite3.Error) as error:
            self.trouble = _locked(error)
            return _connected(None)
        self.trouble = tr(
            "The gallery's file is damaged. It was set aside as {name}, and a new gallery is in "
            "use now.",
            name=aside.name,
        )
        return made


class NewerLibraryError(Exception):
    """A file of a later version of this program."""


def _locked(error: Exception) -> str:
    return tr(
        "The gallery cannot be opened ({reason}). What you keep now is lost at the end: close "
        "other programs that use it, and start the editor again.",
        reason=error,
    )


def _connected(path: Path | None) -> sqlite3.Connection:
    """Opens a file, brings it up to date, and lets go for good of what was deleted."""
    db = sqlite3.connect(path or ":memory:", timeout=_PATIENCE_S)
    try:
        db.execute("PRAGMA foreign_keys = ON")
        with closing(db.execute("PRAGMA user_version")) as answer:
            version = int(answer.fetchone()[0])
        if version > VERSION:
            raise NewerLibraryError
        migrate(db, version)
        with db:
            db.execute("DELETE FROM kept WHERE deleted IS NOT NULL")
    except BaseException:
        db.close()
        raise
    return db
