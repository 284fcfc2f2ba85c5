"""Whoever reports a restricted matter that was reported before reads what a first reporter would read, and no more."""

from __future__ import annotations

from sqlalchemy import update

from bot.events import Clicked
from bot.replies import Open, Swap
from bot.store.tables import cases
from bot.ui import plain
from bot.workflow import Case
from tests.office import Office
from tests.reports import ANSWERS, CALM, LINK, alarm_from_the_chat, last_screen, receipt, report, taken, what_for

OTHER_LINK = f"{LINK}.copy"
OWN = "I-1002"
"""The report of whoever reports second."""


async def reads(opened: Office, name: str, words: str) -> str:
    """What somebody is answered who types this."""
    before = len(await opened.told(name))
    await opened.say(name, words)
    return "\n".join((await opened.told(name))[before:])


async def test_nothing_tells_that_the_case_was_there_before(opened: Office) -> None:
    main = await taken(opened, "hollis", name="ana", category="staff_conduct")
    assert (await report(opened, "kim", "staff_conduct")).ref == main.ref
    everything = "\n".join(await opened.told("kim")) + await reads(opened, "kim", f"history {OWN}")
    assert "[Received]" in everything
    assert "What it is: It is about" in everything
    for other in ("Ana", "Hollis", "as well", "known", "together", main.ref):
        assert other not in everything, other


async def test_who_reports_it_once_more_is_given_their_own_first_reference_again(opened: Office) -> None:
    main = await taken(opened, "hollis", name="ana", category="staff_conduct")
    await report(opened, "kim", "staff_conduct")
    form = (await last_screen(opened, "kim", "staff_conduct")).form
    assert receipt(await opened.send("kim", form, ANSWERS)) == OWN
    assert f"I-1003 continues as {OWN}." in await standing_card(opened, "kim", await opened.case("I-1003"))
    assert main.ref not in "\n".join(await opened.told("kim"))


async def test_their_list_names_the_reference_that_they_were_given(opened: Office) -> None:
    main = await taken(opened, "hollis", name="ana", category="staff_conduct")
    await report(opened, "kim", "staff_conduct")
    listed = await reads(opened, "kim", "my reports")
    assert OWN in listed
    assert main.ref not in listed
    assert "Received" in listed
    assert "together" not in listed


async def test_from_then_on_they_hear_how_it_goes_on(opened: Office) -> None:
    await taken(opened, "hollis", name="ana", category="staff_conduct")
    case = await report(opened, "kim", "staff_conduct")
    await opened.move("hollis", "close", case, **ANSWERS)
    assert f"{OWN} is closed." in "\n".join(await opened.told("kim"))
    assert f"{case.ref} is closed." in "\n".join(await opened.told("ana"))
    assert "[Closed]" in await reads(opened, "kim", OWN)


async def test_an_alert_that_somebody_else_raised_is_not_shown(opened: Office) -> None:
    await opened.press("ana", "raise_alarm", await report(opened, "ana", "threat"))
    case = await report(opened, "kim", "threat")
    assert case.data["alarm"]
    assert "alert to the on-call team" not in await reads(opened, "kim", case.ref)
    assert "alert to the on-call team" in await reads(opened, "toni", case.ref)


async def test_a_later_reporter_may_alert_the_team_as_a_first_one_may(opened: Office) -> None:
    first = await report(opened, "kim", "threat", link=OTHER_LINK)
    as_a_first_one = await reads(opened, "kim", first.ref)
    await opened.press("ana", "raise_alarm", await report(opened, "ana", "threat"))
    case = await report(opened, "lee", "threat")
    said = await reads(opened, "lee", case.ref)
    for words in ("you have not alerted the on-call team", "[Alert the on-call team]"):
        assert words in as_a_first_one
        assert words in said


async def test_an_alert_of_theirs_is_asked_of_the_team_anew(opened: Office) -> None:
    await alerted(opened, "ana", await report(opened, "ana", "threat"))
    opened.clock.move(hours=3)
    case = await report(opened, "kim", "threat")
    await opened.press("kim", "raise_alarm", await opened.case(OWN))
    assert f"Kim Tanaka alerted the on-call team about {case.ref}." in (await opened.told("toni"))[-1]
    said = await reads(opened, "kim", OWN)
    assert "An alert to the on-call team was raised on Mon, Nov 9, 12:00 PM. Nobody has acknowledged it yet." in said
    assert "[Alert the on-call team]" not in said
    assert "9:00 AM" not in said.split("Kim Tanaka", 1)[0]
    await opened.press("toni", "acknowledge", await opened.case(case.ref))
    assert f"Toni Russo acknowledged your alert about {OWN}." in (await opened.told("kim"))[-1]


