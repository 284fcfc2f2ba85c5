"""What a move makes known: whose turn it is, who hears of it, and what is said later if nothing happens."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta

from bot.case_card import about
from bot.content.district import District
from bot.house import House
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
        yield from _tell(step, role, house)
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
    yield from (_asked(step, role, email, house) for email in everybody if email)
    for missed in role.who(step.case, house.district)[:1]:
        if first not in ("", missed):
            yield from stood_in(workflow, step.case, missed, first, house, unreachable, step.at)


def _asked(step: Step, role: Role, email: str, house: House) -> Notice:
    return Notice(
        key=f"{step.case.stamp}/{role.name}/{email}",
        shows="card",
        recipient=email,
        words=pack(_words(step, role, house)),
        due_at=step.at,
        case_id=step.case.id,
        role=role.name,
        only_in="" if role.lasting else step.case.state,
        wanted=step.case.version,
    )


def _words(step: Step, role: Role, house: House) -> Card:
    sentence = Text(house.words(step.move.told(step.case.kind, role), **about(step.case, house)))
    return Card(body=(sentence, Quote(step.note)) if step.note else (sentence,))


def _tell(step: Step, role: Role, house: House) -> Iterator[Notice]:
    for email in role.hears(step.case, house.district):
        if email != step.case.last_by:
            yield Notice(
                key=f"{step.case.stamp}/{role.name}/{email}",
                shows="line",
                recipient=email,
                words=pack(_words(step, role, house)),
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


def stood_in(
    workflow: Workflow, case: Case, missed: str, asked: str, house: House, unreachable: Collection[str], at: datetime
) -> Iterator[Notice]:
    """The Director hears that somebody could not be reached, with the request named and who was asked instead; where
    nobody else is left to hear it, whoever was asked does."""
    words = house.words("notice.stood_in", missed=house.name(missed), asked=house.name(asked), **about(case, house))
    key, gone = f"{case.stamp}/missed/{missed}", {missed, *unreachable}
    others = tuple(_overseer(workflow, case, house, key=key, words=words, but={asked, *gone}, at=at))
    yield from others or _overseer(workflow, case, house, key=key, words=words, but=gone, at=at)


def nobody_left(
    workflow: Workflow, case: Case, missed: str, house: House, unreachable: Collection[str], at: datetime
) -> Iterator[Notice]:
    """Nobody in the role can be reached: the Director is told that the request waits for nobody, or, where nobody of
    that office can be reached either, those whom the table names for it."""
    blanks = {"missed": house.name(missed), **about(case, house)}
    key, gone = f"{case.stamp}/nobody/{missed}", {missed, *unreachable}
    words = house.words("notice.nobody_left", **blanks)
    told = tuple(_overseer(workflow, case, house, key=key, words=words, but=gone, at=at))
    yield from told
    last = () if told else workflow.last_resort(case, house.district)
    for email in (one for one in last if one not in gone):
        # A line of no case: whoever hears it need not be one who may see the case.
        yield line(f"{key}/{email}", email, house.words("notice.nobody_at_all", **blanks), at)


def not_reached(
    workflow: Workflow, case: Case, role: Role, missed: str, house: House, at: datetime
) -> Iterator[Notice]:
    """Somebody who was named for this case was not reached: whoever may name another is told, in words that fit."""
    words = house.words(workflow.missed(role), missed=house.name(missed), **about(case, house))
    key = f"{case.stamp}/missed/{missed}"
    if case.opened_by != missed:
        yield line(f"{key}/opener", case.opened_by, words, at, case)
    yield from _overseer(workflow, case, house, key=key, words=words, but={missed, case.opened_by}, at=at)


def _overseer(
    workflow: Workflow, case: Case, house: House, *, key: str, words: str, but: Collection[str], at: datetime
) -> Iterator[Notice]:
    """One line to the first of the Director's office who may know of the case, else to the superintendent's."""
    for email in house.district.office:
        if email not in but and workflow.may_see(case, email, house.district):
            yield line(key, email, words, at, case)
            return


def line(key: str, recipient: str, words: str, at: datetime, case: Case | None = None) -> Notice:
    return Notice(key, "line", recipient, pack(Card(body=(Text(words),))), at, case.id if case else None)
