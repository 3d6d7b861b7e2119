"""Shapes that have been decoded before: every edit of a document needs nearly all of them again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from contextlib import nullcontext

import torch
import torch.nn.functional as F
from torch import Tensor

from scenegan.nn.shape_code import SHAPE_SIDE, ShapeCode
from scenegan.nn.thread_choice import ThreadChoice
from scenegan.nn.threads import idle_threads, one_thread

_LEAST, _STEP, _MOST = 4, 2, 16
_CAPACITY = 8192

_Key = tuple[int, tuple[float, ...]]
Decode = Callable[[Tensor, Tensor], Tensor]
"""From codes [K, 32] and parts [K] to logits [K, 32, 32]."""


class DecodedShapes:
    """Decodes shape codes and remembers the latest 8,192 of them (4 kB each).

    An even number of codes, at least four, goes through the network at once, with one thread or
    two: otherwise a shape's last bit would depend on which others are decoded with it.
    """

    def __init__(self, network: ShapeCode, decode: Decode | None = None) -> None:
        """Remembers shapes of one network.

        Args:
            network: its weights do not change any more.
            decode: how to decode; by default the network's own way.
        """
        self._network = network
        self._decode = decode or network.decode
        self._threads = ThreadChoice()
        self._known: OrderedDict[_Key, Tensor] = OrderedDict()

    def decode(self, code: Tensor, part: Tensor) -> Tensor:
        """Decodes codes [K, 32] of parts [K] to logits [K, 32, 32], positive inside."""
        keys: list[_Key] = [
            (p, tuple(c)) for p, c in zip(part.tolist(), code.tolist(), strict=True)
        ]
        missing = [i for i, key in enumerate(keys) if key not in self._known]
        for start in range(0, len(missing), _MOST):
            rows = missing[start : start + _MOST]
            for i, shape in zip(rows, self._decode_batch(code[rows], part[rows]), strict=True):
                self._known[keys[i]] = shape
        found = [self._recalled(key) for key in keys]
        while len(self._known) > _CAPACITY:
            self._known.popitem(last=False)
        return torch.stack(found) if found else code.new_zeros(0, SHAPE_SIDE, SHAPE_SIDE)

    def mirrored(self, code: Tensor, part: Tensor) -> Tensor:
        """Returns the codes [K, 32] of the same shapes mirrored left to right."""
        return self._network.encode(self.decode(code, part).flip(2).sigmoid(), part)[0]

    def _decode_batch(self, code: Tensor, part: Tensor) -> Tensor:
        count = len(code)
        more = max(-count % _STEP, _LEAST - count)
        even, named = F.pad(code, (0, 0, 0, more)), F.pad(part, (0, more))
        with nullcontext() if idle_threads() else one_thread():
            shapes = self._threads.run(lambda: self._decode(even, named), (len(even),))
        return shapes[:count].clone()

    def _recalled(self, key: _Key) -> Tensor:
        self._known.move_to_end(key)
        return self._known[key]
