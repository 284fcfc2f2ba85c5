"""Puts the name of a file into the system's error about it: that of a full disk bears none, and would be taken for the
database's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def naming(file: Path | str) -> Iterator[None]:
    """An OSError of this block, in which nothing else is done than something to this file, names it."""
    try:
        yield
    except OSError as error:
        error.filename = str(file)
        raise
