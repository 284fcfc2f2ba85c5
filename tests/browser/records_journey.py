"""The records of a report at any chat client: a hold that keeps it, and the packet that the records officer takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.incident_journey import report
from tests.browser.screenshots import FAKE_PAGE, content
from tests.browser.window import Window
from tests.packets import Unpacked, unpacked

REASON = "the parents' lawyer wrote on November 6."


@dataclass(frozen=True)
class Staff:
    """Who takes part: the counselor who reports, and the records officer."""

    kim: Window
    rene: Window


async def records_of_a_report(staff: Staff) -> None:
    """A report is put on hold, its packet is read, and the hold ends."""
    await report(staff.kim)
    await place_a_hold(staff.rene)
    packet = await take_the_packet(staff)
    assert content(FAKE_PAGE) in packet.files.values()
    assert f"| {REASON}" in packet.summary
    assert "Made by: Rene Dubois" in packet.summary
    assert packet.flagged("Who reported it")
    await end_the_hold(staff.rene)


async def place_a_hold(rene: Window) -> None:
    """By words, with a reason that stands in the list of holds."""
    await rene.say("hold I-1001")
    await rene.reads("Why should I-1001 be on hold?")
    await rene.say(f"hold I-1001: {REASON}")
    await rene.reads("I-1001 is on hold now.")
    await rene.say("holds")
    await rene.reads("Cases on hold", f"by Rene Dubois: {REASON}")
    await rene.picture("a hold")


async def take_the_packet(staff: Staff) -> Unpacked:
    """Whoever reported it is told whom to ask; the records officer gets a page, and from it a ZIP that is whole."""
    await staff.kim.say("packet I-1001")
    await staff.kim.reads("A records packet goes to the records officer and to whoever handles the case.")
    await staff.rene.say("packet I-1001")
    await staff.rene.reads("Records packet of I-1001")
    await staff.rene.picture("a packet")
    page = await staff.rene.opens("Open the page")
    await staff.rene.picture("asked before it is given", page)
    await page.get_by_role("button", name="Go on").click()
    await expect(page.get_by_role("heading")).to_have_text("Records packet of I-1001")
    await staff.rene.picture("the packet", page)
    packet = await downloaded(page)
    await page.close()
    return packet


async def downloaded(page: Page) -> Unpacked:
    """What comes when the link is pressed: a whole ZIP, whose manifest is right."""
    async with page.expect_download() as begun:
        await page.get_by_role("link", name="Download the ZIP").click()
    download = await begun.value
    assert download.suggested_filename == "records-I-1001.zip"
    return _opened(await download.path())


def _opened(file: Path) -> Unpacked:
    return unpacked(file.read_bytes())


async def end_the_hold(rene: Window) -> None:
    """With a reason as well."""
    await rene.say("release I-1001: the matter was settled.")
    await rene.reads("I-1001 is not on hold any more.")
    await rene.say("holds")
    await rene.reads("No case is on hold.")
    await rene.picture("the hold has ended")
