"""Whoever reads the whole of a report and writes of a sexual image in it speaks about that report: it takes no files
until somebody who handles it says what it is, and whoever wrote is no reporter by that."""

from __future__ import annotations

import pytest

from bot.events import Clicked, Filled, SentFile
from bot.replies import Fix, Open, Swap
from bot.ui import plain
from bot.workflow import Case
from tests.evidence_office import Drawer, sends
from tests.office import Office
from tests.reports import ANSWERS, CALM, LINK, closed, filed, last_screen, report, taken
from tests.sent_files import PAGE, REDACTED
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened
from tests.test_danger_in_forms import ALERT, IMAGE, THREAT
from tests.test_danger_said_later import FORMS, card, said, warnings

TAKES_NONE = "I-1001 takes no files from now on"
ON_ITS_CARD = "This report takes no files now: somebody wrote of a sexual image in it."
NOT_TAKEN = "This chat still holds your file"
OTHER = f"{LINK}.other"


async def drafts(opened: Office) -> list[str]:
    """Whoever began a report and has not sent it."""
    return [case.opened_by for case, _ in await opened.everything() if case.state == "draft"]


async def writes(opened: Office, name: str, words: str) -> str:
    """Somebody writes this into the chat; all that they are told then."""
    before = len(await opened.told(name))
    await opened.say(name, words)
    return "\n".join((await opened.told(name))[before:])


# --- In a form of the report ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("move", FORMS)
async def test_in_any_form_they_are_told_what_to_do_and_begin_no_report(
    opened: Office, drawer: Drawer, move: str
) -> None:
    case = await FORMS[move][1](opened)
    await said(opened, move, IMAGE, case)
    assert await warnings(opened) == 1
    assert TAKES_NONE in "".join(await opened.told("casey"))
    assert await drafts(opened) == []
    assert ON_ITS_CARD in plain(await card(opened))
    assert NOT_TAKEN in await sends(opened, "casey", file=PAGE)
    assert drawer.fetched == []


async def test_a_note_of_whoever_was_asked_for_help_closes_this_one_to_files(opened: Office, drawer: Drawer) -> None:
    case = await opened.move("casey", "escalate", await taken(opened), to="title_ix", why="Please look.")
    (name,) = [step["email"].partition("@")[0] for step in case.data["escalated"]]
    await said(opened, "note", IMAGE, case, name)
    assert await drafts(opened) == []
    assert NOT_TAKEN in await sends(opened, name, file=PAGE)
    assert NOT_TAKEN in await sends(opened, "kim", file=PAGE)
    assert drawer.fetched == []


async def test_its_reporters_are_asked_for_no_file_and_none_of_theirs_is_taken(opened: Office, drawer: Drawer) -> None:
    case = await taken(opened)
    await said(opened, "note", IMAGE, case)
    shown = plain(await card(opened, "kim"))
    assert "This report takes words only now." in shown
    assert "wrote" not in shown
    assert IMAGE not in shown
    assert NOT_TAKEN in await sends(opened, "kim", file=PAGE)
    assert drawer.fetched == []


async def test_a_file_in_the_form_of_one_more_report_of_it_is_not_taken(opened: Office, drawer: Drawer) -> None:
    await said(opened, "note", IMAGE, await taken(opened))
    form = (await last_screen(opened, "lee")).form
    files = (SentFile(PAGE, source={"id": PAGE}),)
    sent = Filled(**opened.whence("lee"), form=form.name, value=form.value, answers={"note": ""}, files=files)
    now = await opened.receive(sent)
    assert isinstance(now, Swap)
    assert NOT_TAKEN in plain(now.card)
    assert (await opened.case("I-1001")).data["reporters"] == ["lee@example.org"]
    await opened.settle()
    assert drawer.fetched == []


async def test_a_reporter_who_adds_such_words_still_begins_a_report(opened: Office) -> None:
    await said(opened, "add", IMAGE, await taken(opened), "kim")
    assert await drafts(opened) == ["kim@example.org"]


async def test_another_danger_closes_no_report_to_files(opened: Office) -> None:
    case = await taken(opened)
    await said(opened, "note", THREAT, case)
    assert ON_ITS_CARD not in plain(await card(opened))
    assert f"{PAGE} is kept with {case.ref}" in await sends(opened, "casey", file=PAGE)


