import pytest

from scenegan.evaluation.parsing_speed import measure_parsing_speed


def test_rates_are_measured_side_by_side() -> None:
    texts = ["A red cat with two long ears.", "A small blue bird without a tail."] * 4
    speed = measure_parsing_speed(texts, rounds=1)
    assert speed.ours > 0
    assert speed.bare > 0
    assert set(speed.figures()) == {"speed.parse", "speed.parse_bare", "speed.parse_share"}


def test_share_of_one_round_is_ours_of_the_bare_rate() -> None:
    speed = measure_parsing_speed(["A red cat with two long ears."] * 4, rounds=1)
    assert speed.share == pytest.approx(speed.ours / speed.bare)
