"""On Mondays the newest seal of the log leaves the database, so that a chain that was made anew would show."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.store import deeds, questions, seals
from bot.store.deeds import Deed
from bot.store.questions import Question
from tests.clock import MONDAY_MORNING
from tests.edited_content import content as content
from tests.edited_content import district as district
from tests.edited_content import round_of
from tests.office import ON_THE_WEB, Office, office

STANDS = "The audit log of everything done here stands at seal"


async def sealed(district: Office) -> str:
    """Something was done, and is sealed; the newest seal."""
    async with district.building.database.transaction() as transaction:
        await deeds.enter(transaction, Deed("viewed", "pat@example.org", district.clock(), "R-1001"))
    await district.building.sealer.round()
    async with district.building.database.reading() as connection:
        newest = await seals.newest(connection)
    assert newest
    return newest.seal


async def asked(district: Office) -> None:
    async with district.building.database.transaction() as transaction:
        await questions.note(transaction, Question("a1", MONDAY_MORNING.date(), "Who feeds the hamster?", "person"))


async def told(district: Office, name: str) -> list[str]:
    return [text for text in await district.chat(name) if STANDS in text]


async def test_the_records_officer_is_told_once_a_week_and_the_director_not_of_that_alone(district: Office) -> None:
    first = await sealed(district)
    await round_of(district)
    await round_of(district)
    assert await told(district, "rene") == [
        f"{STANDS} 1, November 9, 2026, 9:00 AM PST:\n{first}\nPlease keep this message. "
        "If anyone ever doubts the audit log, it shows whether anything entered before it has been changed since."
    ]
    assert await told(district, "casey") == []
    district.clock.move(days=7)
    second = await sealed(district)
    await round_of(district)
    assert [second in text for text in await told(district, "rene")] == [False, True]


async def test_the_directors_summary_ends_with_it(district: Office) -> None:
    await asked(district)
    district.clock.move(days=7)
    newest = await sealed(district)
    await round_of(district)
    (summary,) = await told(district, "casey")
    assert summary.startswith("Questions since November 9, 2026")
    assert newest in summary
    assert len(await told(district, "rene")) == 1


async def test_a_week_in_which_nothing_was_done_is_no_news(district: Office) -> None:
    await round_of(district)
    await sealed(district)
    district.clock.move(days=15)
    await round_of(district)
    assert await told(district, "rene") == []


@pytest.mark.parametrize("questions_too", [0, 1])
async def test_without_a_records_officer_the_director_keeps_it(address: str, content: Path, questions_too: int) -> None:
    file = content / "district.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("records_officer: [rene@example.org]", "records_officer: []"), encoding="utf-8")
    async with office(address, {**ON_THE_WEB, "CONTENT_DIR": str(content)}) as alone:
        for _ in range(questions_too):
            await asked(alone)
        alone.clock.move(days=7)
        await sealed(alone)
        await round_of(alone)
        assert len(await told(alone, "casey")) == 1
