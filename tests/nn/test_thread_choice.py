from collections.abc import Iterator

import pytest
import torch
from torch import Tensor

from scenegan.nn.thread_choice import ThreadChoice
from scenegan.nn.threads import one_thread


class Machine:
    """A machine whose steps take a known time; it notes how many threads took each."""

    def __init__(self, one: float, two: float, alike: bool = True) -> None:
        self.seconds = {1: one, 2: two}
        self.alike = alike
        self.now = 0.0
        self.taken: list[int] = []

    def clock(self) -> float:
        return self.now

    def step(self) -> Tensor:
        threads = torch.get_num_threads()
        self.now += self.seconds[threads]
        self.taken.append(threads)
        return torch.tensor([7.0 if self.alike else float(threads)])

    def run(self, choice: ThreadChoice, times: int) -> list[int]:
        """Takes steps, and tells how many threads took them."""
        self.taken.clear()
        for _ in range(times):
            choice.run(self.step, (1,))
        return self.taken


@pytest.fixture
def planning() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    with one_thread():
        yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("planning")
@pytest.mark.parametrize(("one", "two", "faster"), [(4.0, 3.0, 2), (4.0, 40.0, 1)])
def test_the_faster_number_of_threads_is_taken(one: float, two: float, faster: int) -> None:
    machine = Machine(one, two)
    choice = ThreadChoice(clock=machine.clock)
    machine.run(choice, 1)  # the check
    taken = machine.run(choice, 200)
    assert taken.count(faster) >= 180
    assert 3 - faster in taken  # tried now and then
    assert torch.get_num_threads() == 1


@pytest.mark.usefixtures("planning")
def test_the_choice_follows_the_machine() -> None:
    machine = Machine(4.0, 3.0)
    choice = ThreadChoice(clock=machine.clock)
    machine.run(choice, 50)
    machine.seconds[2] = 90.0
    assert machine.run(choice, 100).count(1) >= 90
    machine.seconds[2] = 3.0
    machine.run(choice, 600)
    assert machine.run(choice, 100).count(2) >= 90


@pytest.mark.usefixtures("planning")
def test_steps_that_differ_are_left_to_one_thread() -> None:
    machine = Machine(4.0, 1.0, alike=False)
    choice = ThreadChoice(clock=machine.clock)
    assert float(choice.run(machine.step, (1,))) == 1.0
    assert set(machine.run(choice, 40)) == {1}


@pytest.mark.usefixtures("planning")
def test_every_shape_is_checked() -> None:
    machine = Machine(4.0, 1.0)
    choice = ThreadChoice(clock=machine.clock)
    machine.run(choice, 20)
    machine.alike = False
    assert [float(choice.run(machine.step, (2, 3))) for _ in range(30)] == [1.0] * 30


@pytest.mark.usefixtures("planning")
def test_small_steps_are_left_to_one_thread() -> None:
    machine = Machine(4.0, 1.0)
    choice = ThreadChoice(least=2, clock=machine.clock)
    assert set(machine.run(choice, 10)) == {1}


def test_without_a_thread_to_spare_nothing_is_chosen() -> None:
    machine = Machine(4.0, 1.0)
    with one_thread(), one_thread():
        assert machine.run(ThreadChoice(clock=machine.clock), 5) == [1] * 5
