"""Changes to drawings in which picture, part map, boxes and colours change together."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.nn.color_space import lab_to_srgb, srgb_to_lab
from scenegan.nn.spreading import PartMap

_INK = 12.0
"""Lightness up to which a pixel is outline and keeps its colour."""
_INK_RANGE = 18.0
_DARK_PART = 22.0
_SAME_COLOR = 3.0
_COLOR_SPREAD = 450.0


def jitter(
    picture: Tensor, index_map: Tensor, box: Tensor, generator: torch.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """Moves and zooms picture, map and boxes together.

    Args:
        picture: [B, 4, H, W] RGBA in 0..1, straight alpha.
        index_map: [B, H, W] uint8.
        box: [B, N, 4] in 0..1.
        generator: source of the random numbers.

    Returns:
        The three, changed.
    """
    device, b = picture.device, len(picture)
    zoom = torch.rand(b, 1, device=device, generator=generator) * 0.14 + 0.9
    room = (1 - zoom).clamp(min=0.04) + 0.04
    shift = (torch.rand(b, 2, device=device, generator=generator) - 0.5) * room
    affine = torch.zeros(b, 2, 3, device=device)
    affine[:, 0, 0] = affine[:, 1, 1] = 1 / zoom[:, 0]
    affine[:, :, 2] = -shift * 2 / zoom
    grid = F.affine_grid(affine, list(picture.shape), align_corners=False)
    moved = F.grid_sample(premultiplied(picture), grid, align_corners=False)
    alpha = moved[:, 3:]
    straight = torch.cat([(moved[:, :3] / alpha.clamp(min=0.02)).clamp(0, 1), alpha], 1)
    # What comes in from beyond the rim is zero, which has to mean that nothing is there.
    shifted = (index_map.float() + 1).remainder(256)[:, None]
    owners = F.grid_sample(shifted, grid, mode="nearest", align_corners=False)[:, 0]
    owners = (owners - 1).remainder(256).to(torch.uint8)
    offset = torch.cat([shift, shift], 1)[:, None]
    return straight, owners, (box - 0.5) * zoom[:, None] + 0.5 + offset


def recolour(
    picture: Tensor,
    index_map: Tensor,
    colors: Tensor,
    pad: Tensor,
    palette: Tensor,
    share: float,
    generator: torch.Generator,
    any_hex: float = 0.0,
) -> tuple[Tensor, Tensor]:
    """Gives random parts new colours, as an artist would have drawn them.

    Every pixel moves in Lab by what its part's main or second colour moves, whichever it is
    nearer to; the dark outline stays. Some pictures have all hues turned instead.

    Args:
        picture: [B, 4, H, W] RGBA in 0..1, straight alpha.
        index_map: [B, H, W] uint8, the true map of the picture.
        colors: [B, N, 6] main and second colour in Lab.
        pad: [B, N] true where there is no part.
        palette: [M, 6] colours of parts to choose from.
        share: share of pictures in which parts get new colours.
        generator: source of the random numbers.
        any_hex: share of new main colours that are any colour at all instead.

    Returns:
        The picture and the colours, changed.
    """
    main, second = _new_colors(colors, palette, share, generator, any_hex)
    main, second = _shown(main), _shown(second)
    old_main, old_second = colors[..., :3], colors[..., 3:]
    main = torch.where(pad[..., None], old_main, main)
    second = torch.where(pad[..., None], old_second, second)
    parts = PartMap(index_map, colors.shape[1])
    lab = srgb_to_lab(picture[:, :3].permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
    from_main = _distance(lab, parts.look_up(old_main))
    from_second = _distance(lab, parts.look_up(old_second))
    weight = torch.softmax(torch.stack([-from_main, -from_second]), 0)
    painted = ((lab[:, :1] - _INK) / _INK_RANGE).clamp(0, 1)
    dark = (parts.look_up(old_main[..., :1]) < _DARK_PART).float()
    moves = weight[0] * parts.look_up(main - old_main)
    moves = moves + weight[1] * parts.look_up(second - old_second)
    lab = lab + torch.maximum(painted, dark) * moves
    rgb = lab_to_srgb(lab.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
    return torch.cat([rgb, picture[:, 3:]], 1), torch.cat([main, second], -1)


def turn_hues(
    tokens: Tensor, columns: tuple[int, ...], share: float, generator: torch.Generator
) -> Tensor:
    """Turns the hues of whole drawings in tokens in standard units.

    Args:
        tokens: [B, N, D].
        columns: the first of the two columns (a, b) of each colour.
        share: share of drawings that are turned.
        generator: source of the random numbers.
    """
    angle = _angle(len(tokens), share, tokens.device, generator)[:, None]
    turned = tokens.clone()
    for a in columns:
        turned[..., a : a + 2] = _turned(tokens[..., a : a + 2], angle)
    return turned


def premultiplied(picture: Tensor) -> Tensor:
    """Straight to premultiplied alpha: [B, 4, H, W]."""
    return torch.cat([picture[:, :3] * picture[:, 3:], picture[:, 3:]], 1)


def _new_colors(
    colors: Tensor, palette: Tensor, share: float, generator: torch.Generator, any_hex: float
) -> tuple[Tensor, Tensor]:
    b, n = colors.shape[:2]
    device = colors.device

    def random(*size: int) -> Tensor:
        return torch.rand(*size, device=device, generator=generator)

    chosen = (random(b, n) < random(b, 1) * 0.7) & (random(b, 1) < share)
    chosen = chosen[..., None]
    pick = torch.randint(len(palette), (b, n), device=device, generator=generator)
    new = palette[pick]
    if any_hex:
        anything = srgb_to_lab(random(b, n, 3)).repeat(1, 1, 2)
        new = torch.where((random(b, n) < any_hex)[..., None], anything, new)
    main, second = colors[..., :3], colors[..., 3:]
    plain = _alike(main, second)
    new_is_plain = _alike(new[..., :3], new[..., 3:])
    angle = _angle(b, 0.3, device, generator)[:, None]
    turned_main, turned_second = _with_hue_turned(main, angle), _with_hue_turned(second, angle)
    new_main = torch.where(chosen, new[..., :3], turned_main)
    kept_second = torch.where(new_is_plain, second, new[..., 3:])
    new_second = torch.where(chosen, kept_second, turned_second)
    return new_main, torch.where(plain, new_main, new_second)


def _alike(one: Tensor, other: Tensor) -> Tensor:
    distance: Tensor = torch.linalg.vector_norm(one - other, dim=-1, keepdim=True)
    return distance < _SAME_COLOR


def _with_hue_turned(lab: Tensor, angle: Tensor) -> Tensor:
    return torch.cat([lab[..., :1], _turned(lab[..., 1:], angle)], -1)


def _turned(ab: Tensor, angle: Tensor) -> Tensor:
    """Turns [B, N, 2] by angles [B, 1]."""
    a, b = ab.unbind(-1)
    cos, sin = angle.cos(), angle.sin()
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1)


def _angle(b: int, share: float, device: torch.device, generator: torch.Generator) -> Tensor:
    """Random angles for a share of B drawings, zero for the others."""
    angle = torch.rand(b, device=device, generator=generator) * 2 * math.pi
    still = torch.rand(b, device=device, generator=generator) >= share
    turned: Tensor = angle.masked_fill(still, 0.0)
    return turned


def _shown(lab: Tensor) -> Tensor:
    """The nearest colours that a screen can show."""
    return srgb_to_lab(lab_to_srgb(lab))


def _distance(lab: Tensor, color: Tensor) -> Tensor:
    """Squared distance of [B, 3, H, W] in units of a colour's usual spread."""
    return (lab - color).pow(2).sum(1, keepdim=True) / _COLOR_SPREAD
