"""Reports in the office: how one comes in, and how far it is taken."""

from __future__ import annotations

from bot.events import Clicked, Filled
from bot.replies import Now, Open, Swap
from bot.ui import Answer, plain
from bot.workflow import Case
from tests.office import Office

LINK = "https://www.instagram.com/central.hs.fake"
CALM = {"danger": "no", "sexual_image": "no", "self_harm": "no", "abuse": "no"}

ANSWERS: dict[str, Answer] = {
    "link": LINK,
    "harmed": "school",
    "school": "central-hs",
    "note": "A note.",
    "route": "other",
    "filer": "by-me",
    "reference": "12345",
    "filing": "1",
    "outcome": "removed",
    "answer": "",
    "new_handle": "",
    "to": "police",
    "why": "It goes on.",
    "category": "bullying",
    "closing": "removed",
    "minutes": "under_15",
}
"""By the field's name, for every form of an incident."""


async def last_screen(opened: Office, name: str, category: str = "impersonates_district", **answers: Answer) -> Open:
    """A report of somebody's, answered up to the last screen."""
    given = {**ANSWERS, **CALM, "what": what_for(opened, category), **answers}
    now = await opened.say(name, "/report-account")
    while isinstance(now, Open) and now.form.name != "incident.send":
        now = await opened.send(name, now.form, given)
    assert isinstance(now, Open), now
    return now


def what_for(opened: Office, category: str) -> str:
    """The plain choice that comes to a category."""
    choices = opened.building.house.content.incidents.what
    return next(choice.value for choice in choices if choice.category == category)


async def report(opened: Office, name: str = "kim", category: str = "impersonates_district", **answers: Answer) -> Case:
    """A report that was just sent; where it joined another, that one."""
    form = (await last_screen(opened, name, category, **answers)).form
    return await main_of(opened, receipt(await opened.send(name, form, ANSWERS | answers)))


async def main_of(opened: Office, ref: str) -> Case:
    """The case that a reference leads to."""
    case = await opened.case(ref)
    return await main_of(opened, case.data["joined"]) if case.state == "joined" else case


def receipt(now: Now | None) -> str:
    """The reference that a reporter is given."""
    assert isinstance(now, Swap), now
    return plain(now.card).split(" ", 1)[0]


async def taken(opened: Office, by: str = "casey", **report_with: str) -> Case:
    return await opened.move(by, "take", await report(opened, **report_with))


async def filed(opened: Office, by: str = "casey", **report_with: str) -> Case:
    return await opened.move(by, "file", await taken(opened, by, **report_with), **ANSWERS)


async def closed(opened: Office, by: str = "casey", **report_with: str) -> Case:
    return await opened.move(by, "close", await filed(opened, by, **report_with), **ANSWERS)


async def alarm_from_the_chat(opened: Office, name: str, slug: str = "safety-threat") -> Case:
    """The case of an alarm that somebody raised from the fixed text, without a form."""
    alert = Clicked(**opened.whence(name), action="danger.alert", value=slug)
    assert isinstance(await opened.receive(alert), Swap)
    return next(case for case, _ in await opened.everything() if case.opened_by == f"{name}@example.org")


async def details(opened: Office, name: str, now: Open) -> Open:
    """ "Add details", pressed on the last screen."""
    form = now.form
    shown = await opened.receive(
        Filled(
            **opened.whence(name), form=form.name, value=form.value, pressed="incident.details", answers={"note": ""}
        )
    )
    assert isinstance(shown, Open), shown
    return shown


async def leaving_out(opened: Office, name: str, now: Open, left_out: str) -> Open:
    """The last screen again, once one more person is left out."""
    again = await opened.send(name, (await details(opened, name, now)).form, {"excluded": f"{left_out}@example.org"})
    assert isinstance(again, Open), again
    return again


async def report_without(opened: Office, name: str, *left_out: str, **answers: Answer) -> Case:
    """A report of somebody's that leaves these people out, named one after the other."""
    now = await last_screen(opened, name, "impersonates_district", **answers)
    for one in left_out:
        now = await leaving_out(opened, name, now, one)
    return await opened.case(receipt(await opened.send(name, now.form, ANSWERS | answers)))
