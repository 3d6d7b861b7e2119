from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scenegan.data.squares import render_svg, square_of, square_of_file
from scenegan.errors import DataError
from tests.data.drawings import creature, svg_of, true_map


def rectangle(x: float, y: float, width: float, height: float, root: str = 'width="100"') -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {root} viewBox="0 0 100 100">'
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="#c03020"/></svg>'
    )


@pytest.mark.parametrize(("x", "y", "width", "height"), [(0, 0, 60, 20), (70, 5, 10, 90)])
def test_longer_side_fills_92_percent_and_all_is_centred(
    x: float, y: float, width: float, height: float
) -> None:
    alpha = square_of(rectangle(x, y, width, height))[..., 3] > 127
    rows, columns = np.where(alpha)
    spans = (np.ptp(columns) + 1, np.ptp(rows) + 1)
    longest = max(width, height)
    assert spans == pytest.approx(
        (256 * 0.92 * width / longest, 256 * 0.92 * height / longest), abs=2
    )
    assert (columns.mean(), rows.mean()) == pytest.approx((127.5, 127.5), abs=1)


def test_colour_and_size() -> None:
    square = square_of(rectangle(10, 10, 50, 50), size=64)
    assert square.shape == (64, 64, 4)
    assert square[32, 32].tolist() == [0xC0, 0x30, 0x20, 255]
    assert square[0, 0, 3] == 0


def test_square_agrees_with_what_was_drawn() -> None:
    parts = creature(np.random.default_rng(3))
    visible = square_of(svg_of(parts))[..., 3] > 127
    assert ((true_map(parts) >= 0) == visible).mean() > 0.99


def test_large_drawings_are_not_enlarged_beyond_memory() -> None:
    root = 'width="9000" height="90"'
    assert max(render_svg(rectangle(0, 0, 9, 9, root)).size) <= 8192


@pytest.mark.parametrize("text", ["", "no drawing", "<svg", rectangle(0, 0, 0, 0)])
def test_what_is_no_drawing_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.svg"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"odd\.svg"):
        square_of_file(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.svg"):
        square_of_file(tmp_path / "none.svg")
