"""Who is compared: published systems, SceneGAN, and the persons who drew the drawings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from safetensors import safe_open

from scenegan.evaluation.held_out import HeldOut
from scenegan.evaluation.specimens import SIDE, Specimen, draw_specimen, real_specimen
from scenegan.evaluation.systems.training_record import TrainingRecord
from scenegan.nn.composition import EMPTY
from scenegan.nn.systems.saved import FROM_GRAPH, FROM_TEXT, is_published
from scenegan.nn.weights import read_config, weights_folder
from scenegan.rendering.pipeline import Pipeline
from scenegan.rendering.published import PublishedDrawer, Request
from scenegan.training.systems.requests import with_type

Rgba = NDArray[np.uint8]
_SEEDS_APART = 7919
"""Between the seeds of two creatures. A system that is asked for nothing draws by its noise alone:
from one seed all creatures would get one picture."""


class Contestant(ABC):
    """Draws held-out creatures.

    Attributes:
        name: name of the system, with that of its run where there is one.
        asked_with: nothing, text, graph, or a person's eyes.
        side: side of its own pictures in pixels; they are enlarged to 256 to be judged.
        has_parts: whether it tells which part shows at each pixel.
        n_parameters: number of weights that drawing takes; None for persons.
        record: how it was trained, where that is known.
    """

    name: str
    asked_with: str
    side: int
    has_parts: bool
    n_parameters: int | None = None
    record: TrainingRecord | None = None

    @property
    def can_be_asked(self) -> bool:
        """Whether other words or another graph may give another picture."""
        return self.asked_with in (FROM_TEXT, FROM_GRAPH)

    @abstractmethod
    def draw(self, held: HeldOut, number: int, seed: int) -> Specimen:
        """Draws a creature once.

        Args:
            held: the creature.
            number: its position among those that are measured on.
            seed: of all that is left to chance.
        """


class PublishedContestant(Contestant):
    """A trained run of a published system."""

    def __init__(self, folder: Path) -> None:
        """Reads the system from the folder of its run, or of its weights."""
        self._drawer = PublishedDrawer.load(folder)
        system = self._drawer.system
        self.name = f"{system.name} ({folder.resolve().name})"
        self.asked_with = system.asked_with
        self.n_parameters = system.n_parameters()
        self.record = TrainingRecord.of_run(folder)
        self.has_parts = system.asked_with == FROM_GRAPH
        self.side = 0

    def draw(self, held: HeldOut, number: int, seed: int) -> Specimen:
        """Draws the graph, or the middle caption with the first type before it."""
        own_seed = seed + _SEEDS_APART * number
        picture = self._drawer.draw([Request(caption_of(held), held.graph, own_seed)])[0]
        self.side = len(picture.rgba)
        part_map = None if picture.part_map is None else enlarged_map(picture.part_map)
        return pictured(held, number, seed, enlarged(picture.rgba), part_map)


class PipelineContestant(Contestant):
    """SceneGAN itself."""

    asked_with, has_parts = "graph", True

    def __init__(self, folder: Path) -> None:
        """Reads the weights from their folder, or that of their run."""
        weights = weights_folder(folder)
        self._pipeline = Pipeline.load(weights)
        self.side = self._pipeline.painter.side
        self.name = f"scenegan ({folder.resolve().name})"
        self.record = TrainingRecord.of_run(folder)
        names = read_config(weights).networks
        self.n_parameters = sum(_n_numbers(weights / f"{name}.safetensors") for name in names)

    def draw(self, held: HeldOut, number: int, seed: int) -> Specimen:
        """Draws the graph."""
        return draw_specimen(self._pipeline, held.graph, number, seed)


class PersonContestant(Contestant):
    """The drawings themselves, seen at the side of the smallest pictures: what can be reached."""

    asked_with, has_parts = "eyes", True

    def __init__(self, side: int) -> None:
        """Takes the side that drawings are shrunk to before they are judged."""
        self.name, self.side = f"a person at {side} pixels", side

    def draw(self, held: HeldOut, number: int, seed: int) -> Specimen:
        """Returns the drawing."""
        specimen = real_specimen(held, number)
        return specimen.painted(enlarged(_resized(specimen.rgba, self.side)))


def contestant(folder: Path) -> Contestant:
    """Reads whatever system a folder holds.

    Raises:
        ModelError: if it holds none, or a damaged one.
    """
    if is_published(weights_folder(folder)):
        return PublishedContestant(folder)
    return PipelineContestant(folder)


def caption_of(held: HeldOut) -> str:
    """Returns the middle caption of a creature, with its first type before it."""
    types = held.graph.creature.types
    caption = held.captions[len(held.captions) // 2] if held.captions else "a creature"
    return with_type(caption, types[0] if types else None)


def pictured(
    held: HeldOut, number: int, seed: int, rgba: Rgba, part_map: NDArray[np.uint8] | None
) -> Specimen:
    """Returns a picture of a creature whose parts are known by their map alone, or not at all."""
    n = len(held.graph.parts)
    nowhere = np.full((SIDE, SIDE), EMPTY, np.uint8)
    return Specimen(
        number=number,
        seed=seed,
        graph=held.graph,
        rgba=rgba,
        part_map=nowhere if part_map is None else part_map,
        boxes=np.zeros((n, 4)),
        depths=np.zeros(n),
        visible=np.zeros(n),
    )


def enlarged(rgba: Rgba) -> Rgba:
    """Enlarges a picture to the side that the judges see, smoothly."""
    return _resized(rgba, SIDE)


def enlarged_map(part_map: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Enlarges a part map to the side that the judges see."""
    image = Image.fromarray(part_map).resize((SIDE, SIDE), Image.Resampling.NEAREST)
    return np.array(image)


def _resized(rgba: Rgba, side: int) -> Rgba:
    if len(rgba) == side:
        return rgba
    premultiplied = Image.fromarray(rgba).convert("RGBa")
    return np.array(premultiplied.resize((side, side), Image.Resampling.BICUBIC).convert("RGBA"))


def _n_numbers(path: Path) -> int:
    if not path.is_file():
        return 0
    with safe_open(path, framework="np") as file:
        return sum(int(np.prod(file.get_slice(key).get_shape())) for key in file.keys())  # noqa: SIM118
