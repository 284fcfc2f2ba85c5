"""A file that nobody could be shown stays shut once its case is destroyed: elsewhere, and when it comes in again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.disposition import became
from bot.store import evidence, shut_files
from bot.ui import plain
from bot.workflow import Case
from tests.disposition_office import carried_out, drawn_up, is_there, signed
from tests.edited_content import content as content
from tests.evidence_office import LARGE, SCREENSHOT, WITH_EVIDENCE, Drawer, sends
from tests.office import Office, office
from tests.packets import packet_of
from tests.reports import ANSWERS, taken

OTHER_LINK = "https://www.instagram.com/central.hs.copy"


@pytest.fixture
async def opened(address: str, content: Path) -> AsyncIterator[Office]:
    """A district that has set a time for its gravest reports, too."""
    records = content / "records.yaml"
    before, grave, after = records.read_text("utf-8").partition("class: incident_grave")
    records.write_text(before + grave + after.replace("keep: until set", "keep: 6 years", 1), "utf-8")
    async with office(address, {**WITH_EVIDENCE, "CONTENT_DIR": str(content)}) as opened:
        opened.building.intake.platforms = {"web": Drawer({"a.png": SCREENSHOT, "b.png": LARGE})}
        yield opened


@pytest.fixture
async def case(opened: Office) -> Case:
    """An open report with two pictures, of which one was a sexual image in another report, which was destroyed."""
    case = await taken(opened, name="kim")
    for file in ("a.png", "b.png"):
        await sends(opened, "kim", file=file)
    other = await taken(opened, name="lee", link=OTHER_LINK)
    await sends(opened, "lee", file="a.png")
    locked = await opened.move("casey", "recategorise", await opened.case(other.ref), category="sexual_image")
    await opened.move("casey", "close", locked, **ANSWERS)
    done = await carried_out(opened, await signed(opened, await drawn_up(opened, years=7)))
    assert became(done) == {other.ref: "destroyed"}
    assert not await is_there(opened, other.ref)
    return await opened.case(case.ref)


async def files_in_packet(opened: Office, case: Case) -> list[bytes]:
    packet = await packet_of(opened, case.ref)
    return [packet.files[name] for name in packet.files if name.startswith("files/")]


async def test_it_stays_shut_in_another_case(opened: Office, case: Case) -> None:
    assert await files_in_packet(opened, case) == [LARGE]
    await opened.press("casey", "evidence", case)
    await opened.settle()
    card = plain((await opened.cards("casey"))[-1])
    assert "b.png" in card
    assert "a.png" not in card
    assert "Locked: 1." in card


async def test_it_is_shut_when_it_comes_in_again(opened: Office, case: Case) -> None:
    another = await taken(opened, name="dana", link=f"{OTHER_LINK}.two")
    for file in ("a.png", "b.png"):
        await sends(opened, "dana", file=file)
    assert await files_in_packet(opened, another) == [LARGE]


async def test_no_file_of_another_sort_is_remembered(opened: Office, case: Case) -> None:
    async with opened.building.database.reading() as connection:
        shut, open_still = [file.sha256 for file in await evidence.of_case(connection, case.id)]
        assert await shut_files.among(connection, [shut, open_still]) == {shut}
