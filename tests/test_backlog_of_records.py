"""A backlog of what need not be kept: the oldest first, whatever its kind, as fast as it is signed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from bot.disposition import rows
from bot.retention.drawing_up import DrawingUp
from bot.store.tables import cases
from bot.workflow import Case
from tests.disposition_office import YEARS, a_question, carried_out, lists, signed
from tests.office import Office

LONGEST_HELD = 1.0
"""Seconds of work for which nobody else's turn comes while lists are drawn up."""


def a_row(ref: str, kind: str, state: str, at: datetime, data: dict[str, Any]) -> dict[str, Any]:
    at_rest = {"version": 3, "school": "", "opened_by": "kim@example.org", "opened_at": at, "updated_at": at}
    came = {"last_move": "", "last_by": "", "came_from": "", "address": None}
    return {"ref": ref, "kind": kind, "state": state, "data": data, **at_rest, **came}


async def put(opened: Office, found: Sequence[dict[str, Any]]) -> None:
    async with opened.building.database.transaction() as transaction:
        await transaction.execute(insert(cases), found)


def later(opened: Office, years: int) -> None:
    opened.clock.move(days=years * YEARS)
    opened.clock.moment = opened.building.house.calendar.next_working_moment(opened.clock.moment)


def drawing_up(opened: Office, most: int) -> DrawingUp:
    building = opened.building
    return DrawingUp(building.database, building.house, building.menu.faces, opened.clock, most=most)


def on(listed: Case) -> list[str]:
    return [row.ref for row in rows(listed)]


async def test_what_does_not_fit_comes_as_soon_as_the_full_list_is_carried_out(opened: Office) -> None:
    questions = [(await a_question(opened)).ref for _ in range(5)]
    later(opened, 3)
    draws = drawing_up(opened, most=2)
    for number in range(3):
        for _ in range(2):
            await draws.round()
        assert len(await lists(opened)) == number + 1
        listed = (await lists(opened))[-1]
        assert on(listed) == questions[2 * number : 2 * number + 2]
        await opened.building.sealer.round()
        await carried_out(opened, await signed(opened, listed))


async def test_after_a_list_that_was_not_full_the_next_comes_with_the_next_month(opened: Office) -> None:
    await put(opened, [a_row("Q-1", "inquiry", "answered", opened.clock(), {})])
    later(opened, 3)
    draws = drawing_up(opened, most=2)
    await draws.round()
    (listed,) = await lists(opened)
    await opened.move("rene", "keep_all", listed, note="It stays.")
    await put(opened, [a_row("Q-2", "inquiry", "answered", opened.clock() - timedelta(days=1_000), {})])
    await draws.round()
    assert len(await lists(opened)) == 1
    opened.clock.move(days=31)
    await draws.round()
    assert [on(one) for one in await lists(opened)] == [["Q-1"], ["Q-2"]]


async def test_what_was_kept_with_a_full_list_makes_room_for_the_next(opened: Office) -> None:
    await put(opened, [a_row(f"Q-{number}", "inquiry", "answered", opened.clock(), {}) for number in range(4)])
    later(opened, 3)
    draws = drawing_up(opened, most=2)
    await draws.round()
    await opened.move("rene", "keep_all", (await lists(opened))[0], note="It stays.")
    await draws.round()
    assert [on(one) for one in await lists(opened)] == [["Q-0", "Q-1"], ["Q-2", "Q-3"]]


async def test_the_oldest_comes_first_whatever_its_kind(opened: Office) -> None:
    at = opened.clock()
    declined = [a_row(f"R-{number}", "account_request", "declined", at, {"answers": {}}) for number in range(9)]
    await put(opened, [*declined, *(a_row(f"Q-{number}", "inquiry", "answered", at, {}) for number in range(2))])
    later(opened, 7)
    await drawing_up(opened, most=3).round()
    (listed,) = await lists(opened)
    assert on(listed) == ["Q-0", "Q-1", "R-0"]


async def test_a_full_list_of_one_who_signs_does_not_keep_the_next_from_theirs(opened: Office) -> None:
    await put(opened, [a_row(f"Q-{number}", "inquiry", "answered", opened.clock(), {}) for number in range(5)])
    own = await a_question(opened, "rene")
    later(opened, 3)
    draws = drawing_up(opened, most=2)
    await draws.round()
    first, second = await lists(opened)
    assert [on(first), on(second)] == [["Q-0", "Q-1"], [own.ref]]
    # Robin takes a long time, and Rene gets the next one all the same.
    await opened.move("rene", "keep_all", first, note="It stays.")
    await draws.round()
    assert on((await lists(opened))[-1]) == ["Q-2", "Q-3"]


async def test_two_workers_draw_up_each_list_once(open_office: Office) -> None:
    await put(
        open_office, [a_row(f"Q-{number}", "inquiry", "answered", open_office.clock(), {}) for number in range(4)]
    )
    later(open_office, 3)
    workers = [drawing_up(open_office, most=2) for _ in range(2)]
    for _ in range(2):
        await asyncio.gather(*(worker.round() for worker in workers))
    assert [on(one) for one in await lists(open_office)] == [["Q-0", "Q-1"]]
    await open_office.move("rene", "keep_all", (await lists(open_office))[0], note="It stays.")
    for _ in range(2):
        await asyncio.gather(*(worker.round() for worker in workers))
    assert [on(one) for one in await lists(open_office)] == [["Q-0", "Q-1"], ["Q-2", "Q-3"]]


async def test_many_kept_lists_hold_nobody_up(opened: Office) -> None:
    at = opened.clock()
    await put(
        opened, [a_row(f"Q-{number}", "inquiry", "answered", at, {"words": "x" * 500}) for number in range(4_000)]
    )
    later(opened, 3)
    for number in range(20):
        refs = [f"Q-{200 * number + place}" for place in range(200)]
        days = {"ended": "2026-11-09", "due": "2028-11-10"}
        listed = [
            {"ref": ref, "kind": "inquiry", "filed_under": "inquiry_ended", "school": "", "versions": {ref: 3}, **days}
            for ref in refs
        ]
        data = {"rows": listed, "kept_off": {}, "barred": {}}
        await put(opened, [a_row(f"D-{number}", "disposition", "kept", opened.clock() - timedelta(days=40), data)])
    longest, drawing = 0.0, asyncio.create_task(drawing_up(opened, most=200).round())
    while not drawing.done():
        before = time.thread_time()
        await asyncio.sleep(0)
        longest = max(longest, time.thread_time() - before)
    await drawing
    assert longest < LONGEST_HELD
    assert len(await lists(opened)) == 20
