"""A folder that is written file by file, each with its hash in the manifest, and that nobody but its maker reads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from bot.file_errors import naming
from bot.records.archive import MANIFEST, manifest_of

AT_ONCE = 1024 * 1024
"""Bytes of a file that is copied, in memory at a time."""
ITS_MAKERS = 0o700

Write = Callable[[bytes], object]


class Volume:
    """Write its files one after the other, then `end`, or `close` what came to no end. Neither what is written nor its
    hashes stay in memory. Raises OSError with the name of the file that cannot be written."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder, which must not be there yet: FileExistsError."""
        folder.mkdir(mode=ITS_MAKERS)
        self._folder = folder
        self._manifest = (folder / MANIFEST).open("xb")
        self._digest = sha256()

    def __contains__(self, path: Path) -> bool:
        """Whether a path lies within it."""
        return path.resolve().is_relative_to(self._folder.resolve())

    @contextmanager
    def file(self, name: str) -> Iterator[Write]:
        """A new file under this name, which may lie in folders of its own; at the end of the block the disk has it."""
        path = self._folder / name
        path.parent.mkdir(mode=ITS_MAKERS, parents=True, exist_ok=True)
        digest, file = sha256(), path.open("xb")

        def write(data: bytes) -> None:
            digest.update(data)
            with naming(path):
                file.write(data)

        try:
            yield write
            _settle(file, path)
        finally:
            with naming(path):
                file.close()
        self._enter(manifest_of([(name, digest.hexdigest())]).encode())

    def copy(self, file: Path, name: str) -> None:
        """A file as it is."""
        with file.open("rb") as read, self.file(name) as write:
            while data := _read(read, file):
                write(data)

    def end(self) -> str:
        """The manifest is whole, and the disk has it. Gives its own hash, which stands for all of it."""
        _settle(self._manifest, self._folder / MANIFEST)
        self._manifest.close()
        return self._digest.hexdigest()

    def close(self) -> None:
        """Nothing more is written."""
        with naming(self._folder / MANIFEST):
            self._manifest.close()

    def _enter(self, line: bytes) -> None:
        self._digest.update(line)
        with naming(self._folder / MANIFEST):
            self._manifest.write(line)


def _settle(file: IO[bytes], path: Path) -> None:
    with naming(path):
        file.flush()
        os.fsync(file.fileno())


def _read(file: IO[bytes], path: Path) -> bytes:
    with naming(path):
        return file.read(AT_ONCE)
