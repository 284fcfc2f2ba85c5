"""The outbox: each row claimed by one worker, nothing shown twice, nothing forgotten."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.store import cases, outbox, reminders, sending
from bot.store.database import Database
from bot.store.outbox import Notice
from bot.store.sending import CLAIM
from bot.workflow import Case
from tests.store.samples import ANA, LATER, NOW, PAT, a_case, card, claim, line, put, row, show

AFTER_THE_CLAIM = NOW + CLAIM


async def opened(database: Database) -> Case:
    async with database.transaction() as transaction:
        return await a_case(transaction)


async def want(database: Database, case: Case, version: int) -> None:
    async with database.transaction() as transaction:
        await outbox.draw_anew(transaction, case.id, version, LATER)


# --- Claiming -------------------------------------------------------------------------------------------------------


async def test_workers_at_the_same_moment_never_take_the_same_row(database: Database) -> None:
    await put(database, *(line(f"line {number}") for number in range(60)))
    taken = await asyncio.gather(*(claim(database, most=10) for _ in range(8)))
    keys = [one.key for rows in taken for one in rows]
    assert len(keys) == len(set(keys)) == 60
    assert max(len(rows) for rows in taken) == 10


async def test_a_worker_takes_no_more_than_it_asked_for(database: Database) -> None:
    await put(database, *(line(f"line {number}") for number in range(200)))
    assert [len(await claim(database, most=3)) for _ in range(3)] == [3, 3, 3]


async def test_what_has_waited_longest_is_taken_first(database: Database) -> None:
    waits = [line(f"line {hours}", due_at=NOW - timedelta(hours=hours)) for hours in (1, 3, 2)]
    await put(database, *waits)
    assert [(await claim(database, most=1))[0].key for _ in range(3)] == ["line 3", "line 2", "line 1"]


async def test_nothing_is_taken_before_it_is_due(database: Database) -> None:
    await put(database, line(due_at=LATER))
    assert await claim(database, LATER - timedelta(seconds=1)) == ()
    assert len(await claim(database, LATER)) == 1


async def test_a_worker_that_died_leaves_nothing_behind(database: Database) -> None:
    await put(database, line())
    (first,) = await claim(database)
    assert await claim(database, AFTER_THE_CLAIM - timedelta(seconds=1)) == ()
    (second,) = await claim(database, AFTER_THE_CLAIM)
    assert (first.claims, second.claims) == (1, 2)


async def test_a_claim_that_ran_out_records_nothing(database: Database) -> None:
    await put(database, line())
    (old,) = await claim(database)
    (new,) = await claim(database, AFTER_THE_CLAIM)
    await show(database, old, 0, "old")
    assert (await row(database, "a line")).status == "sending"
    await show(database, new, 0, "new")
    async with database.transaction() as transaction:
        assert not await sending.settle(transaction, old, "refused", "too late")
        await sending.try_later(transaction, old, LATER, "too late")
        await sending.post_anew(transaction, old, LATER)
    kept = await row(database, "a line")
    assert (kept.status, kept.message, kept.problem) == ("sent", "new", "")


async def test_what_was_said_once_is_not_said_again(database: Database) -> None:
    await put(database, line())
    (taken,) = await claim(database)
    await show(database, taken, 0)
    await put(database, line(recipient=ANA))
    assert await claim(database, LATER) == ()
    assert (await row(database, "a line")).recipient == PAT


# --- Living cards ---------------------------------------------------------------------------------------------------


async def shown_card(database: Database) -> tuple[Case, Notice]:
    """A card that stands in Pat's chat."""
    case = await opened(database)
    await put(database, card(case))
    (taken,) = await claim(database)
    await show(database, taken, case.version)
    return case, card(case)


async def test_a_card_that_is_right_rests(database: Database) -> None:
    _, notice = await shown_card(database)
    assert (await row(database, notice.key)).status == "shown"
    assert await claim(database, LATER) == ()


async def test_a_card_falls_due_when_its_case_moves_on(database: Database) -> None:
    case, _ = await shown_card(database)
    await want(database, case, case.version + 1)
    (again,) = await claim(database, LATER)
    assert (again.wanted, again.message, again.conversation) == (case.version + 1, "m1", PAT)


async def test_a_case_that_moves_on_while_its_card_is_being_sent_is_shown_again_at_once(database: Database) -> None:
    case = await opened(database)
    await put(database, card(case))
    (taken,) = await claim(database)
    await want(database, case, case.version + 1)
    assert (await row(database, taken.key)).status == "sending"
    await show(database, taken, case.version)
    (again,) = await claim(database)
    assert (again.key, again.wanted) == (taken.key, case.version + 1)


async def test_a_line_stays_as_it_was_said(database: Database) -> None:
    case = await opened(database)
    await put(database, line(case_id=case.id))
    (taken,) = await claim(database)
    await want(database, case, case.version + 1)
    await show(database, taken, 0)
    await want(database, case, case.version + 2)
    assert (await row(database, "a line")).status == "sent"


async def newer_card(database: Database, case: Case) -> None:
    """A second card of the case comes into Pat's chat, and the first folds."""
    await put(database, card(case, key="newer"))
    (newer,) = await claim(database)
    async with database.transaction() as transaction:
        await sending.record_shown(transaction, newer, "web", PAT, "m2", case.version, NOW)
        await sending.fold_older(transaction, newer, NOW)


