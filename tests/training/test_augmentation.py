import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.nn.color_space import lab_to_srgb, srgb_to_lab
from scenegan.training.augmentation import jitter, premultiplied, recolour, turn_hues
from scenegan.training.batches import Drawings


def plain_picture() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Two parts of one colour each with a black outline between, on nothing."""
    colors = torch.tensor([[[60.0, 40, 30, 60, 40, 30], [70.0, -30, 20, 70, -30, 20]]])
    index = torch.full((1, 32, 32), 255, dtype=torch.uint8)
    index[:, 4:28, 4:16], index[:, 4:28, 16:28] = 0, 1
    picture = torch.zeros(1, 4, 32, 32)
    rgb = lab_to_srgb(colors[0, :, :3])
    for node in (0, 1):
        picture[0, :3, index[0] == node] = rgb[node][:, None]
    picture[:, :3, 4:28, 14:18] = 0
    picture[:, 3] = (index != 255).float()
    return picture, index, colors


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_picture_and_colours_change_together(seed: int) -> None:
    picture, index, colors = plain_picture()
    palette = torch.tensor([[50.0, 60, -40, 50, 60, -40], [80.0, 0, 70, 30, 10, 10]])
    pad = torch.zeros(1, 2, dtype=torch.bool)
    generator = torch.Generator().manual_seed(seed)
    new, asked = recolour(picture, index, colors, pad, palette, 1.0, generator)
    assert torch.equal(new[:, 3], picture[:, 3])
    assert torch.allclose(new[:, :3, 4:28, 14:18], torch.zeros(()), atol=0.02)
    for node, column in ((0, 8), (1, 24)):
        found = srgb_to_lab(new[0, :3, 16, column])
        assert torch.allclose(found, asked[0, node, :3], atol=1.5)
    shown = srgb_to_lab(lab_to_srgb(asked[..., :3]))
    assert torch.allclose(shown, asked[..., :3], atol=0.5)


def test_recolouring_happens_at_the_given_share() -> None:
    picture, index, colors = plain_picture()
    many = [x.repeat(200, *[1] * (x.ndim - 1)) for x in (picture, index, colors)]
    pad = torch.zeros(200, 2, dtype=torch.bool)
    palette = torch.tensor([[50.0, 60, -40, 50, 60, -40]])
    _, asked = recolour(*many, pad, palette, 0.5, torch.Generator().manual_seed(0))
    taken = (asked[..., :3] - palette[0, :3]).norm(dim=-1) < 1
    assert 0.2 < taken.any(1).float().mean() < 0.5


def test_jitter_moves_everything_together(drawings: Drawings, generator: torch.Generator) -> None:
    picture = drawings.picture.float() / 255
    moved, index, box = jitter(picture, drawings.index_map, drawings.box, generator)
    assert moved.shape == picture.shape and 0 <= moved.min() and moved.max() <= 1
    for row in range(len(drawings)):
        head = drawings.graphs.parent[row].tolist().index(-1)
        ys, xs = (index[row] == head).nonzero(as_tuple=True)
        before_y, before_x = (drawings.index_map[row] == head).nonzero(as_tuple=True)
        new, old = box[row, head] * 256, drawings.box[row, head] * 256
        for pixels, earlier, side in ((xs, before_x, 0), (ys, before_y, 1)):
            low, high = new[side].item(), new[side + 2].item()
            scale = (high - low) / (old[side + 2] - old[side]).item()
            expected = low + (earlier.min().item() - old[side].item()) * scale
            assert abs(pixels.min().item() - expected) <= 1.5
            assert 0.89 < scale < 1.05
    seen = moved[:, 3] > 0.6
    assert ((index != 255) == seen).float().mean() > 0.99


def test_jitter_keeps_nothing_outside(drawings: Drawings) -> None:
    """Where the picture is moved in from beyond its rim, nothing is."""
    picture, index_map = drawings.picture.float() / 255, drawings.index_map.clone()
    picture[:, :, :24], index_map[:, :24] = 0, 255
    for seed in range(5):
        generator = torch.Generator().manual_seed(seed)
        moved, index, _ = jitter(picture, index_map, drawings.box, generator)
        assert moved[:, 3, 0].max() == 0 and (index[:, 0] == 255).all()


def test_hues_turn_and_keep_their_strength(generator: torch.Generator) -> None:
    tokens = torch.randn(40, 3, 43, generator=generator)
    turned = turn_hues(tokens, (38, 41), 0.5, generator)
    others = [c for c in range(43) if c not in (38, 39, 41, 42)]
    assert torch.equal(turned[..., others], tokens[..., others])
    for a in (38, 41):
        strength = tokens[..., a : a + 2].norm(dim=-1)
        torch.testing.assert_close(turned[..., a : a + 2].norm(dim=-1), strength)
    changed = (turned != tokens).flatten(1).any(1).float().mean()
    assert 0.25 < changed < 0.75


def test_premultiplied_alpha() -> None:
    picture = torch.tensor([0.5, 1.0, 0.2, 0.5]).view(1, 4, 1, 1)
    assert premultiplied(picture).flatten().tolist() == [0.25, 0.5, torch.tensor(0.1).item(), 0.5]
