"""The charter comes before the set-up: who owes it is reminded, and nobody checks what cannot be official yet."""

from __future__ import annotations

from pathlib import Path

from tests.changed_content import changed
from tests.forged import click
from tests.office import Office
from tests.situations import approved, reopened

OWED = "The charter of R-1001 has waited for you since Mon, Nov 9, 9:00 AM."


async def test_it_is_reported_set_up_only_when_both_have_accepted(opened: Office) -> None:
    case = await opened.move("ana", "accept_charter", await approved(opened, "pat", "casey"))
    await opened.press("ana", "report_set_up", case)
    said = await opened.told("ana")
    assert said[-1] == "R-1001 is not ready for that yet. Its card says what is missing."
    assert "Waiting for these managers to accept the charter: Kim Tanaka." in "".join(said)
    assert "[It is set up]" not in "".join(said)


async def test_the_requester_hears_when_the_last_manager_has_accepted(opened: Office) -> None:
    case = await opened.move("ana", "accept_charter", await approved(opened, "pat", "casey"))
    await opened.move("kim", "accept_charter", case)
    said = await opened.told("ana")
    assert "Kim Tanaka has accepted the charter of R-1001 as well." in said[-1]
    assert "[It is set up]" in said[-1]


async def test_who_owes_the_charter_is_reminded_and_who_accepted_it_is_not(opened: Office) -> None:
    await opened.move("ana", "accept_charter", await approved(opened, "pat", "casey"))
    await opened.settle()
    opened.clock.moment = opened.building.house.calendar.after(opened.clock(), 2)
    assert OWED in (await opened.told("kim"))[-1]
    assert "[Remind me later]" in (await opened.chat("kim"))[-1]
    assert OWED not in "".join(await opened.chat("ana"))


async def test_a_reminder_that_was_heeded_does_not_stay_on_the_card(opened: Office) -> None:
    case = await approved(opened, "pat", "casey")
    await opened.settle()
    opened.clock.moment = opened.building.house.calendar.after(opened.clock(), 2)
    assert OWED in (await opened.told("kim"))[-1]
    await opened.move("kim", "accept_charter", case)
    assert OWED not in (await opened.told("kim"))[-1]
    assert OWED in (await opened.told("ana"))[-1]


async def test_both_are_reminded_while_both_owe_it(opened: Office) -> None:
    await approved(opened, "pat", "casey")
    await opened.settle()
    opened.clock.moment = opened.building.house.calendar.after(opened.clock(), 2)
    await opened.settle()
    for name in ("ana", "kim"):
        assert OWED in (await opened.chat(name))[-1]


async def test_what_a_manager_accepted_is_shown_in_the_words_of_that_day(opened: Office, tmp_path: Path) -> None:
    await opened.move("casey", "activate", await opened.set_up())
    joke, rule = "The official voice never jokes at a student's expense.", "Post every day."
    async with reopened(tmp_path, changed(tmp_path, "wording/en.yaml", joke, rule)) as later:
        account = next(case for case, _ in await later.everything() if case.kind == "account")
        await click(later, "kim", "account.charter", account.stamp)
        said = (await later.told("kim"))[-1]
        assert "You accepted this charter on November 9, 2026:" in said
        assert joke in said
        assert rule not in said


async def test_who_has_not_accepted_yet_reads_the_charter_as_it_is_now(opened: Office, tmp_path: Path) -> None:
    case = await opened.move("ana", "accept_charter", await approved(opened, "pat", "casey"))
    joke, rule = "The official voice never jokes at a student's expense.", "Post every day."
    async with reopened(tmp_path, changed(tmp_path, "wording/en.yaml", joke, rule)) as later:
        for name, reads, not_there in (("ana", joke, rule), ("kim", rule, joke)):
            await later.say(name, case.ref)
            said = (await later.told(name))[-1]
            assert reads in said
            assert not_there not in said
