"""The disposition list: what comes on it, who signs it, what a signature does, and what it does not."""

from __future__ import annotations

import asyncio

import pytest

from bot.disposition import became, kept_off, rows
from bot.events import Clicked
from bot.replies import Open, Sorry, Swap
from bot.store import cases, disposal
from bot.ui import TextField, plain
from handlers.disposition_rows import KEEP_OFF_ONE, READ
from tests.disposition_office import a_question, a_round, carried_out, drawn_up, is_there, keep_off, lists, signed
from tests.office import Office
from tests.reports import ANSWERS, LINK, closed, report


async def test_nothing_is_listed_before_its_time(opened: Office) -> None:
    await a_question(opened)
    opened.clock.move(days=700)
    await a_round(opened)
    assert await lists(opened) == []


async def test_the_records_officer_gets_a_list_without_names_or_words(opened: Office) -> None:
    question = await a_question(opened, words="May Ana link to it?")
    listed = await drawn_up(opened)
    assert [row.ref for row in rows(listed)] == [question.ref]
    card = (await opened.told("rene"))[-1]
    assert "Disposition list of one case" in card
    assert "Questions to the office, answered or closed" in card
    assert "1 · kept 2 years · GS2010-001 · not verified" in card
    assert "Newest seal of the audit log" in card
    for told in (card, str(listed.data["rows"])):
        assert "Ana" not in told
        assert "kim" not in told.lower()


async def test_every_line_can_be_read(opened: Office) -> None:
    for _ in range(12):
        await a_question(opened)
    listed = await drawn_up(opened)
    await opened.press("rene", "read", listed)
    page = (await opened.told("rene"))[-1]
    assert page.startswith(f"{listed.ref} · lines 1 to 10")
    assert "Q-1001 · Questions to the office, answered or closed" in page
    assert "ended November 9, 2026 · no longer required since November 10, 2028" in page
    assert page.endswith("[Show more]")


async def test_what_is_signed_is_destroyed_a_school_day_later_and_told(opened: Office) -> None:
    question = await a_question(opened)
    listed = await signed(opened, await drawn_up(opened))
    await a_round(opened)
    assert await is_there(opened, question.ref)
    done = await carried_out(opened, listed)
    assert done.state == "carried_out"
    assert became(done) == {question.ref: "destroyed"}
    assert not await is_there(opened, question.ref)
    assert "The disposition list D-1001 that you signed was carried out." in (await opened.chat("rene"))[-1]
    assert "The disposition list D-1001 was carried out." in (await opened.chat("casey"))[-1]
    assert "Destroyed: 1. Kept after all: 0." in (await opened.chat("casey"))[-1]


async def test_a_signature_can_be_taken_back_until_it_is_carried_out(opened: Office) -> None:
    question = await a_question(opened)
    listed = await signed(opened, await drawn_up(opened))
    back = await opened.move("rene", "take_back", listed)
    done = await carried_out(opened, back)
    assert done.state == "listed"
    assert await is_there(opened, question.ref)
    assert any("took back the signature on the disposition list D-1001" in told for told in await opened.chat("casey"))


async def test_what_is_kept_off_stays_and_comes_on_no_list_for_a_year(opened: Office) -> None:
    kept, goes = await a_question(opened), await a_question(opened)
    listed = await keep_off(opened, await drawn_up(opened), kept.ref)
    assert kept_off(listed) == {kept.ref: "A lawsuit may come."}
    done = await carried_out(opened, await signed(opened, listed))
    assert became(done) == {goes.ref: "destroyed"}
    assert await is_there(opened, kept.ref)
    opened.clock.move(days=200)
    await a_round(opened)
    assert len(await lists(opened)) == 1
    again = await drawn_up(opened, years=1)
    assert [row.ref for row in rows(again)] == [kept.ref]


