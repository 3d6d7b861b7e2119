"""A set of millions of numbers in little memory."""

from __future__ import annotations

from array import array

_FIRST_SLOTS = 1024


class DigestSet:
    """Remembers 64-bit digests in 12 to 24 bytes each; a `set` of Python takes four times that.

    A hash table with linear probing (Knuth, The Art of Computer Programming 3, 6.4): digests are
    evenly spread already, so their last bits say where each belongs.
    """

    def __init__(self) -> None:
        """Starts empty."""
        self._slots = array("Q", bytes(8 * _FIRST_SLOTS))
        self._count = 0

    def __len__(self) -> int:
        """How many digests are in it."""
        return self._count

    def __contains__(self, digest: int) -> bool:
        """Whether a digest is in it."""
        return self._slots[self._place(self._slots, digest or 1)] != 0

    def add(self, digest: int) -> None:
        """Puts a digest in; 0 and 1 count as the same."""
        digest = digest or 1
        place = self._place(self._slots, digest)
        if self._slots[place]:
            return
        self._slots[place] = digest
        self._count += 1
        if 3 * self._count > 2 * len(self._slots):
            self._grow()

    @staticmethod
    def _place(slots: array[int], digest: int) -> int:
        """Where a digest is, or the free slot where it would be."""
        mask = len(slots) - 1
        place = digest & mask
        while slots[place] and slots[place] != digest:
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        larger = array("Q", bytes(16 * len(self._slots)))
        for digest in self._slots:
            if digest:
                larger[self._place(larger, digest)] = digest
        self._slots = larger
