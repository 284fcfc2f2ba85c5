"""Makes the memory that a large file took go back to the system once the file is let go."""

from __future__ import annotations

import ctypes
import sys

LARGE = 512 * 1024
"""Bytes. A piece of evidence (256 KB) stays below: there are many of them, and the next one takes the same place."""

_MMAP_THRESHOLD = -3
"""M_MMAP_THRESHOLD of glibc's <malloc.h>."""


def give_back_large_pieces() -> None:
    """From now on each piece of LARGE bytes or more is borrowed from the system and given back by itself.

    Without this glibc moves its limit up with each such piece, to 32 MB (man 3 mallopt), and keeps what ten screenshots
    took. Where the system has no such switch, nothing happens.
    """
    switch = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if switch:
        switch(_MMAP_THRESHOLD, LARGE)
