import sys

import pytest

from scenegan.evaluation.peak_memory import peak_memory

PYTHON = sys.executable


def test_a_small_program_takes_little_though_this_one_takes_much() -> None:
    own = bytearray(b"x") * 300_000_000
    small = peak_memory([PYTHON, "-c", "pass"])
    large = peak_memory([PYTHON, "-c", "len(bytearray(b'x') * 200_000_000)"])
    assert small is not None and large is not None and len(own)
    assert small < 100e6 and 200e6 < large < 300e6


def test_a_program_that_fails_is_told() -> None:
    with pytest.raises(RuntimeError, match="ended with 1: .*nothing there"):
        peak_memory([PYTHON, "-c", "import sys; sys.exit('nothing there')"])
