"""A folder that is written file by file, each with its hash in the manifest, and that nobody but its maker reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from bot.records.archive import manifest_of

MANIFEST = "manifest.txt"
AT_ONCE = 1024 * 1024
"""Bytes of a file that is copied, in memory at a time."""
ITS_MAKERS = 0o700

Write = Callable[[bytes], object]


class Volume:
    """Write its files one after the other, then `close`. Neither what is written nor its hashes stay in memory."""

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
        """A new file under this name, which may lie in folders of its own."""
        path = self._folder / name
        path.parent.mkdir(mode=ITS_MAKERS, parents=True, exist_ok=True)
        digest = sha256()
        with path.open("xb") as file:

            def write(data: bytes) -> None:
                digest.update(data)
                file.write(data)

            yield write
        self._enter(manifest_of([(name, digest.hexdigest())]).encode())

    def copy(self, file: Path, name: str) -> None:
        """A file as it is."""
        with file.open("rb") as read, self.file(name) as write:
            while data := read.read(AT_ONCE):
                write(data)

    def close(self) -> str:
        """The manifest is whole. Gives its own hash, which stands for all of it."""
        self._manifest.close()
        return self._digest.hexdigest()

    def _enter(self, line: bytes) -> None:
        self._digest.update(line)
        self._manifest.write(line)
