"""The playground's page: whose chats it shows, how it stays live, and what it refuses."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest
from aiohttp import ClientResponse

from bot.events import Heard
from bot.platforms.web.panels import Panel
from bot.ui import Card, Form, Text, TextField, pack
from tests.platforms.web_double import ANA, CASEY, PAT, MemoryBoard, Playground, playground
from tests.web_html import marked, read_html, words

HELLO = Card("Good morning", (Text("What can I do?"),))
FORM = Form("purpose", "Purpose", (Text("The **first** question."), TextField("why", "Why")), "Next")


# --- Who is shown ---------------------------------------------------------------------------------------------


async def shown(place: Playground, query: str) -> list[str]:
    async with place.session.get(f"{place.url}/playground{query}") as answer:
        return [column.get("data-who", "") for column in marked(read_html(await answer.text()), "column")]


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("", [ANA.email, PAT.email, CASEY.email]),
        ("?who=casey@example.org", [CASEY.email]),
        ("?who=pat@example.org&who=ana@example.org&who=pat@example.org", [PAT.email, ANA.email]),
        ("?who=nobody@example.org", [ANA.email, PAT.email, CASEY.email]),
    ],
)
async def test_the_address_names_who_is_shown(query: str, people: list[str]) -> None:
    async with playground() as place:
        assert await shown(place, query) == people


async def test_each_head_says_who_it_is() -> None:
    async with playground() as place, place.session.get(f"{place.url}/playground") as answer:
        page = read_html(await answer.text())
        assert [words(role) for role in marked(page, "role")][1:] == [
            "Principal, Central High School",
            "Communications Director",
        ]


# --- Live -------------------------------------------------------------------------------------------------------


async def event_on(stream: ClientResponse, name: str) -> str:
    """The data of the next event with this name."""
    async with asyncio.timeout(5):
        async for line in stream.content:
            if line.decode().strip() == f"event: {name}":
                break
        data: list[str] = []
        async for line in stream.content:
            if not line.startswith(b"data: "):
                return "\n".join(data)
            data.append(line.decode().removeprefix("data: ").rstrip("\r\n"))
    raise AssertionError(f"the stream ended before {name}")


async def test_the_stream_brings_a_message_as_soon_as_it_is_posted() -> None:
    async with playground() as place, place.session.get(f"{place.url}/playground/stream") as stream:
        await place.chat.post(await place.chat.find(PAT.email), HELLO)
        assert "Good morning" in await event_on(stream, f"log {PAT.email}")


async def test_the_stream_brings_what_another_process_wrote() -> None:
    board = MemoryBoard()
    async with playground(board) as place, place.session.get(f"{place.url}/playground/stream") as stream:
        await board.add(CASEY.email, pack(HELLO))
        assert "Good morning" in await event_on(stream, f"log {CASEY.email}")


async def test_the_stream_brings_a_form_and_takes_it_away() -> None:
    async with playground() as place, place.session.get(f"{place.url}/playground/stream") as stream:
        place.chat.panels.show(ANA.email, Panel(FORM))
        assert 'The <strong class="whole">first</strong> question.' in await event_on(stream, f"panel {ANA.email}")
        async with place.session.post(f"{place.url}/playground/close", data={"who": ANA.email}):
            pass
        assert (await event_on(stream, f"panel {ANA.email}")).strip() == ""


async def test_the_stream_ends_with_the_process() -> None:
    async with playground() as place, place.session.get(f"{place.url}/playground/stream") as stream:
        await place.chat.stop()
        async with asyncio.timeout(5):
            await stream.read()


# --- What is refused ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:3978", "10.0.0.4"])
@pytest.mark.parametrize("path", ["", "/stream", "/static/playground.js"])
async def test_another_name_for_this_machine_is_refused(host: str, path: str) -> None:
    headers = {"Host": host}
    async with playground() as place, place.session.get(f"{place.url}/playground{path}", headers=headers) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:3978", "127.0.0.1:1", "[::1]:3978", "LOCALHOST"])
async def test_every_name_of_home_is_taken(host: str) -> None:
    headers = {"Host": host}
    async with playground() as place, place.session.get(f"{place.url}/playground", headers=headers) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"])
async def test_another_sites_form_is_refused(origin: str) -> None:
    async with playground() as place:
        data = {"who": ANA.email, "key": str(uuid4()), "text": "hello"}
        address = f"{place.url}/playground/say"
        async with place.session.post(address, data=data, headers={"Origin": origin}) as answer:
            assert answer.status == 403
        async with place.session.post(address, data=data, headers={"Origin": place.url}) as answer:
            assert answer.status == 200
        assert [event.text for event in place.machine.heard if isinstance(event, Heard)] == ["hello"]


@pytest.mark.parametrize(
    "data", [{"who": ANA.email}, {"who": ANA.email, "key": "1"}, {"who": "nobody@example.org", "key": str(uuid4())}, {}]
)
@pytest.mark.parametrize("act", ["say", "press"])
async def test_a_post_that_no_control_sends_is_refused(act: str, data: dict[str, str]) -> None:
    async with playground() as place:
        async with place.session.post(f"{place.url}/playground/{act}", data=data) as answer:
            assert answer.status == 400
        assert place.machine.heard == []


async def test_the_page_asks_no_other_host_for_anything_and_runs_no_script_of_a_message() -> None:
    async with playground() as place, place.session.get(f"{place.url}/playground") as answer:
        policy = answer.headers["Content-Security-Policy"].split("; ")
        page = read_html(await answer.text())
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        asked = [each.get("src") or each.get("href") or "" for each in page.iter() if each.tag in {"script", "link"}]
        assert asked == ["data:,", "/playground/static/playground.css", "/playground/static/playground.js"]


async def test_what_the_page_asks_for_is_there() -> None:
    async with playground() as place:
        for name in ("playground.css", "playground.js"):
            async with place.session.get(f"{place.url}/playground/static/{name}") as answer:
                assert answer.status == 200
                assert "http" not in await answer.text()
