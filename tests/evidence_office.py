"""An office to which files are sent: a chat of our own that holds them, and a case that they belong to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from cryptography.fernet import Fernet
from PIL import Image
from sqlalchemy import func, select

from bot.desk import Desk
from bot.events import SentFile, SentFiles
from bot.evidence import Evidence
from bot.evidence.vault import Vault
from bot.intake import Intake
from bot.kept_files import KeptFiles
from bot.store import evidence
from bot.store.tables import evidence_pieces, evidence_views
from bot.workflow import Case
from tests.office import Office, office

KEY = Fernet.generate_key().decode()
SITE = "https://guard.example.org"
WITH_EVIDENCE = {
    "WEB_PLAYGROUND": "1",
    "EVIDENCE_KEYS": KEY,
    "SECRET_KEY": "a secret of the tests, long enough",
    "PUBLIC_URL": SITE,
}
CHUNK = 64 * 1024
HANGING = object()
"""A file of which nothing ever comes."""


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 200), **how: Any) -> bytes:
    """A picture without a pattern, so that it does not compress away."""
    written = BytesIO()
    _noise(size).save(written, kind, **how)
    return written.getvalue()


def photograph(size: tuple[int, int] = (300, 200)) -> bytes:
    """HEIC, as a phone takes it. Pillow hears nothing of the library here: the program sees to that."""
    written = BytesIO()
    pillow_heif.from_pillow(_noise(size)).save(written)
    return written.getvalue()


def _noise(size: tuple[int, int]) -> Image.Image:
    return Image.effect_noise(size, 90).convert("RGB")


SCREENSHOT = picture()
LARGE = picture("PNG", (1_000, 700))
"""About 2 MB, which is several pieces."""


@dataclass
class Drawer:
    """A chat that holds files, by their name: bytes, a trouble that is raised, or HANGING."""

    holds: dict[str, Any] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    async def fetch(self, file: SentFile) -> AsyncIterator[bytes]:
        name = file.source["id"]
        self.fetched.append(name)
        content = self.holds[name]
        try:
            if isinstance(content, Exception):
                raise content
            if content is HANGING:
                await asyncio.Event().wait()
            for start in range(0, len(content), CHUNK):
                yield content[start : start + CHUNK]
        finally:
            self.closed.append(name)


@dataclass
class Reports:
    """An office, a filed case of Ana's, and the drawer that her files lie in."""

    office: Office
    case: Case
    drawer: Drawer

    async def send(self, *names: str, sizes: Mapping[str, int] | None = None, key: str = "") -> int:
        """Ana sends files for her case; how many of them are wanted."""
        files = tuple(SentFile(name, (sizes or {}).get(name, 0), source={"id": name}) for name in names)
        event = SentFiles(**self.office.whence("ana", key), files=files)
        async with self.office.building.database.transaction() as transaction:
            return await self.desk(event, transaction).want_evidence(self.case, files)

    def desk(self, event: Any, transaction: Any) -> Desk:
        building = self.office.building
        return Desk(event, building.house, building.menu.faces, transaction, self.office.clock())

    async def take(self, **contents: Any) -> list[str]:
        """Ana sends files, and they are taken; what her chat says of it, one line for each message."""
        names = {name.replace("__", "."): content for name, content in contents.items()}
        self.drawer.holds |= names
        await self.send(*names)
        await self.office.settle()
        return await self.lines()

    async def files(self) -> tuple[Evidence, ...]:
        async with self.office.building.database.reading() as connection:
            return await evidence.of_case(connection, self.case.id)

    async def lines(self) -> list[str]:
        """What Ana was told about files."""
        return [said for said in await self.office.chat("ana") if "R-1001" not in said.split("\n", 1)[0][:8]]

    async def pieces(self) -> int:
        """How many pieces are stored."""
        async with self.office.building.database.reading() as connection:
            return int((await connection.execute(select(func.count()).select_from(evidence_pieces))).scalar_one())


async def looks_at(office: Office, file: int) -> list[tuple[str, str]]:
    """Who was given a file, by its number, and whether as a copy or as the original, oldest first."""
    looks = select(evidence_views.c.viewer, evidence_views.c.what).order_by(evidence_views.c.id)
    async with office.building.database.reading() as connection:
        found = await connection.execute(looks.where(evidence_views.c.evidence_id == file))
        return [(row.viewer, row.what) for row in found]


@asynccontextmanager
async def office_with(drawer: Drawer, folder: Path) -> AsyncIterator[Office]:
    """An office on a file in a folder, whose files lie in a drawer."""
    async with office(f"sqlite+aiosqlite:///{folder}/test.db") as opened:
        opened.building.intake.platforms = {"web": drawer}
        yield opened


@asynccontextmanager
async def evidence_office(address: str, environment: Mapping[str, str] = WITH_EVIDENCE) -> AsyncIterator[Reports]:
    """An office that takes files, with one filed request."""
    async with office(address, environment) as opened:
        case = await opened.file("ana")
        await opened.settle()
        drawer = Drawer()
        opened.building.intake.platforms = {"web": drawer}
        yield Reports(opened, case, drawer)


@pytest.fixture
async def reports(address: str) -> AsyncIterator[Reports]:
    async with evidence_office(address) as opened:
        yield opened


async def stored(reports: Reports, file: int, vault: Vault | None = None) -> bytes:
    kept = KeptFiles(reports.office.building.database, vault or Vault([KEY]))
    return await kept.whole(await kept.key(file))


def another_worker(reports: Reports, **more: Any) -> Intake:
    """A worker as a second process would have it."""
    return worker_beside(reports.office, **more)


def worker_beside(opened: Office, **more: Any) -> Intake:
    """The same, in any office."""
    first = opened.building.intake
    parts = {name: getattr(first, name) for name in ("database", "house", "faces", "platforms", "clock", "follow")}
    return Intake(**{**parts, "kept": KeptFiles(first.database, first.kept.vault), **more})


async def claimed(reports: Reports) -> tuple[evidence.Wanted, ...]:
    async with reports.office.building.database.transaction() as transaction:
        return await evidence.claim(transaction, reports.office.clock(), 20)


async def sends(opened: Office, name: str, words: str = "", file: str = "a.png") -> str:
    """Somebody sends a file of the drawer in their chat, and words beside it; what they are told of it."""
    before = len(await opened.told(name))
    sent = SentFile(file, source={"id": file})
    await opened.receive(SentFiles(**opened.whence(name), text=words, files=(sent,)))
    return "\n".join((await opened.told(name))[before:])
