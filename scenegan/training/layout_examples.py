"""Layouts to learn from: those of all drawings and their mirror images, changed in many ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import torch
from torch import Tensor

from scenegan.nn.graph_batch import POSE_UNSAID, VIEW_UNSAID, GraphBatch
from scenegan.nn.layout_tokens import TOKEN_DIMS, TOKEN_FIELDS, Layout, pack
from scenegan.nn.shape_code import ShapeCode
from scenegan.nn.token_norm import TokenNorm
from scenegan.training.augmentation import turn_hues
from scenegan.training.batches import Drawings, mirrored_boxes, mirrored_views
from scenegan.training.shape_phase import encode_outlines
from scenegan.training.swapped_parts import with_swapped_parts
from scenegan.training.varied_sizes import with_varied_sizes

_UNSAID = 0.15
_SIZES = 4
"""Groups of about as many parts; a batch of one group has half as much padding as one of all."""
_AB_COLUMNS = tuple(TOKEN_FIELDS[name].start + 1 for name in ("main_color", "second_color"))


@dataclass(frozen=True)
class LayoutTable:
    """Graphs and layouts of drawings, followed by those of their mirror images."""

    graphs: GraphBatch
    layouts: Layout

    def __len__(self) -> int:
        """Returns the number of layouts."""
        return len(self.graphs)

    @classmethod
    def of(cls, drawings: Drawings, code: ShapeCode, views: tuple[str, ...]) -> LayoutTable:
        """Makes the table of some drawings."""
        plain = drawings.layout(encode_outlines(code, drawings, mirror=False))
        turned = replace(
            drawings.layout(encode_outlines(code, drawings, mirror=True)),
            box=mirrored_boxes(drawings.box),
        )
        view = mirrored_views(views, drawings.device)[drawings.graphs.view]
        pairs = zip(vars(plain).values(), vars(turned).values(), strict=True)
        return cls(
            GraphBatch.cat([drawings.graphs, replace(drawings.graphs, view=view)]),
            Layout(*(torch.cat(pair) for pair in pairs)),
        )

    def examples(
        self,
        norm: TokenNorm,
        count: int,
        varied: float,
        swapped: float,
        generator: torch.Generator,
    ) -> tuple[GraphBatch, Tensor]:
        """Draws graphs, some of whose parts and words are missing, with changed layouts.

        Args:
            norm: units of the tokens.
            count: number of graphs, B.
            varied: how much parts change size; see `with_varied_sizes`.
            swapped: share of layouts with parts of others; see `with_swapped_parts`.
            generator: source of the random numbers.

        Returns:
            B graphs of about as many parts, and their tokens [B, N, 43] in standard units; N is
            the number of parts of the largest.
        """
        index = self._of_like_size(count, generator)
        graphs = self.graphs[index].trimmed()
        layouts = self.layouts[index].trimmed(graphs.n_nodes)
        if swapped:
            known = self.graphs, self.layouts
            graphs, layouts = with_swapped_parts(graphs, layouts, known, swapped, generator)
        graphs = _forgetful(_without_leaves(graphs, generator), generator)
        if varied:
            box = with_varied_sizes(layouts.box, graphs, varied, generator)
            layouts = replace(layouts, box=box)
        tokens = norm.encode(pack(_moved(layouts, generator)), graphs)
        tokens = turn_hues(tokens, _AB_COLUMNS, 0.25, generator)
        return graphs, _blurred(tokens, generator)

    @cached_property
    def _groups(self) -> tuple[Tensor, ...]:
        """The rows of the table in groups, from those of few parts to those of many."""
        return (~self.graphs.pad).sum(1).argsort(stable=True).chunk(_SIZES)

    def _of_like_size(self, count: int, generator: torch.Generator) -> Tensor:
        """Draws rows [count] of one group; in the long run each row as often as any other."""
        device = self.graphs.device
        place = int(torch.randint(len(self), (), device=device, generator=generator))
        group = self._groups[place // len(self._groups[0])]
        return group[torch.randint(len(group), (count,), device=device, generator=generator)]


def _moved(layouts: Layout, generator: torch.Generator) -> Layout:
    """Zooms and shifts whole layouts a little."""
    b, device = len(layouts.box), layouts.box.device
    zoom = 1 + 0.08 * torch.randn(b, 1, 1, device=device, generator=generator).clamp(-2, 2)
    shift = 0.03 * torch.randn(b, 1, 2, device=device, generator=generator)
    return replace(layouts, box=(layouts.box - 0.5) * zoom + 0.5 + shift.repeat(1, 1, 2))


def _without_leaves(graphs: GraphBatch, generator: torch.Generator) -> GraphBatch:
    """Drops parts on which nothing hangs from half of the graphs, so that others are seen."""
    b, n = graphs.pad.shape

    def random(*size: int) -> Tensor:
        return torch.rand(*size, device=graphs.device, generator=generator)

    share = random(b, 1) * 0.35 * (random(b, 1) < 0.5)
    carries = torch.zeros(b, n + 1, dtype=torch.bool, device=graphs.device)
    carries.scatter_(1, graphs.parent + 1, True)
    dropped = (random(b, n) < share) & ~carries[:, 1:] & (graphs.parent >= 0)
    return replace(
        graphs,
        pad=graphs.pad | dropped,
        part=graphs.part.masked_fill(dropped, graphs.n_parts),
        parent=graphs.parent.masked_fill(dropped, -1),
    )


def _forgetful(graphs: GraphBatch, generator: torch.Generator) -> GraphBatch:
    """Leaves view, pose, kind and attributes unsaid at times, and blurs the kind."""
    b, device = len(graphs), graphs.device

    def unsaid(*size: int) -> Tensor:
        return torch.rand(*size, device=device, generator=generator) < _UNSAID

    noise = torch.randn(graphs.kind.shape, device=device, generator=generator)
    return replace(
        graphs,
        view=graphs.view.masked_fill(unsaid(b), VIEW_UNSAID),
        pose=graphs.pose.masked_fill(unsaid(b), POSE_UNSAID),
        kind=(graphs.kind + 0.15 * noise).masked_fill(unsaid(b, 1), 0.0),
        attributes=graphs.attributes.masked_fill(unsaid(*graphs.attributes.shape), 0.0),
    )


def _blurred(tokens: Tensor, generator: torch.Generator) -> Tensor:
    """Adds a little noise to what the tokens hold, in standard units."""
    noise = torch.randn(tokens.shape, device=tokens.device, generator=generator)
    strength = torch.full((TOKEN_DIMS,), 0.05, device=tokens.device)
    strength[: TOKEN_FIELDS["shape"].start] = 0.03
    strength[TOKEN_FIELDS["shape"]] = 0.2
    return tokens + strength * noise
