"""The phase in which captions and drawings learn to find each other.

All text systems begin with it, as they do in their papers: GAN-INT-CLS, StackGAN and StackGAN++
take sentences that were trained by structured joint embedding, AttnGAN and ControlGAN words and
sentences that were trained by the DAMSM. What it learns stays fixed afterwards.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from scenegan.nn.caption_words import CaptionWords
from scenegan.nn.region_encoder import RegionEncoder
from scenegan.nn.text_encoder import TextEncoder
from scenegan.training.context import TrainingContext
from scenegan.training.objectives.damsm import cosines, damsm_loss, word_likeness
from scenegan.training.objectives.structured_joint_embedding import structured_joint_loss
from scenegan.training.phase import Phase, optimize
from scenegan.training.schedules import one_cycle, set_rate
from scenegan.training.systems.lessons import Lessons
from scenegan.training.systems.reading import save_reading
from scenegan.training.systems.requests import fixed_captions, random_captions, words_of_types
from scenegan.training.systems.settings import TEXT_PHASE

WORD_LEVEL = ("attngan", "controlgan")
"""Systems whose text encoder learns word by word."""

_WARM = 0.1


class TextPhase(Phase):
    """Trains a `TextEncoder` and a `RegionEncoder`."""

    name = TEXT_PHASE

    def __init__(self, context: TrainingContext) -> None:
        """Starts anew, with the words of the training captions."""
        settings = context.settings.text
        self.steps, self.batch = settings.steps, settings.batch
        self._context, self._settings = context, settings
        self._by_words = context.settings.system in WORD_LEVEL
        captions = [text for texts in context.train.captions for text in texts]
        self._words = CaptionWords.of_captions(captions, words_of_types())
        self._encoder = TextEncoder(len(self._words), settings.width).to(context.device)
        size = context.settings.gan.sizes[-1]
        self._lessons = Lessons(context.train, size)
        self._held_out = Lessons(context.held_out, size)
        self._options: dict[str, Any] = {
            "size": size,
            "width": settings.width,
            "channels": settings.channels,
        }
        self._regions = RegionEncoder(**self._options).to(context.device)
        parameters = [*self._encoder.parameters(), *self._regions.parameters()]
        self._optimizer = torch.optim.AdamW(parameters, weight_decay=0.01)

    def networks(self) -> dict[str, nn.Module]:
        """Returns both encoders."""
        return {"text": self._encoder, "regions": self._regions}

    def optimizers(self) -> dict[str, Optimizer]:
        """Returns their optimiser."""
        return {"encoders": self._optimizer}

    def step(self, number: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Matches a batch of drawings, half of them mirrored, with their captions."""
        device = self._context.device
        set_rate(self._optimizer, self._settings.rate * one_cycle(number, self.steps, _WARM))
        with self._context.stopwatch.preparing():
            lesson = self._lessons.random(self.batch, generator)
        captions = random_captions(lesson, self._settings.types, generator)
        self._encoder.train()
        self._regions.train()
        text = self._encoder(self._words.encode(captions, device))
        seen = self._regions(lesson.pictures)
        if self._by_words:
            matching = damsm_loss(seen, text, lesson.owners)
            losses = {"word_match": matching.words, "sentence_match": matching.sentences}
        else:
            losses = {
                "sentence_match": structured_joint_loss(seen.whole, text.sentence, lesson.owners)
            }
        optimize(self._optimizer, torch.stack(list(losses.values())).sum(), clip=1.0)
        return {name: loss.detach() for name, loss in losses.items()}

    @torch.no_grad()
    def measure(self) -> dict[str, float]:
        """Returns how often a held-out drawing finds its caption among those of the others."""
        likeness = self._likeness()
        own = torch.arange(len(likeness), device=likeness.device)
        return {
            "held_out_found": (likeness.argmax(1) == own).float().mean().item(),
            "held_out_among": float(len(likeness)),
        }

    @torch.no_grad()
    def sample(self) -> Tensor:
        """Shows how well each held-out drawing (row) fits each caption (column), bright for well.

        A good encoder shows a bright diagonal.
        """
        likeness = self._likeness()
        low, high = likeness.min(), likeness.max()
        shade = (likeness - low) / (high - low).clamp(min=1e-6)
        return shade.repeat_interleave(8, 0).repeat_interleave(8, 1).expand(3, -1, -1)

    def finish(self, folder: Path) -> None:
        """Writes `text.safetensors` and `regions.safetensors`."""
        save_reading(folder, self._words, self._encoder, self._regions, self._options)

    def _likeness(self) -> Tensor:
        """[drawings, captions] of the held-out drawings."""
        held_out = self._held_out.first(len(self._held_out))
        self._encoder.eval()
        self._regions.eval()
        captions = fixed_captions(held_out)
        text = self._encoder(self._words.encode(captions, self._context.device))
        seen = self._regions(held_out.pictures)
        likeness = cosines(seen.whole, text.sentence)
        return likeness + word_likeness(seen.regions, text) if self._by_words else likeness
