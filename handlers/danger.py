"""A message that speaks of danger: the fixed text at once, who has been alerted, and a button to alert them."""

from __future__ import annotations

from datetime import timedelta

from bot import question_book
from bot.content.knowledge import Entry
from bot.desk import Desk
from bot.events import Clicked
from bot.menu import Replies
from bot.replies import Say
from bot.ui import Button, Card, Element, Text
from bot.workflow import Case, Refused
from handlers import answers, incident_start
from handlers.incident_screens import raise_alarm

CALLS_FOR = {
    "safety-threat": {"danger": "yes"},
    "safety-self-harm": {"self_harm": "yes"},
    "safety-sexual-image": {"sexual_image": "unsure"},
    "safety-sextortion": {"sexual_image": "unsure"},
    "safety-abuse": {"abuse": "yes"},
}
"""What such a message answers of the safety questions, where the on-call team may be alerted at once. A colleague's
conduct is not here: it has a way of its own, past those who must not hear of it."""

ONE_ALARM = timedelta(hours=1)
"""Whoever presses again within this time is shown the alarm that they raised."""


def is_of_an_image(entry: Entry) -> bool:
    """Whether such a message may speak of a sexual image, so that no file which comes with it is touched."""
    return "sexual_image" in CALLS_FOR.get(entry.slug, {})


async def interrupt(desk: Desk, entry: Entry, others: tuple[str, ...]) -> Replies:
    """The safety text before anything else; what the search found stands below it, in case nobody is in danger."""
    return [Say(await warning(desk, entry, others))]


async def warning(desk: Desk, entry: Entry, others: tuple[str, ...]) -> Card:
    """The safety text, who has been alerted, the button to alert them, and what else may have been meant."""
    question = await question_book.note(desk, "", "interrupt", entry, others)
    meant = answers.rows(desk, "not_danger", answers.entries(desk, others)[: answers.OTHERS_SHOWN], question)
    return Card(entry.title, (*texts(desk, entry), *meant), _buttons(desk, entry))


def texts(desk: Desk, entry: Entry) -> tuple[Element, ...]:
    """What to do, and that nobody knows of it yet but the person who wrote."""
    return (
        Text(desk.house.library.knowledge.said(entry)),
        Text(desk.word("danger.nobody_alerted")),
        *answers.standing(desk, entry),
    )


def _buttons(desk: Desk, entry: Entry) -> tuple[Button, ...]:
    report = Button("incident.start", desk.label("danger.button.report"), opens_form=True)
    if entry.slug not in CALLS_FOR:
        return (report,)
    return (Button("danger.alert", desk.label("danger.button.alert"), entry.slug, look="danger"), report)


async def alert(desk: Desk, clicked: Clicked) -> Replies:
    """ "Alert the on-call team": at once, without a form. What was typed is not passed on; the report takes words."""
    entry = desk.house.library.knowledge.entry(clicked.value)
    if entry is None or entry.slug not in CALLS_FOR:
        raise Refused("unknown_button")
    case = await _raised(desk) or await _raise(desk, CALLS_FOR[entry.slug])
    await desk.show(case)
    said = Text(desk.house.library.knowledge.said(entry))
    return [await desk.change(Card(entry.title, (said, Text(desk.word("danger.alerted", ref=case.ref)))))]


async def _raised(desk: Desk) -> Case | None:
    """The alarm that this person raised a moment ago."""
    mine = await desk.mine(incident_start.KIND, 5)
    return next((case for case in mine if _is_mine(desk, case) and desk.now - case.updated_at < ONE_ALARM), None)


def _is_mine(desk: Desk, case: Case) -> bool:
    """Whether this person raised the alarm of a case: it may have come with another report of the same."""
    return (case.data.get("alarm") or {}).get("by") == desk.me


async def _raise(desk: Desk, safety: dict[str, str]) -> Case:
    draft = await incident_start.draft(desk)
    kept = await desk.save(draft, {**draft.data, "safety": safety, "may_alarm": True})
    return await raise_alarm(desk, kept)
