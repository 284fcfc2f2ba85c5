"""The end of a case: a form, and one tap as soon as what was noted says how it ended (requirement 4.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from bot.content.choices import Choice, options_of
from bot.content.incidents_file import Outcome
from bot.conversation import Press, Replies, Screen, done
from bot.desk import Desk
from bot.events import Clicked, Filled
from bot.forms import Answers
from bot.house import House
from bot.replies import Swap
from bot.ui import Button, Buttons, Element, Form, Text
from bot.workflow import Case, Refused
from handlers.incident_dangers import image_is_spoken_of, once_judged, unheeded
from handlers.incident_forms import choice_field, form_about
from handlers.incident_later import with_news
from handlers.incident_playbook import untried_rungs
from handlers.incident_recall import KIND
from handlers.incident_roles import current_alarm, handlers
from handlers.incident_safety import takes_files

CLOSING = f"{KIND}.close"
CLOSES = ("taken", "filed")
"""The states out of which a case is closed."""

SPANS = ("under_15", "15_to_60", "over_60")
"""The spans of staff time that close a case in one tap (DOMAIN.md section 5, figure 8); any other of
`content/incidents.yaml` is in the form alone."""


# --- How it ended, as far as it is known ------------------------------------------------------------------------------


def known_ending(case: Case, viewer: str, house: House) -> Choice | None:
    """How a case (as it is drawn) ended, going by what was noted; None as long as that does not say.

    Not while somebody may be in danger whom nobody looks after. Else the newest answer of a platform says it; where it
    calls for the next rung, only once nothing is left to wait for or to try, and no other filing ended better. What was
    filed after the answer waits for one of its own.
    """
    answers = _answers(case)
    newest = answers[-1] if answers else {"outcome": "", "at": ""}
    outcome = _outcome(newest, house)
    if outcome is None or _needs_somebody(case, house):
        return None
    if _waits_since(case, "" if outcome.asks_next_rung else newest["at"]):
        return None
    if outcome.asks_next_rung and (untried_rungs(case, viewer, house) or _ends(answers, house) != {outcome.ends_as}):
        return None
    return next((one for one in house.content.incidents.closings if one.value == outcome.ends_as), None)


def _answers(case: Case) -> list[Mapping[str, Any]]:
    """The newest answer to each filing, in the order of time; of a case that was opened again, since then."""
    since = case.data.get("reopened_at", "")
    every = ([one for one in filing.get("answers", ()) if one["at"] > since] for filing in case.data.get("filings", ()))
    return sorted((answers[-1] for answers in every if answers), key=lambda answer: str(answer["at"]))


def _outcome(answer: Mapping[str, Any], house: House) -> Outcome | None:
    return next((one for one in house.content.incidents.outcomes if one.value == answer["outcome"]), None)


def _ends(answers: Iterable[Mapping[str, Any]], house: House) -> set[str]:
    """How the filings ended that say how the case did."""
    return {outcome.ends_as for answer in answers if (outcome := _outcome(answer, house)) and outcome.ends_as}


def _needs_somebody(case: Case, house: House) -> bool:
    """Whether nobody has answered an alert, or whoever was asked for help, or words about another danger wait to be
    read: whatever a platform did with a post, that does not end by it."""
    alarm = current_alarm(case.data)
    asked = any(step["email"] and not step.get("answered") for step in case.data.get("escalated", ()))
    unjudged = bool(unheeded(case, house)) or (image_is_spoken_of(case) and takes_files(once_judged(case), house))
    return asked or bool(alarm and not alarm["acknowledged"]) or unjudged


def _waits_since(case: Case, moment: str) -> bool:
    """Whether a filing that was noted at this moment or later has no answer."""
    filings = case.data.get("filings", ())
    return any(not filing["outcome"] and filing["noted_at"] >= moment for filing in filings)


def one_tap(case: Case, viewer: str, house: House) -> Iterator[Element]:
    """How it ended, and a button for each span of time that closes it so, for whoever may close it."""
    if case.state not in CLOSES or viewer not in handlers.who(case, house.district):
        return
    taps = tuple(_tap(span, case, house) for span in house.content.incidents.minutes if span.value in SPANS)
    if taps and (ending := known_ending(case, viewer, house)):
        yield Text(house.words("incident.ended", ending=ending.label))
        yield Buttons(taps)


def _tap(span: Choice, case: Case, house: House) -> Button:
    return Button(_action(span.value), house.words.plain("incident.close_after", minutes=span.label), case.stamp)


def _action(span: str) -> str:
    return f"{CLOSING}.{span}"


# --- Closing it -------------------------------------------------------------------------------------------------------


async def _tapped(desk: Desk, clicked: Clicked, *, minutes: str) -> Replies:
    """Close it as its card says that it ended."""
    case = (await desk.try_move(clicked.value, "close")).before
    ending = known_ending(await desk.as_drawn(case), desk.me, desk.house)
    if ending is None:
        raise Refused("not_now", case)
    closed = await _close(desk, clicked.value, case, {"closing": ending.value, "minutes": minutes})
    return [Swap(await desk.card(closed))]


async def draw_closing(desk: Desk, case: Case, stamp: str) -> Form:
    """How it ended, and how long it took all who worked on it."""
    incidents = desk.house.content.incidents
    closing = choice_field(desk, "closing", options_of(incidents.closings))
    minutes = choice_field(desk, "minutes", options_of(incidents.minutes))
    return form_about(desk, CLOSING, case, stamp, closing, minutes)


async def take_closing(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """The end, in the words of whoever closes it."""
    return [Swap(done(desk, await _close(desk, filled.value, case, given), "close"))]


async def _close(desk: Desk, stamp: str, case: Case, ended: Answers) -> Case:
    """The end; whoever reports the same again opens a new case."""
    moved = await desk.move(stamp, "close", data={**with_news(case.data), **ended})
    await desk.release_traces(moved)
    return moved


TAPS: Mapping[str, Press] = {_action(span): partial(_tapped, minutes=span) for span in SPANS}
SCREENS = (Screen(CLOSING, draw_closing, take_closing, ("close",)),)
