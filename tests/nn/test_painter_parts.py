"""Building blocks of the painter and its discriminators, each alone."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from skimage.color import lab2rgb, rgb2lab
from torch import Tensor, nn

from scenegan.nn.attention import ChannelAttention, NodeAttention
from scenegan.nn.cascade import STAGES, Painter
from scenegan.nn.color_space import lab_to_srgb, srgb_to_lab
from scenegan.nn.discriminators import Discriminators, mismatched
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.look_code import LAYERS
from scenegan.nn.modulation import LayoutModulation, PixelNorm
from scenegan.nn.spreading import LayoutFeatures, PartMap, TabulatedFeatures, Window, geometry

SMALL = (12, 12, 12, 10, 8, 8)


def random(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def random_map(n_nodes: int, side: int, batch: int = 1, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    index = torch.randint(0, n_nodes + 1, (batch, side, side), generator=generator)
    return torch.where(index == n_nodes, 255, index).to(torch.uint8)


def random_box(batch: int, n_nodes: int) -> Tensor:
    corner = random(batch, n_nodes, 2, seed=1).sigmoid() * 0.6
    return torch.cat([corner, corner + 0.1 + random(batch, n_nodes, 2, seed=2).sigmoid() * 0.3], -1)


def chain(n_nodes: int, batch: int = 1, n_parts: int = 5, n_attributes: int = 3) -> GraphBatch:
    """Each node hangs on the one before; the last one is padding."""
    pad = torch.zeros(batch, n_nodes, dtype=torch.bool)
    pad[:, -1] = True
    part = (torch.arange(n_nodes) % n_parts).expand(batch, -1).masked_fill(pad, n_parts)
    parent = (torch.arange(n_nodes) - 1).expand(batch, -1).masked_fill(pad, -1)
    colors = torch.tensor([55.0, 30, 20, 40, -10, 5]).expand(batch, n_nodes, 6)
    return GraphBatch(
        part=part,
        attributes=(random(batch, n_nodes, n_attributes) > 0).float(),
        parent=parent,
        pad=pad,
        view=torch.zeros(batch, dtype=torch.long),
        pose=torch.zeros(batch, dtype=torch.long),
        kind=random(batch, 48),
        colors=colors,
        colored=~pad,
        n_parts=n_parts,
    )


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3))
@settings(max_examples=60, deadline=None)
def test_colours_agree_with_scikit_image(rgb: list[float]) -> None:
    lab = rgb2lab([[rgb]])[0, 0]
    found = srgb_to_lab(torch.tensor(rgb))
    assert torch.allclose(found, torch.tensor(lab).float(), atol=0.35)
    back = lab_to_srgb(torch.tensor(lab).float())
    assert torch.allclose(back, torch.tensor(lab2rgb([[lab]])[0, 0]).float(), atol=4e-3)


@given(st.lists(st.floats(0.02, 1), min_size=3, max_size=3))
@settings(max_examples=60, deadline=None)
def test_colours_come_back(rgb: list[float]) -> None:
    color = torch.tensor(rgb)
    assert torch.allclose(lab_to_srgb(srgb_to_lab(color)), color, atol=2e-3)


@pytest.mark.parametrize("cells", [1, 2, 4])
def test_spreading_gives_each_pixel_its_owners_row(cells: int) -> None:
    index = random_map(3, 8, batch=2)
    table = random(2, 3, 5)
    expected = torch.zeros(2, 5, 8, 8)
    for b, y, x in (index != 255).nonzero().tolist():
        expected[b, :, y, x] = table[b, int(index[b, y, x])]
    expected = torch.nn.functional.avg_pool2d(expected, cells)
    parts = PartMap(index, 3)
    with torch.no_grad():
        torch.testing.assert_close(parts.spread(table, cells), expected)
    learned = table.clone().requires_grad_()
    spread = parts.spread(learned, cells)
    torch.testing.assert_close(spread.detach(), expected)
    spread.square().sum().backward()
    reference = table.clone().requires_grad_()
    torch.nn.functional.avg_pool2d(parts.look_up(reference), cells).square().sum().backward()
    torch.testing.assert_close(learned.grad, reference.grad)


def test_tabulated_features_are_the_features() -> None:
    index, table = random_map(4, 16, batch=2), random(2, 4, 7)
    parts = PartMap(index, 4)
    place = geometry(parts, random_box(2, 4))
    conv = nn.Conv2d(7 + 6, 9, 1)
    with torch.no_grad():
        dense = LayoutFeatures(torch.cat([parts.look_up(table), place], 1))
        tabulated = TabulatedFeatures(parts, table, place)
        torch.testing.assert_close(tabulated.features, dense.features)
        torch.testing.assert_close(tabulated.embed(conv), dense.embed(conv), atol=1e-5, rtol=1e-5)


def test_spreading_beside_geometry_gives_the_same_with_and_without_gradients() -> None:
    index, table = random_map(4, 16), random(1, 4, 7)
    parts = PartMap(index, 4)
    place = torch.nn.functional.avg_pool2d(geometry(parts, random_box(1, 4)), 2)
    with torch.no_grad():
        plain = LayoutFeatures.spread(parts, table, place, cells=2).features
    learning = LayoutFeatures.spread(parts, table.requires_grad_(), place, cells=2).features
    torch.testing.assert_close(plain, learning.detach())
    torch.testing.assert_close(plain[:, 7:], place)


def test_pixels_are_normalised_the_same_with_and_without_gradients() -> None:
    x = random(2, 5, 4, 4) * 3
    with torch.no_grad():
        plain = PixelNorm()(x)
    torch.testing.assert_close(plain, PixelNorm()(x.requires_grad_()).detach())


def test_window_holds_all_that_is_drawn_and_a_margin() -> None:
    index = torch.full((2, 32, 32), 255, dtype=torch.uint8)
    index[0, 10, 13] = 0
    index[1, 20, 13] = 1
    window = Window.around(index, margin=3, multiple=4)
    assert window == (4, 24, 8, 20)
    assert window.scaled(2) == (2, 12, 4, 10)
    picture = random(2, 3, 32, 32)
    pasted = window.paste(window.cut(picture), 32)
    assert torch.equal(window.cut(pasted), window.cut(picture))
    assert pasted.count_nonzero() == window.cut(picture).count_nonzero()
    assert Window.around(index, margin=30, multiple=4) == (0, 32, 0, 32)
    assert Window.around(torch.full_like(index, 255), 3, 4) == (0, 32, 0, 32)


def test_painted_windows_come_in_few_sizes() -> None:
    sizes = set()
    for first in range(60, 76):
        index = torch.full((1, 256, 256), 255, dtype=torch.uint8)
        index[0, 20:230, first : first + 90] = 0
        window = Window.painted(index)
        assert window.left <= first - 12 and window.right >= first + 90 + 12
        assert all(bound % 16 == 0 for bound in window)
        sizes.add((window.bottom - window.top, window.right - window.left))
    assert len(sizes) == 2


def test_geometry_of_a_box() -> None:
    index = torch.full((1, 32, 32), 255, dtype=torch.uint8)
    index[0, 4:12, 2:10] = 0
    box = torch.tensor([[[2 / 32, 4 / 32, 10 / 32, 12 / 32]]])
    across, down, owned, edge, near, far = geometry(PartMap(index, 1), box)[0]
    steps = torch.linspace(-7 / 8, 7 / 8, 8)
    torch.testing.assert_close(across[6, 2:10], steps)
    torch.testing.assert_close(down[4:12, 5], steps)
    assert torch.equal(owned > 0, index[0] == 0)
    assert edge[4, 5] == 1 and edge[3, 5] == 0 and edge[8, 2] == 1 and edge[8, 10] == 1
    assert near[3, 5] > 0 and far[0, 5] > 0 and far[31, 31] == 0
    assert across[0, 0] == 0 == down[0, 0]


def test_modulation_without_layout_is_pixel_norm() -> None:
    modulation = LayoutModulation(6, 5)
    for conv in (modulation.scale, modulation.shift):
        nn.init.zeros_(conv.weight)
        nn.init.zeros_(conv.bias)
    x = random(2, 6, 4, 4)
    with torch.no_grad():
        y = modulation(x, LayoutFeatures(random(2, 5, 4, 4)))
    torch.testing.assert_close(y, PixelNorm()(x))
    assert torch.allclose(y.square().mean(1), torch.ones(2, 4, 4), atol=1e-3)


@pytest.mark.parametrize("kind", [NodeAttention, ChannelAttention])
def test_attention_starts_closed_and_ignores_padding(kind: type) -> None:
    attention = NodeAttention(8, 6) if kind is NodeAttention else ChannelAttention(6)
    x, nodes = random(2, 8, 16, 16), random(2, 4, 6)
    pad = torch.tensor([[False, False, False, True]]).expand(2, -1)
    with torch.no_grad():
        torch.testing.assert_close(attention(x, nodes, pad), x)
        attention.gate.fill_(1.0)
        opened = attention(x, nodes, pad)
        assert (opened - x).abs().max() > 1e-3
        nodes[:, 3] = 100.0
        torch.testing.assert_close(attention(x, nodes, pad), opened)
        torch.testing.assert_close(attention(x, nodes[:, :3], pad[:, :3]), opened)


@pytest.mark.parametrize("channel_attention", [False, True])
def test_painter_learns_everywhere(channel_attention: bool) -> None:
    torch.manual_seed(0)
    painter = Painter(5, 3, width=16, channels=SMALL, channel_attention=channel_attention)
    batch = chain(4, batch=2)
    look = random(2, 4, 8)
    layers = random(2, 4, LAYERS, 24, 24).softmax(2)
    pictures = painter(batch, random_box(2, 4), random_map(3, 256, 2), batch.colors, look, layers)
    assert [p.shape[-1] for p in pictures] == list(STAGES)
    sum(p.square().mean() for p in pictures).backward()
    still = [name for name, p in painter.named_parameters() if p.grad is None]
    assert not still


def test_permuted_nodes_give_the_same_picture() -> None:
    torch.manual_seed(0)
    painter = Painter(5, 3, width=16, channels=SMALL).eval()
    assert painter.node_attention is not None
    nn.init.constant_(painter.node_attention.gate, 1.0)
    batch, box, index = chain(4), random_box(1, 4), random_map(3, 256)
    order = torch.tensor([2, 0, 3, 1])
    place = torch.full((256,), 255, dtype=torch.uint8)
    place[order] = torch.arange(4, dtype=torch.uint8)
    names = ("part", "attributes", "pad", "colors", "colored")
    moved = {name: getattr(batch, name)[:, order] for name in names}
    parent = batch.parent[:, order]
    parent = torch.where(parent >= 0, place[parent.clamp(min=0)].long(), parent)
    shuffled = GraphBatch(
        **moved, parent=parent, view=batch.view, pose=batch.pose, kind=batch.kind, n_parts=5
    )
    with torch.inference_mode():
        one = painter(batch, box, index, batch.colors)[2]
        other = painter(shuffled, box[:, order], place[index.long()], shuffled.colors)[2]
    torch.testing.assert_close(one, other, atol=1e-5, rtol=0)


def test_attachment_matters_to_the_painter() -> None:
    torch.manual_seed(0)
    painter = Painter(5, 3, width=16, channels=SMALL)
    batch, box = chain(4), random_box(1, 4)
    other = GraphBatch(**{**vars(batch), "parent": torch.tensor([[-1, 0, 0, -1]])})
    with torch.no_grad():
        assert (painter.encode(batch, box) - painter.encode(other, box)).abs().max() > 1e-3


def test_discriminators_judge_all_stages() -> None:
    torch.manual_seed(0)
    judges = Discriminators(5).eval()
    batch, index = chain(4, batch=2), random_map(3, 256, 2)
    asked = judges.asked(batch, random_box(2, 4), index, batch.colors)
    pictures = [random(2, 4, side, side).sigmoid() for side in STAGES]
    verdicts = judges(pictures, asked)
    for verdict in verdicts:
        assert verdict.unconditional.shape == verdict.conditional.shape
        assert verdict.conditional.shape[:2] == (2, 1)
    other = judges(pictures, mismatched(asked, colors_alone=False))
    for one, two in zip(verdicts, other, strict=True):
        assert torch.equal(one.unconditional, two.unconditional)
        assert not torch.allclose(one.conditional, two.conditional)
    sum(v.unconditional.mean() + v.conditional.mean() for v in verdicts).backward()
    assert all(p.grad is not None for p in judges.parameters())


def test_mismatched_colours_keep_the_parts() -> None:
    asked = random(3, 17, 4, 4)
    changed = mismatched([asked], colors_alone=True)[0]
    assert torch.equal(changed[:, :12], asked[:, :12])
    assert torch.equal(changed[:, 12:15], asked.roll(1, 0)[:, 12:15])
    assert torch.equal(changed[:, 15:], asked[:, 15:])