async def test_an_older_card_of_the_case_folds_once_and_then_rests_for_good(database: Database) -> None:
    case, older = await shown_card(database)
    await newer_card(database, case)
    (folding,) = await claim(database)
    assert (folding.key, folding.folded) == (older.key, 1)
    await show(database, folding, case.version)
    await want(database, case, case.version + 1)
    assert [one.key for one in await claim(database, LATER)] == ["newer"]


async def test_a_card_that_is_being_edited_while_it_folds_is_drawn_again(database: Database) -> None:
    case, older = await shown_card(database)
    await want(database, case, case.version + 1)
    (editing,) = await claim(database, LATER)
    await newer_card(database, case)
    await show(database, editing, case.version + 1)
    assert [(one.key, one.folded) for one in await claim(database, LATER)] == [(older.key, 1)]


async def test_a_card_folds_for_its_own_reader_only(database: Database) -> None:
    case, _ = await shown_card(database)
    await put(database, card(case, ANA, key="for ana"))
    (hers,) = await claim(database)
    async with database.transaction() as transaction:
        await sending.fold_older(transaction, hers, NOW)
    await show(database, hers, case.version)
    assert await claim(database, LATER) == ()


# --- Later, and not at all ------------------------------------------------------------------------------------------


async def test_what_did_not_get_through_is_tried_again_and_says_why(database: Database) -> None:
    await put(database, line())
    (taken,) = await claim(database)
    async with database.transaction() as transaction:
        await sending.try_later(transaction, taken, LATER, "throttled")
    assert await claim(database, LATER - timedelta(seconds=1)) == ()
    assert (await row(database, "a line")).problem == "throttled"
    (again,) = await claim(database, LATER)
    assert again.failures == 1
    await show(database, again, 0)
    done = await row(database, "a line")
    assert (done.failures, done.problem) == (0, "")


async def test_a_message_that_is_gone_is_posted_wherever_the_person_is_now(database: Database) -> None:
    case, notice = await shown_card(database)
    await want(database, case, case.version + 1)
    (taken,) = await claim(database, LATER)
    async with database.transaction() as transaction:
        await sending.post_anew(transaction, taken, LATER)
    (again,) = await claim(database, LATER)
    assert (again.key, again.platform, again.conversation, again.message) == (notice.key, "", "", "")


@pytest.mark.parametrize("end", ["refused", "cancelled"])
async def test_what_is_settled_is_not_tried_again(database: Database, end: str) -> None:
    case = await opened(database)
    await put(database, card(case))
    (taken,) = await claim(database)
    async with database.transaction() as transaction:
        assert await sending.settle(transaction, taken, end, "a reason")  # type: ignore[arg-type]
    await want(database, case, case.version + 1)
    settled = await row(database, taken.key)
    assert (settled.status, settled.problem) == (end, "a reason")
    assert await claim(database, LATER) == ()


# --- Reminders ------------------------------------------------------------------------------------------------------


def reminder(case: Case, days: int, recipient: str = PAT) -> Notice:
    due_at = NOW + timedelta(days=days)
    return card(case, recipient, key=f"{case.stamp}/{recipient}/{days}", only_in="with_principal", due_at=due_at)


async def test_a_reminder_that_is_cancelled_never_comes(database: Database) -> None:
    case = await opened(database)
    said_later = line("said later", case_id=case.id, due_at=LATER)
    await put(database, card(case, only_in="with_principal"), reminder(case, 2), said_later)
    async with database.transaction() as transaction:
        await reminders.cancel(transaction, case.id, NOW)
    taken = await claim(database, NOW + timedelta(days=9))
    assert [one.key for one in taken] == [card(case).key, "said later"]


async def test_a_card_that_stands_in_the_chat_is_no_reminder_to_cancel(database: Database) -> None:
    case = await opened(database)
    await put(database, card(case, only_in="with_principal"))
    (taken,) = await claim(database)
    await show(database, taken, case.version)
    await want(database, case, case.version + 1)
    async with database.transaction() as transaction:
        await reminders.cancel(transaction, case.id, NOW)
    assert len(await claim(database, LATER)) == 1


async def test_only_my_own_reminders_of_this_case_are_put_off_and_only_if_they_come_sooner(database: Database) -> None:
    case = await opened(database)
    async with database.transaction() as transaction:
        other = await a_case(transaction, "R-1002")
    await put(database, reminder(case, 2), reminder(case, 6), reminder(case, 2, ANA), reminder(other, 2))
    until = NOW + timedelta(days=3)
    async with database.transaction() as transaction:
        assert await reminders.postpone(transaction, case.id, PAT, until) == 1
    soon = await claim(database, until - timedelta(seconds=1))
    assert [one.key for one in soon] == [reminder(case, 2, ANA).key, reminder(other, 2).key]
    assert [one.key for one in await claim(database, until)] == [reminder(case, 2).key]


# --- With the case --------------------------------------------------------------------------------------------------


async def test_what_is_told_is_told_only_if_the_move_was_made(database: Database) -> None:
    case = await opened(database)
    with pytest.raises(ZeroDivisionError):
        await _broken_off(database, case)
    assert await claim(database, LATER) == ()
    async with database.reading() as connection:
        assert await cases.by_id(connection, case.id) == case


async def _broken_off(database: Database, case: Case) -> None:
    async with database.transaction() as transaction:
        await outbox.put(transaction, [card(case)], NOW)
        raise ZeroDivisionError
