"""Seeds of nodes: from the picture's seed and the node's name, never from its place in a list."""

from __future__ import annotations

import hashlib


def derived_seed(*names: object) -> int:
    """Returns a seed of 63 bits from any names; equal names give equal seeds everywhere."""
    text = "\x1f".join(str(name) for name in names)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
