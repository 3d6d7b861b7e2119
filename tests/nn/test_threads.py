from collections.abc import Iterator

import pytest
import torch

from scenegan.nn.threads import idle_threads, one_thread


@pytest.fixture(autouse=True)
def three_threads() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(3)
    yield
    torch.set_num_threads(before)


def test_one_thread_is_taken_and_the_others_come_back() -> None:
    assert idle_threads() == 0
    with one_thread():
        assert torch.get_num_threads() == 1
        assert idle_threads() == 2
        with one_thread():
            assert idle_threads() == 0
        assert idle_threads() == 2
    assert torch.get_num_threads() == 3
    assert idle_threads() == 0


def test_they_come_back_after_an_error_too() -> None:
    with pytest.raises(KeyError), one_thread():
        raise KeyError
    assert torch.get_num_threads() == 3
    assert idle_threads() == 0
