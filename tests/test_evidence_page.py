"""The page on which a handler looks at evidence: for one person, in one browser, for a quarter of an hour, logged."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass, replace
from io import BytesIO

import pytest
from aiohttp import ClientResponse, ClientSession, CookieJar
from aiohttp.test_utils import BaseTestServer, TestServer
from cryptography.fernet import Fernet
from PIL import Image
from yarl import URL

from bot.events import Heard, Person
from bot.evidence.links import Links
from bot.evidence.vault import Vault
from bot.platforms.base import Seat
from bot.store import evidence, people
from bot.workflow import Refused
from tests.evidence_office import WITH_EVIDENCE, Reports, evidence_office, looks_at, picture

SITE = "http://localhost"
"""Not https, which would keep the cookie from the test's server."""
EXIF = Image.Exif()
EXIF[0x010E] = "Room 12, third period"
SCREENSHOT = picture("JPEG", exif=EXIF)
PDF = b"%PDF-1.7 a page"


@dataclass
class Visit:
    """One browser at the page, and the office behind it."""

    reports: Reports
    server: BaseTestServer
    browser: ClientSession

    def address(self, link: str) -> URL:
        """Where a link leads to in the test: to the server on loopback."""
        assert link.startswith(SITE)
        return self.server.make_url(link.removeprefix(SITE))

    async def links(self, name: str = "pat") -> list[str]:
        """Links for somebody, by the office's own way."""
        event = Heard(**self.reports.office.whence(name))
        async with self.reports.office.building.database.transaction() as transaction:
            desk = self.reports.desk(event, transaction)
            return [url for _, url in await desk.evidence_links(await desk.case(self.reports.case.ref))]

    async def get(self, link: str, then: str = "") -> ClientResponse:
        return await read(self.browser.get(f"{self.address(link)}{then}"))

    async def press(self, link: str, browser: ClientSession | None = None) -> ClientResponse:
        return await read((browser or self.browser).post(self.address(link)))

    async def seen(self, file: int = 1) -> list[tuple[str, str]]:
        return await looks_at(self.reports.office, file)


@pytest.fixture
async def visit(address: str) -> AsyncIterator[Visit]:
    """A screenshot and a PDF lie with a case that waits for Pat."""
    async with evidence_office(address, {**WITH_EVIDENCE, "PUBLIC_URL": SITE}) as reports:
        await reports.take(fake__jpg=SCREENSHOT, page__pdf=PDF)
        application = reports.office.building.application(delivers=False)
        application.cleanup_ctx.clear()  # the office runs the building already
        async with TestServer(application, host="127.0.0.1") as server, a_browser() as browser:
            yield Visit(reports, server, browser)


async def read(answer: Awaitable[ClientResponse]) -> ClientResponse:
    """An answer with all that it says, so that its connection is free."""
    response = await answer
    await response.read()
    return response


def a_browser() -> ClientSession:
    return ClientSession(cookie_jar=CookieJar(unsafe=True))


# --- What is seen ---------------------------------------------------------------------------------------------------


async def test_scanners_may_open_a_link_as_often_as_they_like(visit: Visit) -> None:
    """They find one button, and use nothing up."""
    link, _ = await visit.links()
    for _ in range(3):
        async with a_browser() as scanner:
            answer = await scanner.get(visit.address(link))
            page = await answer.text()
            assert (answer.status, answer.cookies) == (200, {})
            assert (await scanner.head(visit.address(link))).status == 405
        assert "<button>Show the file</button>" in page
        assert "R-1001" not in page
        assert "fake.jpg" not in page
    assert await visit.seen() == []
    assert (await visit.press(link)).status == 200


async def test_a_picture_is_shown_as_a_copy_that_says_nothing_of_its_camera(visit: Visit) -> None:
    link, _ = await visit.links()
    page = await (await visit.press(link)).text()
    token = link.rpartition("/")[2]
    assert f'<img src="{token}/picture"' in page
    assert "fake.jpg, sent by Ana" in page
    assert await visit.seen() == []
    answer = await visit.get(link, "/picture")
    copy = await answer.read()
    assert answer.content_type == "image/jpeg"
    assert b"Room 12" in SCREENSHOT
    assert b"Room 12" not in copy
    with Image.open(BytesIO(copy)) as image:
        assert image.size == (300, 200)
    assert await visit.seen() == [("pat@example.org", "viewed")]


@pytest.mark.parametrize(("file", "content", "name"), [(1, SCREENSHOT, "R-1001-1.jpg"), (2, PDF, "R-1001-2.pdf")])
async def test_the_original_leaves_to_the_byte_and_only_to_be_saved(
    file: int, content: bytes, name: str, visit: Visit
) -> None:
    link = (await visit.links())[file - 1]
    await visit.press(link)
    answer = await visit.get(link, "/original")
    assert await answer.read() == content
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert await visit.seen(file) == [("pat@example.org", "exported")]


async def test_a_pdf_is_never_drawn(visit: Visit) -> None:
    _, link = await visit.links()
    assert "<img" not in await (await visit.press(link)).text()


async def test_every_answer_forbids_keeping_guessing_and_embedding(visit: Visit) -> None:
    link, _ = await visit.links()
    answers = [await visit.get(link), await visit.press(link)]
    answers += [await visit.get(link, part) for part in ("/picture", "/original", "x")]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; img-src 'self'")


