"""`retention`: how the records stand, for an operator and for a program; it writes nothing."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

from bot.commands.retention import gather
from bot.store import holds
from bot.store.holds import Hold
from tests.commands import database, run
from tests.disposition_office import a_question, drawn_up, keep_off
from tests.office import Office, office
from tests.reports import LINK, closed, report


async def told(opened: Office, days: int) -> dict[str, object]:
    async with opened.building.database.reading() as connection:
        moment = opened.clock() + timedelta(days=days)
        return (await gather(connection, opened.building.house, moment)).as_data()


async def test_what_is_due_comes_nearer_with_the_time(opened: Office) -> None:
    question = await a_question(opened)
    line = {"ref": question.ref, "kind": "inquiry", "filed_under": "inquiry_ended", "due": "2028-11-10"}
    found = line | {"then": "destroy", "on_hold": False, "stays": ""}
    for days, due, soon, later in ((0, [], [], 1), (500, [], [found], 0), (732, [found], [], 0)):
        data = await told(opened, days)
        assert (data["due"], data["within_a_year"], data["later"]) == (due, soon, later)


async def test_what_is_never_due_says_why(opened: Office) -> None:
    await report(opened)
    await opened.move("casey", "activate", await opened.set_up())
    assert (await told(opened, 4_000))["never"] == [
        {"class": "account", "why": "account", "cases": 1},
        {"class": "incident", "why": "open", "cases": 1},
        {"class": "request_account", "why": "account", "cases": 1},
    ]


async def test_what_is_on_hold_is_said(opened: Office) -> None:
    question = await a_question(opened)
    async with opened.building.database.transaction() as transaction:
        await holds.place(transaction, Hold(question.ref, "rene@example.org", opened.clock(), "A lawsuit."))
    data = await told(opened, 800)
    assert data["on_hold"] == [question.ref]
    assert [one["on_hold"] for one in data["due"]] == [True]  # type: ignore[attr-defined]


async def test_what_comes_on_no_list_says_why(opened: Office) -> None:
    question = await a_question(opened)
    listed = await drawn_up(opened)
    assert [one["stays"] for one in await due_now(opened)] == [f"on the open list {listed.ref}"]
    listed = await keep_off(opened, listed, question.ref)
    await opened.move("rene", "keep_all", listed, note="All of it.")
    assert [one["stays"] for one in await due_now(opened)] == [f"kept off a list for a year, by {listed.ref}"]


async def test_what_an_open_case_stands_on_says_which(opened: Office) -> None:
    first = await closed(opened)
    opened.clock.move(days=300)
    late = await report(opened, "ana", link=LINK)
    opened.clock.move(days=7 * 366)
    assert [(one["ref"], one["stays"]) for one in await due_now(opened)] == [
        (first.ref, f"stays while {late.ref} is open, which refers back to it")
    ]


async def due_now(opened: Office) -> list[dict[str, object]]:
    return (await told(opened, 0))["due"]  # type: ignore[return-value]


async def test_the_command_prints_both_ways(tmp_path: Path) -> None:
    async with office(f"sqlite+aiosqlite:///{tmp_path}/here.db") as opened:
        await a_question(opened)
        await report(opened)
    paper = await asyncio.to_thread(run, tmp_path, "retention", DATABASE_URL=database(tmp_path))
    assert paper.returncode == 0, paper.stderr
    assert "Due now: 0\n" in paper.stdout
    assert "Due later: 1\n" in paper.stdout
    assert "\tincident\t1\tnot at their end\n" in paper.stdout
    assert "fundraiser" not in paper.stdout
    data = await asyncio.to_thread(run, tmp_path, "retention", "--json", DATABASE_URL=database(tmp_path))
    assert set(json.loads(data.stdout)) == {"district_hold", "due", "within_a_year", "later", "never", "on_hold"}