async def test_words_in_a_form_that_is_refused_count_as_well_and_the_form_stays_open(
    opened: Office, drawer: Drawer
) -> None:
    case = await filed(opened)
    now = await opened.press("casey", "log_outcome", case)
    assert isinstance(now, Open)
    renamed = {**ANSWERS, "outcome": "renamed", "answer": IMAGE}
    fixed = await opened.send("casey", now.form, renamed)
    assert isinstance(fixed, Fix)
    assert NOT_TAKEN in await sends(opened, "casey", file=PAGE)
    assert drawer.fetched == []
    again = await opened.send("casey", fixed.form, renamed)
    assert isinstance(again, Fix)
    assert await warnings(opened) == 1
    await opened.finish("casey", Open(again.form), {**renamed, "outcome": "removed"})
    assert IMAGE in "".join(step.note for step in await opened.history(case))
    assert await warnings(opened) == 1


async def test_words_of_a_form_that_came_too_late_keep_files_out(opened: Office, drawer: Drawer) -> None:
    case = await taken(opened)
    now = await opened.press("casey", "note", case)
    assert isinstance(now, Open)
    await opened.move("devon", "note", case)
    late = await opened.send("casey", now.form, {"note": IMAGE})
    assert "has changed since that card was drawn" in plain(late.card)  # type: ignore[union-attr]
    assert NOT_TAKEN in await sends(opened, "casey", file=PAGE)
    assert drawer.fetched == []


async def test_words_of_a_report_that_is_not_reopened_keep_files_out(opened: Office, drawer: Drawer) -> None:
    case = await closed(opened)
    await report(opened, "lee")
    now = await opened.press("casey", "reopen", case)
    assert isinstance(now, Open)
    await opened.send("casey", now.form, {"reason": IMAGE})
    assert (await opened.case(case.ref)).state == "closed"
    assert NOT_TAKEN in await sends(opened, "casey", file=PAGE)
    assert drawer.fetched == []


# --- In the chat ------------------------------------------------------------------------------------------------------


NAMES_IT = f"About I-1001: {IMAGE}."


async def test_a_message_that_names_the_report_is_about_it(opened: Office, drawer: Drawer) -> None:
    await taken(opened)
    told = await writes(opened, "casey", NAMES_IT)
    assert TAKES_NONE in told
    assert "The on-call team has not been alerted by your words, and I-1001 may not be read in time." in told
    assert await drafts(opened) == []
    shown = plain(await card(opened))
    assert ON_ITS_CARD in shown
    assert "Casey Lindqvist wrote to me of a sexual image in it" in shown
    assert IMAGE not in str([(one, await opened.history(one)) for one, _ in await opened.everything()])
    assert NOT_TAKEN in await sends(opened, "casey", file=PAGE)
    assert drawer.fetched == []


async def test_the_alert_below_it_is_about_that_report(opened: Office) -> None:
    await taken(opened)
    await opened.say("casey", NAMES_IT)
    await opened.settle()
    (alert,) = [one for shown in await opened.cards("casey") for one in shown.buttons if one.label == ALERT][-1:]
    await opened.receive(Clicked(**opened.whence("casey"), action=alert.action, value=alert.value))
    assert [case.ref for case, _ in await opened.everything() if case.data.get("alarm")] == ["I-1001"]


async def test_whoever_took_it_hears_that_another_wrote_so(opened: Office) -> None:
    await taken(opened)
    await opened.say("devon", NAMES_IT)
    assert "Please ask Devon" in (await opened.told("casey"))[-1]
    assert NOT_TAKEN in await sends(opened, "devon", file=PAGE)


async def test_words_beside_a_file_are_kept_with_it_and_the_file_is_not_taken(opened: Office, drawer: Drawer) -> None:
    case = await taken(opened)
    told = await sends(opened, "casey", NAMES_IT, PAGE)
    assert NOT_TAKEN in told
    assert f"Your words are kept with {case.ref}." in told
    assert await drafts(opened) == []
    assert drawer.fetched == []


async def test_who_names_no_report_may_be_the_first_who_saw_it(opened: Office, drawer: Drawer) -> None:
    await taken(opened)
    await opened.say("casey", "A sexual image of a student was shared in a group chat.")
    assert await drafts(opened) == ["casey@example.org"]
    assert NOT_TAKEN in await sends(opened, "casey", file=PAGE)
    assert drawer.fetched == []


async def test_who_names_a_report_that_they_do_not_read_may_have_seen_it_first(opened: Office) -> None:
    before = await taken(opened)
    await opened.say("ana", NAMES_IT)
    assert await drafts(opened) == ["ana@example.org"]
    assert await opened.case("I-1001") == before


