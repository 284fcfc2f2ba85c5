"""`packet` and `export`: the records of one case as a ZIP for the records officer, and everything as a folder."""

from __future__ import annotations

import asyncio
import os
import shutil
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkstemp

from bot.commands import CannotGoOn
from bot.commands.beginning import operator, refuse_another_version
from bot.evidence.vault import Vault
from bot.kept_files import KeptFiles
from bot.menu import Menu
from bot.opening import open_house
from bot.records.export import Export, enter_export
from bot.records.packet import CannotPack, Packing, enter_packet
from bot.records.papers import NoSuchCase
from bot.records.summary import Order
from bot.records.volume import Volume
from bot.settings import Settings
from bot.store.database import Database
from handlers import CONVERSATIONS


def packet(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """Write it, enter that it was made, and only then let it stand under its name. CannotGoOn for a reference that no
    case has, a file that is there already, and files that do not open."""
    settings, ref = Settings.read(environment), arguments.ref.upper()
    to = Path(arguments.to or f"records-{ref}.zip")
    order = order_of_operator(arguments)
    barred = asyncio.run(_packed(settings, ref, to, order))
    print(to)
    if barred:
        print(f"Not for: {', '.join(barred)}.")
    return 0


def order_of_operator(arguments: Namespace) -> Order:
    """Who runs the command, as this machine knows them, and what for."""
    return Order(operator(), datetime.now(UTC), " ".join((arguments.reason or "").split()))


def _by_now(order: Order) -> Order:
    """A deed bears the time at which it is entered: to write all of it may have taken hours."""
    return replace(order, at=datetime.now(UTC))


async def _packed(settings: Settings, ref: str, to: Path, order: Order) -> tuple[str, ...]:
    """Gives from whom any of it must be kept."""
    house, faces = open_house(settings.content_dir), Menu(CONVERSATIONS).faces
    async with Database(settings.database) as database:
        await refuse_another_version(database)
        vault = Vault(settings.vault_keys) if settings.vault_keys else None
        packing = Packing(database, faces, house, KeptFiles(database, vault))
        with Half(to) as half:
            try:
                manifest = await packing.write(ref, order, half.give)
            except NoSuchCase:
                raise CannotGoOn(f"There is no case {ref}. Compare the reference with the one on its card.") from None
            except CannotPack as error:
                raise CannotGoOn(str(error)) from error
            half.settle()
            await enter_packet(database, ref, _by_now(order), manifest=manifest)
            half.is_whole = True
            return await packing.not_for(ref)


def export(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """Write everything into a new folder, enter that it was made, and only then let it stand under its name.
    CannotGoOn for a folder that is there already, and for tables of another version."""
    settings, folder = Settings.read(environment), Path(arguments.folder)
    asyncio.run(_exported(settings, folder, order_of_operator(arguments)))
    print(folder)
    return 0


async def _exported(settings: Settings, folder: Path, order: Order) -> None:
    async with Database(settings.database) as database:
        await refuse_another_version(database)
        half = _half_of(folder)
        try:
            manifest = await Export(database, settings.content_dir, order).write(Volume(half))
            await enter_export(database, _by_now(order), manifest)
        except BaseException:
            shutil.rmtree(half, ignore_errors=True)
            raise
        half.rename(folder)


def _half_of(folder: Path) -> Path:
    """Under what name a folder is written. CannotGoOn where one of the two is there already: what is in it may be
    somebody's only copy."""
    half = folder.with_name(f"{folder.name}.part")
    for path in (folder, half):
        if path.exists():
            raise CannotGoOn(f"{path} is there already.")
    return half


@dataclass
class Half:
    """A file that has its name once it is whole, and that nobody but this user reads. Until `whole` it has a name that
    nobody else has, and without it nothing of it stays. CannotGoOn where its name is taken, also meanwhile, and where
    the disk does not take it."""

    to: Path
    is_whole: bool = False
    name: Callable[[Path, Path], None] = os.link

    def __enter__(self) -> Half:
        if os.path.lexists(self.to):
            raise CannotGoOn(f"{self.to} is there already.")
        with self._written():
            number, path = mkstemp(".part", f"{self.to.name}.", self.to.parent)
        self._path, self._file = Path(path), os.fdopen(number, "wb")
        return self

    async def give(self, data: bytes) -> None:
        """The next bytes of it."""
        with self._written():
            self._file.write(data)

    def settle(self) -> None:
        """All of it is on the disk."""
        with self._written():
            self._file.flush()
            os.fsync(self._file.fileno())

    def __exit__(self, *_raised: object) -> None:
        try:
            if self.is_whole:
                self._take_name()
        finally:
            self._path.unlink(missing_ok=True)
            with suppress(OSError):  # what did not fit was said already
                self._file.close()

    def _take_name(self) -> None:
        """What has this name by now stays: a second name is only given where there is none, as a rename does not."""
        try:
            self.name(self._path, self.to)
        except FileExistsError:
            raise CannotGoOn(f"{self.to} is there already.") from None
        except OSError:  # some disks, such as those of a stick, know no second names
            with self._written():
                os.close(os.open(self.to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ITS_MAKERS))
                self._path.replace(self.to)

    @contextmanager
    def _written(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise CannotGoOn(f"{self.to} cannot be written: {error.strerror}. {ANOTHER_PLACE}") from error


ITS_MAKERS = 0o600
ANOTHER_PLACE = "Look at that disk and its folder, or name another place."
