"""Mechanisms of the published systems that the painter may learn by, each switched by its weight.

They need networks that learn beside it: a discriminator of crops (sg2im), and readers of nodes and
of regions that match pictures with graphs (AttnGAN).
"""

from __future__ import annotations

from torch import Tensor, nn

from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.node_reader import NodeReader
from scenegan.nn.part_crops import CropDiscriminator, cut_out
from scenegan.nn.region_encoder import RegionEncoder
from scenegan.nn.systems.painted import to_signed
from scenegan.training.objectives.color_consistency import color_consistency_loss
from scenegan.training.objectives.crop_discrimination import (
    crop_judge_losses,
    crop_painter_losses,
)
from scenegan.training.objectives.damsm import damsm_loss
from scenegan.training.painter_examples import Example
from scenegan.training.settings import PainterSettings

SMALLEST_CROP = 0.04
"""Parts narrower than this share of the side are not cut out: nothing can be told from them."""

_WIDTH = 64
_CHANNELS = 16


class PainterMechanisms(nn.Module):
    """The networks that the settings ask for, and the losses that they give."""

    def __init__(self, settings: PainterSettings, n_parts: int, n_attributes: int) -> None:
        """Makes the networks.

        Args:
            settings: which mechanisms there are, and their weights.
            n_parts: number of part words.
            n_attributes: number of attribute words.
        """
        super().__init__()
        self._settings = settings
        by_crops = settings.crops or settings.classes
        self.crops = CropDiscriminator(n_parts, settings.judge_width) if by_crops else None
        self.nodes = NodeReader(n_parts, n_attributes, _WIDTH) if settings.damsm else None
        self.regions = RegionEncoder(settings.side, _WIDTH, _CHANNELS) if settings.damsm else None

    def own_losses(self, example: Example, painted: Tensor) -> dict[str, Tensor]:
        """Returns what the networks themselves minimise.

        Args:
            example: the batch.
            painted: [B, 4, H, W] the finest paintings, premultiplied in 0..1, without gradients.
        """
        asked = example.asked
        losses: dict[str, Tensor] = {}
        drawn = to_signed(example.drawn[-1])
        if self.crops is not None:
            owners, box, part = cut_parts(asked.graphs, asked.box)
            game, naming = crop_judge_losses(
                self.crops(cut_out(drawn, box, owners)),
                self.crops(cut_out(to_signed(painted), box, owners)),
                part,
            )
            losses |= {"judge_crops": game, "judge_classes": naming}
        if self.nodes is not None and self.regions is not None:
            matching = damsm_loss(self.regions(drawn), self.nodes(asked.graphs, asked.colors))
            losses["judge_damsm"] = matching.words + matching.sentences
        return losses

    def painter_losses(self, example: Example, painted: list[Tensor]) -> dict[str, Tensor]:
        """Returns the weighted losses of the painter; the networks are taken as they are.

        Args:
            example: the batch.
            painted: paintings of all stages, premultiplied in 0..1.
        """
        settings, asked = self._settings, example.asked
        losses: dict[str, Tensor] = {}
        if settings.color and len(painted) > 1:
            pictures = [to_signed(p.float()) for p in painted]
            losses["color"] = settings.color * color_consistency_loss(pictures)
        finest = to_signed(painted[-1].float())
        if self.crops is not None:
            owners, box, part = cut_parts(asked.graphs, asked.box)
            game, naming = crop_painter_losses(self.crops(cut_out(finest, box, owners)), part)
            losses |= {"crops": settings.crops * game, "classes": settings.classes * naming}
        if self.nodes is not None and self.regions is not None:
            matching = damsm_loss(self.regions(finest), self.nodes(asked.graphs, asked.colors))
            losses["damsm"] = settings.damsm * (matching.words + matching.sentences)
        return losses


def cut_parts(graphs: GraphBatch, box: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Chooses the parts that are cut out: all that are not too small.

    Args:
        graphs: B graphs.
        box: [B, N, 4] their boxes in 0..1.

    Returns:
        Owners [K], boxes [K, 4] and part words [K].
    """
    size = box[..., 2:] - box[..., :2]
    chosen = ~graphs.pad & (size.amin(-1) >= SMALLEST_CROP)
    if not chosen.any():
        chosen = ~graphs.pad
    return chosen.nonzero()[:, 0], box[chosen], graphs.part[chosen]
