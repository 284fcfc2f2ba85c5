"""What speaks of a colleague's conduct is read by nobody who may be whom it is about (requirement 4.5): only a report
that goes past the Director and the principal takes it, and whoever handles such reports can be asked for help."""

from __future__ import annotations

import pytest

from bot.replies import Open, Swap
from bot.ui import plain
from bot.workflow import Case
from tests.office import Office
from tests.reports import ANSWERS, report, taken
from tests.test_danger_in_forms import CONDUCT, OTHER_LINK, THREAT
from tests.test_danger_said_later import FORMS, HELD_BACK, card, said

TO_ASK = "Tell human resources or an administrator who is not involved"


async def of_conduct(opened: Office, name: str = "kim", **answers: str) -> Case:
    return await report(opened, name, "staff_conduct", harmed="student", **answers)


async def asked_for_help(opened: Office, case: Case, to: str, why: str, name: str = "casey") -> str:
    """Somebody escalates a report; what stands in place of the form then."""
    form = await opened.press(name, "escalate", case)
    assert isinstance(form, Open), form
    now = await opened.send(name, form.form, {**ANSWERS, "to": to, "why": why})
    assert isinstance(now, Swap), now
    return plain(now.card)


@pytest.mark.parametrize("name", ["casey", "devon"])
@pytest.mark.parametrize("move", FORMS)
async def test_no_form_of_a_report_that_the_director_reads_keeps_a_word(opened: Office, move: str, name: str) -> None:
    case = await FORMS[move][1](opened)
    assert HELD_BACK in await said(opened, move, CONDUCT, case, name)
    assert await opened.case(case.ref) == case
    assert TO_ASK in (await opened.told(name))[-1]
    for each in ("casey", "devon"):
        assert CONDUCT not in "".join(await opened.told(each))


async def test_the_note_of_whoever_was_asked_for_help_is_held_back_as_well(opened: Office) -> None:
    case = await opened.move("casey", "escalate", await taken(opened), to="title_ix", why="Please look.")
    assert HELD_BACK in await said(opened, "note", CONDUCT, case, "tracy")
    await opened.settle()
    assert TO_ASK in (await opened.told("tracy"))[-1]
    assert CONDUCT not in "".join(await opened.told("casey"))
    assert CONDUCT not in plain(await card(opened))


async def test_human_resources_can_be_asked_for_help_and_told_why(opened: Office) -> None:
    case = await taken(opened)
    assert HELD_BACK in await asked_for_help(opened, case, "counsel", CONDUCT)
    assert HELD_BACK not in await asked_for_help(opened, case, "human_resources", CONDUCT)
    await opened.settle()
    assert CONDUCT in (await opened.told("hollis"))[-1]
    assert TO_ASK in "".join(await opened.told("casey"))


async def test_the_others_who_handle_it_read_that_they_were_asked_and_not_why(opened: Office) -> None:
    await asked_for_help(opened, await taken(opened), "human_resources", CONDUCT)
    for each in ("hollis", "casey"):
        assert CONDUCT in plain(await card(opened, each))
    others = plain(await card(opened, "devon"))
    assert CONDUCT not in others
    assert "Human resources (Hollis" in others


async def test_of_danger_everybody_who_handles_it_reads_all_the_same(opened: Office) -> None:
    await asked_for_help(opened, await taken(opened), "human_resources", THREAT)
    assert THREAT in plain(await card(opened, "devon"))


async def test_why_anybody_else_was_asked_they_read(opened: Office) -> None:
    await asked_for_help(opened, await taken(opened), "title_ix", "Please look.")
    assert "Please look." in plain(await card(opened, "devon"))


async def test_a_report_that_goes_past_them_takes_it(opened: Office) -> None:
    case = await opened.move("hollis", "take", await of_conduct(opened))
    assert HELD_BACK not in await said(opened, "note", CONDUCT, case, "hollis")
    assert HELD_BACK not in await said(opened, "add", CONDUCT, await opened.case(case.ref), "kim")
    assert plain(await card(opened, "hollis", case.ref)).count(CONDUCT) == 2


async def test_once_that_is_about_something_else_what_is_added_to_a_part_of_it_is_held_back(opened: Office) -> None:
    case = await of_conduct(opened)
    await of_conduct(opened, "lee")
    part = await opened.case("I-1002")
    assert part.state == "joined"
    case = await opened.move("hollis", "take", await opened.case(case.ref))
    await opened.move("hollis", "recategorise", case, category="bullying", harmed="student")
    form = await opened.press("lee", "add", part)
    assert isinstance(form, Open)
    now = await opened.send("lee", form.form, {"note": CONDUCT})
    assert HELD_BACK in plain(now.card)  # type: ignore[union-attr]
    await opened.settle()
    assert CONDUCT not in plain(await card(opened, ref=case.ref))


async def test_everyday_words_about_a_colleague_are_kept(opened: Office) -> None:
    words = "A teacher of the school found it and told me in the morning."
    case = await taken(opened, link=OTHER_LINK)
    assert HELD_BACK not in await said(opened, "note", words, case)
    assert words in plain(await card(opened, ref=case.ref))
