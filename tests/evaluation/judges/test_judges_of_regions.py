from __future__ import annotations

import pytest
import torch

from scenegan.evaluation.judges.attributes import windows_of
from scenegan.evaluation.judges.segmenter import Segmenter, part_shares
from scenegan.evaluation.judges.view import SIDE, View


@pytest.fixture
def view(generator: torch.Generator) -> View:
    def random(*size: int) -> torch.Tensor:
        return torch.rand(2, *size, generator=generator)

    return View(
        random(24, 64, 64),
        random(48, 32, 32),
        random(120, 16, 16),
        random(352, 8, 8),
        random(1280),
        random(4, SIDE, SIDE),
    )


def test_a_window_is_a_square_around_the_region() -> None:
    masks = torch.zeros(2, 100, 100)
    masks[0, 20:40, 10:60] = 0.8
    masks[0, 0, 99] = 0.3
    middle_x, middle_y, side = windows_of(masks)[0].tolist()
    assert (middle_x, middle_y) == pytest.approx((0.35, 0.3))
    assert side == pytest.approx(0.5 * 1.3)


def test_an_empty_region_means_the_whole_picture() -> None:
    assert windows_of(torch.zeros(1, 16, 16))[0].tolist() == pytest.approx([0.5, 0.5, 1.3])


def test_shares_sum_to_one_and_background_is_what_is_transparent() -> None:
    alpha = torch.rand(2, 1, 4, 4)
    shares = part_shares(torch.randn(2, 5, 4, 4), alpha)
    assert torch.allclose(shares.sum(1), torch.ones(2, 4, 4))
    assert torch.allclose(shares[:, :1], 1 - alpha)


def test_answers_for_some_pixels_are_those_for_all(view: View) -> None:
    segmenter = Segmenter(["eye", "leg", "tail"]).eval()
    pixels = torch.tensor([[0, 5 * SIDE + 7, SIDE * SIDE - 1], [1, 2, 3]])
    with torch.no_grad():
        few, all_of_them = segmenter.answers(view, pixels), segmenter(view)
    rows = all_of_them.flatten(2).transpose(1, 2)
    expected = torch.stack([rows[k, pixels[k]] for k in range(2)])
    assert torch.allclose(few, expected, atol=1e-4)


def test_an_answer_depends_on_the_colours_around_the_pixel_only(view: View) -> None:
    segmenter = Segmenter(["eye", "leg"]).eval()
    changed = View(**{**view.tensors(), "pixels": view.pixels.clone()})
    changed.pixels[:, :, 60, 60] = 1 - changed.pixels[:, :, 60, 60]
    with torch.no_grad():
        moves = (segmenter(view) - segmenter(changed)).abs().amax((0, 1))
    reached = (moves > 1e-6).nonzero()
    assert reached.amin(0).tolist() == [57, 57] and reached.amax(0).tolist() == [63, 63]
