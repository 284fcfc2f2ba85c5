"""Questions at any chat client: one that is answered, one that a person answers, and one that speaks of danger."""

from __future__ import annotations

from dataclasses import dataclass

from tests.browser.servers import Bot
from tests.browser.window import Given, Window

Answers = dict[str, Given]

ASKED: Answers = {"Your question": "May our robotics team repost a sponsor's video?"}
ANSWERED: Answers = {"Your answer": "Yes, if no student is in it. Send me the link first."}


@dataclass(frozen=True)
class Staff:
    """Who takes part: the counselor who asks, and the Director, who is on call as well."""

    kim: Window
    casey: Window


async def all_questions(staff: Staff, bot: Bot) -> None:
    """What the knowledge base knows, what only a person knows, and what cannot wait."""
    await is_answered(staff.kim)
    await asks_a_person(staff)
    await is_in_danger(staff)
    assert await bot.register() == {"Q-1001": "closed", "I-1001": "new"}


async def is_answered(kim: Window) -> None:
    """An answer, what it stands on, and a word on whether it helped."""
    await kim.say("Can we post the team photo when one player is opted out?")
    await kim.reads("One student in a group photo is opted out", "Sources: Procedure 4007P, Privacy")
    await kim.picture("an answer")
    await kim.press("It helped")
    await kim.reads("Thank you. Good to know.")
    await kim.cannot_press("It helped")


async def asks_a_person(staff: Staff) -> None:
    """The Director's office answers in the same chat."""
    await staff.kim.press("Ask a person")
    await staff.kim.is_asked("Your question")
    await staff.kim.picture("ask a person")
    await staff.kim.answer(ASKED, "Send")
    await staff.kim.is_told("Q-1001 is on its way")
    await staff.kim.close()
    await staff.casey.reads("Kim Tanaka has a question for your office.")
    await staff.casey.press("Take this question")
    await staff.kim.reads("Casey Lindqvist will answer your question Q-1001.")
    await staff.casey.press("Answer")
    await staff.casey.is_asked("Answer the question")
    await staff.casey.answer(ANSWERED, "Send")
    await staff.casey.is_told("You answered. Q-1001 is now: Answered.")
    await staff.casey.close()
    await staff.kim.reads("Casey Lindqvist answers your question Q-1001:", "Send me the link first.")
    await staff.kim.press("This answers it")
    await staff.casey.reads("Kim Tanaka has what was needed")
    await staff.kim.picture("a person answered")


async def is_in_danger(staff: Staff) -> None:
    """The fixed text at once; nobody is alerted by words alone, and one button does it."""
    await staff.kim.say("a student posted that he is bringing a gun to school tomorrow")
    await staff.kim.reads("Call 911 now", "Nobody at the district has been alerted by your message.")
    await staff.kim.picture("danger")
    await staff.kim.press("Alert the on-call team")
    await staff.kim.reads("An alert to the on-call team has been raised.")
    await staff.casey.reads("Kim Tanaka alerted the on-call team.")
    await staff.casey.picture("an alarm")