async def test_who_names_a_closed_report_may_be_the_first_who_saw_it(opened: Office) -> None:
    before = await closed(opened)
    await opened.say("casey", NAMES_IT)
    assert await drafts(opened) == ["casey@example.org"]
    assert await opened.case("I-1001") == before


# --- What takes files all the same ------------------------------------------------------------------------------------


async def two_taken(opened: Office) -> tuple[Case, Case]:
    """A report with such words, and another of Casey's."""
    first, other = await taken(opened), await taken(opened, link=OTHER)
    await said(opened, "note", IMAGE, first)
    return first, other


async def test_another_report_takes_what_names_it(opened: Office) -> None:
    _, other = await two_taken(opened)
    assert f"{REDACTED} is kept with {other.ref}" in await sends(opened, "casey", f"for {other.ref}", REDACTED)


async def test_what_names_none_may_be_that_image_and_is_not_taken(opened: Office, drawer: Drawer) -> None:
    first, _ = await two_taken(opened)
    told = await sends(opened, "casey", file=PAGE)
    assert NOT_TAKEN in told
    assert f"You wrote of a sexual image in {first.ref}, and this file may be that." in told
    assert drawer.fetched == []


async def test_a_file_that_may_be_that_image_goes_into_no_report_of_their_own(opened: Office, drawer: Drawer) -> None:
    await said(opened, "note", IMAGE, await taken(opened))
    own = await report(opened, "casey", link=OTHER)
    assert NOT_TAKEN in await sends(opened, "casey", file=PAGE)
    assert drawer.fetched == []
    assert f"{REDACTED} is kept with {own.ref}" in await sends(opened, "casey", f"for {own.ref}", REDACTED)


async def test_the_day_after_what_names_none_goes_where_it_always_did(opened: Office) -> None:
    await said(opened, "note", IMAGE, await taken(opened))
    own = await report(opened, "casey", link=OTHER)
    opened.clock.move(days=1, minutes=1)
    assert f"{REDACTED} is kept with {own.ref}" in await sends(opened, "casey", file=REDACTED)


async def test_the_report_itself_takes_none_for_as_long_as_nobody_says_what_it_is(
    opened: Office, drawer: Drawer
) -> None:
    await said(opened, "note", IMAGE, await taken(opened))
    opened.clock.move(days=30)
    for name in ("casey", "kim"):
        assert NOT_TAKEN in await sends(opened, name, file=PAGE)
    assert drawer.fetched == []


async def test_once_its_handler_says_that_it_is_something_else_it_takes_files_again(opened: Office) -> None:
    case = await taken(opened)
    await said(opened, "note", IMAGE, case)
    await opened.move("casey", "recategorise", await opened.case(case.ref), category="bullying", harmed="school")
    assert ON_ITS_CARD not in plain(await card(opened))
    for name in ("casey", "kim"):
        assert f"{PAGE} is kept with {case.ref}" in await sends(opened, name, file=PAGE)


async def test_once_they_say_that_it_is_one_no_file_is_ever_taken(opened: Office, drawer: Drawer) -> None:
    case = await taken(opened)
    await said(opened, "note", IMAGE, case)
    await opened.move("casey", "recategorise", await opened.case(case.ref), category="sexual_image", harmed="student")
    assert NOT_TAKEN in await sends(opened, "kim", file=PAGE)
    assert drawer.fetched == []


async def test_what_takes_such_a_report_in_takes_no_files_either(opened: Office, drawer: Drawer) -> None:
    main, case = await report(opened, "lee", link=OTHER), await taken(opened)
    await said(opened, "note", IMAGE, case)
    await opened.move("casey", "link", await opened.case(case.ref), main=main.ref)
    for name in ("kim", "lee"):
        assert NOT_TAKEN in await sends(opened, name, file=PAGE)
    assert drawer.fetched == []


async def test_what_was_kept_before_is_still_shown_to_whoever_has_to_judge_it(opened: Office) -> None:
    case = await taken(opened)
    assert f"{PAGE} is kept" in await sends(opened, "kim", file=PAGE)
    await said(opened, "note", IMAGE, case)
    shown = plain(await card(opened))
    assert "is locked" not in shown
    assert "nobody can open" not in shown


async def test_their_own_report_of_an_image_stays_theirs(opened: Office, drawer: Drawer) -> None:
    await taken(opened)
    await last_screen(opened, "casey", link=OTHER, **{**CALM, "sexual_image": "unsure"})
    await opened.say("casey", NAMES_IT)
    assert await drafts(opened) == ["casey@example.org"]
    assert NOT_TAKEN in await sends(opened, "casey", file=PAGE)
    assert drawer.fetched == []
