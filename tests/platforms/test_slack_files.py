"""Files in Slack: fetched from Slack's own hosts with the token, which goes nowhere else, and every way it fails."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import ClientTimeout
from pydantic import SecretStr

from bot.events import SentFile
from bot.platforms.base import Barred, Copy, FileLost, Seat, Throttled, Unclear
from bot.platforms.slack.files import is_slacks, sent_files
from bot.platforms.slack.send import SlackChat
from bot.settings import SlackSettings
from tests.files import content
from tests.slack_double import TOKEN, Given, SlackDouble


@pytest.fixture
async def double() -> AsyncIterator[SlackDouble]:
    started = await SlackDouble().start()
    yield started
    await started.stop()


def settings(double: SlackDouble) -> SlackSettings:
    given = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SecretStr("x"), "SLACK_API_URL": double.url}
    return SlackSettings.model_validate(given)


@pytest.fixture
async def chat(double: SlackDouble) -> AsyncIterator[SlackChat]:
    opened = SlackChat(settings(double))
    await opened.start()
    yield opened
    await opened.stop()


def sent(file: Given) -> SentFile:
    return sent_files([file])[0]


async def fetched(chat: SlackChat, file: SentFile) -> bytes:
    return b"".join([piece async for piece in chat.fetch(file)])


async def test_the_bytes_come_as_they_were_uploaded(chat: SlackChat, double: SlackDouble) -> None:
    file = double.files.upload("page.png")
    assert await fetched(chat, sent(file)) == content("page.png")
    assert double.files.asked == [(file["id"], f"Bearer {TOKEN}")]


async def test_a_large_file_may_take_longer_than_a_word(double: SlackDouble) -> None:
    double.hire("casey@example.org", "Casey Lindqvist")
    double.files.taking = "slow"

    async def copies() -> AsyncIterator[Copy]:
        yield Copy("I-1001-1.jpg", b"a picture")

    hasty = SlackChat(settings(double), ClientTimeout(total=0.5))
    await hasty.start()
    await hasty.hand_over(Seat(double.user_by_email("casey@example.org")), copies(), "Evidence", "1")
    await hasty.stop()
    assert b"a picture" in double.files.contents.values()


async def test_files_go_to_the_conversation_that_the_app_has_now(chat: SlackChat, double: SlackDouble) -> None:
    user = double.hire("casey@example.org", "Casey Lindqvist")

    async def copies() -> AsyncIterator[Copy]:
        yield Copy("I-1001-1.jpg", b"a picture")

    sent = await chat.hand_over(Seat(user, "D-OF-ANOTHER-APP"), copies(), "Evidence", "1")
    assert sent
    assert sent.conversation == double.channel_of(user)
    assert len(double.messages[double.channel_of(user)]) == 1


async def test_a_file_of_a_shared_channel_is_asked_for_by_its_id(chat: SlackChat, double: SlackDouble) -> None:
    file = double.files.upload("page.png")
    stub = {"id": file["id"], "name": "page.png", "file_access": "check_file_info"}
    assert await fetched(chat, sent(stub)) == content("page.png")
    with pytest.raises(FileLost, match="gone"):
        await fetched(chat, sent({**stub, "id": "F404"}))
    double.fail("files.info", "access_denied")
    with pytest.raises(FileLost, match="forbidden"):
        await fetched(chat, sent(stub))
    double.fail("files.info", "missing_scope")
    with pytest.raises(FileLost, match="forbidden"):
        await fetched(chat, sent(stub))
    double.fail("files.info", "token_revoked")
    with pytest.raises(Barred):
        await fetched(chat, sent(stub))


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        ("deleted", "gone"),
        ("forbidden", "forbidden"),
        ("signed_out", "no_file"),
        ("elsewhere", "no_file"),
    ],
)
async def test_what_cannot_be_had_is_said_for_good(
    chat: SlackChat, double: SlackDouble, trouble: str, why: str
) -> None:
    file = double.files.upload("page.png")
    double.files.trouble[file["id"]] = trouble
    with pytest.raises(FileLost, match=why):
        await fetched(chat, sent(file))


async def test_what_may_pass_is_tried_again(chat: SlackChat, double: SlackDouble) -> None:
    file = double.files.upload("page.png")
    double.files.trouble[file["id"]] = 500
    with pytest.raises(Unclear):
        await fetched(chat, sent(file))
    double.files.trouble[file["id"]] = 429
    with pytest.raises(Throttled) as throttled:
        await fetched(chat, sent(file))
    assert throttled.value.seconds == 7
    await double.go_dark()
    with pytest.raises(Unclear):
        await fetched(chat, sent(file))


@pytest.mark.parametrize("mode", ["external", "remote", "tombstone", "hidden_by_limit"])
async def test_what_slack_does_not_have_is_not_asked_for(chat: SlackChat, double: SlackDouble, mode: str) -> None:
    file = double.files.upload("page.png", mode=mode)
    with pytest.raises(FileLost):
        await fetched(chat, sent(file))
    assert double.files.asked == []


@pytest.mark.parametrize(
    "wrong",
    [
        lambda url: "https://files.slack.com.evil.example/x",
        lambda url: "http://files.slack.com/x",
        lambda url: "https://files.slack.com:8443/x",
        lambda url: "https://evil.example/files.slack.com",
        lambda url: url.replace("http://", "https://"),
        lambda url: "file:///etc/passwd",
    ],
)
async def test_the_token_goes_to_no_other_host(
    chat: SlackChat, double: SlackDouble, wrong: Callable[[str], str]
) -> None:
    file = double.files.upload("page.png")
    url = wrong(file["url_private_download"])
    with pytest.raises(FileLost, match="elsewhere"):
        await fetched(chat, sent({**file, "url_private_download": url}))
    assert double.files.asked == []


def test_slacks_hosts_are_these() -> None:
    api = "https://slack.com/api/"
    assert is_slacks("https://files.slack.com/files-pri/T1-F1/download/page.png", api)
    assert not is_slacks("https://slack.com/files-pri/T1-F1/page.png", api)
    assert not is_slacks("http://127.0.0.1:80/files/F1", api)