async def test_both_hear_of_the_answer_to_two_alerts_that_waited(opened: Office) -> None:
    case = await report(opened, "ana", "threat")
    await opened.press("ana", "raise_alarm", case)
    await opened.press("kim", "raise_alarm", await report(opened, "kim", "threat"))
    await opened.press("toni", "acknowledge", await opened.case(case.ref))
    for name, ref in (("ana", case.ref), ("kim", OWN)):
        assert f"Toni Russo acknowledged your alert about {ref}." in "\n".join(await opened.told(name))


async def test_who_presses_after_another_reads_that_the_team_was_alerted(opened: Office) -> None:
    case = await report(opened, "ana", "threat")
    await opened.press("toni", "raise_alarm", case)
    before = len(await opened.told("ana"))
    await opened.press("ana", "raise_alarm", case)
    said = "\n".join((await opened.told("ana"))[before:])
    assert f"The on-call team has been alerted about {case.ref} already." in said


async def test_of_two_alerts_each_reads_of_their_own(opened: Office) -> None:
    await alerted(opened, "ana", await report(opened, "ana", "threat"))
    opened.clock.move(hours=3)
    form = (await last_screen(opened, "kim", "threat", danger="yes")).form
    own = await opened.case(form.value.partition(".")[0])
    await opened.press("toni", "acknowledge", own)
    again = await opened.press("kim", "complete", await opened.case(own.ref))
    assert isinstance(again, Open)
    assert receipt(await opened.send("kim", again.form, ANSWERS)) == own.ref
    assert (await opened.case(own.ref)).state == "joined"
    said = await reads(opened, "kim", own.ref)
    assert "continues as" not in said
    assert "was raised on Mon, Nov 9, 12:00 PM" in said
    assert "Toni Russo (Mon, Nov 9, 12:00 PM)" in said
    assert "9:00 AM" not in said


async def test_a_stored_route_that_does_not_say_it_counts_as_restricted(opened: Office) -> None:
    main = await taken(opened, "hollis", name="ana", category="staff_conduct")
    route = {name: value for name, value in main.data["route"].items() if name != "restricted"}
    async with opened.building.database.transaction() as transaction:
        await transaction.execute(
            update(cases).where(cases.c.ref == main.ref).values(data={**main.data, "route": route})
        )
    assert (await report(opened, "kim", "bullying")).ref != main.ref


async def alerted(opened: Office, name: str, case: Case) -> None:
    """An alert of somebody's that Toni has acknowledged."""
    await opened.press(name, "raise_alarm", case)
    await opened.press("toni", "acknowledge", await opened.case(case.ref))


async def made_one(opened: Office, handler: str, category: str, of: str = "") -> str:
    """All that Kim reads whose report a handler makes one with another, of the same category or `of` that one."""
    main = await report(opened, "ana", of or category)
    case = await report(opened, "kim", category, link=OTHER_LINK)
    await opened.move(handler, "link", case, main=main.ref)
    return "\n".join(await opened.told("kim")) + await reads(opened, "kim", case.ref)


async def test_what_a_handler_makes_one_is_told(opened: Office) -> None:
    said = await made_one(opened, "casey", "bullying")
    assert "I-1002 is now handled together with other reports of the same thing, as I-1001." in said
    assert "I-1002 continues as I-1001" in said


async def test_of_a_restricted_matter_that_is_not_told(opened: Office) -> None:
    said = await made_one(opened, "hollis", "staff_conduct")
    for other in ("together", "joined", "another", "goes on", "Ana"):
        assert other not in said, other


async def test_who_reported_a_part_of_a_part_of_one_is_told_nothing_of_it_either(opened: Office) -> None:
    threat = await report(opened, "kim", "threat", link=f"{LINK}.one")
    middle = await report(opened, "ana", link=LINK)
    await report(opened, "lee", link=LINK)
    await opened.move("casey", "link", await opened.case(middle.ref), main=threat.ref)
    told = (await opened.told("lee"))[-1]
    assert threat.ref not in told
    assert "Merged" not in told


async def test_what_they_add_to_it_was_received(opened: Office) -> None:
    await taken(opened, "hollis", name="ana", category="staff_conduct")
    form = await opened.press("kim", "add", await report(opened, "kim", "staff_conduct"))
    assert isinstance(form, Open)
    done = await opened.send("kim", form.form, {"note": "There is more."})
    assert isinstance(done, Swap)
    assert plain(done.card) == "You added to the report. I-1001 is now: Received."


