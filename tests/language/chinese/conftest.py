from collections.abc import Callable

import pytest

from scenegan.evaluation.parser_score import GoldText, judge
from scenegan.language import parse


@pytest.fixture(scope="session")
def says() -> Callable[[str, str], None]:
    """Checks that a text gives exactly some facts, written as in the gold texts."""

    def check(text: str, facts: str) -> None:
        gold = GoldText(text, tuple(f.strip() for f in facts.split("|")))
        outcome = judge(gold, parse(text))
        assert not outcome.missed and not outcome.wrong, (text, outcome)

    return check
