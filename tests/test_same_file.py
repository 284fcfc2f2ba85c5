"""The same file in two incidents that name two accounts: whoever handles both is told, may make one of them, and nobody
else learns of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.events import Filled, SentFile, SentFiles
from bot.replies import Fix, Open
from bot.ui import TextField
from bot.workflow import Case
from tests.evidence_office import Drawer
from tests.files import content
from tests.office import Office, office
from tests.reports import ANSWERS, CALM, last_screen, receipt, report

SAME, ANOTHER = "page.png", "other.png"
OTHER_LINK = "https://www.instagram.com/central.hs.copy"
HINT = "If both reports are about one matter"


@pytest.fixture
async def opened(address: str) -> AsyncIterator[Office]:
    async with office(address) as opened:
        opened.building.intake.platforms = {"web": Drawer({name: content(name) for name in (SAME, ANOTHER)})}
        yield opened


async def send_file(opened: Office, name: str, file: str = SAME) -> None:
    """Somebody sends a file into their chat; everything that follows from it has happened afterwards."""
    await opened.receive(file_of(opened, name, file))
    await opened.settle()


def file_of(opened: Office, name: str, file: str = SAME) -> SentFiles:
    """What arrives when somebody sends a file."""
    return SentFiles(**opened.whence(name), files=(SentFile(file, source={"id": file}),))


async def reported_with(opened: Office, name: str, file: str = SAME, **answers: str) -> Case:
    """A report of somebody's with one file."""
    case = await report(opened, name, **answers)
    await send_file(opened, name, file)
    return case


async def two_with_the_same(opened: Office, **second: str) -> tuple[Case, Case]:
    first = await reported_with(opened, "kim")
    return first, await reported_with(opened, "lee", **{"link": OTHER_LINK, **second})


async def card(opened: Office, name: str, case: Case) -> str:
    """The card of a case that somebody asks for now; "" for whoever may not see it."""
    before = len(await opened.chat(name))
    await opened.say(name, case.ref)
    await opened.settle()
    return "\n".join((await opened.chat(name))[before:])


def names(case: Case) -> str:
    return f"The same file is in {case.ref}"


async def test_the_cards_of_both_say_so_without_being_asked_for(opened: Office) -> None:
    first, second = await two_with_the_same(opened)
    chat = "\n".join(await opened.chat("casey"))
    assert names(first) in chat
    assert names(second) in chat
    assert HINT in chat


async def test_another_file_is_no_match(opened: Office) -> None:
    await reported_with(opened, "kim")
    second = await reported_with(opened, "lee", ANOTHER, link=OTHER_LINK)
    assert "The same file" not in await card(opened, "casey", second)


async def test_the_same_file_twice_in_one_report_is_no_match(opened: Office) -> None:
    case = await reported_with(opened, "kim")
    await send_file(opened, "kim")
    assert "The same file" not in await card(opened, "casey", case)


async def test_whoever_handles_both_makes_them_one_with_the_reference_filled_in(opened: Office) -> None:
    first, second = await two_with_the_same(opened)
    now = await opened.press("casey", "link", second)
    assert isinstance(now, Open)
    (main,) = now.form.fields
    assert isinstance(main, TextField)
    assert main.value == first.ref
    await opened.send("casey", now.form, {"main": main.value})
    assert (await opened.case(second.ref)).state == "joined"
    assert (await opened.case(first.ref)).data["reporters"] == ["lee@example.org"]
    assert "The same file" not in await card(opened, "casey", first)


async def test_in_the_place_of_one_that_joined_another_that_one_is_shown(opened: Office) -> None:
    main = await report(opened, "lee", link=OTHER_LINK)
    joined = await reported_with(opened, "kim")
    await opened.finish("casey", await opened.press("casey", "link", joined), {"main": main.ref})
    third = await reported_with(opened, "dana", link=f"{OTHER_LINK}.two")
    said = await card(opened, "casey", third)
    assert names(main) in said
    assert joined.ref not in said
    now = await opened.press("casey", "link", third)
    assert isinstance(now, Open)
    assert [field.value for field in now.form.fields if isinstance(field, TextField)] == [main.ref]


async def test_one_that_the_viewer_may_not_read_is_not_shown_for_it_either(opened: Office) -> None:
    """Hollis handles conduct of staff, and reads nothing of an ordinary page."""
    main = await report(opened, "lee", link=OTHER_LINK)
    joined = await reported_with(opened, "kim")
    await opened.finish("casey", await opened.press("casey", "link", joined), {"main": main.ref})
    third = await reported_with(opened, "dana", link=f"{OTHER_LINK}.two", category="staff_conduct")
    said = await card(opened, "hollis", third)
    assert third.ref in said
    assert main.ref not in said


async def test_what_names_another_account_is_not_joined_by_itself(opened: Office) -> None:
    for case in await two_with_the_same(opened):
        assert (await opened.case(case.ref)).state == "new"


async def test_the_reporters_learn_nothing_of_each_other(opened: Office) -> None:
    first, second = await two_with_the_same(opened)
    for name, mine, other in (("kim", first, second), ("lee", second, first)):
        await card(opened, name, mine)
        said = "\n".join(await opened.chat(name))
        assert "same file" not in said
        assert other.ref not in said


async def test_whoever_reads_only_one_of_them_learns_nothing_of_the_other(opened: Office) -> None:
    page, conduct = await two_with_the_same(opened, category="staff_conduct")
    for name, mine, other in (("casey", page, conduct), ("hollis", conduct, page)):
        said = await card(opened, name, mine)
        assert mine.ref in said
        assert other.ref not in said


@pytest.mark.parametrize(("days", "times"), [(300, 1), (400, 0)])
async def test_what_was_closed_within_a_year_is_recognized(opened: Office, days: int, times: int) -> None:
    first = await reported_with(opened, "kim")
    first = await opened.move("casey", "close", await opened.move("casey", "take", first), **ANSWERS)
    opened.clock.move(days=days)
    second = await reported_with(opened, "lee", link=OTHER_LINK)
    said = await card(opened, "casey", second)
    assert said.count(names(first)) == times
    assert HINT not in said


async def test_a_file_of_a_dangerous_report_is_not_taken_and_so_matches_nothing(opened: Office) -> None:
    first = await reported_with(opened, "kim")
    grave = CALM | {"sexual_image": "unsure"}
    second = await reported_with(opened, "lee", link=OTHER_LINK, **grave)
    for case in (first, second):
        assert "The same file" not in await card(opened, "casey", case)


async def test_one_that_is_kept_from_a_reader_of_the_other_stays_apart(opened: Office) -> None:
    """Casey is left out of Lee's report, so that it does not become part of one that Casey reads."""
    first = await reported_with(opened, "kim")
    second = await without_casey(opened, "lee")
    now = await opened.press("devon", "link", second)
    assert isinstance(now, Open)
    answer = await opened.send("devon", now.form, {"main": first.ref})
    assert isinstance(answer, Fix)
    assert "cannot be merged" in answer.errors["main"]
    assert (await opened.case(second.ref)).state == "new"


async def without_casey(opened: Office, name: str) -> Case:
    form = (await last_screen(opened, name, link=OTHER_LINK)).form
    to_details = Filled(
        **opened.whence(name), form=form.name, value=form.value, pressed="incident.details", answers={"note": ""}
    )
    details = await opened.receive(to_details)
    assert isinstance(details, Open)
    again = await opened.send(name, details.form, {"excluded": "casey@example.org"})
    assert isinstance(again, Open)
    return await opened.case(receipt(await opened.send(name, again.form, ANSWERS | {"link": OTHER_LINK})))
