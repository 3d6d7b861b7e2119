"""What all commands share in talking to people: messages, progress, and the end of a run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape

from scenegan.cli.messages import localized, phrase
from scenegan.graph import Reading

INTERRUPTED = 130
"""Exit code of a command that Ctrl-C stopped."""

messages = Console(stderr=True, highlight=False, soft_wrap=True)
"""Everything that is not the result goes to standard error, so that results can be piped."""


def say(text: str) -> None:
    """Prints a message for a person, in the language of the locale."""
    messages.print(escape(localized(text)))


def complain(text: str) -> None:
    """Prints one line about a mistake."""
    messages.print(f"[bold red]{phrase('Error:')}[/] {escape(localized(text))}")


def report_reading(reading: Reading) -> None:
    """Tells what was read as something else, and what was not understood."""
    if reading.mapped:
        pairs = dict.fromkeys(
            phrase("{word} as {to}", word=m.word, to=m.to) for m in reading.mapped
        )
        say(phrase("Read {pairs}.", pairs=", ".join(pairs)))
    if reading.unknown:
        words = dict.fromkeys(f"'{u.word}'" for u in reading.unknown)
        say(phrase("Not understood: {words}.", words=", ".join(words)))
    for doubt in reading.doubts:
        say(doubt if doubt.endswith((".", "?", "!")) else doubt + ".")


@contextmanager
def waiting(text: str) -> Iterator[None]:
    """Shows a spinner on a terminal while something takes its time; plain line elsewhere."""
    if messages.is_terminal:
        with messages.status(escape(localized(text))):
            yield
    else:
        yield


def write_result(text: str) -> None:
    """Writes a result to standard output, whatever the terminal's encoding."""
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
