"""The whole way of one report, from the safety questions to its end, at any chat client."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import expect

from tests.browser.screenshots import COMMENTS, DISGUISED, FAKE_PAGE
from tests.browser.servers import Bot
from tests.browser.window import Given, Window

Answers = dict[str, Given]

LINK = "https://www.instagram.com/central.hs.fake/?igsh=abc"
DANGER = "Is anyone's life or safety in danger?"
IMAGE = "Does it show a nude or sexual image of anyone, real or made by AI?"
CALM: Answers = {
    DANGER: "No",
    IMAGE: "No",
    "Is it about self-harm or suicide?": "No",
    "Do you suspect that a child is being abused or exploited by anyone?": "No",
}
WHAT: Answers = {
    "Link or handle": LINK,
    "What is it?": "It pretends to be our school or district",
    "Who is harmed?": "The school or the district",
    "School": "Central High School",
}
LAST = "What the people who handle it should know"
NOTE: Answers = {"A note": "Students say it began last week."}
FILED: Answers = {"How was it filed?": "Impersonation form", "Who filed it?": "I did", "Reference": "IG-88231"}
REFUSED: Answers = {
    "What did the platform do?": "Refused (does not violate its guidelines)",
    "In their words": "It does not go against our Community Guidelines.",
}
REMOVED: Answers = {"What did the platform do?": "Removed"}


@dataclass(frozen=True)
class Staff:
    """Who takes part: the counselor who reports, and the Director."""

    kim: Window
    casey: Window


async def whole_report(staff: Staff, bot: Bot) -> None:
    """A fake page is reported with screenshots, taken, looked at, filed, refused, and closed."""
    await report(staff.kim)
    await send_screenshots(staff.kim)
    await take(staff)
    await look_at_evidence(staff.casey)
    await file_with_the_platform(staff.casey)
    await close(staff, bot)


async def report(kim: Window) -> None:
    """The counselor answers the safety questions and three short screens, and holds a reference."""
    await kim.say("/report-account")
    await kim.is_asked(DANGER)
    await kim.answer(CALM, "Next")
    await kim.is_asked("Link or handle")
    await kim.answer(WHAT, "Next")
    await kim.is_asked(LAST)
    await kim.add_to_form("Screenshots", FAKE_PAGE)
    await kim.answer(NOTE, "Send the report")
    await kim.is_told("I-1001 is with us")
    await kim.picture("it is with us")
    await kim.close()


async def send_screenshots(kim: Window) -> None:
    """More files come in the chat: the picture is kept, and the program is not."""
    await kim.send_files(COMMENTS, DISGUISED)
    await kim.reads("I am checking that your files for I-1001")
    await kim.reads(f"{COMMENTS} is kept with I-1001, unchanged and encrypted.")
    await kim.reads(f"{DISGUISED} is not what its name says")
    await kim.press("Done")
    await kim.reads("Files kept for I-1001:")
    await kim.picture("screenshots")


async def take(staff: Staff) -> None:
    """The Director takes it from the card, and the counselor hears of it."""
    await staff.casey.reads("New report from Kim Tanaka (Central High School).", "Evidence", "1 not taken")
    await staff.casey.picture("a report")
    await staff.casey.press("Take this case")
    await staff.casey.reads("In progress")
    await staff.casey.cannot_press("Take this case")
    await staff.kim.reads("Casey Lindqvist is now working on I-1001.")


async def look_at_evidence(casey: Window) -> None:
    """A page asks first, and then shows the newest file to the Director."""
    await casey.press("See the files")
    await casey.reads("Evidence of I-1001")
    await casey.picture("the files")
    page = await casey.opens("Open")
    await expect(page.get_by_role("heading")).to_have_text("Evidence")
    await casey.picture("asked before looking", page)
    await page.get_by_role("button", name="Show the file").click()
    await expect(page.get_by_text("sent by Kim Tanaka")).to_be_visible()
    shown = page.get_by_role("img", name="Evidence of I-1001")
    await expect(shown).to_have_js_property("complete", value=True)
    assert await shown.evaluate("picture => picture.naturalWidth") > 0
    await casey.picture("the evidence", page)
    await page.close()


async def file_with_the_platform(casey: Window) -> None:
    """The Director reads who must file, files it, and writes down what the platform said."""
    await casey.press("See the steps")
    await casey.reads("What to do about I-1001", "To copy and paste")
    await casey.picture("what to do")
    await casey.press("Record a filing")
    await casey.is_asked("How was it filed?")
    await casey.answer(FILED, "Save")
    await casey.is_told("Filed with the platform")
    await casey.close()
    await casey.press("Record the answer")
    await casey.is_asked("What did the platform do?")
    await casey.answer(REFUSED, "Save")
    await casey.is_told("What can be tried next:")
    await casey.picture("what can be tried next")
    await casey.close()


async def close(staff: Staff, bot: Bot) -> None:
    """Once it is removed, the outcome and the minutes are one tap; the counselor hears that it is closed."""
    await staff.casey.reads("Casey Lindqvist recorded the answer")
    await staff.casey.press("Record the answer")
    await staff.casey.is_asked("What did the platform do?")
    await staff.casey.answer(REMOVED, "Save")
    await staff.casey.is_told("close the case with its outcome")
    await staff.casey.close()
    await staff.casey.reads("According to the notes: It is gone.")
    await staff.casey.picture("how it ended")
    await staff.casey.press("Close · 15 to 60 minutes")
    await staff.casey.reads("Casey Lindqvist closed it")
    await staff.kim.reads("I-1001 is closed. Thank you for reporting it.")
    for somebody in (staff.kim, staff.casey):
        await somebody.picture("closed")
    assert await bot.register() == {"I-1001": "closed"}
