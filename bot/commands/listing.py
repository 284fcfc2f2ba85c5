"""`cases`: all cases, oldest first."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.case import Case
from bot.commands.beginning import refuse_what_cannot_work
from bot.commands.printing import in_columns, show
from bot.settings import Settings
from bot.store import cases
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Listed:
    """What an operator learns of a case: where it is, and nothing that anybody wrote."""

    ref: str
    kind: str
    state: str
    school: str
    opened_by: str
    updated_at: datetime


def list_cases(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """List them in columns or, with --json, as a list of objects."""
    settings = Settings.read(environment)
    refuse_what_cannot_work(settings)
    found = asyncio.run(_cases(settings, arguments.kind))
    show(arguments, [_listed(case) for case in found], _line)
    return 0


async def _cases(settings: Settings, kind: str) -> tuple[Case, ...]:
    async with Database(settings.database) as database, database.reading() as connection:
        return await cases.everything(connection, kind)


def _listed(case: Case) -> Listed:
    return Listed(case.ref, case.kind, case.state, case.school, case.opened_by, case.updated_at)


def _line(one: Listed) -> str:
    return in_columns(one.ref, one.kind, one.state, one.school, one.opened_by, one.updated_at.isoformat())
