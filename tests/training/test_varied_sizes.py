import torch

from scenegan.training.batches import Drawings
from scenegan.training.varied_sizes import with_varied_sizes


def extent(box: torch.Tensor, pad: torch.Tensor) -> torch.Tensor:
    """Width and height of each creature, [B, 2]."""
    low = box[..., :2].masked_fill(pad[..., None], 9).amin(1)
    return box[..., 2:].masked_fill(pad[..., None], -9).amax(1) - low


def test_nothing_changes_at_strength_zero(drawings: Drawings, generator: torch.Generator) -> None:
    box = with_varied_sizes(drawings.box, drawings.graphs, 0.0, generator)
    shown = ~drawings.graphs.pad
    assert torch.allclose(box[shown], drawings.box[shown], atol=1e-5)


def test_parts_change_and_the_creature_still_fills_its_square(
    drawings: Drawings, generator: torch.Generator
) -> None:
    pad = drawings.graphs.pad
    box = with_varied_sizes(drawings.box, drawings.graphs, 0.3, generator)
    before, after = extent(drawings.box, pad), extent(box, pad)
    assert (after <= before + 1e-4).all()
    assert torch.allclose((after / before).amax(1), torch.ones(len(box)), atol=1e-4)
    size = (box[..., 2:] - box[..., :2])[~pad]
    assert (size > 0).all()
    old = (drawings.box[..., 2:] - drawings.box[..., :2])[~pad]
    assert (size / old).log().std() > 0.1


def test_a_part_stays_where_it_was_on_its_parent(
    drawings: Drawings, generator: torch.Generator
) -> None:
    graphs = drawings.graphs
    box = with_varied_sizes(drawings.box, graphs, 0.3, generator)

    def place(box: torch.Tensor) -> torch.Tensor:
        center, size = (box[..., :2] + box[..., 2:]) / 2, box[..., 2:] - box[..., :2]
        parent = graphs.parent.clamp(min=0)[..., None].expand_as(center)
        return (center - center.gather(1, parent)) / size.gather(1, parent).clamp(min=1e-6)

    hangs = graphs.parent >= 0
    assert hangs.any()
    assert torch.allclose(place(box)[hangs], place(drawings.box)[hangs], atol=1e-3)


def test_parts_of_one_word_change_alike(drawings: Drawings, generator: torch.Generator) -> None:
    graphs = drawings.graphs
    box = with_varied_sizes(drawings.box, graphs, 0.3, generator)
    size, old = box[..., 2:] - box[..., :2], drawings.box[..., 2:] - drawings.box[..., :2]
    factor, seen = size / old.clamp(min=1e-6), 0
    for row in range(len(box)):
        for word in graphs.part[row][~graphs.pad[row]].unique():
            alike = factor[row][graphs.part[row] == word]
            assert torch.allclose(alike, alike[:1].expand_as(alike), atol=1e-3)
            seen += len(alike) > 1
    assert seen
