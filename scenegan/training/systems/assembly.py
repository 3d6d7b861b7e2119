"""A published system put together: what paints, what learns of it, and what judges it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from torch import Tensor, nn

from scenegan.nn.systems.joint_discriminator import JointDiscriminator, Opinion
from scenegan.nn.text_encoder import TextFeatures
from scenegan.nn.word_correlation import WordCorrelation
from scenegan.training.systems.reading import FrozenReading
from scenegan.training.systems.settings import GanSettings


class Judges(nn.Module):
    """One discriminator for each size, and what tells words where a system has it."""

    def __init__(
        self, settings: GanSettings, sizes: Sequence[int], text: int, correlation: bool = False
    ) -> None:
        """Makes the discriminators.

        Args:
            settings: their widths, and what they are asked.
            sizes: sides of the pictures, coarse to fine.
            text: features of a text; 0 where none is read.
            correlation: whether the finest one is also asked for single words (ControlGAN).
        """
        super().__init__()
        self.stages = nn.ModuleList(
            JointDiscriminator(
                size,
                settings.judge_width,
                text,
                settings.code,
                unconditional=settings.unconditional > 0 or not text,
            )
            for size in sizes
        )
        finest = self.stages[-1]
        assert isinstance(finest, JointDiscriminator)
        self.words = WordCorrelation(finest.features, text) if correlation else None

    def look(self, pictures: Sequence[Tensor]) -> list[Tensor]:
        """Sees pictures of all sizes."""
        return [stage.look(p) for stage, p in zip(self._all(), pictures, strict=True)]

    def judge(self, seen: Sequence[Tensor], text: TextFeatures | None) -> list[Opinion]:
        """Judges what was seen."""
        sentence = None if text is None else text.sentence
        return [stage.judge(s, sentence) for stage, s in zip(self._all(), seen, strict=True)]

    def _all(self) -> list[JointDiscriminator]:
        return [stage for stage in self.stages if isinstance(stage, JointDiscriminator)]


@dataclass(frozen=True)
class Assembly:
    """The networks of a phase.

    Attributes:
        generator: paints; `forward(noise, text, augmentation)` gives `Painted`.
        learner: the part of the generator that learns: all of it, or a stage.
        judges: discriminators of the last pictures that are painted.
        sizes: sides of the pictures that are judged.
        options: how the generator is built again from `model.json`.
        saved_as: name of the network on disk.
        reading: reads texts; None for a system without.
        noise: numbers of noise.
        code: numbers that move the code of a text; 0 where it has none.
    """

    generator: nn.Module
    learner: nn.Module
    judges: Judges
    sizes: tuple[int, ...]
    options: Mapping[str, Any]
    saved_as: str
    reading: FrozenReading | None
    noise: int
    code: int


class Example(NamedTuple):
    """A batch to learn from.

    Attributes:
        drawn: [B, 4, S, S] for each size that is judged, premultiplied RGBA in -1..1.
        text: what is asked, where texts are read.
        owners: [B] numbers of the drawings.
        other: [B] places of texts that are wrong for the drawings.
    """

    drawn: list[Tensor]
    text: TextFeatures | None
    owners: Tensor
    other: Tensor
