"""`questions report` and `questions proposals`: what was asked, and what the office proposes for the knowledge base."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot import proposals, question_report
from bot.house import House
from bot.opening import open_house
from bot.settings import Settings
from bot.store.database import Database
from bot.store.questions import Days

LONGEST = 3_650
"""Days: nothing is kept for longer (district.yaml, `questions_days`)."""


def questions(arguments: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Say what was asked lately, or write out what was proposed."""
    settings = Settings.read(environment)
    house = open_house(settings.content_dir)
    asyncio.run(_write_out(settings, house) if arguments.what == "proposals" else _report(settings, house, arguments))
    return 0


async def _report(settings: Settings, house: House, arguments: argparse.Namespace) -> None:
    since = (
        datetime.now(UTC).astimezone(house.calendar.timezone) - timedelta(days=min(arguments.days, LONGEST))
    ).date()
    async with Database(settings.database) as database, database.reading() as connection:
        report = await question_report.gather(connection, Days(since))
    data = question_report.as_data(report)
    print(json.dumps(data, indent=2) if arguments.json else question_report.on_paper(report, house))


async def _write_out(settings: Settings, house: House) -> None:
    async with Database(settings.database) as database:
        written = await proposals.write_out(database, house.library.folder)
    print(*(written or ("Nothing new is proposed.",)), sep="\n")
