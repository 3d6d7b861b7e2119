"""From records to jobs: items are read in batches, named, and split into one job a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from scenegan.batch.done_jobs import DoneJobs
from scenegan.batch.drawing import Job, Shot
from scenegan.batch.items import Defaults, Item, item_of
from scenegan.batch.names import DEFAULT_PATTERN, NamePattern, UniqueNames, slug
from scenegan.batch.records import Record
from scenegan.batch.settings import RunSettings
from scenegan.errors import DescriptionError, SceneGANError
from scenegan.graph import Document, Reading, SceneGraph

BATCH = 64
"""Descriptions that are parsed together."""

SHEET_STEM = "contact-sheet"
"""A name that no picture gets."""


class Names(Protocol):
    """Makes names unique."""

    def take(self, name: str, number: int) -> str:
        """Returns a name made from one for an item, which no other picture of the run has."""
        ...


Complain = Callable[[Record, str], None]
"""Told of each record from which nothing can be drawn."""


@dataclass(frozen=True)
class Planner:
    """Makes jobs from records; the same records give the same names, whatever is done already.

    Attributes:
        settings: of the run.
        defaults: seeds and sizes of items that have none.
        done: pictures that need no job.
        complain: called for each record without a picture.
        names: sees to it that no two pictures have the same one.
    """

    settings: RunSettings
    defaults: Defaults
    done: DoneJobs
    complain: Complain
    names: Names = field(default_factory=lambda: UniqueNames((SHEET_STEM,)))

    def jobs(self, records: Iterable[Record]) -> Iterator[Job]:
        """Yields what is left to draw."""
        asked = self.settings.pattern or (
            DEFAULT_PATTERN if self.settings.engine == "ray" else None
        )
        pattern = NamePattern(asked) if asked is not None else None
        number, of = self.settings.shard
        own = (r for r in records if r.number % of == number % of)
        while batch := list(islice(own, BATCH)):
            kinds_matter = pattern is not None and "kind" in pattern.tokens
            for item in self._read(self._items(batch), kinds_matter):
                yield from self._jobs_of(item, pattern, self.names)

    def _items(self, batch: Sequence[Record]) -> Iterator[tuple[Record, Item]]:
        for record in batch:
            try:
                yield record, item_of(record, self.defaults)
            except SceneGANError as error:
                self.complain(record, str(error))
            except Exception as error:
                self.complain(record, f"The record cannot be used: {error}")

    def _read(self, items: Iterable[tuple[Record, Item]], all_of_them: bool) -> Iterator[Item]:
        """Parses the texts of a batch; those whose pictures are all done pass as they are."""
        pairs = list(items)
        due = [
            item
            for _, item in pairs
            if item.document is None and (all_of_them or not self._is_done(item))
        ]
        parsed = dict(zip((item.number for item in due), _parsed(due), strict=True))
        for record, item in pairs:
            try:
                yield _with_graph(item, parsed[item.number]) if item.number in parsed else item
            except SceneGANError as error:
                self.complain(record, str(error))

    def _is_done(self, item: Item) -> bool:
        return all((item.number, k) in self.done for k in range(item.variants))

    def _jobs_of(self, item: Item, asked: NamePattern | None, names: Names) -> Iterator[Job]:
        pattern = asked or NamePattern("{name}" if item.name else DEFAULT_PATTERN)
        for place, seed in enumerate(item.seeds):
            shots = []
            for palette in range(1 + item.palettes):
                stem = self._stem(item, pattern, _shown_seed(item, seed), palette)
                shots.append(
                    Shot(
                        place * (1 + item.palettes) + palette,
                        names.take(stem, item.number),
                        palette,
                    )
                )
            due = tuple(shot for shot in shots if (item.number, shot.variant) not in self.done)
            if due and item.document is not None:
                yield self._job(item, item.document, seed, due)

    def _job(
        self, item: Item, document: Document, seed: int | None, shots: tuple[Shot, ...]
    ) -> Job:
        return Job(
            number=item.number,
            source=item.source,
            shots=shots,
            format=item.format or self.settings.format,
            document=document,
            seed=seed,
            size=item.size,
            anchors=self.settings.anchors,
            metadata=item.metadata,
        )

    def _stem(self, item: Item, pattern: NamePattern, seed: int, palette: int) -> str:
        """Returns a name that tells the pictures of an item apart."""
        stem = pattern.fill({**self._values(item, seed), "palette": palette})
        if len(item.seeds) > 1 and "seed" not in pattern.tokens:
            stem += f"-s{seed}"
        if palette and "palette" not in pattern.tokens:
            stem += f"-c{palette}"
        return stem.replace(".", "-") if self.settings.tar else stem

    def _values(self, item: Item, seed: int) -> dict[str, object]:
        """Returns what the tokens of a pattern stand for; an item's own data never hides ours."""
        graph = item.document.graph if item.document is not None else None
        kind = (graph.creature.kind if graph is not None else None) or "creature"
        return {
            **item.metadata,
            "index": f"{item.number:06d}",
            "slug": slug(item.name or item.text or kind),
            "seed": seed,
            "kind": kind,
            "date": self.settings.date,
            "name": item.name,
        }


def _shown_seed(item: Item, seed: int | None) -> int:
    if seed is not None:
        return seed
    return item.document.recipe.seed if item.document is not None else 0


Parsed = tuple[SceneGraph, Reading] | str
"""What a text was read as, or why it could not be read."""


def _with_graph(item: Item, parsed: Parsed) -> Item:
    if isinstance(parsed, str):
        raise DescriptionError(parsed)
    return item.read_as(*parsed)


def _parsed(items: Sequence[Item]) -> list[Parsed]:
    """Parses texts together; if one of them makes that fail, one by one."""
    from scenegan.language import read_many

    texts = [item.text for item in items]
    try:
        return [(read.graph, read.reading) for read in read_many(texts)]
    except Exception as error:
        if len(items) == 1:
            known = isinstance(error, SceneGANError)
            return [str(error) if known else f"The text cannot be read: {error}"]
    return [_parsed([item])[0] for item in items]
