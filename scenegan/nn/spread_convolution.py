"""A 3x3 convolution of what is spread over a part map, read from tables instead of convolved.

Where all nine pixels belong to one node, and that is nearly everywhere, the result is the same for
every pixel of the node: one row of a table. Only at the rims of parts are nine rows added up.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.nn.spreading import PartMap, with_nothing

_TAPS = 9


class Neighbourhoods:
    """Whose the pixels around each pixel of a part map are.

    Beyond the rim of the picture there is nothing.
    """

    def __init__(self, parts: PartMap) -> None:
        """Finds the rims of parts."""
        batch, height, width = parts.rows.shape
        self._shape = batch, height, width
        self._rows = parts.rows.flatten()
        nothing = (torch.arange(batch, device=parts.rows.device) + 1) * (parts.n_nodes + 1) - 1
        around = nothing.to(torch.int32)[:, None, None].repeat(1, height + 2, width + 2)
        around[:, 1:-1, 1:-1] = parts.rows
        differs = _largest(around) != -_largest(-around)
        self._rim = differs.flatten().nonzero()[:, 0]
        self._taps_of_rim = self._taps(around, batch * (parts.n_nodes + 1))

    def _taps(self, around: Tensor, n_rows: int) -> Tensor:
        """For the rim, the rows of nine tables of `n_rows` rows that lie one behind another."""
        _, height, width = self._shape
        line = torch.div(self._rim, width, rounding_mode="floor")
        # Every line is two pixels longer with its margin, and every picture two lines.
        first = self._rim + 2 * line
        first += torch.div(line, height, rounding_mode="floor") * (2 * (width + 2))
        steps = torch.arange(3, device=first.device)
        steps = (steps[:, None] * (width + 2) + steps).flatten()
        rows = around.flatten().index_select(0, (first[:, None] + steps).flatten())
        table = torch.arange(_TAPS, device=rows.device, dtype=rows.dtype) * n_rows
        return rows.view(-1, _TAPS) + table

    def convolved(self, table: Tensor, weight: Tensor) -> Tensor:
        """Convolves a spread table.

        Args:
            table: [B, N, C] values of each node, zeros where nothing is.
            weight: [outputs, C, 3, 3], with a padding of one pixel.

        Returns:
            [B, outputs, H, W], with channels last.
        """
        outputs = len(weight)
        by_tap = with_nothing(table) @ weight.permute(2, 3, 1, 0).flatten(0, 1)
        result = F.embedding(self._rows, by_tap.sum(0))
        rim = F.embedding_bag(self._taps_of_rim, by_tap.view(-1, outputs), mode="sum")
        result.index_copy_(0, self._rim, rim)
        return result.view(*self._shape, outputs).permute(0, 3, 1, 2)


def _largest(x: Tensor) -> Tensor:
    """The largest of 3x3 numbers: [B, H + 2, W + 2] -> [B, H, W]."""
    x = torch.maximum(torch.maximum(x[:, :, :-2], x[:, :, 1:-1]), x[:, :, 2:])
    return torch.maximum(torch.maximum(x[:, :-2], x[:, 1:-1]), x[:, 2:])
