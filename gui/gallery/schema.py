"""The tables of the gallery's file, version by version."""

from __future__ import annotations

import sqlite3

_MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE kept (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, "
        "name TEXT NOT NULL, kind TEXT NOT NULL, color TEXT NOT NULL, text TEXT NOT NULL, "
        # A seed may need 63 bits, and JSON-minded tools read no more than 53: kept as text.
        "seed TEXT NOT NULL, haystack TEXT NOT NULL, starred INTEGER NOT NULL, "
        "created REAL NOT NULL, thumbnail BLOB NOT NULL, picture BLOB NOT NULL)",
        "CREATE TABLE word (kept INTEGER NOT NULL REFERENCES kept (id) ON DELETE CASCADE, "
        "sort TEXT NOT NULL, word TEXT NOT NULL)",
    ),
    (
        "ALTER TABLE kept ADD COLUMN deleted REAL",
        "CREATE INDEX word_of ON word (sort, word, kept)",
        "CREATE INDEX kept_of ON word (kept)",
    ),
)
"""What makes each version out of the one before it; `PRAGMA user_version` counts them."""

VERSION = len(_MIGRATIONS)


def migrate(db: sqlite3.Connection, version: int) -> None:
    """Brings a file of an older version up to date, in one transaction.

    Raises:
        sqlite3.Error: if it cannot be done; the file is as it was then.
    """
    if version == VERSION:
        # An empty statement would not read the file: this one finds damage and locks.
        db.execute("SELECT count(*) FROM kept").fetchone()
        return
    try:
        db.execute("BEGIN IMMEDIATE")
        for statements in _MIGRATIONS[version:]:
            for statement in statements:
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.commit()
    except BaseException:
        db.rollback()
        raise
