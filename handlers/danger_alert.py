"""The button below a text about danger: it alerts the on-call team of the report to which the words went, or with a new
one, and says what has happened."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.content.knowledge import Entry
from bot.conversation import Replies
from bot.desk import Desk
from bot.events import Clicked
from bot.replies import Swap
from bot.ui import Button, Card, Text
from bot.workflow import Case, Refused
from handlers import incident_start, safety_words
from handlers.danger import begun_of, said_of_safety
from handlers.incident_alarm import alert_of, alerted_before, open_case, raise_alarm
from handlers.incident_card import call_them
from handlers.incident_lines import line_of
from handlers.incident_recall import KIND, OPEN
from handlers.incident_roles import has_raised

ONE_ALARM = timedelta(hours=1)
"""Whoever presses again within this time, about the same kind of danger, is first shown the alert that was raised."""
ALARMS_LOOKED_THROUGH = 20


async def alert(desk: Desk, clicked: Clicked) -> Replies:
    """ "Alert the on-call team": at once, without a form. What was typed is not passed on; the report takes words."""
    slug, language, ref = (*clicked.value.split(" "), "", "")[:3]
    entry = _entry(desk, slug)
    if ref and (case := await open_case(desk, ref)):
        return [await _about_report(desk, entry, language, case, ref)]
    before = await _raised(desk, entry)
    return [await (_show_raised(desk, entry, *before) if before else _raise(desk, entry, language))]


async def alert_anew(desk: Desk, clicked: Clicked) -> Replies:
    """ "Send a new alert", below one that was raised before: there is another danger of the same kind. A second press
    shows what the first one raised."""
    slug, _, ref = clicked.value.partition(" ")
    entry = _entry(desk, slug)
    before = await _raised(desk, entry)
    if before and before[0].ref != ref:
        return [await _show_raised(desk, entry, *before)]
    language = safety_words.language_of(before[0].data, desk.me) if before else desk.language
    return [await _raise(desk, entry, language)]


def _entry(desk: Desk, slug: str) -> Entry:
    entry = desk.house.library.knowledge.entry(slug)
    if entry is None or not said_of_safety(desk, entry):
        raise Refused("unknown_button")
    return entry


# --- With a new report ------------------------------------------------------------------------------------------------


async def _raised(desk: Desk, entry: Entry) -> tuple[Case, datetime] | None:
    """The newest report of this person's about which they alerted the on-call team of this danger a moment ago, by the
    same text or in the report itself; and when that was. Of alerts of others they may not know."""
    for case in await desk.mine(KIND, ALARMS_LOOKED_THROUGH, states=(*OPEN, "joined")):
        main = (await line_of(desk, case))[-1]
        raised = main.state in OPEN and has_raised(main, desk.me)
        at = alerted_before(desk, main, entry.slug) if raised else ""
        if at and desk.now - (raised_at := datetime.fromisoformat(at)) < ONE_ALARM:
            return case, raised_at
    return None


async def _show_raised(desk: Desk, entry: Entry, case: Case, raised_at: datetime) -> Swap:
    return await _show_before(desk, entry, safety_words.language_of(case.data, desk.me), case, raised_at)


async def _raise(desk: Desk, entry: Entry, language: str) -> Swap:
    begun = await begun_of(desk, entry, language)
    draft = begun if begun and not begun.data["answers"] else await incident_start.draft(desk, language)
    called_for = {"screens": [], "safety": said_of_safety(desk, entry), "may_alarm": True, "heard": entry.slug}
    case = await raise_alarm(desk, await desk.save(draft, {**draft.data, **called_for}))
    language = safety_words.language_of(case.data, desk.me)
    return await _said(desk, entry, language, case, desk.word("danger.alerted", ref=case.ref))


# --- About the report of which the words were -------------------------------------------------------------------------


async def _about_report(desk: Desk, entry: Entry, language: str, case: Case, ref: str) -> Swap:
    """They know it by this reference; the alarm is about the case that it became part of, where it did."""
    if at := alerted_before(desk, case, entry.slug):
        return await _show_before(desk, entry, language, await desk.case(ref), datetime.fromisoformat(at))
    await alert_of(desk, case, entry.slug, await desk.case(ref))
    return await _said(desk, entry, language, await desk.case(ref), desk.word("danger.alerted_of", ref=ref))


# --- What stands there then -------------------------------------------------------------------------------------------


async def _show_before(desk: Desk, entry: Entry, language: str, case: Case, raised_at: datetime) -> Swap:
    """No second alarm, and no word that sounds like one."""
    when = desk.house.clock(raised_at)
    anew = Button("danger.alert_anew", desk.label("danger.button.alert_anew"), f"{entry.slug} {case.ref}", "danger")
    said = desk.word("danger.alerted_before", ref=case.ref, when=when)
    return await _said(desk, entry, language, case, said, anew)


async def _said(desk: Desk, entry: Entry, language: str, case: Case, alerted: str, *buttons: Button) -> Swap:
    """The text stays where it was, with who has been alerted and whom to call until somebody answers (requirement 4.1);
    the report stands below."""
    await desk.show(case)
    body = (*safety_words.of_entry(entry, desk.house, language), Text(alerted), *call_them(case, desk.house))
    return await desk.change(Card(safety_words.title_of(entry, desk.house, language), body, buttons))
