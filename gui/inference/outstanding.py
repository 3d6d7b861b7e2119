"""Which wishes were sent and are still to be answered, so that none is lost silently."""

from __future__ import annotations

from gui.inference.answers import Answer, final_job
from gui.inference.wishes import Asking, NoPaintWish, NoTrialsWish, PaintWish, TrialWish, Wish


class Outstanding:
    """Follows wishes and answers as `Wishes` does: the latest wish of a kind takes the place."""

    def __init__(self) -> None:
        """Begins with nothing to be answered."""
        self._latest: dict[type[Asking], Asking] = {}
        self._trials: dict[int, TrialWish] = {}

    def add(self, wish: Wish) -> None:
        """Notes a wish that is sent."""
        match wish:
            case NoPaintWish():
                self._latest.pop(PaintWish, None)
            case NoTrialsWish():
                self._trials.clear()
            case TrialWish():
                self._trials[wish.job] = wish
            case _:
                self._latest[type(wish)] = wish

    def settle(self, answer: Answer) -> None:
        """Notes an answer that came."""
        job = final_job(answer)
        self._trials.pop(job or 0, None)
        self._latest = {kind: w for kind, w in self._latest.items() if w.job != job}

    def wish(self, job: int) -> Asking | None:
        """Returns the wish of a job, while it is to be answered."""
        found = (w for w in self._latest.values() if w.job == job)
        return self._trials.get(job) or next(found, None)

    def take_all(self) -> list[int]:
        """Forgets all wishes; returns the numbers of their jobs."""
        jobs = sorted([w.job for w in self._latest.values()] + list(self._trials))
        self._latest.clear()
        self._trials.clear()
        return jobs
