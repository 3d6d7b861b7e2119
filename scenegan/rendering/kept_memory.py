"""Memory that is kept between pictures: enough to be fast, and not more with every picture.

Painting frees and takes pictures of several megabytes some hundred times. By default the C library
gives such pieces back to the system at once, and the system clears every page that it hands out
again: a tenth of the time of painting, and more in a virtual machine.

The convolutions of oneDNN are compiled for each size of picture, and a thousand of them are kept by
default, some 0.1 MB each. The finer stages paint a window around the creature, so sizes hardly ever
come again; what every picture needs is some hundred.
"""

from __future__ import annotations

import ctypes
import os
import sys

_LARGEST_KEPT = 32 * 2**20
_KEPT_IN_ALL = 128 * 2**20

_KERNELS = "ONEDNN_PRIMITIVE_CACHE_CAPACITY"
_MOST_KERNELS = "256"

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


def bound_kept_kernels() -> None:
    """Lets oneDNN keep 256 compiled kernels, unless the environment says otherwise.

    It holds where it comes before the first convolution of the process.
    """
    os.environ.setdefault(_KERNELS, _MOST_KERNELS)
