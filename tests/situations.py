"""A request of Ana's in each situation that the table of rights knows, and the people who try what they may do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

from bot.events import Standing
from bot.workflow import Case
from tests.changed_content import changed
from tests.office import ON_THE_WEB, Office, office
from tests.stage import CONTENT

KIND = "account_request"
PEOPLE = ("ana", "kim", "pat", "drew", "casey", "devon", "robin", "lee", "jordan")
"""The requester and manager, the second manager, the principal and the stand-in, the Director and the deputy, the
superintendent; a teacher and the principal of another school."""

NO_STAFF: tuple[Standing, ...] = ("guest", "outside", "bot", "gone")
"""What somebody may be instead, with whatever address."""


# --- How a request comes into each situation ------------------------------------------------------------------------


async def drafted(opened: Office) -> Case:
    return await opened.case((await opened.review("ana")).value.partition(".")[0])


async def approved(opened: Office, *names: str) -> Case:
    case = await opened.file()
    for name in names:
        case = await opened.move(name, "approve", case)
    return case


async def changing(opened: Office) -> Case:
    return await opened.move("pat", "ask_for_changes", await opened.file())


async def accepted(opened: Office) -> Case:
    case = await approved(opened, "pat", "casey")
    return await opened.move("kim", "accept_charter", await opened.move("ana", "accept_charter", case))


async def official(opened: Office) -> Case:
    case = await opened.set_up()
    return await opened.move("casey", "activate", case)


async def declined(opened: Office) -> Case:
    return await opened.move("pat", "decline", await opened.file())


async def withdrawn(opened: Office) -> Case:
    return await opened.move("ana", "withdraw", await opened.file())


SITUATIONS: dict[str, Callable[[Office], Awaitable[Case]]] = {
    "draft": drafted,
    "with_principal": approved,
    "with_director": lambda opened: approved(opened, "pat"),
    "changes_wanted": changing,
    "setting_up": lambda opened: approved(opened, "pat", "casey"),
    "accepted": accepted,
    "custody_check": Office.set_up,
    "done": official,
    "declined": declined,
    "withdrawn": withdrawn,
}


def address(folder: Path, name: str = "test") -> str:
    return f"sqlite+aiosqlite:///{folder}/{name}.db"


@asynccontextmanager
async def reopened(folder: Path, content: Path = CONTENT, database: str = "test") -> AsyncIterator[Office]:
    """The office after another start; what people do from now on has keys that were not used before."""
    async with office(address(folder, database), {**ON_THE_WEB, "CONTENT_DIR": str(content)}) as opened:
        yield replace(opened, _numbers=count(1_000))


@asynccontextmanager
async def office_with(folder: Path, old: str, new: str) -> AsyncIterator[Office]:
    """The office on the same database, after a start with another district.yaml."""
    async with reopened(folder, changed(folder, "district.yaml", old, new)) as opened:
        yield opened