async def test_the_button_beside_a_line_names_its_case(opened: Office) -> None:
    kept, _goes = await a_question(opened), await a_question(opened)
    listed = await drawn_up(opened)
    beside = Clicked(**opened.whence("rene"), action=KEEP_OFF_ONE, value=f"{listed.stamp}|{kept.ref}")
    now = await opened.receive(beside)
    assert isinstance(now, Open)
    assert [field.value for field in now.form.fields if isinstance(field, TextField)] == [kept.ref, ""]
    await opened.send("rene", now.form, {"refs": kept.ref, "reason": "It stays."})
    assert kept_off(await opened.case(listed.ref)) == {kept.ref: "It stays."}


@pytest.mark.parametrize("value", ["", "D-1001", "D-1001.2|", "D-1001.2|Q-1|Q-2", "Q-1001.3|Q-1001", "D-9|" + "9" * 99])
@pytest.mark.parametrize("action", [KEEP_OFF_ONE, READ])
@pytest.mark.parametrize("name", ["rene", "kim"])
async def test_a_forged_button_does_nothing(opened: Office, action: str, value: str, name: str) -> None:
    await a_question(opened)
    listed = await drawn_up(opened)
    now = await opened.receive(Clicked(**opened.whence(name), action=action, value=value))
    assert not isinstance(now, Sorry)
    assert kept_off(await opened.case(listed.ref)) == {}


async def test_what_is_not_on_the_list_cannot_be_kept_off_it(opened: Office) -> None:
    await a_question(opened)
    listed = await drawn_up(opened)
    now = await opened.press("rene", "keep_off", listed)
    assert isinstance(now, Open)
    for refs, fault in (("Q-9999", "Not on this list: Q-9999."), ("the first", "Please write at least one reference")):
        fixed = await opened.send("rene", now.form, {"refs": refs, "reason": "It stays."})
        assert fault in str(fixed)
    assert kept_off(await opened.case(listed.ref)) == {}


async def test_what_stays_is_said_where_the_form_was(opened: Office) -> None:
    for words in ("May the boosters use our logo?", "May we link to a fundraiser?", "May I repost it?"):
        await a_question(opened, words=words)
    listed = await keep_off(opened, await drawn_up(opened), "Q-1002")
    now = await opened.press("rene", "keep_off", listed)
    assert isinstance(now, Open)
    shown = await opened.send("rene", now.form, {"refs": "Q-1003", "reason": "It stays."})
    assert isinstance(shown, Swap)
    assert "These stay: Q-1002, Q-1003. Left on the list to be destroyed: 1." in plain(shown.card)


async def test_who_names_a_part_keeps_the_whole(opened: Office) -> None:
    await report(opened, "kim", link=LINK)
    await report(opened, "lee", link=LINK)
    (main,) = [case for case, _ in await opened.everything() if case.state == "new"]
    (part,) = [case for case, _ in await opened.everything() if case.state == "joined"]
    await opened.move("casey", "close", await opened.move("casey", "take", main), **ANSWERS)
    listed = await drawn_up(opened, years=7)
    await opened.press("rene", "read", listed)
    assert f"with {part.ref}" in (await opened.told("rene"))[-1]
    assert {*kept_off(await keep_off(opened, listed, part.ref))} == {main.ref}


async def test_a_list_from_which_everything_was_taken_is_not_signed(opened: Office) -> None:
    question = await a_question(opened)
    listed = await keep_off(opened, await drawn_up(opened), question.ref)
    now = await opened.press("rene", "sign", listed)
    assert isinstance(now, Open)
    assert "Nothing is left to sign for." in str(await opened.send("rene", now.form, {"confirm": True}))


async def test_nobody_signs_without_the_box(opened: Office) -> None:
    await a_question(opened)
    listed = await drawn_up(opened)
    now = await opened.press("rene", "sign", listed)
    assert isinstance(now, Open)
    assert "**Nothing brings them back.**" in str(now.form)
    await opened.send("rene", now.form, {"confirm": False})
    assert (await opened.case(listed.ref)).state == "listed"