async def test_a_name_cannot_become_part_of_the_page(visit: Visit) -> None:
    name = "<img src=x onerror=alert(1)>.png"
    visit.reports.drawer.holds[name] = picture()
    await visit.reports.send(name)
    await visit.reports.office.settle()
    page = await (await visit.press((await visit.links())[-1])).text()
    assert "&lt;img src=x onerror=alert(1)&gt;.png" in page
    assert name not in page


# --- Who sees it ----------------------------------------------------------------------------------------------------


BYTES = ("/picture", "/original")


async def turned_away(visit: Visit, link: str, browser: ClientSession, status: int, says: str) -> None:
    """Neither the page nor a byte, and nobody is entered as having seen it."""
    before = await visit.seen()
    answers = [await visit.press(link, browser)]
    answers += [await read(browser.get(f"{visit.address(link)}{part}")) for part in BYTES]
    for answer in answers:
        assert answer.status == status
        assert answer.content_type == "text/html"
        assert says in await answer.text()
    assert await visit.seen() == before


async def test_a_link_that_was_passed_on_shows_nothing(visit: Visit) -> None:
    link, _ = await visit.links()
    await visit.press(link)
    async with a_browser() as other:
        await turned_away(visit, link, other, 403, "This link was opened in another browser")
    assert (await visit.press(link)).status == 200


async def test_one_browser_opens_several_links(visit: Visit) -> None:
    first, second = await visit.links()
    for link in (first, second, first):
        assert (await visit.press(link)).status == 200
        assert (await visit.get(link, "/original")).status == 200


async def test_bytes_are_given_only_after_the_button(visit: Visit) -> None:
    link, _ = await visit.links()
    for part in BYTES:
        assert (await visit.get(link, part)).status == 403
    assert await visit.seen() == []


async def test_after_a_quarter_of_an_hour_a_link_shows_nothing(visit: Visit) -> None:
    link, _ = await visit.links()
    visit.reports.office.clock.move(minutes=14, seconds=59)
    await visit.press(link)
    visit.reports.office.clock.move(seconds=2)
    await turned_away(visit, link, visit.browser, 404, "This link has expired")
    assert (await visit.get(link)).status == 404


async def test_an_altered_link_shows_nothing(visit: Visit) -> None:
    link, _ = await visit.links()
    await visit.press(link)
    start = len(SITE) + len("/evidence/")
    for place in range(start, len(link), 7):
        letter = "B" if link[place] == "A" else "A"
        altered = f"{link[:place]}{letter}{link[place + 1 :]}"
        assert (await visit.press(altered)).status == 404
        assert (await visit.get(altered, "/original")).status == 404
    assert await visit.seen() == []


@pytest.mark.parametrize("stranger", ["robin@students.example.org", "sam@example.org"])
async def test_a_link_gives_no_right(stranger: str, visit: Visit) -> None:
    """Even one that is signed: who may see the case is asked at each look."""
    links = visit.reports.office.building.house.links
    assert links is not None
    link = links.url(1, stranger, visit.reports.office.clock())
    await turned_away(visit, link, visit.browser, 403, "You can no longer see this")


async def test_who_may_open_the_files_no_more_sees_nothing(visit: Visit) -> None:
    link, _ = await visit.links()
    await visit.press(link)
    faces = visit.reports.office.building.menu.faces
    faces["account_request"] = replace(faces["account_request"], may_open=lambda *_: False)
    await turned_away(visit, link, visit.browser, 403, "You can no longer see this")
    assert await visit.links() == []


async def test_who_works_here_no_more_sees_nothing(visit: Visit) -> None:
    link, _ = await visit.links()
    await visit.press(link)
    async with visit.reports.office.building.database.transaction() as transaction:
        gone = Person("pat@example.org", "Pat", "gone")
        await people.remember(transaction, "web", gone, Seat("pat@example.org"), visit.reports.office.clock())
    await turned_away(visit, link, visit.browser, 403, "You can no longer see this")


async def test_the_cookie_is_for_this_page_alone(visit: Visit) -> None:
    link, _ = await visit.links()
    cookie = (await visit.press(link)).cookies["crossing_guard_browser"]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/evidence", "Strict", True)
    assert Links("https://guard.example.org/bot/", "secret").is_secure
    assert Links("https://guard.example.org/bot/", "secret").path == "/bot/evidence"


# --- When there is nothing to show it with --------------------------------------------------------------------------


async def test_a_key_that_is_missing_is_no_bare_page(visit: Visit) -> None:
    link, _ = await visit.links()
    async with visit.reports.office.building.database.transaction() as transaction:
        other = Vault([Fernet.generate_key().decode()]).new_key()
        await evidence.exchange_key(transaction, 1, await evidence.locked_key(transaction, 1), other)
    await visit.press(link)
    answer = await visit.get(link, "/original")
    assert (answer.status, answer.content_type) == (503, "text/html")
    assert "This cannot be shown right now" in await answer.text()


async def test_without_an_address_the_person_hears_why(visit: Visit) -> None:
    event = Heard(**visit.reports.office.whence("pat"))
    async with visit.reports.office.building.database.transaction() as transaction:
        desk = visit.reports.desk(event, transaction)
        desk.house = replace(desk.house, links=None)
        with pytest.raises(Refused, match="no_page"):
            await desk.evidence_links(await desk.case("R-1001"))
