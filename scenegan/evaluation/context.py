"""One evaluation: what is measured, with which model, and what has been done of it already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from scenegan.data.annotations import Split, read_annotations
from scenegan.data.cache import Cache, CachedDrawing
from scenegan.errors import ModelError
from scenegan.evaluation.baselines import flat_fill, outline_of, painted_truth
from scenegan.evaluation.damage import Damage, damaged
from scenegan.evaluation.held_out import HeldOut, evenly, held_out
from scenegan.evaluation.judging import Judges, backbone_digest, judges_digest, load_judges
from scenegan.evaluation.known_features import KnownFeatures
from scenegan.evaluation.outcome import Sample
from scenegan.evaluation.samples import CaptionPicture, draw_captions
from scenegan.evaluation.specimens import Specimen, draw_specimen, real_specimen
from scenegan.evaluation.work_folder import (
    WorkFolder,
    digest,
    drawing_code_digest,
    evaluation_code_digest,
    model_digest,
)
from scenegan.rendering.pipeline import Pipeline

_SEEDS_APART = 1000
"""Evaluations with different seeds share no picture."""

Floats = NDArray[np.float64]
Tell = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Extent:
    """How much is measured.

    Attributes:
        graphs: graphs of the test split; 0 for all.
        seeds: pictures of each graph.
        judged: pictures of each graph that the judges look at.
        edits: random edits.
        looks: layouts that are drawn with several looks.
        reference: training drawings that pictures are compared with; 0 for all.
        timed: graphs on which speed is measured.
        cold_starts: how often the program is started anew.
        readings: how often all captions are read for the rate of reading.
    """

    graphs: int = 0
    seeds: int = 8
    judged: int = 2
    edits: int = 160
    looks: int = 16
    reference: int = 0
    timed: int = 40
    cold_starts: int = 3
    readings: int = 5


FULL = Extent()
QUICK = Extent(
    graphs=12,
    seeds=5,
    judged=2,
    edits=15,
    looks=2,
    reference=100,
    timed=8,
    cold_starts=1,
    readings=2,
)


@dataclass(frozen=True)
class Context:
    """What all steps of an evaluation share.

    Attributes:
        model: folder of weights.
        cache: the built drawings; None without them.
        extent: how much is measured.
        seed: of everything that is drawn by chance.
        work: folder of all evaluations, for going on after a stop.
        tell: shows progress.
        split: whose graphs are measured on; only those of test say how good the model is.
        damage: how the model is broken on purpose; None for no damage.
    """

    model: Path
    cache: Cache | None
    extent: Extent
    seed: int
    work: Path
    tell: Tell
    split: Split = "test"
    damage: Damage | None = None

    @cached_property
    def pipeline(self) -> Pipeline:
        """The model, read when it is first needed."""
        return Pipeline.load(self.model)

    @cached_property
    def held(self) -> tuple[HeldOut, ...]:
        """The graphs that are measured on.

        Raises:
            ModelError: if one has a part that the model does not know.
        """
        found = held_out(self.cache, self.extent.graphs, self.split)
        if not found:
            raise ModelError(f"There are no drawings of the split '{self.split}' to measure on.")
        return found

    @cached_property
    def sample(self) -> Sample:
        """Graphs and pictures; those that are missing are drawn and kept."""
        total = len(self.held) * self.extent.seeds
        drawn = []
        for number, held in enumerate(self.held):
            for seed in range(self.extent.seeds):
                drawn.append(self._specimen(number, held, self.seed * _SEEDS_APART + seed))
                self.tell("Drawing", len(drawn), total)
        pictures = tuple(drawn)
        if self.damage is not None:
            pictures = damaged(pictures, self.damage, self.pipeline, self.seed)
        return Sample(self.held, pictures, self.real, self.seed)

    @cached_property
    def real(self) -> tuple[Specimen, ...]:
        """A person's drawing of each graph; none without a cache."""
        if self.cache is None:
            return ()
        return tuple(real_specimen(held, k) for k, held in enumerate(self.held))

    def _specimen(self, number: int, held: HeldOut, seed: int) -> Specimen:
        known = self.folder.drawing(held.id, seed, number)
        if known is not None:
            return known
        specimen = draw_specimen(self.pipeline, held.graph, number, seed)
        self.folder.keep_drawing(held.id, specimen)
        return specimen

    @cached_property
    def flat(self) -> tuple[Specimen, ...]:
        """The first picture of each graph, its layout filled flatly and outlined."""
        reach, ink = outline_of(self.real)
        return tuple(flat_fill(s, reach, ink) for s in self.sample.first(1).drawn)

    @cached_property
    def true_maps(self) -> tuple[Specimen, ...]:
        """Each graph's true layout, painted by the model."""
        pairs = zip(self.held, self.real, strict=True)
        return tuple(painted_truth(held, s, self.pipeline, self.seed) for held, s in pairs)

    @cached_property
    def caption_pictures(self) -> list[CaptionPicture]:
        """Pictures from the captions of the graphs."""

        def tell(done: int, total: int) -> None:
            self.tell("Drawing captions", done, total)

        return draw_captions(self.held, self.pipeline, self.seed, tell)

    @cached_property
    def training(self) -> tuple[CachedDrawing, ...]:
        """Training drawings to compare with; none without a cache."""
        if self.cache is None:
            return ()
        return tuple(evenly(self.cache.of_split("train"), self.extent.reference))

    @cached_property
    def reference(self) -> Floats:
        """Features of the training drawings, [M, D]; they are kept for other evaluations."""
        known = KnownFeatures(self.work / f"features-{backbone_digest()}.npz")
        found = []
        for done, drawing in enumerate(self.training):

            def look(drawing: CachedDrawing = drawing) -> Floats:
                row: Floats = self.features_of([drawing.picture()])[0]
                return row

            found.append(known.of(drawing.encoded["picture"], look))
            self.tell("Looking at training drawings", done + 1, len(self.training))
        known.save()
        return np.stack(found).astype(np.float64)

    def features_of(self, pictures: Sequence[NDArray[np.uint8]]) -> Floats:
        """Features [B, D] of pictures [256, 256, 4].

        Raises:
            ValueError: if there are no judges.
        """
        if self.judges is None:
            raise ValueError("features need the judges")
        pixels = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 255
        with torch.inference_mode():
            return self.judges.features(pixels).numpy().astype(np.float64)

    @cached_property
    def drawn_features(self) -> Floats:
        """Features of the judged pictures by the model, [len, D]."""
        drawn = self.judged.drawn
        return np.concatenate([self.features_of([s.rgba]) for s in drawn])

    @cached_property
    def real_features(self) -> Floats:
        """Features of the held-out drawings, [G, D]."""
        return np.concatenate([self.features_of([s.rgba]) for s in self.real])

    @property
    def judged(self) -> Sample:
        """Those pictures that the judges look at."""
        return self.sample.first(self.extent.judged)

    @property
    def captions(self) -> list[tuple[str, str]]:
        """Drawing and caption of all drawings that nothing was trained on, and of the graphs'."""
        known = read_annotations() if self.cache is None else [d.drawing for d in self.cache]
        drawings = [d for d in known if d.split in ("val", "test", self.split)]
        words = [(d.id, d.captions) for d in drawings]
        return [(i, text) for i, c in words for text in (c.short, c.medium, c.rich) if text]

    @cached_property
    def judges(self) -> Judges | None:
        """The trained judges; None where they are not installed."""
        return load_judges()

    @cached_property
    def folder(self) -> WorkFolder:
        """Where finished work lies; other weights, graphs or code have another place."""
        with_colors = self.cache is not None
        drawings = digest(model_digest(self.model), drawing_code_digest(), with_colors, self.seed)
        results = digest(
            evaluation_code_digest(), self.extent, self.split, self.damage, judges_digest()
        )
        return WorkFolder(self.work, drawings, results)
