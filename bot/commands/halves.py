"""What a command writes gets its name only once it is whole, and is taken away where it never is: nobody takes half of
it for all of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Self

from bot.commands import CannotGoOn
from bot.file_errors import naming
from bot.records.volume import Volume

ITS_MAKERS = 0o600


class HalfFile:
    """A file that nobody but this user reads. Until it takes its name it has one that nobody else has. CannotGoOn where
    its name is taken, also meanwhile, and OSError with its name where the disk does not take it.

    path  where it is until then, for what writes by itself
    """

    def __init__(self, to: Path, name: Callable[[Path, Path], None] = os.link) -> None:
        """`name` gives a file a second name; there are disks that know none."""
        self._to, self._name = to, name

    def __enter__(self) -> Self:
        if os.path.lexists(self._to):
            raise CannotGoOn(_is_there(self._to))
        with naming(self._to):
            number, path = mkstemp(".part", f"{self._to.name}.", self._to.parent)
        self.path, self._file = Path(path), os.fdopen(number, "wb")
        return self

    def __exit__(self, *_raised: object) -> None:
        self.path.unlink(missing_ok=True)
        with suppress(OSError):  # what did not fit was said already
            self._file.close()

    async def give(self, data: bytes) -> None:
        """The next bytes of it."""
        with naming(self._to):
            self._file.write(data)

    def settle(self) -> None:
        """All of it is on the disk."""
        with naming(self._to):
            self._file.flush()
            os.fsync(self._file.fileno())

    def take_name(self) -> None:
        """What has this name by now stays: a second name is only given where there is none, as a rename does not."""
        try:
            self._give_name()
        except FileExistsError:
            raise CannotGoOn(_is_there(self._to)) from None

    def _give_name(self) -> None:
        try:
            self._name(self.path, self._to)
        except FileExistsError:
            raise
        except OSError:  # some disks, such as those of a stick, know no second names
            os.close(os.open(self._to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ITS_MAKERS))
            self.path.replace(self._to)


class HalfFolder:
    """The same of a folder, as a volume that is written into: `everything.part` until it is whole."""

    def __init__(self, to: Path) -> None:
        self._to, self._path = to, to.with_name(f"{to.name}.part")

    def __enter__(self) -> Self:
        """CannotGoOn where one of the two is there already: what is in it may be somebody's only copy."""
        for path in (self._to, self._path):
            if os.path.lexists(path):
                raise CannotGoOn(_is_there(path))
        self.volume = Volume(self._path)
        return self

    def __exit__(self, *_raised: object) -> None:
        with suppress(OSError):  # what did not fit was said already
            self.volume.close()
        shutil.rmtree(self._path, ignore_errors=True)

    def take_name(self) -> None:
        """What has this name by now stays, unless it is an empty folder."""
        try:
            self._path.rename(self._to)
        except OSError:
            if os.path.lexists(self._to):
                raise CannotGoOn(_is_there(self._to)) from None
            raise


def _is_there(path: Path) -> str:
    return f"{path} is there already."
