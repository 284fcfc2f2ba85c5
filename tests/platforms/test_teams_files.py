"""Files in Teams: fetched from OneDrive without our token, from the connector with it, and from nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.events import SentFile
from bot.platforms.base import FileLost, Throttled, Unclear
from bot.platforms.teams.corrections import PUBLIC, Framework
from bot.platforms.teams.files import is_onedrives, sent_files
from bot.platforms.teams.send import TeamsChat
from bot.settings import TeamsSettings
from tests.files import content
from tests.platforms.teams_house import started
from tests.teams_double import APP_ID, TENANT, TeamsDouble


@pytest.fixture
async def double() -> AsyncIterator[TeamsDouble]:
    async with TeamsDouble() as opened:
        yield opened


@pytest.fixture
async def chat(double: TeamsDouble) -> AsyncIterator[TeamsChat]:
    given = {"MicrosoftAppId": APP_ID, "MicrosoftAppPassword": "secret", "MicrosoftAppTenantId": TENANT}
    hosts = {"TEAMS_SERVICE_HOSTS": "127.0.0.1", "TEAMS_FILE_HOSTS": double.address}
    settings = TeamsSettings.model_validate(given | hosts)
    framework = Framework(settings, replace(PUBLIC, metadata=f"{double.address}/openid"), double.secret)
    async with started(TeamsChat(settings, lambda key, **_params: key, framework)) as opened:
        yield opened


async def fetched(chat: TeamsChat, file: SentFile) -> bytes:
    return b"".join([piece async for piece in chat.fetch(file)])


async def test_a_file_of_the_paperclip_comes_without_our_token(chat: TeamsChat, double: TeamsDouble) -> None:
    (file,) = sent_files([double.files.attach("page.png")])
    assert file.name == "page.png"
    assert await fetched(chat, file) == content("page.png")
    assert double.files.shown == [""]


async def test_a_pasted_picture_comes_with_it_and_its_html_is_no_file(chat: TeamsChat, double: TeamsDouble) -> None:
    (file,) = sent_files(double.files.paste("page.png"))
    assert file.media_type == "image"
    assert await fetched(chat, file) == content("page.png")
    assert double.files.shown == [f"Bearer token-{double.secret.fetched}"]


async def test_what_cannot_be_fetched_is_named_so_that_its_sender_is_told(chat: TeamsChat) -> None:
    clip = {"contentType": "video/mp4", "name": "clip.mp4", "contentUrl": "https://elsewhere.example/clip.mp4"}
    (file,) = sent_files([clip, {"contentType": "messageReference", "content": "{}"}])
    assert (file.name, file.media_type) == ("clip.mp4", "video/mp4")
    with pytest.raises(FileLost, match="elsewhere"):
        await fetched(chat, file)


async def test_a_token_that_ran_out_is_fetched_anew_for_the_next_try(chat: TeamsChat, double: TeamsDouble) -> None:
    (file,) = sent_files(double.files.paste("page.png"))
    double.files.trouble["1"] = 401
    with pytest.raises(Unclear):
        await fetched(chat, file)
    double.files.trouble.clear()
    before = double.secret.fetched
    assert await fetched(chat, file) == content("page.png")
    assert double.secret.fetched == before + 1


@pytest.mark.parametrize(("status", "why"), [(403, "gone"), (404, "gone")])
async def test_an_address_that_ran_out_is_said_for_good(
    chat: TeamsChat, double: TeamsDouble, status: int, why: str
) -> None:
    (file,) = sent_files([double.files.attach("page.png")])
    double.files.trouble["1"] = status
    with pytest.raises(FileLost, match=why):
        await fetched(chat, file)


async def test_what_may_pass_is_tried_again(chat: TeamsChat, double: TeamsDouble) -> None:
    (file,) = sent_files([double.files.attach("page.png")])
    double.files.trouble["1"] = 503
    with pytest.raises(Unclear):
        await fetched(chat, file)
    double.files.trouble["1"] = 429
    with pytest.raises(Throttled) as throttled:
        await fetched(chat, file)
    assert throttled.value.seconds == 7


async def test_a_redirect_is_followed_on_the_same_hosts_and_never_off_them(
    chat: TeamsChat, double: TeamsDouble
) -> None:
    first, second = sent_files([double.files.attach("page.png"), double.files.attach("other.png")])
    double.files.trouble["1"] = "/files/2"
    assert await fetched(chat, first) == content("other.png")
    double.files.trouble["1"] = "http://169.254.169.254/latest"
    with pytest.raises(FileLost, match="elsewhere"):
        await fetched(chat, first)
    double.files.trouble["2"] = "/files/2"
    with pytest.raises(FileLost, match="elsewhere"):
        await fetched(chat, second)


@pytest.mark.parametrize("kind", ["inline", "download"])
@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/x",
        "https://sharepoint.com.evil.example/x",
        "http://school.sharepoint.com/x",
        "https://school.sharepoint.com:8443/x",
        "file:///etc/passwd",
        "",
    ],
)
async def test_nothing_is_fetched_from_another_host(chat: TeamsChat, kind: str, url: str) -> None:
    with pytest.raises(FileLost, match="elsewhere"):
        await fetched(chat, SentFile("page.png", source={"url": url, "kind": kind}))


def test_onedrive_and_sharepoint_are_these() -> None:
    assert is_onedrives("https://school-my.sharepoint.com/personal/x/download.aspx?tempauth=1")
    assert is_onedrives("https://school.sharepoint.us/x")
    assert not is_onedrives("https://sharepoint.com/x")
