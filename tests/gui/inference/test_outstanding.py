from hypothesis import given
from hypothesis import strategies as st

from gui.inference.answers import Failed, StagePainted, TextRead
from gui.inference.interface import ReadText
from gui.inference.outstanding import Outstanding
from gui.inference.wishes import (
    NoPaintWish,
    NoTrialsWish,
    PaintWish,
    TextWish,
    TrialWish,
    Wish,
    Wishes,
)
from scenegan.graph import Document
from tests.gui.fakes import FakePainter, fake_read

GRAPH = fake_read("a lizard with a tail").graph
EMPTY = Document(graph=GRAPH)
MAKERS = ("text", "paint", "trial", "no paint", "no trials")


def made(kind: str, job: int) -> Wish:
    if kind == "text":
        return TextWish(job, "a cat", "")
    if kind == "paint":
        return PaintWish(job, EMPTY, GRAPH, stages=3)
    if kind == "trial":
        return TrialWish(job, EMPTY, GRAPH)
    return NoPaintWish() if kind == "no paint" else NoTrialsWish(job)


@given(st.lists(st.sampled_from(MAKERS), max_size=12))
def test_what_is_outstanding_is_what_would_be_served(kinds: list[str]) -> None:
    outstanding, wishes = Outstanding(), Wishes()
    for job, kind in enumerate(kinds, start=1):
        outstanding.add(made(kind, job))
        wishes.put(made(kind, job))
    served: list[int] = []
    while (wish := wishes.take()) != "warm up":
        if wish is not None and not isinstance(wish, str):
            assert outstanding.wish(wish.job) == wish
            served.append(wish.job)
    assert outstanding.take_all() == sorted(served)
    assert outstanding.take_all() == []


def test_answers_settle_their_jobs_and_no_others() -> None:
    outstanding = Outstanding()
    outstanding.add(made("text", 1))
    outstanding.add(made("trial", 2))
    outstanding.add(made("paint", 3))
    read = fake_read("a cat")
    read = fake_read("a cat")
    picture = next(FakePainter().draw_stages(EMPTY))
    outstanding.settle(TextRead(1, ReadText("a cat", read.graph, read.reading), None))
    outstanding.settle(StagePainted(3, 0, picture))
    assert outstanding.wish(1) is None and outstanding.wish(3) is not None
    outstanding.settle(Failed(2, "no"))
    assert outstanding.take_all() == [3]
