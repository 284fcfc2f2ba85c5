"""What a move makes known: whose turn it is, who hears of it, and what is said later if nothing happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from bot.case_card import about
from bot.content.district import District
from bot.house import House
from bot.out_of_reach import OutOfReach
from bot.store.outbox import Notice
from bot.ui import Button, Card, Quote, Text, pack
from bot.workflow import Case, Remind, Role, Step, Workflow


def notices(workflow: Workflow, step: Step, house: House, unreachable: frozenset[str]) -> Iterator[Notice]:
    """Every row of the outbox that a move calls for.

    unreachable  addresses that cannot be written to: the next in the role is asked, and the Director is told
    """
    asked: set[str] = set()
    for role in step.move.ask:
        for notice in ask(workflow, step, role, house, unreachable):
            # Whoever holds two of the roles is asked once.
            if notice.recipient not in asked or notice.shows == "line":
                yield notice
            asked |= {notice.recipient} if notice.shows == "card" else set()
    for role in step.move.tell:
        yield from _tell(workflow, step, role, house)
    if begins_to_wait(workflow, step, house.district):
        yield from reminders_of(workflow, step.case, house, step.at)


def reminders_of(workflow: Workflow, case: Case, house: House, at: datetime) -> Iterator[Notice]:
    """What is said later of a case that has waited for these people since `at`."""
    for remind in workflow.reminders_in(case.state):
        yield from _remind(workflow, case, remind, house, at)


def begins_to_wait(workflow: Workflow, step: Step, district: District) -> bool:
    """Whether those who are reminded are asked anew: the case is in another state or cannot wait any more, or one of
    them is asked in this one. Whoever is asked for something else, such as for help, leaves the others' time alone."""
    reminded = [remind.to for remind in workflow.reminders_in(step.case.state)]
    asked_too = _hearing(step.move.ask, step.case, district) & _hearing(reminded, step.case, district)
    hurries = workflow.cannot_wait(step.case, district) and not workflow.cannot_wait(step.before, district)
    return step.before.state != step.case.state or hurries or bool(asked_too)


def _hearing(roles: Iterable[Role], case: Case, district: District) -> set[str]:
    return {email for role in roles for email in role.hears(case, district)}


def no_longer_reminded(workflow: Workflow, step: Step, district: District) -> frozenset[str] | None:
    """Who has done their part by this move, so that what was to remind them is not said; None for everybody."""
    if begins_to_wait(workflow, step, district):
        return None
    roles = [remind.to for remind in workflow.reminders_in(step.case.state)]
    then, now = ({email for role in roles for email in role.who(case, district)} for case in (step.before, step.case))
    return frozenset(then - now)


def to_ask(role: Role, case: Case, house: House, unreachable: frozenset[str]) -> str:
    """The first in a role who can be reached; the very first where nobody can, or where nobody else is to be asked;
    "" where there is nobody."""
    everybody = role.who(case, house.district)
    if role.chosen:
        return (*everybody, "")[0]
    return next((email for email in everybody if email not in unreachable), (*everybody, "")[0])


def ask(workflow: Workflow, step: Step, role: Role, house: House, unreachable: frozenset[str]) -> Iterator[Notice]:
    """The card for whoever is to act now, under a sentence that says why it comes."""
    first = to_ask(role, step.case, house, unreachable)
    everybody = role.hears(step.case, house.district) if role.all_hear else (first,)
    yield from (_asked(workflow, step, role, email, house) for email in everybody if email)
    for missed in role.who(step.case, house.district)[:1]:
        if first not in ("", missed):
            yield from OutOfReach(workflow, step.case, house, missed, unreachable, step.at).stood_in(first)


def _asked(workflow: Workflow, step: Step, role: Role, email: str, house: House) -> Notice:
    return Notice(
        key=f"{step.case.stamp}/{role.name}/{email}",
        shows="card",
        recipient=email,
        words=pack(_words(workflow, step, role, email, house)),
        due_at=step.at,
        case_id=step.case.id,
        role=role.name,
        only_in="" if role.lasting else step.case.state,
        wanted=step.case.version,
    )


def _words(workflow: Workflow, step: Step, role: Role, email: str, house: House) -> Card:
    refs = {"ref": workflow.known_as(step.case, email), "main": workflow.goes_on_in(step.case)}
    blanks = about(step.case, house) | refs
    sentence = Text(house.words(step.move.told(step.case.kind, role), **blanks))
    return Card(body=(sentence, Quote(step.note)) if step.note and role.told_why else (sentence,))


def _tell(workflow: Workflow, step: Step, role: Role, house: House) -> Iterator[Notice]:
    for email in role.hears(step.case, house.district):
        if email != step.case.last_by:
            yield Notice(
                key=f"{step.case.stamp}/{role.name}/{email}",
                shows="line",
                recipient=email,
                words=pack(_words(workflow, step, role, email, house)),
                due_at=step.at,
                # What is a line of no case is told to those as well who may not see it any more.
                case_id=step.case.id if role.reads else None,
            )


def _remind(workflow: Workflow, case: Case, remind: Remind, house: House, at: datetime) -> Iterator[Notice]:
    key = f"{case.kind}.remind.{remind.when}.{remind.after}"
    sentence = Text(house.words(key, **about(case, house)))
    snooze = Button(f"{case.kind}.snooze", house.words.plain("notice.snooze"), case.stamp)
    days = house.district.reminders.days(remind.after)
    hurries = workflow.cannot_wait(case, house.district)
    due_at = at + timedelta(days=days) if hurries else house.calendar.after(at, days)
    for email in remind.to.hears(case, house.district):
        yield Notice(
            key=f"{case.stamp}/remind/{remind.after}/{email}",
            shows="card",
            recipient=email,
            words=pack(Card(body=(sentence,), buttons=(snooze,))),
            due_at=due_at,
            case_id=case.id,
            role=remind.to.name,
            only_in=case.state,
            wanted=case.version,
            exact=int(hurries),
        )
