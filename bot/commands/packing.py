"""`packet` and `export`: the records of one case as a ZIP for the records officer, and everything as a folder."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from bot.commands import CannotGoOn
from bot.commands.beginning import operator, refuse_another_version
from bot.commands.halves import HalfFile, HalfFolder
from bot.dates import utc_now
from bot.evidence.vault import Vault
from bot.kept_files import KeptFiles
from bot.menu import Menu
from bot.opening import open_house
from bot.records.export import Export
from bot.records.leaving import Order, entered
from bot.records.packet import CannotPack, Packing
from bot.records.papers import NoSuchCase
from bot.settings import Settings
from bot.store.database import Database
from handlers import CONVERSATIONS


def packet(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """Write it, enter that it leaves, and only then let it stand under its name. CannotGoOn for a reference that no
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
    return Order(operator(), utc_now(), " ".join((arguments.reason or "").split()))


async def _packed(settings: Settings, ref: str, to: Path, order: Order) -> tuple[str, ...]:
    """Gives from whom any of it must be kept."""
    async with Database(settings.database) as database:
        await refuse_another_version(database)
        packing = _packing(database, settings)
        with HalfFile(to) as half:
            manifest = await _written(packing, ref, order, half)
            async with entered(database, utc_now, ref, order, manifest):
                half.take_name()
        return await packing.not_for(ref)


def _packing(database: Database, settings: Settings) -> Packing:
    vault = Vault(settings.vault_keys) if settings.vault_keys else None
    house, faces = open_house(settings.content_dir), Menu(CONVERSATIONS).faces
    return Packing(database, faces, house, KeptFiles(database, vault))


async def _written(packing: Packing, ref: str, order: Order, half: HalfFile) -> str:
    """Gives the hash of its manifest, once all of it is on the disk."""
    try:
        manifest = await packing.write(ref, order, half.give)
    except NoSuchCase:
        raise CannotGoOn(f"There is no case {ref}. Compare the reference with the one on its card.") from None
    except CannotPack as error:
        raise CannotGoOn(str(error)) from error
    half.settle()
    return manifest


def export(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """Write everything into a new folder, enter that it leaves, and only then let it stand under its name. CannotGoOn
    for a folder that is there already, and for tables of another version."""
    settings, folder = Settings.read(environment), Path(arguments.folder)
    asyncio.run(_exported(settings, folder, order_of_operator(arguments)))
    print(folder)
    return 0


async def _exported(settings: Settings, folder: Path, order: Order) -> None:
    async with Database(settings.database) as database:
        await refuse_another_version(database)
        with HalfFolder(folder) as half:
            manifest = await Export(database, settings.content_dir, order).write(half.volume)
            async with entered(database, utc_now, "", order, manifest):
                half.take_name()
