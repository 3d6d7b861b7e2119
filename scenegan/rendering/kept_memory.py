"""Memory that is kept between pictures instead of being given back and asked for again.

Painting frees and takes pictures of several megabytes some hundred times. By default the C library
gives such pieces back to the system at once, and the system clears every page that it hands out
again: a tenth of the time of painting, and more in a virtual machine.
"""

from __future__ import annotations

import ctypes
import sys

_LARGEST_KEPT = 32 * 2**20
_KEPT_IN_ALL = 128 * 2**20

# Parameters of mallopt(3) in the header of the GNU C library.
_M_TRIM_THRESHOLD = -1
_M_MMAP_THRESHOLD = -3


def keep_freed_memory() -> bool:
    """Lets this process keep up to 128 MB that it has freed.

    Returns:
        Whether the C library understood; only that of GNU does.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except AttributeError:
        return False
    both = mallopt(_M_MMAP_THRESHOLD, _LARGEST_KEPT), mallopt(_M_TRIM_THRESHOLD, _KEPT_IN_ALL)
    return both == (1, 1)