async def test_who_sends_it_twice_reads_that_it_was_received(opened: Office) -> None:
    await taken(opened, "hollis", name="ana", category="staff_conduct")
    form = (await last_screen(opened, "kim", "staff_conduct")).form
    await opened.send("kim", form, ANSWERS)
    again = await opened.send("kim", form, ANSWERS)
    assert isinstance(again, Swap)
    assert "It is now: Received." in plain(again.card)


async def test_an_old_button_does_not_say_who_made_it_one_with_another(opened: Office) -> None:
    case = await report(opened, "kim", "staff_conduct", link=OTHER_LINK)
    await opened.move("hollis", "link", case, main=(await report(opened, "ana", "staff_conduct")).ref)
    before = len(await opened.told("kim"))
    await opened.receive(Clicked(**opened.whence("kim"), action="incident.report", value=case.stamp))
    said = "\n".join((await opened.told("kim"))[before:])
    assert f"{case.ref} is now: Received. Nothing was changed." in said
    assert "Hollis" not in said


async def test_its_title_is_in_their_own_words(opened: Office) -> None:
    case = await report(opened, "ana", "bullying")
    await opened.move("casey", "recategorise", case, category="threat")
    await report(opened, "kim", "threat")
    first = "bullies"
    assert first in await reads(opened, "ana", case.ref)
    assert first not in await reads(opened, "kim", case.ref)
    assert first not in await reads(opened, "kim", "my reports")


async def test_home_and_the_part_say_how_far_the_case_is(opened: Office) -> None:
    main = await taken(opened, "hollis", name="ana", category="staff_conduct")
    form = (await last_screen(opened, "kim", "staff_conduct")).form
    await opened.send("kim", form, ANSWERS)
    part = form.value.partition(".")[0]
    home = await reads(opened, "kim", "home")
    assert part in home
    assert main.ref not in home
    await opened.move("hollis", "close", await opened.case(main.ref), **ANSWERS)
    assert "Closed" in await reads(opened, "kim", "home")
    assert "[Closed]" in await reads(opened, "kim", part)


async def test_who_takes_it_over_is_no_news_for_them(opened: Office) -> None:
    await taken(opened, "casey", name="ana", category="threat")
    case = await report(opened, "kim", "threat")
    await opened.move("devon", "take_over", case)
    assert "[Received]" in await reads(opened, "kim", case.ref)


async def test_what_they_were_told_is_not_taken_back(opened: Office) -> None:
    main = await taken(opened, "hollis", name="ana", category="staff_conduct")
    case = await taken(opened, "hollis", name="kim", category="staff_conduct", link=OTHER_LINK)
    await opened.move("hollis", "link", case, main=main.ref)
    for words in (case.ref, main.ref):
        assert "[In progress]" in await reads(opened, "kim", words)


async def test_what_goes_into_a_restricted_case_is_not_told_either(opened: Office) -> None:
    said = await made_one(opened, "casey", "bullying", of="threat")
    for other in ("together", "Merged", "another", "Ana"):
        assert other not in said, other


async def test_the_card_in_their_chat_says_how_far_the_case_is(opened: Office) -> None:
    case = await report(opened, "kim", "staff_conduct", link=OTHER_LINK)
    main = await report(opened, "ana", "staff_conduct")
    await opened.move("hollis", "link", case, main=main.ref)
    assert "[Received]" in await standing_card(opened, "kim", case)
    main = await opened.move("hollis", "take", await opened.case(main.ref))
    assert "[In progress]" in await standing_card(opened, "kim", case)
    await opened.move("hollis", "close", main, **ANSWERS)
    assert "[Closed]" in await standing_card(opened, "kim", case)


async def standing_card(opened: Office, name: str, case: Case) -> str:
    """The card of a case that stands in somebody's chat, without being asked for."""
    return [said for said in await opened.told(name) if said.startswith(f"{case.ref} · ")][-1]


# --- Whose alert came first -----------------------------------------------------------------------------------------


async def test_whose_alert_came_before_their_report_reads_which_reference_counts(opened: Office) -> None:
    main = await report(opened, "ana")
    own = await alarm_from_the_chat(opened, "kim", "safety-self-harm")
    given = {**ANSWERS, **CALM, "what": what_for(opened, "impersonates_district")}
    now = await opened.finish("kim", await opened.press("kim", "complete", own), given)
    goes_on = f"{own.ref} continues as {main.ref}. Please use that reference from now on."
    assert receipt(now) == main.ref
    assert isinstance(now, Swap)
    assert goes_on in plain(now.card)
    assert goes_on in await standing_card(opened, "kim", own)
