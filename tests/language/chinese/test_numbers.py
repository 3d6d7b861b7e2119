from collections.abc import Callable

import pytest

from scenegan.language.chinese.numbers import read_amount

Says = Callable[[str, str], None]


@pytest.mark.parametrize(
    ("words", "count", "length"),
    [
        (["三", "只"], 3, 2),
        (["三", "对"], 6, 2),
        (["一", "双"], 2, 2),
        (["十", "二", "条"], 12, 3),
        (["二", "十", "根"], 20, 3),
        (["8", "条"], 8, 2),
        (["许多", "条"], 5, 2),
        (["三", "五", "根"], 5, 3),
        (["一", "排"], None, 2),
        (["双"], 2, 1),
        (["100", "个"], 100, 2),
    ],
)
def test_numbers_with_measure_words(words: list[str], count: int | None, length: int) -> None:
    amount = read_amount(words)
    assert amount is not None
    assert (amount.count, amount.length) == (count, length)


@pytest.mark.parametrize("words", [["翅膀"], ["2024"], ["0"], ["零"]])
def test_what_is_no_number_of_parts(words: list[str]) -> None:
    assert read_amount(words) is None
