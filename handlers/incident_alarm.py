"""An alert to the on-call team about a report: whom it reaches, of which dangers it is, and how it is raised."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.conversation import Replies
from bot.desk import Desk
from bot.events import Clicked
from bot.replies import Swap
from bot.workflow import Case, Refused, read_stamp
from handlers import incident_questions as questions
from handlers.incident_dangers import alarm_about, calls_for_help, unheeded, with_words_of
from handlers.incident_join import main_case, own_alarms, share_alarm
from handlers.incident_later import with_own_alarm
from handlers.incident_lists import belong
from handlers.incident_matters import route
from handlers.incident_recall import OPEN
from handlers.incident_roles import alarmed_by, on_call, reads_all
from handlers.incident_unfinished import ask_to_finish


def alarm_reaches(desk: Desk, case: Case) -> tuple[str, ...]:
    """Whom an alarm of this person's would reach: the others on call, or else those who handle the case."""
    return on_call.who(replace(case, data=_with_alarm(desk, case)), desk.house.district)


def _with_alarm(desk: Desk, case: Case) -> dict[str, Any]:
    """What a case holds once this person raised an alarm; whom they left out already stays so."""
    raised = {"at": desk.now.isoformat(), "by": desk.me, "acknowledged": {}}
    return {
        **case.data,
        "alarm": {**raised, **alarm_about(case, desk.house)},
        "own_alarms": own_alarms(case),
        "excluded": questions.left_out(case.data, case.data["answers"]),
        "route": route(desk, case.data),
        "unfinished": case.state == "draft" or bool(case.data.get("unfinished")),
    }


async def raise_alarm(desk: Desk, case: Case, pressed: Case | None = None) -> Case:
    """Tell the on-call team now, with what is known so far. A report that was not sent yet is sent by it. Refused
    (nobody_on_call) where it would reach nobody: nothing then says that it did. Whether this person may is asked
    before.

    pressed  the report of which a refusal speaks, where that is a part of the case
    """
    if not alarm_reaches(desk, case):
        raise Refused("nobody_on_call", ref=(pressed or case).ref)
    data = _with_alarm(desk, case)
    if case.state == "draft":
        raised = await desk.move(case.stamp, "raise_alarm", data=data)
        await ask_to_finish(desk, raised)
    else:
        raised = await desk.move_by_house(case, "raise_alarm", data)
    await share_alarm(desk, raised)
    await belong(desk, raised)
    return raised


async def press_alarm(desk: Desk, clicked: Clicked) -> Replies:
    """ "Alert the on-call team", from a card: whatever its version, since nobody should have to press twice, and the
    button may have stood on an older one. Of a part, the alarm is about the case, and its card stays that of the part.
    """
    ref, version = read_stamp(clicked.value)
    main, pressed = await main_case(desk, ref), await desk.case(ref)
    if main.state == "closed":
        raise Refused("already", pressed)
    stood_there = version != pressed.version or any(_calls_for_help(desk, one) for one in (main, pressed))
    if not (stood_there and desk.holds(alarmed_by, main)):
        raise Refused("alerted" if main.data.get("alarm") else "not_yours", pressed)
    await raise_alarm(desk, main, pressed)
    return [Swap(await desk.card(await desk.case(ref)))]


def _calls_for_help(desk: Desk, case: Case) -> bool:
    return calls_for_help(case, desk.house.district)


async def rule_out(desk: Desk, clicked: Clicked) -> Replies:
    """ "It is no danger", from whoever handles the case and has read what was added. Later words are heard anew."""
    read = (await desk.try_move(clicked.value, "rule_out")).before
    feared = unheeded(read, desk.house)
    left = [slug for slug in read.data.get("spoken_of", ()) if slug not in feared]
    moved = await desk.move(clicked.value, "rule_out", data={**read.data, "spoken_of": left})
    return [Swap(await desk.card(moved))]


# --- From words about a report ----------------------------------------------------------------------------------------


async def open_case(desk: Desk, ref: str) -> Case | None:
    """The case of a report of which somebody wrote (of a part, that to which it belongs), and nobody else moves it
    meanwhile; None where it is at its end by now, or kept from them."""
    try:
        case = await main_case(desk, ref)
    except Refused:
        return None
    return case if case.state in OPEN else None


def alerted_before(desk: Desk, case: Case, slug: str) -> str:
    """When the on-call team was alerted of what such words speak of, as far as this person may know; "" where it was
    not."""
    known = case if reads_all(case, desk.me, desk.house.district) else with_own_alarm(case, desk.me)
    alarm = known.data.get("alarm") or {}
    return str(alarm["at"]) if slug in alarm.get("spoken_of", ()) and not alarm.get("over") else ""


async def alert_of(desk: Desk, case: Case, slug: str, pressed: Case) -> Case:
    """Alert the on-call team of what words speak of that went to this case, or were to go to it."""
    return await raise_alarm(desk, with_words_of(case, slug), pressed)
