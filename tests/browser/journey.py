"""The whole way of one account, from the four questions to the register, at any chat client."""

from __future__ import annotations

from dataclasses import dataclass

from tests.browser.servers import Bot
from tests.browser.window import Given, Window

Answers = dict[str, Given]

DECISIONS = ("Approve", "Approve with conditions", "Ask for changes", "Decline")
REASON = "Please say which season this is for."

START: Answers = {"What is it about?": "A new account", "School": "Central High School"}
BEFORE: Answers = START | {"Which team, club, class or office is it for?": "Girls Soccer"}
AFTER: Answers = START | {"Which team, club, class or office is it for?": "Girls Soccer, spring season"}
SCREENS: tuple[tuple[str, Answers], ...] = (
    ("Audience", {"Who should it reach?": ("Families", "Students"), "How old are they?": ("13 to 17", "Adults")}),
    (
        "Message",
        {
            "What topics will it cover?": ("News and events",),
            "In your own words": "Schedules, scores and thanks to our families.",
        },
    ),
    ("Tool", {"Tool": "Instagram"}),
    ("Managers", {"Manager": "ana@example.org", "Second manager": "kim@example.org"}),
)
REVIEW = "Review and send"
CONFIRMED: Answers = {"Please confirm": ("I will make sure of all three",)}
SET_UP: Answers = {
    "Address of the account": "https://www.instagram.com/centralsoccer/",
    "Email on the account": "soccer@example.org",
    "Comments": "On, and watched every school day",
    "How does the Communications Director's office get in?": "Has an administrator role",
    "Which role, or which entry in the vault?": "Admin",
    "Confirm the kind of account": ("It is a page or business account, not a personal profile",),
    "Confirm the notice": ("The notice is shown on the account",),
    "Confirm the second manager": ("The second manager is an administrator too",),
}


@dataclass(frozen=True)
class Staff:
    """Who takes part: the coach who asks, the principal, the Director, and the second manager."""

    ana: Window
    pat: Window
    casey: Window
    kim: Window


async def whole_journey(staff: Staff, bot: Bot) -> None:
    """An account is asked for, changed on the Director's word, approved, set up, and entered in the register."""
    await ask(staff)
    await approve_as_principal(staff)
    await change_what_the_director_wants(staff)
    await approve_as_director(staff)
    await accept_the_charter(staff)
    await set_up(staff)
    await make_official(staff, bot)


async def ask(staff: Staff) -> None:
    """The coach fills in all screens, goes back once and finds what was typed, and sends the request."""
    ana = staff.ana
    await ana.say("/sm-request")
    await ana.is_asked("Which team, club, class or office is it for?")
    await ana.answer(BEFORE, "Next")
    await ana.is_asked("Who should it reach?")
    await ana.send("Back")
    await ana.is_asked("Which team, club, class or office is it for?")
    await ana.holds("Which team, club, class or office is it for?", "Girls Soccer")
    await ana.answer(BEFORE, "Next")
    for _, answers in SCREENS:
        await ana.is_asked(next(iter(answers)))
        await ana.answer(answers, "Next")
    await ana.is_asked(REVIEW)
    await ana.answer(CONFIRMED, "Send the request")
    await ana.is_told("R-1001 is on its way")
    await ana.picture("it is on its way")
    await ana.close()


async def approve_as_principal(staff: Staff) -> None:
    """The principal says yes, and can say it only once; the coach and the Director hear of it."""
    await staff.ana.reads("With the principal")
    await staff.pat.reads(
        "Ana Reyes asks for your decision on an account for Central High School.", "With the principal"
    )
    await staff.pat.picture("a request")
    await staff.pat.press("Approve")
    await staff.pat.reads("With the Communications Director")
    await staff.pat.cannot_press(*DECISIONS)
    await staff.pat.picture("approved")
    await staff.ana.reads("Pat Okafor approved R-1001.")


async def change_what_the_director_wants(staff: Staff) -> None:
    """The Director asks for a change, the coach makes it, and the Director sees what is new."""
    await staff.casey.reads("The final decision is yours.")
    await staff.casey.press("Ask for changes")
    await staff.casey.is_asked("What should change?")
    await staff.casey.answer({"What should change?": REASON}, "Send")
    await staff.casey.is_told("Changes requested")
    await staff.casey.close()
    await staff.ana.reads(REASON, "Changes requested")
    await staff.pat.reads("Changes requested")
    await staff.ana.picture("changes wanted")
    await edit(staff.ana)
    await staff.casey.reads("Girls Soccer → Girls Soccer, spring season")
    await staff.casey.picture("what changed")


async def edit(ana: Window) -> None:
    """The coach changes one screen and sends the request again."""
    await ana.press("Edit and send again")
    await ana.is_asked(REVIEW)
    await ana.send("Change")
    await ana.is_asked("Which team, club, class or office is it for?")
    await ana.answer(AFTER, "Next")
    await ana.is_asked(REVIEW)
    await ana.answer(CONFIRMED, "Send the request")
    await ana.is_told("R-1001 is on its way")
    await ana.close()


async def approve_as_director(staff: Staff) -> None:
    """The Director says yes; the card that the principal decided on says so too."""
    await staff.casey.press("Approve")
    await staff.casey.reads("Approved, being set up")
    await staff.casey.cannot_press(*DECISIONS)
    await staff.pat.reads("Approved, being set up")
    await staff.pat.picture("the director approved")


async def accept_the_charter(staff: Staff) -> None:
    """Both managers accept the charter, each in their own chat."""
    managers = {"Kim Tanaka": staff.kim, "Ana Reyes": staff.ana}
    for manager in managers.values():
        await manager.reads("is approved. ", "The charter of this account")
        await manager.picture("the charter")
    for name, manager in managers.items():
        await manager.press("I accept the charter")
        for somebody in (*managers.values(), staff.casey):
            await somebody.reads(f"{name} accepted the charter")
        await manager.cannot_press("I accept the charter")


async def set_up(staff: Staff) -> None:
    """The coach says where the account is and how it is kept."""
    await staff.ana.press("It is set up")
    await staff.ana.is_asked("Address of the account")
    await staff.ana.answer(SET_UP, "Send to the Director")
    await staff.ana.is_told("Waiting for the access check")
    await staff.ana.close()


async def make_official(staff: Staff, bot: Bot) -> None:
    """The Director has administrator access: the account is in the register, and everybody is told."""
    await staff.casey.reads("Ana Reyes has set up the account of R-1001.")
    await staff.casey.picture("ready to check")
    await staff.casey.press("I have access and the notice is shown")
    for somebody in (staff.ana, staff.pat, staff.kim):
        await somebody.reads("is official")
    for somebody in (staff.ana, staff.pat, staff.casey, staff.kim):
        await somebody.reads("Casey Lindqvist confirmed administrator access and the notice")
        await somebody.picture("official")
    assert await bot.register() == {"R-1001": "done", "A-1001": "active"}
