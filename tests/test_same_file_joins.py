"""The same file in two reports: where the later names no other account it joins the earlier, as the same link does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.evidence import Evidence
from bot.store import evidence
from bot.store.evidence import Kept
from bot.workflow import Case
from tests.evidence_office import Drawer, worker_beside
from tests.files import content
from tests.office import Office, office
from tests.reports import ANSWERS, filed, report, report_without, taken
from tests.test_incident_races import last_screen_in_danger
from tests.test_same_file import SAME, card, file_of, names, reported_with, send_file

ACCOUNT = "https://www.tiktok.com/@central.hs.fake"
ITS_POST = f"{ACCOUNT}/video/7301234567890123456"
POST, ANOTHER_POST = "https://www.instagram.com/p/AAAAAAAAAAA", "https://www.instagram.com/p/BBBBBBBBBBB"


@pytest.fixture
async def opened(address: str) -> AsyncIterator[Office]:
    async with office(address) as opened:
        opened.building.intake.platforms = {"web": Drawer({SAME: content(SAME)})}
        yield opened


async def state(opened: Office, case: Case) -> str:
    return (await opened.case(case.ref)).state


async def two(opened: Office, first: str, second: str, **both: str) -> tuple[Case, Case]:
    """Kim's report and then Lee's, of two links with one file."""
    kim = await reported_with(opened, "kim", link=first, **both)
    return kim, await reported_with(opened, "lee", link=second, **both)


@pytest.mark.parametrize(
    ("first", "second"),
    [(ACCOUNT, ITS_POST), (ITS_POST, ACCOUNT), (POST, ANOTHER_POST), ("https://www.instagram.com/central.fake", POST)],
)
async def test_what_names_no_other_account_joins_the_earlier_report(opened: Office, first: str, second: str) -> None:
    kim, lee = await two(opened, first, second)
    assert await state(opened, lee) == "joined"
    said = await card(opened, "casey", kim)
    assert "Reports: 2" in said
    assert "Reported by: Kim Tanaka, Lee Abara" in said
    assert "2 kept" in said


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (ACCOUNT, "https://www.tiktok.com/@central.hs.slogan"),
        (ACCOUNT, POST),
        (POST, "https://www.instagram.com/central.fake"),
        ("https://central.example.com/a", "https://slogan.example.com/a"),
    ],
)
async def test_what_may_be_another_account_is_only_shown(opened: Office, first: str, second: str) -> None:
    kim, lee = await two(opened, first, second)
    assert await state(opened, lee) == "new"
    assert names(kim) in await card(opened, "casey", lee)


async def test_its_reporter_hears_that_it_is_known_and_where_it_counts(opened: Office) -> None:
    kim, lee = await two(opened, ACCOUNT, ITS_POST)
    said = "\n".join(await opened.chat("lee"))
    assert "This is known. Others have reported it as well: the same file came with an earlier report." in said
    assert f"{lee.ref} is now part of {kim.ref}." in said
    assert f"{kim.ref} · " in said
    assert "Kim" not in said


async def test_the_first_reporter_hears_nothing_of_the_second(opened: Office) -> None:
    kim = await reported_with(opened, "kim", link=ACCOUNT)
    before = await opened.chat("kim")
    await reported_with(opened, "lee", link=ITS_POST, note="My class knows of it.")
    assert await opened.chat("kim") == before
    said = await card(opened, "kim", kim)
    assert "Lee" not in said
    assert "My class" not in said


async def test_what_the_later_one_said_is_read_by_whoever_handles_them(opened: Office) -> None:
    kim, _ = await two(opened, ACCOUNT, ITS_POST, note="My class knows of it.")
    assert "My class knows of it." in await card(opened, "casey", kim)


async def test_it_goes_into_a_case_that_is_with_the_platform_already(opened: Office) -> None:
    kim = await filed(opened, link=ACCOUNT)
    await send_file(opened, "kim")
    lee = await reported_with(opened, "lee", link=ITS_POST)
    assert await state(opened, lee) == "joined"
    assert await state(opened, kim) == "filed"


async def test_the_later_report_joins_also_where_its_file_was_the_first(opened: Office) -> None:
    kim = await report(opened, "kim", link=ACCOUNT)
    lee = await reported_with(opened, "lee", link=ITS_POST)
    await opened.receive(file_of(opened, "kim"))
    await opened.settle()
    assert await state(opened, lee) == "joined"
    assert await state(opened, kim) == "new"


async def test_of_three_reports_one_is_open_in_the_end(opened: Office) -> None:
    kim, lee = await two(opened, ACCOUNT, ITS_POST)
    ana = await reported_with(opened, "ana", link=f"{ACCOUNT}/video/7301234567890123457")
    assert [await state(opened, case) for case in (kim, lee, ana)] == ["new", "joined", "joined"]
    assert "Reports: 3" in await card(opened, "casey", kim)


async def test_what_somebody_has_taken_is_only_shown(opened: Office) -> None:
    kim = await reported_with(opened, "kim", link=ACCOUNT)
    lee = await taken(opened, name="lee", link=ITS_POST)
    await send_file(opened, "lee")
    assert await state(opened, lee) == "taken"
    assert names(kim) in await card(opened, "casey", lee)


async def test_a_closed_case_is_shown_and_takes_nothing_in(opened: Office) -> None:
    kim = await reported_with(opened, "kim", link=ACCOUNT)
    await opened.move("casey", "close", await opened.move("casey", "take", kim), **ANSWERS)
    lee = await reported_with(opened, "lee", link=ITS_POST)
    assert await state(opened, lee) == "new"
    assert names(kim) in await card(opened, "casey", lee)


async def test_what_an_alert_sent_off_joins_once_it_is_finished(opened: Office) -> None:
    kim = await reported_with(opened, "kim", link=ACCOUNT)
    form = (await last_screen_in_danger(opened, "lee", ITS_POST)).form
    lee = await opened.case(form.value.partition(".")[0])
    await send_file(opened, "lee")
    assert (await state(opened, lee), len(await kept(opened, lee))) == ("new", 1)
    await opened.send("lee", form, ANSWERS)
    assert await state(opened, lee) == "joined"
    assert "Reports: 2" in await card(opened, "toni", kim)


async def kept(opened: Office, case: Case) -> list[Evidence]:
    async with opened.building.database.reading() as connection:
        return [file for file in await evidence.of_case(connection, case.id) if file.status == "kept"]


# --- What must not be known -----------------------------------------------------------------------------------------


async def test_of_a_restricted_matter_its_reporter_reads_no_more_than_a_first_one(opened: Office) -> None:
    kim = await reported_with(opened, "kim", link=ACCOUNT, category="threat")
    lee = await reported_with(opened, "lee", link=ITS_POST, category="threat")
    assert await state(opened, lee) == "joined"
    said = "\n".join(await opened.chat("lee")) + await card(opened, "lee", lee)
    assert "[Received]" in said
    for other in ("known", "joined", "Merged", "together", "earlier report", "same file", "Kim", kim.ref):
        assert other not in said, other


async def test_a_restricted_matter_takes_in_only_the_same_matter(opened: Office) -> None:
    await reported_with(opened, "kim", link=ACCOUNT, category="staff_conduct")
    lee = await reported_with(opened, "lee", link=ITS_POST)
    assert await state(opened, lee) == "new"


async def test_what_is_kept_from_a_reader_of_the_other_stays_apart(opened: Office) -> None:
    await reported_with(opened, "kim", link=ACCOUNT)
    lee = await report_without(opened, "lee", "casey", link=ITS_POST)
    await send_file(opened, "lee")
    assert await state(opened, lee) == "new"


# --- At the same moment ---------------------------------------------------------------------------------------------


async def test_two_that_are_settled_at_the_same_moment_end_as_one(opened: Office) -> None:
    kim, lee = await report(opened, "kim", link=ACCOUNT), await report(opened, "lee", link=ITS_POST)
    for name in ("kim", "lee"):
        await opened.receive(file_of(opened, name))
    await asyncio.gather(opened.building.intake.take(), worker_beside(opened).take())
    await opened.settle()
    assert [await state(opened, case) for case in (kim, lee)] == ["new", "joined"]
    assert "Reports: 2" in await card(opened, "casey", kim)


async def test_what_fails_is_tried_again(opened: Office) -> None:
    _, lee = await reported_with(opened, "kim", link=ACCOUNT), await report(opened, "lee", link=ITS_POST)
    follow, tries = opened.building.intake.follow, list[Kept]()

    async def fails_once(row: Kept) -> None:
        tries.append(row)
        if len(tries) == 1:
            raise ConnectionError
        await follow(row)

    worker = worker_beside(opened, follow=fails_once)
    await opened.receive(file_of(opened, "lee"))
    await worker.take()
    assert await state(opened, lee) == "new"
    opened.clock.move(minutes=5)
    await worker.take()
    assert await state(opened, lee) == "joined"
    assert await worker.take() == 0
