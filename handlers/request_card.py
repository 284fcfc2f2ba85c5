"""What a request says to those who read it: the four answers, the advice, the charter once it is approved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.dates import day
from bot.house import House
from bot.ui import Element, Facts, Text
from bot.workflow import Case
from handlers.charter import charter_for
from handlers.conditions import conditions
from handlers.request_roles import (
    DECIDES,
    director,
    managers,
    owes_the_charter,
    principal,
    principal_who_approved,
    sets_it_up,
)
from handlers.request_words import facts

SHORT_CHANGE = 200
AWAITED = {**DECIDES, "custody_check": director}
"""For whom the requester waits, by the state in which they can only wait."""


def body(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    """(case, the viewer's address, house) -> what stands between the status and the history."""
    return (
        *_still_to_do(case, viewer, house),
        *_who_has_it(case, viewer, house),
        *_answers(case, house),
        *_conditions(case, viewer, house),
        *_changed(case, house),
        *_advice(case, viewer, house),
        *_account(case, house),
        *_charter(case, viewer, house),
    )


# --- What this viewer is still to do ----------------------------------------------------------------------------------


def _still_to_do(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    """What this viewer is still to do, and what comes next. It is part of the card, which is drawn again when that
    changes; the sentence above a card stays as it was sent."""
    everybody = (_decider_to_do, _principal_to_do, _requester_to_do, _manager_to_do)
    steps = (step for to_do in everybody for step in to_do(case, viewer, house))
    named = house.name(case.opened_by)
    return tuple(Text(house.words(f"account_request.left.{step}", requester=named)) for step in steps)


def _decider_to_do(case: Case, viewer: str, house: House) -> Iterator[str]:
    """The last word of a key under `account_request.left`; each of these functions gives one or none."""
    decides = DECIDES.get(case.state)
    if decides and viewer in decides.who(case, house.district) and len(managers.who(case, house.district)) < 2:
        yield "suggest"


def _principal_to_do(case: Case, viewer: str, house: House) -> Iterator[str]:
    """For whoever decided for the school and may have pressed the wrong button: what comes next."""
    district = house.district
    if viewer in director.who(case, district):
        return
    if case.state == "with_director" and viewer in principal_who_approved.who(case, district):
        yield "director_decides"
    if case.state == "declined" and viewer == case.last_by and viewer in principal.who(case, district):
        yield "may_be_reopened"


def _requester_to_do(case: Case, viewer: str, house: House) -> Iterator[str]:
    if case.state == "setting_up" and viewer == case.opened_by:
        answers, owing = case.data["answers"], owes_the_charter.who(case, house.district)
        if not answers.get("manager"):
            yield "name_first"
        elif not answers.get("second_manager"):
            yield "name_second"
        else:
            yield "charter" if owing else "report"


def _manager_to_do(case: Case, viewer: str, house: House) -> Iterator[str]:
    if case.state in ("setting_up", "custody_check") and viewer in managers.who(case, house.district):
        owing = owes_the_charter.who(case, house.district)
        if viewer in owing:
            yield "accept"
        elif viewer != case.opened_by:
            goes_on = case.state == "setting_up" and viewer in sets_it_up.who(case, house.district)
            yield "report_too" if goes_on and not owing else "accepted"


# --- What everybody reads ---------------------------------------------------------------------------------------------


def _who_has_it(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    """For the requester, who can only wait: who has it now, by name, and what comes after that. The name is the first
    of the role, also where a stand-in was asked because that person could not be reached."""
    if viewer != case.opened_by or case.state not in AWAITED:
        return ()
    has_it = AWAITED[case.state].who(case, house.district)[:1]
    return tuple(Text(house.words(f"account_request.waits.{case.state}", decider=house.name(one))) for one in has_it)


def _answers(case: Case, house: House) -> tuple[Element, ...]:
    pairs = facts(case.data.get("answers", {}), house)
    asked_by = (house.words.plain("account_request.fact.requester"), house.name(case.opened_by))
    return (Facts((asked_by, *pairs)), Text(_asked_under(case, house), quiet=True))


def _asked_under(case: Case, house: House) -> str:
    """The policy with which the request began, and the version of the questions whose choices it shows."""
    under, questions = case.data["policy"], str(case.data["questions"])
    named = {"number": under["number"], "procedure": under["procedure"], "questions": questions}
    if not under["adopted"]:
        return house.words("account_request.policy_undated", **named)
    return house.words("account_request.policy", adopted=day(date.fromisoformat(under["adopted"])), **named)


def _conditions(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    """Everybody on the request reads them; whose card shows the charter finds them there."""
    return () if _has_charter(case, viewer, house) else conditions(case.data, house)


def _has_charter(case: Case, viewer: str, house: House) -> bool:
    return case.state in ("setting_up", "custody_check") and viewer in managers.who(case, house.district)


def _changed(case: Case, house: House) -> tuple[Element, ...]:
    """What the requester changed, before and after, for whoever asked for changes; to anybody else all of it is new."""
    changed = case.data.get("changed") or {}
    if case.state != case.data.get("read_in") or not changed:
        return ()
    lines = tuple(
        _before_after(label, before or "–", after or "–", house) for label, (before, after) in changed.items()
    )
    return (Text(house.words("account_request.changed")), Facts(lines))


def _before_after(label: str, before: str, after: str, house: House) -> tuple[str, str]:
    """A short change as a whole; of a long one what stood there before, since what stands there now is shown above."""
    if len(before) + len(after) <= SHORT_CHANGE:
        return (label, house.words.plain("account_request.before_after", before=before, after=after))
    return (house.words.plain("account_request.before", label=label), before)


def _advice(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    """For those who decide: the requester read it before they sent the request."""
    advice = case.data.get("advice") or []
    if not advice or viewer == case.opened_by or case.state not in ("draft", "with_principal", "with_director"):
        return ()
    return (Text(house.words("account_request.advice")), *(Text("• " + line) for line in advice))


def _account(case: Case, house: House) -> tuple[Element, ...]:
    """What the requester reported, for the Director to check."""
    account = case.data.get("account") or {}
    if not account:
        return ()
    pairs = tuple((house.words.plain(f"custody.fact.{name}"), str(value)) for name, value in account.items() if value)
    return (Text(house.words("custody.reported")), Facts(pairs))


def _charter(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    if case.state not in ("setting_up", "custody_check"):
        return ()
    waiting = [house.name(email) for email in owes_the_charter.who(case, house.district)]
    answers = case.data["answers"]
    lines = [] if answers.get("manager") else [Text(house.words("custody.no_first"))]
    lines += [] if answers.get("second_manager") else [Text(house.words("custody.no_second"))]
    lines += [Text(house.words("custody.not_accepted", names=", ".join(waiting)))] if waiting else []
    shown = charter_for(case, viewer, house) if _has_charter(case, viewer, house) else ()
    return (*lines, *shown)
