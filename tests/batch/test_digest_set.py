"""The small set behaves as a set does."""

from __future__ import annotations

import random

from scenegan.batch.digest_set import DigestSet


def test_it_holds_what_was_put_in_and_nothing_else() -> None:
    chance = random.Random(1)
    numbers = [chance.getrandbits(64) for _ in range(3000)]
    # Their last bits are the same, so that they meet in one place.
    numbers += [k << 40 for k in range(1, 200)]
    held = DigestSet()
    for number in [0, *numbers, *numbers[:500]]:
        held.add(number)
    assert len(held) == 1 + len(set(numbers))
    assert all(number in held for number in numbers)
    assert 0 in held and 1 in held
    others = (chance.getrandbits(64) for _ in range(3000))
    assert not any(number in held for number in others)
    assert len(held._slots) * 8 <= 24 * len(held)
