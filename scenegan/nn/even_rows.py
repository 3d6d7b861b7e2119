"""Batches of things whose number changes from step to step, in few sizes.

Libraries of convolutions plan their work anew for each size of a batch that they meet, which takes
longer on a GPU than a small convolution itself.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

_STEP = 32


def evened(rows: Tensor, step: int = _STEP) -> Tensor:
    """Adds zeros: [K, ...] to [K', ...], K' the next multiple of `step`.

    What is computed of the rows of zeros has to be left out of any mean.
    """
    more = -len(rows) % step
    return F.pad(rows, (0, 0) * (rows.ndim - 1) + (0, more)) if more else rows