async def test_to_keep_everything_takes_a_reason_that_the_director_does_not_read(opened: Office) -> None:
    question = await a_question(opened)
    listed = await opened.move("rene", "keep_all", await drawn_up(opened), note="The schedule changes in spring.")
    assert listed.state == "kept"
    assert "kept everything on the disposition list D-1001." in (await opened.told("casey"))[-1]
    assert "The schedule changes" not in "".join(await opened.told("casey"))
    assert await is_there(opened, question.ref)
    opened.clock.move(days=90)
    await a_round(opened)
    assert len(await lists(opened)) == 1


async def test_the_lists_are_found_by_those_who_sign(opened: Office) -> None:
    await a_question(opened)
    await drawn_up(opened)
    for words in ("lists", "records"):
        await opened.say("rene", words)
        assert "D-1001 · Disposition list of one case" in (await opened.told("rene"))[-1]
    await opened.say("kim", "lists")
    assert "There is no disposition list for you." in (await opened.told("kim"))[-1]
    await opened.say("kim", "records")
    assert "disposition list" not in (await opened.told("kim"))[-1]


async def test_an_open_list_stands_on_the_home_page_of_whoever_signs(opened: Office) -> None:
    await a_question(opened)
    listed = await drawn_up(opened)
    await opened.say("rene", "home")
    assert "D-1001 · Disposition list of one case" in (await opened.told("rene"))[-1]
    await opened.say("casey", "home")
    assert "D-1001" not in (await opened.told("casey"))[-1]
    await signed(opened, listed)
    await opened.say("rene", "home")
    assert "D-1001" not in (await opened.told("rene"))[-1]


async def test_whoever_asks_for_a_case_while_it_is_destroyed_reads_that_it_is_not_there(open_office: Office) -> None:
    question = await a_question(open_office)
    asked = None
    async with open_office.building.database.transaction() as transaction:
        held = await cases.held_to_end(transaction, question.ref)
        assert held
        await disposal.destroy(transaction, held)
        asked = asyncio.create_task(open_office.say("casey", question.ref))
        await asyncio.sleep(0.5)
    assert not isinstance(await asked, Sorry)
    assert f"I cannot find {question.ref}" in (await open_office.told("casey"))[-1]


async def test_the_director_reads_no_list(opened: Office) -> None:
    await a_question(opened)
    listed = await signed(opened, await drawn_up(opened))
    assert "Rene Dubois signed the disposition list D-1001." in (await opened.told("casey"))[-1]
    await opened.say("casey", listed.ref)
    assert "I cannot find D-1001" in (await opened.told("casey"))[-1]


async def test_nobody_signs_for_a_case_of_their_own(opened: Office) -> None:
    own = await a_question(opened, "rene")
    others = await a_question(opened)
    await drawn_up(opened)
    first, second = await lists(opened)
    by_signer = {row.ref: one for one in (first, second) for row in rows(one)}
    assert by_signer[own.ref] != by_signer[others.ref]
    assert any("Some cases have been kept long enough." in told for told in await opened.told("robin"))
    await opened.press("rene", "sign", by_signer[own.ref])
    assert (await opened.case(by_signer[own.ref].ref)).state == "listed"
    assert (await signed(opened, by_signer[own.ref], by="robin")).state == "signed"
    assert (await signed(opened, by_signer[others.ref], by="rene")).state == "signed"


async def test_a_report_is_listed_when_its_time_is_over(opened: Office) -> None:
    case = await closed(opened)
    assert case.state == "closed"
    opened.clock.move(days=3 * 366)
    await a_round(opened)
    assert await lists(opened) == []
    listed = await drawn_up(opened, years=4)
    assert [(row.ref, row.filed_under) for row in rows(listed)] == [(case.ref, "incident_district")]


async def test_whoever_answers_for_records_reads_that_a_case_was_destroyed(opened: Office) -> None:
    question = await a_question(opened)
    await carried_out(opened, await signed(opened, await drawn_up(opened)))
    for name in ("rene", "casey"):
        await opened.say(name, question.ref)
        said = (await opened.told(name))[-1]
        assert f"{question.ref} was destroyed on November" in said
        assert "in D-1001" in said
    await opened.say("kim", question.ref)
    assert f"I cannot find {question.ref} among the cases you can see." in (await opened.told("kim"))[-1]
