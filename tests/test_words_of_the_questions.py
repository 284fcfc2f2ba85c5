"""A request is read in the words that were ticked, whatever the choices are called later (requirement 2.9)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.replies import Open
from bot.workflow import Case
from tests.changed_content import changed, changed_further
from tests.office import Office, office
from tests.situations import address, reopened

FILE = "questions.yaml"
OLD, NEW = "Audience: Families, Alumni", "Audience: Families, Those who left"
FORMER = ("families", "alumni")


@asynccontextmanager
async def with_other_words(folder: Path) -> AsyncIterator[Office]:
    """After a start with a choice that is called otherwise, in a second version of the questions."""
    content = changed(folder, FILE, "label: Alumni}", "label: Those who left}")
    changed_further(folder, FILE, "version: 1", "version: 2")
    async with reopened(folder, content) as opened:
        yield opened


async def newest(opened: Office, name: str) -> str:
    return (await opened.told(name))[-1]


async def asked_for_changes(opened: Office) -> Case:
    return await opened.move("pat", "ask_for_changes", await opened.file(audience=FORMER))


async def test_whoever_decides_later_reads_what_was_ticked_and_with_which_questions(tmp_path: Path) -> None:
    async with office(address(tmp_path)) as opened:
        case = await opened.file(audience=FORMER)
    async with with_other_words(tmp_path) as opened:
        await opened.move("pat", "approve", case)
        card = await newest(opened, "casey")
        assert OLD in card
        assert "adopted May 10, 2018, with version 1 of the questions." in card
        await opened.file("lee", audience=FORMER)
        card = await newest(opened, "pat")
        assert NEW in card
        assert "with version 2 of the questions." in card


async def test_a_choice_that_is_there_no_more_is_still_called_what_it_was(tmp_path: Path) -> None:
    async with office(address(tmp_path)) as opened:
        case = await opened.file(audience=("families", "applicants"))
    content = changed(tmp_path, FILE, "  - {value: applicants, label: People who may want to work here}\n", "")
    text = (content / FILE).read_text(encoding="utf-8")
    (content / FILE).write_text(text.replace("applicants", "alumni"), encoding="utf-8")
    async with reopened(tmp_path, content) as opened:
        await opened.move("pat", "approve", case)
        assert "Audience: Families, People who may want to work here" in await newest(opened, "casey")


async def test_a_draft_is_sent_in_the_words_that_its_writer_reads_before_they_send_it(tmp_path: Path) -> None:
    async with office(address(tmp_path)) as opened:
        draft = await opened.review("ana", audience=FORMER)
    async with with_other_words(tmp_path) as opened:
        await opened.send("ana", draft)
        card = await newest(opened, "pat")
        assert NEW in card
        assert "with version 2 of the questions." in card


async def test_changes_leave_the_words_of_what_was_not_changed(tmp_path: Path) -> None:
    """Nor is a new name of a choice shown as a change of the requester's."""
    async with office(address(tmp_path)) as opened:
        case = await asked_for_changes(opened)
    async with with_other_words(tmp_path) as opened:
        again = await opened.press("ana", "refile", case)
        assert isinstance(again, Open)
        await opened.finish("ana", again, {"confirm": True})
        card = await newest(opened, "pat")
        assert OLD in card
        assert "→" not in card


async def test_the_register_says_of_an_account_what_was_approved(tmp_path: Path) -> None:
    async with office(address(tmp_path)) as opened:
        case = await opened.file(audience=FORMER)
        for name, move in (("pat", "approve"), ("casey", "approve"), ("ana", "accept_charter")):
            case = await opened.move(name, move, case)
        case = await opened.move("ana", "report_set_up", await opened.move("kim", "accept_charter", case))
        await opened.move("casey", "activate", case)
    async with with_other_words(tmp_path) as opened:
        await opened.say("casey", "A-1001")
        assert OLD in await newest(opened, "casey")
