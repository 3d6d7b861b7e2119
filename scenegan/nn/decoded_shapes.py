"""Shapes that have been decoded before: every edit of a document needs nearly all of them again."""

from __future__ import annotations

from collections import OrderedDict

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.nn.layout_tokens import SHAPE_DIMS
from scenegan.nn.shape_code import SHAPE_SIDE, ShapeCode

_BATCH = 4
_CAPACITY = 2048

_Key = tuple[int, tuple[float, ...]]


class DecodedShapes:
    """Decodes shape codes and remembers the latest 2,048 of them (4 kB each).

    Codes go through the network in batches of one size, so that a shape's last bit does not depend
    on which others are decoded with it.
    """

    def __init__(self, network: ShapeCode) -> None:
        """Remembers shapes of one network."""
        self._network = network
        self._known: OrderedDict[_Key, Tensor] = OrderedDict()

    def decode(self, code: Tensor, part: Tensor) -> Tensor:
        """Decodes codes [K, 32] of parts [K] to logits [K, 32, 32], positive inside."""
        keys: list[_Key] = [
            (p, tuple(c)) for p, c in zip(part.tolist(), code.tolist(), strict=True)
        ]
        missing = [i for i, key in enumerate(keys) if key not in self._known]
        for start in range(0, len(missing), _BATCH):
            rows = missing[start : start + _BATCH]
            for i, shape in zip(rows, self._decode_batch(code[rows], part[rows]), strict=True):
                self._known[keys[i]] = shape
        found = [self._recalled(key) for key in keys]
        while len(self._known) > _CAPACITY:
            self._known.popitem(last=False)
        return torch.stack(found) if found else code.new_zeros(0, SHAPE_SIDE, SHAPE_SIDE)

    def _decode_batch(self, code: Tensor, part: Tensor) -> Tensor:
        count = len(code)
        code = F.pad(code, (0, 0, 0, _BATCH - count))
        assert code.shape == (_BATCH, SHAPE_DIMS)
        return self._network.decode(code, F.pad(part, (0, _BATCH - count)))[:count].clone()

    def _recalled(self, key: _Key) -> Tensor:
        self._known.move_to_end(key)
        return self._known[key]
