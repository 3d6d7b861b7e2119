import torch

from scenegan.nn.filling_square import extent
from scenegan.nn.layout_tokens import SHAPE_DIMS, Layout
from scenegan.training.batches import Drawings
from scenegan.training.swapped_parts import with_swapped_parts


def layouts_of(drawings: Drawings) -> Layout:
    """Layouts whose shape codes tell the drawing and the part that they belong to."""
    b, n = drawings.graphs.pad.shape
    code = torch.arange(b * n, dtype=torch.float32).view(b, n, 1).expand(b, n, SHAPE_DIMS)
    return drawings.layout(code)


def test_nothing_changes_at_a_share_of_zero(drawings: Drawings, generator: torch.Generator) -> None:
    layouts = layouts_of(drawings)
    graphs, same = with_swapped_parts(
        drawings.graphs, layouts, (drawings.graphs, layouts), 0.0, generator
    )
    assert torch.equal(graphs.attributes, drawings.graphs.attributes)
    for name, value in vars(layouts).items():
        assert torch.equal(getattr(same, name), value), name


def test_parts_come_from_the_same_place_of_other_drawings_with_their_attributes(
    drawings: Drawings, generator: torch.Generator
) -> None:
    layouts, own = layouts_of(drawings), drawings.graphs
    graphs, mixed = with_swapped_parts(own, layouts, (own, layouts), 1.0, generator)
    n, seen = own.n_nodes, 0
    for row, node in (~own.pad).nonzero().tolist():
        donor, part = divmod(int(mixed.shape[row, node, 0]), n)
        assert own.part[donor, part] == own.part[row, node]
        assert torch.equal(graphs.attributes[row, node], own.attributes[donor, part])
        above, theirs = int(own.parent[row, node]), int(own.parent[donor, part])
        assert (above < 0) == (theirs < 0)
        if above >= 0:
            assert own.part[row, above] == own.part[donor, theirs]
        seen += donor != row
    assert seen
    assert torch.equal(mixed.colors, layouts.colors)


def test_all_parts_of_a_word_come_from_one_drawing(
    drawings: Drawings, generator: torch.Generator
) -> None:
    layouts, own = layouts_of(drawings), drawings.graphs
    _, mixed = with_swapped_parts(own, layouts, (own, layouts), 1.0, generator)
    donor = mixed.shape[..., 0] // own.n_nodes
    several = 0
    for row in range(len(own)):
        place = list(zip(own.part[row].tolist(), own.parent[row].tolist(), strict=True))
        for this in set(place):
            alike = [k for k, other in enumerate(place) if other == this and not own.pad[row, k]]
            assert len(set(donor[row, alike].tolist())) <= 1
            several += len(alike) > 1
    assert several


def test_creatures_stay_as_long_and_where_they_were(
    drawings: Drawings, generator: torch.Generator
) -> None:
    layouts, own = layouts_of(drawings), drawings.graphs
    _, mixed = with_swapped_parts(own, layouts, (own, layouts), 1.0, generator)
    (low, high), (new_low, new_high) = extent(layouts.box, own.pad), extent(mixed.box, own.pad)
    assert torch.allclose((high - low).amax(-1), (new_high - new_low).amax(-1), atol=1e-4)
    assert torch.allclose(low + high, new_low + new_high, atol=1e-4)
    shown = ~own.pad
    assert (mixed.box[..., 2:] > mixed.box[..., :2])[shown].all()
    assert not torch.allclose(mixed.box[shown], layouts.box[shown], atol=1e-3)


def test_a_drawing_that_lends_to_itself_stays_as_it_is(
    drawings: Drawings, generator: torch.Generator
) -> None:
    own, layouts = drawings.graphs[:1], layouts_of(drawings)[:1]
    _, same = with_swapped_parts(own, layouts, (own, layouts), 1.0, generator)
    shown = ~own.pad
    assert torch.allclose(same.box[shown], layouts.box[shown], atol=1e-4)
    assert torch.allclose(same.depth[shown], layouts.depth[shown], atol=1e-5)
