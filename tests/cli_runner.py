"""Runs the command line in this process, as a user would call it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Done:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str


class _Stream(io.TextIOWrapper):
    """Text stream whose bytes can be read back, as the real standard streams have a buffer."""

    def __init__(self, content: bytes = b"") -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8")

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode()  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def scenegan(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    from scenegan.cli import console
    from scenegan.cli.app import main

    def run(*arguments: object, stdin: bytes = b"") -> Done:
        out, err = _Stream(), _Stream()
        monkeypatch.setattr("sys.argv", ["scenegan", *map(str, arguments)])
        monkeypatch.setattr("sys.stdin", _Stream(stdin))
        monkeypatch.setattr("sys.stdout", out)
        monkeypatch.setattr("sys.stderr", err)
        monkeypatch.setattr(console.messages, "file", err)
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        return Done(code, out.text(), err.text())

    return run
