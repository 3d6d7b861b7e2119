"""All judges together: the one object that an evaluation asks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.assets import asset
from scenegan.evaluation.judges.attributes import AttributeJudge
from scenegan.evaluation.judges.backbone import Backbone, before
from scenegan.evaluation.judges.creature_types import TypeJudge, summary_of
from scenegan.evaluation.judges.matching import Matcher
from scenegan.evaluation.judges.record import JudgesRecord, read_record
from scenegan.evaluation.judges.segmenter import Segmenter, part_shares
from scenegan.evaluation.judges.view import AT_ONCE, SIDE, View, view_of
from scenegan.nn.weights import load_network, save_network

BACKBONE, SEGMENTER, ATTRIBUTES, TYPES, MATCHER = (
    "backbone",
    "segmenter",
    "attributes",
    "types",
    "matcher",
)


class Judges:
    """Looks at pictures and says what they show; knows nothing of how they were made.

    Pictures are [B, 4, 256, 256], RGBA with straight alpha, uint8 or float in 0..1. The judges
    were trained on drawings of the train split only, and take no part in training a generator.

    Attributes:
        version: name of this set of judges.
        record: how they were made, with their scores on real drawings.
        part_names: what `segment` tells apart; class k is `part_names[k - 1]`, 0 is background.
        attribute_names: columns of `attributes`.
        attribute_thresholds: from which probability on an attribute is said to be there.
        type_names: columns of `types`.
    """

    def __init__(self, record: JudgesRecord) -> None:
        """Builds judges with random weights; `load` gives trained ones."""
        self.record = record
        self.version = record.version
        self.part_names = record.part_names
        self.attribute_names = record.attribute_names
        self.attribute_thresholds = record.attribute_thresholds
        self.type_names = record.type_names
        self.backbone = Backbone()
        self.segmenter = Segmenter(record.part_names).eval()
        self.attribute_judge = AttributeJudge(record.attribute_names).eval()
        self.type_judge = TypeJudge(record.type_names).eval()
        self.matcher = Matcher(record.tokens).eval()

    @classmethod
    def load(cls, path: Path | str | None = None) -> Judges:
        """Reads trained judges, by default those that travel with the program.

        Raises:
            FileError: if the program was installed without them.
            ModelError: if their files are missing, damaged or of another version.
        """
        folder = asset("evaluators") if path is None else Path(path)
        judges = cls(read_record(folder))
        for name, network in judges.networks().items():
            load_network(folder, name, network)
        return judges

    def save(self, folder: Path) -> None:
        """Writes all weights in half precision, and the record.

        Raises:
            FileError: if a file cannot be written.
        """
        for name, network in self.networks().items():
            save_network(folder, name, network)
        self.record.write(folder)

    def networks(self) -> dict[str, torch.nn.Module]:
        """Returns the networks by the names of their files."""
        return {
            BACKBONE: self.backbone,
            SEGMENTER: self.segmenter,
            ATTRIBUTES: self.attribute_judge,
            TYPES: self.type_judge,
            MATCHER: self.matcher,
        }

    @torch.inference_mode()
    def look(self, pictures: Tensor) -> View:
        """Sees pictures once, for several questions; all methods below take the view instead."""
        return view_of(self.backbone, as_shares(pictures))

    @torch.inference_mode()
    def segment_scores(self, pictures: Tensor | View) -> Tensor:
        """Returns the probability of background and of each part, [B, C + 1, 128, 128]."""
        view = self._view(pictures)
        few = view.in_pieces(AT_ONCE)
        return torch.cat([part_shares(self.segmenter(v), v.pixels[:, 3:]) for v in few])

    @torch.inference_mode()
    def segment(self, pictures: Tensor | View) -> Tensor:
        """Returns the class of each pixel, [B, 128, 128] int64, 0 for background.

        A pixel is background where it is more than half transparent.
        """
        view = self._view(pictures)
        scores = self.segment_scores(view)
        parts = scores[:, 1:].argmax(1) + 1
        return parts.masked_fill(scores[:, 0] > 0.5, 0)

    @torch.inference_mode()
    def attributes(
        self, pictures: Tensor | View, masks: Tensor, owners: Tensor | None = None
    ) -> Tensor:
        """Returns the probability of each attribute for each region, [M, A].

        Args:
            pictures: the pictures.
            masks: [M, 256, 256] in 0..1, bool or uint8: where to look.
            owners: [M] int64, the picture of each mask; by default there is one mask a picture.
        """
        view = self._view(pictures)
        regions = small_masks(masks)
        which = torch.arange(len(view)) if owners is None else owners
        return torch.sigmoid(self.attribute_judge(view, which, regions))

    @torch.inference_mode()
    def types(self, pictures: Tensor | View) -> Tensor:
        """Returns the probability of each type, [B, 18]; they sum to one."""
        logits: Tensor = self.type_judge(summary_of(self._view(pictures)))
        return logits.softmax(1)

    @torch.inference_mode()
    def match(self, pictures: Tensor | View, captions: Sequence[str]) -> Tensor:
        """Returns how alike pictures and captions are, [pictures, captions] in -1..1."""
        likeness: Tensor = self.matcher(summary_of(self._view(pictures)), captions)
        return likeness

    @torch.inference_mode()
    def features(self, pictures: Tensor) -> Tensor:
        """Returns the features that distances between sets of pictures are measured in.

        Those of EfficientNet-lite2 before its classifier, of the picture before white and before
        black: [B, 2560] in 0..6.
        """
        shares = as_shares(pictures)
        found = []
        for few in torch.split(shares, AT_ONCE):
            grounds = [self.backbone(before(few, shade))[-1] for shade in (1.0, 0.0)]
            found.append(torch.cat([self.backbone.summary(whole) for whole in grounds], 1))
        return torch.cat(found)

    def _view(self, pictures: Tensor | View) -> View:
        return pictures if isinstance(pictures, View) else self.look(pictures)


def as_shares(pixels: Tensor) -> Tensor:
    """Returns pixels as float in 0..1, whatever they come as."""
    return pixels.float() / 255 if pixels.dtype == torch.uint8 else pixels.float()


def small_masks(masks: Tensor) -> Tensor:
    """Shrinks masks to the judges' resolution: [M, 256, 256] -> [M, 128, 128] in 0..1."""
    shares = masks.float()
    if masks.dtype == torch.uint8 and bool((masks > 1).any()):
        shares = shares / 255
    return F.adaptive_avg_pool2d(shares[:, None], SIDE)[:, 0]
