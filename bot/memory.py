"""Gives memory back to the system: what a large file took, once the file is let go, and what the start left over; and
keeps Python from looking for garbage in what stays."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LARGE = 512 * 1024
"""Bytes. A piece of evidence (256 KB) stays below: there are many of them, and the next one takes the same place."""

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
"""M_MMAP_THRESHOLD and M_ARENA_MAX of glibc's <malloc.h>."""


@contextmanager
def start() -> Iterator[None]:
    """Around all that a server makes once and keeps until its end.

    Python's collector would look through all of it: again and again while it is made, and afterwards at some moment in
    which somebody waits for an answer, for a tenth of a second and more (docs.python.org, gc.freeze).
    """
    share_what_is_free()
    give_back_large_pieces()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
    gc.freeze()
    give_back_leftovers()


def share_what_is_free() -> None:
    """From now on all threads take from one store. Without this glibc gives each thread its own (man 3 mallopt), and
    what is left in one is of no use to another; ours hardly ever take at the same moment."""
    if mallopt := _of_the_system("mallopt"):
        mallopt(_ARENA_MAX, 1)


def give_back_large_pieces() -> None:
    """From now on each piece of LARGE bytes or more is borrowed from the system and given back by itself.

    Without this glibc moves its limit up with each such piece, to 32 MB (man 3 mallopt), and keeps what ten screenshots
    took. Where the system has no such switch, nothing happens.
    """
    if mallopt := _of_the_system("mallopt"):
        mallopt(_MMAP_THRESHOLD, LARGE)


def give_back_leftovers() -> None:
    """To read the content takes more for a moment than to hold it; glibc keeps the difference until it is asked (man 3
    malloc_trim). Where the system has no such call, nothing happens."""
    if trim := _of_the_system("malloc_trim"):
        trim(0)


def _of_the_system(name: str) -> Callable[..., int] | None:
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
