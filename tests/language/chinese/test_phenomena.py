"""Each phenomenon of Chinese descriptions has its own table in `phenomena.txt`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_ASKED = frozenset(
    ["measure words and numbers", "negation", "chains of 的", "topic and comment", "places"]
    + ["colours", "comparisons", "types, sizes, moods", "traditional characters"]
    + ["full-width signs", "mixed text", "blanks for commas", "corrections", "relative clauses"]
)
"""Each phenomenon that the parser must read has a table of this name."""


def _cases() -> Iterator[tuple[str, str, str]]:
    title = text = ""
    path = Path(__file__).parent / "phenomena.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            title = line[3:]
        elif line.startswith("  "):
            yield title, text, line.strip()
        elif line and not line.startswith("#"):
            text = line


@pytest.mark.parametrize(("title", "text", "facts"), list(_cases()))
def test_phenomenon(says: Callable[[str, str], None], title: str, text: str, facts: str) -> None:
    says(text, facts)


def test_all_phenomena_have_cases() -> None:
    titles = {title for title, _, _ in _cases()}
    assert titles >= _ASKED
    assert len(list(_cases())) >= 80
