"""Files may take minutes to get into a chat: they come once all the same, and nobody else's worker sends them too."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp import ClientTimeout

from bot.chats import Chat, Parts
from bot.delivery import Delivery
from bot.handing_over import ONE_FILE
from bot.platforms.slack.hosted_files import UPLOAD_TIMEOUT
from bot.platforms.slack.send import SlackChat
from bot.store.sending import CLAIM
from tests.slack_office import Workspace
from tests.store.samples import line, put
from tests.test_copies import opened, shown, with_files


def impatient(parts: Parts) -> Chat:
    """Slack's chat, with less patience than it has."""
    return SlackChat(parts.settings.slack, ClientTimeout(total=1)), lambda _app: None


@pytest.fixture
async def slack(address: str) -> AsyncIterator[Workspace]:
    async with opened(address) as slack:
        yield slack


async def ask(slack: Workspace) -> None:
    """A handler presses "See the files" of a report with two; nothing is sent yet."""
    await slack.office.press("casey", "evidence", await with_files(slack))


def other_worker(slack: Workspace) -> Delivery:
    return replace(slack.office.building.delivery)


async def begun(slack: Workspace, uploads: int) -> None:
    """Wait until so many files are on their way."""
    async with asyncio.timeout(8):
        while [method for method, _ in slack.double.calls].count("files.getUploadURLExternal") < uploads:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@asynccontextmanager
async def slowly_sent(slack: Workspace) -> AsyncIterator[None]:
    """The first worker sends files, each of which takes a second."""
    slack.double.files.taking = "slow"
    async with asyncio.TaskGroup() as workers:
        workers.create_task(slack.office.building.delivery.deliver())
        yield


async def test_a_second_worker_leaves_files_alone_that_take_longer_than_a_claim(slack: Workspace) -> None:
    await ask(slack)
    async with slowly_sent(slack):
        for file in (1, 2):
            await begun(slack, file)
            slack.office.clock.move(seconds=CLAIM.total_seconds() * 2)
            assert await other_worker(slack).deliver() == 0
    await slack.office.settle()
    assert len(shown(slack, "casey")) == 2


async def test_a_worker_that_lost_its_claim_shows_nothing(slack: Workspace) -> None:
    await ask(slack)
    async with slowly_sent(slack):
        await begun(slack, 1)
        slack.double.files.taking = ""
        slack.office.clock.move(seconds=ONE_FILE.total_seconds() + 1)
        assert await other_worker(slack).deliver() == 1
        assert len(shown(slack, "casey")) == 2
    await slack.deliver(minutes=10)
    assert len(shown(slack, "casey")) == 2


async def test_files_that_were_shown_without_an_answer_are_found_again(address: str) -> None:
    async with opened(address, lambda _settings: [impatient]) as slack:
        await ask(slack)
        slack.double.hang("files.completeUploadExternal", 1.5)
        await slack.office.settle()
        assert shown(slack, "casey") == []
        await asyncio.sleep(1.5)
        await slack.deliver(minutes=10)
        assert len(shown(slack, "casey")) == 2


async def test_what_is_said_to_somebody_does_not_wait_for_their_files(slack: Workspace) -> None:
    await ask(slack)
    async with slowly_sent(slack):
        await begun(slack, 1)
        await put(slack.office.building.database, line("an alert", recipient="casey@example.org"))
        await slack.office.building.delivery.deliver()
        assert slack.reads("casey")[-1] == "A word."
        assert shown(slack, "casey") == []
    assert len(shown(slack, "casey")) == 2


def test_a_claim_lasts_longer_than_an_upload() -> None:
    assert UPLOAD_TIMEOUT.total is not None
    assert UPLOAD_TIMEOUT.total < ONE_FILE.total_seconds()
