"""Keeps the words that a test teaches the program from the tests after it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest

_words = importlib.import_module("scenegan.graph.vocabulary")


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forgets all words but those that the program came with, until the patch is undone."""
    monkeypatch.setattr(_words, "_own_parts", {})
    monkeypatch.setattr(_words, "_own_attributes", {})
    _words._forget_derived()


@pytest.fixture
def own_words_forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Words that the test has learned are forgotten after it."""
    forget(monkeypatch)
    yield
    monkeypatch.undo()
    _words._forget_derived()
