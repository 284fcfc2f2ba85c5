"""What was asked and who was told: words without names, names without words, for as long as the district says."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

from bot.store import questions
from bot.store.database import Database
from bot.store.questions import Days, Question, Rating, Tally
from tests.store.samples import ANA, CASEY, PAT

TODAY = date(2026, 11, 9)
LAST_WEEK = TODAY - timedelta(days=7)


async def asked(database: Database, *several: Question) -> None:
    async with database.transaction() as transaction:
        for question in several:
            await questions.note(transaction, question)


async def test_what_was_asked_is_found_by_its_lot(database: Database) -> None:
    question = Question("aa11", TODAY, "May I post this?", "answered", "optout-blur", 1, ["optout-events"])
    await asked(database, question)
    async with database.reading() as connection:
        assert await questions.by_id(connection, "aa11") == question
        assert await questions.by_id(connection, "bb22") is None


async def test_an_answer_is_judged_once_even_by_two_presses_at_the_same_moment(database: Database) -> None:
    await asked(database, Question("aa11", TODAY, "Q?", "answered", "optout-blur", 1))

    async def judge(rating: Rating) -> bool:
        async with database.transaction() as transaction:
            return await questions.rate(transaction, "aa11", rating)

    assert sorted(await asyncio.gather(judge("helped"), judge("unhelpful"))) == [False, True]


async def test_what_was_meant_after_all_is_what_is_judged(database: Database) -> None:
    await asked(database, Question("aa11", TODAY, "Q?", "answered", "optout-blur", 1, ["optout-events"]))
    async with database.transaction() as transaction:
        await questions.rate(transaction, "aa11", "unhelpful")
        await questions.choose(transaction, "aa11", "optout-events", 3)
        assert await questions.rate(transaction, "aa11", "helped")
        assert await questions.tallies(transaction, Days(TODAY)) == (Tally("optout-events", 3, 1, 1, 0),)


async def test_the_office_reads_what_was_not_answered_and_what_did_not_help(database: Database) -> None:
    await asked(
        database,
        Question("a1", TODAY, "Who feeds the fish?", "person"),
        Question("a2", TODAY, "A thing about pictures?", "suggested", others=["optout-blur"]),
        Question("a3", TODAY, "Blur?", "answered", "optout-blur", 2, helped=0),
        Question("a4", TODAY, "Blur again?", "answered", "optout-blur", 2, helped=1),
        Question("a5", TODAY, "", "interrupt", "safety-threat", 1),
        Question("a6", LAST_WEEK, "Old?", "person"),
    )
    async with database.reading() as connection:
        assert [one.id for one in await questions.unanswered(connection, Days(TODAY))] == ["a1", "a2"]
        assert [one.id for one in await questions.unhelpful(connection, Days(TODAY))] == ["a3"]
        assert await questions.outcomes(connection, Days(TODAY)) == {
            "person": 1,
            "suggested": 1,
            "answered": 2,
            "interrupt": 1,
        }
        assert await questions.tallies(connection, Days(TODAY)) == (
            Tally("optout-blur", 2, 2, 1, 1),
            Tally("safety-threat", 1, 1, 0, 0),
        )


async def test_a_week_ends_before_the_next_begins(database: Database) -> None:
    await asked(database, Question("a1", TODAY, "New?", "person"), Question("a2", LAST_WEEK, "Old?", "person"))
    async with database.reading() as connection:
        week = Days(LAST_WEEK, TODAY)
        assert [one.id for one in await questions.unanswered(connection, week)] == ["a2"]
        assert await questions.outcomes(connection, week) == {"person": 1}


async def test_a_correction_reaches_whoever_read_an_older_version_lately(database: Database) -> None:
    async with database.transaction() as transaction:
        for email, version, day in ((PAT, 1, TODAY), (ANA, 2, TODAY), (CASEY, 1, LAST_WEEK)):
            await questions.tell(transaction, email, "optout-blur", version, day)
        assert await questions.told_before(transaction, "optout-blur", 2, TODAY) == (PAT,)
        assert await questions.told_before(transaction, "optout-blur", 3, LAST_WEEK) == (ANA, CASEY, PAT)
        await questions.tell(transaction, PAT, "optout-blur", 2, TODAY)
        assert await questions.told_before(transaction, "optout-blur", 2, TODAY) == ()


async def test_what_is_old_is_forgotten(database: Database) -> None:
    await asked(database, Question("a1", TODAY, "New?", "person"), Question("a2", LAST_WEEK, "Old?", "person"))
    async with database.transaction() as transaction:
        await questions.tell(transaction, ANA, "optout-blur", 1, LAST_WEEK)
        await questions.forget_before(transaction, TODAY)
        await questions.forget_readers_before(transaction, TODAY)
        assert [one.id for one in await questions.unanswered(transaction, Days(LAST_WEEK))] == ["a1"]
        assert await questions.told_before(transaction, "optout-blur", 9, LAST_WEEK) == ()
