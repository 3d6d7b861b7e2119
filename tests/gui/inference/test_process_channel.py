"""A real process behind the channel: it is killed, interrupted and left alone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from gui.inference.answers import (
    Answer,
    CommandRead,
    Failed,
    Loaded,
    Painted,
    StagePainted,
    TextRead,
)
from gui.inference.interface import LOADING
from gui.inference.process_channel import ProcessChannel
from gui.inference.server import Skills
from gui.inference.supervisor import TRIES
from gui.inference.wishes import CommandWish, PaintWish, TextWish, TrialWish
from scenegan.graph import Document
from tests.gui.fakes import fake_read
from tests.gui.inference.skills import dying_skills, fake_skills, stuck_skills

A = TypeVar("A", bound=Answer)
GRAPH = fake_read("a lizard with a tail").graph
EMPTY = Document(graph=GRAPH)
PATIENCE = 60

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")


class Talk:
    """A channel with the answers that came."""

    def __init__(self, skills: Callable[[], Skills]) -> None:
        self.answers: list[Answer] = []
        self.channel = ProcessChannel(skills)

    def open(self) -> None:
        self.channel.open(self.answers.append)

    def wait(self, kind: type[A], job: int = LOADING) -> A:
        """Waits for an answer of a kind to a job."""
        found: list[A] = []

        def came() -> bool:
            found[:] = [
                a for a in self.answers if isinstance(a, kind) and getattr(a, "job", job) == job
            ]
            return bool(found)

        until(came)
        return found[0]

    def pid(self) -> int:
        until(lambda: self.channel.process_id is not None)
        assert self.channel.process_id is not None
        return self.channel.process_id


@pytest.fixture
def talk_to() -> Iterator[Callable[[Callable[[], Skills]], Talk]]:
    talks: list[Talk] = []

    def make(skills: Callable[[], Skills]) -> Talk:
        talks.append(Talk(skills))
        return talks[-1]

    yield make
    for talk in talks:
        talk.channel.close()


def until(is_so: Callable[[], bool]) -> None:
    """Waits until something is so."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def is_gone(pid: int) -> bool:
    """Whether there is no such process, or one that only waits for its parent to notice."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z"


def test_wishes_are_served_without_qt_and_without_an_ear_for_ctrl_c(
    talk_to: Callable[[Callable[[], Skills]], Talk],
) -> None:
    talk = talk_to(fake_skills)
    talk.channel.send(TextWish(1, "a lizard", ""))
    talk.open()
    assert talk.wait(TextRead, 1).answer.graph == fake_read("a lizard").graph
    assert talk.wait(Loaded).name == "fake-1"
    first_answers = [a for a in talk.answers if isinstance(a, TextRead | Loaded)]
    assert isinstance(first_answers[0], TextRead)  # Though loading was wished for before.
    os.kill(talk.pid(), signal.SIGINT)
    talk.channel.send(PaintWish(2, EMPTY, GRAPH, stages=3))
    talk.wait(Painted, 2)
    stages = [a for a in talk.answers if isinstance(a, StagePainted)]
    assert [(a.job, a.stage) for a in stages] == [(2, 0), (2, 1), (2, 2)]
    base = stages[-1].picture.document
    edit = base.graph
    talk.channel.send(PaintWish(3, base, edit, stages=3))
    talk.wait(Painted, 3)
    again = [a for a in talk.answers if isinstance(a, StagePainted)][-1].picture.document
    assert again.graph is edit
    assert all(again.layout[node] is place for node, place in base.layout.items())
    talk.channel.send(CommandWish(4, "modules", GRAPH))
    modules = talk.wait(Failed, 4).message.split()
    assert "gui.inference.server" in modules and "PySide6" not in modules
    pid = talk.pid()
    talk.channel.close()
    assert is_gone(pid) and not Path(f"/proc/{pid}").exists()


def test_one_that_is_killed_fails_its_jobs_and_another_serves_the_next_wish(
    talk_to: Callable[[Callable[[], Skills]], Talk],
) -> None:
    talk = talk_to(stuck_skills)
    talk.channel.send(TrialWish(1, EMPTY, GRAPH))
    talk.channel.send(PaintWish(2, EMPTY, GRAPH, stages=3))  # The next one takes its place.
    talk.channel.send(PaintWish(3, EMPTY, GRAPH, stages=3))
    talk.open()
    talk.wait(StagePainted, 3)
    pid = talk.pid()
    os.kill(pid, signal.SIGKILL)
    said = {talk.wait(Failed, job).message for job in (1, 3)}
    assert len(said) == 1 and "stopped unexpectedly" in said.pop()
    assert [a.job for a in talk.answers if isinstance(a, Failed)] == [1, 3]
    talk.channel.send(CommandWish(4, "tail teal", GRAPH))
    assert talk.wait(CommandRead, 4).graph.part("tail-1").colors
    second = talk.pid()
    assert second != pid
    assert not Path(f"/proc/{pid}").exists()  # Not even as a zombie.
    os.kill(second, signal.SIGKILL)  # With nothing to do, it is told as well.
    assert "next change" in talk.wait(Failed, LOADING).message
    talk.channel.send(PaintWish(5, EMPTY, GRAPH, stages=3))
    talk.wait(StagePainted, 5)
    third = talk.pid()
    talk.channel.close()  # Though it never ends by itself.
    assert is_gone(third)


def test_one_that_cannot_load_is_not_started_for_ever(
    talk_to: Callable[[Callable[[], Skills]], Talk],
) -> None:
    talk = talk_to(dying_skills)
    talk.open()
    for job in range(1, TRIES + 1):
        until(lambda: talk.channel.process_id is None and len(talk.answers) >= job)  # noqa: B023
        talk.channel.send(CommandWish(job, "tail teal", GRAPH))
    last = talk.wait(Failed, TRIES).message
    assert "again and again" in last and talk.channel.process_id is None
    assert Failed(LOADING, last) in talk.answers
    assert len([a for a in talk.answers if isinstance(a, Failed)]) <= 2 * TRIES


def test_it_ends_when_the_window_is_killed(tmp_path: Path) -> None:
    code = """
import time
from gui.inference.process_channel import ProcessChannel
from tests.gui.inference.skills import fake_skills
channel = ProcessChannel(fake_skills)
channel.open(lambda answer: print(channel.process_id, flush=True))
time.sleep(600)
"""
    window = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert window.stdout is not None
    with window, window.stdout as out:
        pid = int(out.readline())
        assert not is_gone(pid)
        window.kill()
        window.wait()
    until(lambda: is_gone(pid))
