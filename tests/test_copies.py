"""Where there is no page for evidence, a handler gets copies in their own chat; who got which is entered first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO

import pytest
from cryptography.fernet import Fernet
from PIL import Image

from bot.chats import Choice, chosen
from bot.events import SentFile, SentFiles
from bot.workflow import Case
from tests.evidence_office import Drawer, looks_at, picture
from tests.reports import report
from tests.slack_double import SlackDouble
from tests.slack_office import Workspace, workspace

EXIF = Image.Exif()
EXIF[0x010E] = "Room 12, third period"
FILES = {"page.jpg": picture("JPEG", exif=EXIF), "notes.pdf": b"%PDF-1.7 a page"}


@asynccontextmanager
async def opened(address: str, connect: Choice = chosen) -> AsyncIterator[Workspace]:
    """A Slack whose bot has keys for evidence, and no address that a browser reaches."""
    keys = {"EVIDENCE_KEYS": Fernet.generate_key().decode()}
    async with workspace(address, SlackDouble(), connect, keys) as slack:
        slack.office.building.platforms["slack"].pace = 0.0
        slack.office.building.intake.platforms = {"slack": Drawer(dict(FILES))}
        yield slack


@pytest.fixture
async def slack(address: str) -> AsyncIterator[Workspace]:
    async with opened(address) as slack:
        yield slack


async def with_files(slack: Workspace) -> Case:
    """A report of Kim's with a picture and a PDF."""
    case = await report(slack.office)
    files = tuple(SentFile(name, source={"id": name}) for name in FILES)
    await slack.office.receive(SentFiles(**slack.office.whence("kim"), files=files))
    await slack.office.settle()
    return await slack.office.case(case.ref)


def shown(slack: Workspace, name: str) -> list[dict[str, object]]:
    """The files that stand in somebody's chat."""
    chat = slack.double.messages.get(slack.double.channel_of(slack.user(name)["id"]), [])
    return [file for message in chat for file in message.get("files", ())]


async def ask(slack: Workspace, name: str, case: Case) -> list[dict[str, object]]:
    """Somebody presses "See the files"; what they then have."""
    await slack.office.press(name, "evidence", case)
    await slack.office.settle()
    return shown(slack, name)


async def seen(slack: Workspace, file: int) -> list[tuple[str, str]]:
    return await looks_at(slack.office, file)


async def test_the_files_come_in_one_message_and_each_is_entered(slack: Workspace) -> None:
    case = await with_files(slack)
    shown = await ask(slack, "casey", case)
    assert [file["title"] for file in shown] == [f"{case.ref}-1.jpg", f"{case.ref}-2.pdf"]
    assert await seen(slack, 1) == [("casey@example.org", "viewed")]
    assert await seen(slack, 2) == [("casey@example.org", "exported")]


async def test_a_picture_is_a_copy_without_what_its_camera_wrote_and_a_pdf_is_the_original(slack: Workspace) -> None:
    first, second = await ask(slack, "casey", await with_files(slack))
    copy = slack.double.files.contents[str(first["id"])]
    assert b"Room 12" in FILES["page.jpg"]
    assert b"Room 12" not in copy
    with Image.open(BytesIO(copy)) as image:
        assert image.format == "JPEG"
    assert slack.double.files.contents[str(second["id"])] == FILES["notes.pdf"]


@pytest.mark.parametrize("name", ["kim", "pat", "harper", "hollis"])
async def test_nobody_else_gets_any(slack: Workspace, name: str) -> None:
    case = await with_files(slack)
    assert await ask(slack, name, case) == []
    assert await seen(slack, 1) == []


async def test_where_slack_takes_none_a_sentence_says_what_to_do(slack: Workspace) -> None:
    case = await with_files(slack)
    slack.double.fail("files.completeUploadExternal", "file_uploads_disabled")
    assert await ask(slack, "casey", case) == []
    assert any("could not put copies into this chat" in said for said in slack.reads("casey"))


async def test_what_slack_did_not_take_at_once_comes_later_and_in_one_piece(slack: Workspace) -> None:
    case = await with_files(slack)
    slack.double.fail("files.getUploadURLExternal", "internal_error")
    assert await ask(slack, "casey", case) == []
    slack.office.clock.move(minutes=10)
    await slack.office.settle()
    assert len(shown(slack, "casey")) == 2


async def test_a_copy_that_took_several_tries_was_looked_at_once(slack: Workspace) -> None:
    case = await with_files(slack)
    slack.double.fail("files.completeUploadExternal", "internal_error", times=2)
    for _ in range(3):
        await ask(slack, "casey", case)
        slack.office.clock.move(minutes=10)
    await slack.office.settle()
    assert await seen(slack, 1) == [("casey@example.org", "viewed")] * 3  # it was asked for three times


async def test_evidence_follows_no_redirect(slack: Workspace) -> None:
    case = await with_files(slack)
    slack.double.files.taking = "elsewhere"
    assert await ask(slack, "casey", case) == []
    assert slack.double.files.strayed == []
    assert any("could not put copies into this chat" in said for said in slack.reads("casey"))
