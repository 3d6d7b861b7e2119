"""Which pictures of a run are done."""

from __future__ import annotations

from scenegan.batch.items import MOST_PICTURES


class DoneJobs:
    """Which pictures are done: one bit for each, so that millions fit into memory."""

    def __init__(self) -> None:
        """Starts with none."""
        self._bits = bytearray()
        self.count = 0

    def add(self, number: int, variant: int) -> None:
        """Remembers a picture: the number of its item and which of its pictures it is."""
        byte, bit = divmod(number * MOST_PICTURES + variant, 8)
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte + 1 - len(self._bits) + len(self._bits) // 8))
        if not self._bits[byte] >> bit & 1:
            self._bits[byte] |= 1 << bit
            self.count += 1

    def __contains__(self, job: tuple[int, int]) -> bool:
        """Whether a picture, as (item, variant), is done."""
        byte, bit = divmod(job[0] * MOST_PICTURES + job[1], 8)
        return byte < len(self._bits) and bool(self._bits[byte] >> bit & 1)
