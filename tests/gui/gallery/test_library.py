import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.gallery.facts import Facts
from gui.gallery.library import Library, LibraryError
from gui.gallery.query import Query
from gui.gallery.schema import _MIGRATIONS, VERSION


def facts(kind: str = "lizard", *parts: str, colors: tuple[str, ...] = (), text: str = "") -> Facts:
    return Facts(kind, parts, colors, colors[0] if colors else "", text, seed=2**62 + 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "gallery.sqlite"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    made = Library(path)
    yield made
    made.close()


def keep(library: Library, digest: str, about: Facts | None = None, **more: object) -> int:
    return library.keep(digest, about or facts(), b"picture", b"small", **more)  # type: ignore[arg-type]


def found(library: Library, **asked: object) -> list[str]:
    return [kept.digest for kept in library.find(Query(**asked))]  # type: ignore[arg-type]


def test_what_is_kept_is_found_again_after_another_opening(library: Library, path: Path) -> None:
    number = keep(library, "a", facts("cat", "tail", text="a cat"), name="Tom", starred=True)
    library.close()
    again = Library(path)
    (kept,) = again.find(Query())
    assert (kept.number, kept.name, kept.kind, kept.text) == (number, "Tom", "cat", "a cat")
    assert kept.starred and kept.seed == 2**62 + 1
    assert (again.picture(number), kept.thumbnail) == (b"picture", b"small")
    assert again.by_digest("a") == kept
    again.close()


def test_filters_and_search(library: Library) -> None:
    keep(library, "a", facts("cat", "tail", "horn", colors=("black",), text="A Black cat"))
    keep(library, "b", facts("lizard", "tail", colors=("orange", "cream")), starred=True)
    keep(library, "c", facts("fish", "fin", colors=("blue",), text="100% fish_y"))
    assert found(library) == ["c", "b", "a"]
    assert found(library, part="tail") == ["b", "a"]
    assert found(library, color="cream") == ["b"]
    assert found(library, kind="fish") == ["c"]
    assert found(library, starred=True) == ["b"]
    assert found(library, search="CAT black") == ["a"]
    assert found(library, search="cat fish") == []
    assert found(library, search="%") == ["c"] == found(library, search="_")
    assert found(library, part="tail", color="black", search="horn") == ["a"]
    assert library.words("part") == ["fin", "horn", "tail"]
    assert library.words("kind") == ["cat", "fish", "lizard"]
    assert library.words("color") == ["black", "blue", "cream", "orange"]
    assert [k.digest for k in library.find(Query(), first=1, count=1)] == ["b"]
    assert library.count(Query(part="tail")) == 2


def test_the_same_picture_is_kept_once(library: Library) -> None:
    first = keep(library, "a")
    assert keep(library, "a", starred=True) == first
    assert keep(library, "a") == first
    assert found(library, starred=True) == ["a"]
    library.set_stars([first], False)
    assert found(library, starred=True) == []


def test_what_is_deleted_comes_back_until_the_next_opening(library: Library, path: Path) -> None:
    numbers = [keep(library, d, facts("cat", "horn")) for d in "abc"]
    told: list[int] = []
    end = library.subscribe(lambda: told.append(library.count()))
    library.delete(numbers[:2])
    assert found(library) == ["c"] and library.by_digest("a") is None
    library.restore(numbers[:1])
    assert found(library) == ["c", "a"]
    assert told == [1, 2]
    end()
    assert keep(library, "b") == numbers[1]  # Kept again, it is no longer deleted.
    library.delete(numbers[1:])
    library.close()
    again = Library(path)
    assert again.count() == 1
    assert again._db.execute("SELECT count(*) FROM word").fetchone() == (1,)
    with pytest.raises(LibraryError, match="no longer in the gallery"):
        again.picture(numbers[1])
    again.close()


@pytest.mark.parametrize("content", [b"this is no database at all" * 50, b"SQLite format 3\0" * 99])
def test_a_damaged_file_is_set_aside(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    library = Library(path)
    assert "set aside as gallery.damaged-1.sqlite" in library.trouble
    assert (path.parent / "gallery.damaged-1.sqlite").read_bytes() == content
    keep(library, "a")
    library.close()
    again = Library(path)
    assert again.trouble == "" and again.count() == 1
    again.close()


def test_damage_that_is_found_later_is_told_and_a_new_file_begun(
    library: Library, path: Path
) -> None:
    for n in range(40):
        library.keep(str(n), facts(), b"p" * 4000, b"t" * 500)
    with path.open("r+b") as file:
        file.seek(24)
        file.write(b"\xff" * 4)  # The change counter: what is in memory counts no longer.
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    with pytest.raises(LibraryError, match="set aside"):
        library.find(Query(search="lizard"))
    assert library.count() == 0
    keep(library, "new")
    assert (path.parent / "gallery.damaged-1.sqlite").exists() and path.exists()


def test_a_locked_file_is_left_alone(path: Path) -> None:
    first = Library(path)
    keep(first, "a")
    first.close()
    holder = sqlite3.connect(path)
    holder.execute("BEGIN EXCLUSIVE")
    library = Library(path)
    assert "cannot be opened" in library.trouble
    keep(library, "b")  # In memory.
    assert library.count() == 1
    holder.rollback()
    holder.close()
    library.close()
    again = Library(path)
    assert found(again) == ["a"]
    again.close()


def test_a_file_locked_while_in_use_is_told(library: Library, path: Path) -> None:
    keep(library, "a")
    holder = sqlite3.connect(path)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LibraryError, match="close other programs"):
        keep(library, "b")
    holder.rollback()
    holder.close()
    assert keep(library, "b")
    assert library.count() == 2


def test_a_newer_file_is_left_alone(library: Library, path: Path) -> None:
    keep(library, "a")
    library._db.execute(f"PRAGMA user_version = {VERSION + 1}")
    library.close()
    before = path.read_bytes()
    newer = Library(path)
    assert "newer version" in newer.trouble
    keep(newer, "b")
    newer.close()
    assert path.read_bytes() == before


def test_a_file_of_the_first_version_is_brought_up_to_date(path: Path) -> None:
    path.parent.mkdir()
    old = sqlite3.connect(path)
    for statement in _MIGRATIONS[0]:
        old.execute(statement)
    old.execute(
        "INSERT INTO kept VALUES (1, 'a', '', 'cat', '', 'a cat', '7', 'a cat', 1, 5.0, x'00', "
        "x'01')"
    )
    old.execute("PRAGMA user_version = 1")
    old.commit()
    old.close()
    library = Library(path)
    (kept,) = library.find(Query(search="cat"))
    assert kept.starred and kept.seed == 7
    library.delete([1])
    assert library.count() == 0
    library.close()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    library = Library(tmp_path / "file" / "gallery.sqlite")
    assert "cannot be opened" in library.trouble
    keep(library, "a")
    assert library.count() == 1
    library.close()


@settings(max_examples=40)
@given(st.text(max_size=12), st.text(max_size=12))
def test_any_words_can_be_searched_for(text: str, search: str) -> None:
    library = Library(None)
    keep(library, "a", facts("cat", text=text))
    there = all(word in f"{text} cat".lower() for word in search.lower().split())
    ascii_only = (text + search).isascii()  # SQLite folds the case of ASCII letters alone.
    if ascii_only and "\0" not in text + search:
        assert bool(found(library, search=search)) == there
    else:
        found(library, search=search)
    library.close()
