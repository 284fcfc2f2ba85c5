"""Files that were sent before somebody said that they must not be here: locked, and each sender reads what to do."""

from __future__ import annotations

from bot.events import Filled, SentFile
from bot.replies import Open, Swap
from bot.ui import plain
from tests.evidence_office import Drawer, sends
from tests.office import Office
from tests.reports import ANSWERS, CALM, last_screen, report, taken
from tests.sent_files import PAGE
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened

POLICE = "Don't open, forward or delete it; tell the police where it is."
OF_THE_COPY = "Tell the police that this system holds it."
SEALED = "nobody can open them here"


async def think_again(opened: Office, now: Open, **safety: str) -> Open:
    """From the last screen back to the safety questions, and other answers to them; what is shown then."""
    for _ in range(2):
        pressed = Filled(
            **opened.whence("kim"),
            form=now.form.name,
            value=now.form.value,
            pressed="incident.back",
            answers=ANSWERS,
        )
        back = await opened.receive(pressed)
        assert isinstance(back, Open), back
        now = back
    shown = await opened.send("kim", now.form, CALM | safety)
    assert isinstance(shown, Open), shown
    return shown


async def told_anew(opened: Office, name: str, before: int) -> str:
    return "\n".join((await opened.told(name))[before:])


# --- A sexual image -------------------------------------------------------------------------------------------------


async def test_who_says_so_after_sending_one_reads_what_to_do_with_it(opened: Office) -> None:
    now = await last_screen(opened, "kim")
    assert "is kept with I-1001" in await sends(opened, "kim", file=PAGE)
    shown = await think_again(opened, now, sexual_image="unsure")
    read = str(shown.form.body)
    assert POLICE in read
    assert OF_THE_COPY in read
    assert POLICE in (await opened.told("kim"))[-1]


async def test_who_sent_one_is_told_when_a_handler_finds_out(opened: Office) -> None:
    case = await taken(opened)
    await sends(opened, "kim", file=PAGE)
    before = len(await opened.told("kim"))
    await opened.move("casey", "recategorise", case, category="sexual_image")
    said = await told_anew(opened, "kim", before)
    assert POLICE in said.replace("**", "").replace("don't", "Don't")
    assert OF_THE_COPY in said


async def test_who_sent_one_is_told_when_another_report_finds_out(opened: Office) -> None:
    await report(opened, "kim")
    await sends(opened, "kim", file=PAGE)
    before = len(await opened.told("kim"))
    await report(opened, "lee", sexual_image="yes_minor")
    assert OF_THE_COPY in await told_anew(opened, "kim", before)


async def test_who_sent_one_is_told_once(opened: Office) -> None:
    case = await taken(opened)
    await sends(opened, "kim", file=PAGE)
    case = await opened.move("casey", "recategorise", case, category="sexual_image")
    before = len(await opened.told("kim"))
    await opened.move("casey", "recategorise", case, category="sexual_image", harmed="student")
    assert OF_THE_COPY not in await told_anew(opened, "kim", before)


async def test_a_file_in_the_form_of_a_report_that_takes_none_is_spoken_of(opened: Office, drawer: Drawer) -> None:
    await report(opened, "kim", sexual_image="yes_minor")
    form = (await last_screen(opened, "lee")).form
    files = (SentFile(PAGE, source={"id": PAGE}),)
    sent = Filled(**opened.whence("lee"), form=form.name, value=form.value, answers={"note": ""}, files=files)
    now = await opened.receive(sent)
    assert isinstance(now, Swap)
    assert POLICE in plain(now.card)
    assert "keep no copy" in plain(now.card)
    await opened.settle()
    assert drawer.fetched == []


# --- Suspected abuse ------------------------------------------------------------------------------------------------


async def test_of_suspected_abuse_nobody_opens_what_was_sent_before(opened: Office) -> None:
    now = await last_screen(opened, "kim", "bullying")
    await sends(opened, "kim", file=PAGE)
    shown = await think_again(opened, now, abuse="yes")
    assert SEALED in str(shown.form.body)
    await opened.finish("kim", shown, {**ANSWERS, "what": "bullying"})
    await opened.say("casey", "I-1001")
    card = (await opened.told("casey"))[-1]
    assert "Suspected abuse. Files that were sent before this was said are locked" in card
    await opened.press("casey", "evidence", await opened.case("I-1001"))
    assert "Suspected abuse" in (await opened.told("casey"))[-1]


async def test_what_somebody_else_sent_who_suspects_none_is_evidence_still(opened: Office) -> None:
    case = await report(opened, "lee", "bullying")
    await sends(opened, "lee", file=PAGE)
    assert (await report(opened, "kim", "bullying", abuse="yes")).ref == case.ref
    await opened.press("casey", "evidence", await opened.case(case.ref))
    assert SEALED not in (await opened.told("casey"))[-1]
