"""A file from somebody who handles a case, such as a redacted version: it goes to the case that they took."""

from __future__ import annotations

import pytest

from bot.events import SentFile, SentFiles
from bot.store.evidence import of_case
from bot.workflow import Case
from tests.evidence_office import Drawer
from tests.office import Office
from tests.reports import LINK, last_screen, report, taken
from tests.sent_files import REDACTED
from tests.sent_files import drawer as drawer
from tests.sent_files import opened as opened

WHICH = "Which of these does it belong to?"


async def send(opened: Office, name: str = "casey", words: str = "") -> str:
    """Somebody sends a file; what they are told of it."""
    before = len(await opened.told(name))
    file = SentFile(REDACTED, source={"id": REDACTED})
    await opened.receive(SentFiles(**opened.whence(name), text=words, files=(file,)))
    return "\n".join((await opened.told(name))[before:])


async def senders(opened: Office, case: Case) -> list[str]:
    async with opened.building.database.reading() as connection:
        return [file.sender for file in await of_case(connection, case.id)]


async def test_it_goes_to_the_one_case_that_they_took_and_they_are_told(opened: Office) -> None:
    case = await taken(opened)
    said = await send(opened)
    assert f"so this goes to {case.ref}, which you took." in said
    assert f"{REDACTED} is kept with {case.ref}" in said
    assert await senders(opened, case) == ["casey@example.org"]


async def test_of_several_they_are_asked_which_and_the_one_that_they_name_takes_it(
    opened: Office, drawer: Drawer
) -> None:
    first, second = await taken(opened), await taken(opened, link=f"{LINK}2")
    said = await send(opened)
    assert WHICH in said
    assert first.ref in said
    assert second.ref in said
    assert drawer.fetched == []
    assert f"{REDACTED} is kept with {second.ref}" in await send(opened, words=f"redacted, for {second.ref.lower()}")
    assert await senders(opened, first) == []


async def test_one_that_is_not_theirs_is_not_meant_by_their_only_one(opened: Office, drawer: Drawer) -> None:
    await taken(opened)
    other = await report(opened, link=f"{LINK}2")
    assert WHICH in await send(opened, words=f"for {other.ref}")
    assert drawer.fetched == []


async def test_nothing_is_taken_for_a_case_of_a_sexual_image(opened: Office, drawer: Drawer) -> None:
    await taken(opened, sexual_image="unsure")
    assert "This chat still holds your file" in await send(opened)
    assert drawer.fetched == []


async def test_a_report_of_their_own_comes_first(opened: Office) -> None:
    case = await taken(opened)
    own = await report(opened, "casey", link=f"{LINK}2")
    assert f"{REDACTED} is kept with {own.ref}" in await send(opened)
    assert await senders(opened, case) == []


async def test_one_that_they_began_is_to_be_finished_first(opened: Office, drawer: Drawer) -> None:
    await taken(opened)
    await last_screen(opened, "casey", link=f"{LINK}2", sexual_image="unsure")
    assert "This chat still holds your file" in await send(opened)
    assert drawer.fetched == []


@pytest.mark.parametrize("name", ["devon", "pat", "ana"])
async def test_nobody_else_sends_a_file_into_it(name: str, opened: Office) -> None:
    case = await taken(opened)
    assert "please start the report first" in await send(opened, name)
    assert await senders(opened, case) == []


async def test_nor_do_they_once_another_has_taken_it_over(opened: Office) -> None:
    case = await opened.move("devon", "take_over", await taken(opened))
    assert "please start the report first" in await send(opened)
    assert await senders(opened, case) == []
