"""Sending a report: it opens an incident, or joins the one that is open about the same link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.content.incidents import Category
from bot.content.safety import SafetyText
from bot.desk import Desk
from bot.events import Filled
from bot.forms import Wrong
from bot.ui import Card, Text
from bot.workflow import Case
from handlers import safety_words
from handlers.incident_card import asks_for_files, continues_as, words_only
from handlers.incident_join import as_part, may_join, take_in
from handlers.incident_later import known_as
from handlers.incident_lists import belong
from handlers.incident_locked import for_sender, image_of, seal, sent_by
from handlers.incident_matters import category_of, route
from handlers.incident_questions import left_out
from handlers.incident_recall import COMES_BACK, OPEN, account_of
from handlers.incident_roles import reaches_somebody
from handlers.incident_route import is_restricted
from handlers.incident_unfinished import finished


async def send(desk: Desk, case: Case, filled: Filled, given: Mapping[str, Any]) -> Card:
    """What stands where the form was: the receipt, with what happens next and what not to do."""
    data = await _complete(desk, case, given)
    known = await desk.claim_traces(case, data["traces"]) if data["traces"] else None
    if known and may_join(desk, _as_sent(case, data), known):
        return await _join(desk, case, known, filled, data)
    must_reach_somebody(desk, case, data, "note")
    moved = await desk.move(filled.value, "report" if case.state == "draft" else "complete", data=data)
    if (account := account_of(given)) and account not in data["traces"]:
        await desk.note_account(moved, account)
    await finished(desk, moved)
    await belong(desk, moved)
    await seal(desk, moved)
    await desk.show(moved)
    await _take_files(desk, moved, filled)
    return await _receipt(desk, moved, moved.data, filled)


async def _complete(desk: Desk, case: Case, given: Mapping[str, Any]) -> dict[str, Any]:
    data = {**case.data, "answers": dict(given), "unfinished": False}
    data["excluded"] = left_out(case.data, given)
    data["safety_of"] = {**case.data.get("safety_of", {}), desk.me: data["safety"]}
    data["category"] = category_of(desk.house, data)
    data["route"] = route(desk, data)
    data["may_alarm"] = bool(data.get("may_alarm")) or _alerts(desk, data)
    data["traces"] = [given["item"]["key"]] if given.get("item") else []
    data["image_in"] = await image_of(desk, data["traces"], case.ref)
    since = desk.now - COMES_BACK
    before = await desk.known_by(data["traces"], ("closed",), since)
    data["came_back"] = before[0].ref if before else ""
    account = account_of(given)
    alike = await desk.about_account(account, OPEN, since, case.ref) if account else ()
    data["same_accounts"] = [other.ref for other in alike]
    return data


def must_reach_somebody(desk: Desk, case: Case, data: Mapping[str, Any], field: str) -> None:
    """Wrong, at a field of the open form, where nobody would handle the case: it is not sent into the void, and
    nothing that was written is lost."""
    if reaches_somebody(case, data, desk.house.district):
        return
    category = _category(desk, data)
    phone = desk.house.district.contacts.get(category.call, "") if category else ""
    raise Wrong({field: desk.label("incident.nobody.call" if phone else "incident.nobody.ask", phone=phone)})


def _as_sent(case: Case, data: Mapping[str, Any]) -> Case:
    return replace(case, data=data, school=data["answers"]["school"])


async def _join(desk: Desk, case: Case, known: Case, filled: Filled, data: Mapping[str, Any]) -> Card:
    """One incident, many reporters: this report becomes part of the one that is open."""
    taken_in = await take_in(desk, known, _as_sent(case, data))
    part = await desk.move(filled.value, "join", data=as_part(taken_in, data))
    ref = known_as(taken_in, desk.me)
    await desk.show(taken_in if ref == taken_in.ref else part)
    await _take_files(desk, taken_in, filled)
    given = await _receipt(desk, taken_in, data, filled)
    if case.state == "draft" or ref == case.ref:
        return given
    return replace(given, body=(continues_as(case, ref, desk.house), *given.body))


async def _take_files(desk: Desk, case: Case, filled: Filled) -> None:
    if filled.files and asks_for_files(case, desk.me, desk.house):
        await desk.want_evidence(case, filled.files)


def _category(desk: Desk, data: Mapping[str, Any]) -> Category | None:
    return desk.house.content.incidents.named(category_of(desk.house, data))


def _text(desk: Desk, data: Mapping[str, Any]) -> SafetyText | None:
    """Which fixed text a reporter reads at the end, by the category."""
    category = _category(desk, data)
    return desk.house.content.safety.text(category.text) if category and category.text else None


def _alerts(desk: Desk, data: Mapping[str, Any]) -> bool:
    """Whether the category alone lets its reporter alert the on-call team."""
    text = _text(desk, data)
    return text is not None and text.alerts


def _unread(desk: Desk, data: Mapping[str, Any]) -> SafetyText | None:
    """The same, where no safety answer called for a text: that was read before."""
    return None if desk.house.content.safety.shown(data.get("safety", {})) else _text(desk, data)


def more_to_know(desk: Desk, data: Mapping[str, Any]) -> tuple[Text, ...]:
    """What somebody has to know first who reports such a thing: when to call 911, once, and the text of its kind."""
    text = _unread(desk, data)
    emergency = Text(desk.house.content.incidents.emergency)
    if text is None:
        return (emergency,)
    said = tuple(safety_words.of_text(text, desk.house, safety_words.language_of(data, desk.me)))
    return said if text.says_911 else (emergency, *said)


async def _receipt(desk: Desk, case: Case, data: Mapping[str, Any], filled: Filled) -> Card:
    """The reference; what its reporter has to do first, before anything else, as they reported it themself (`data`);
    what happens next, and what not to do, also with files that were not taken. The emergency number is read once."""
    became = sent_by(await desk.as_drawn(case), desk.me) | {"refused" for _ in filled.files}
    known = case.data.get("reporters") and not is_restricted(case.data)
    first = [Text(desk.word("incident.receipt.known", ref=case.ref))] if known else []
    incidents = desk.house.content.incidents
    next_steps, do_not = ([Text(line) for line in lines] for lines in (incidents.after_report, incidents.do_not))
    files = for_sender(case, desk.me, became, desk.house)
    ordinary = asks_for_files(case, desk.me, desk.house)
    more = _came(desk, len(filled.files)) if ordinary else words_only(case, desk.me, desk.house)
    body = (*more_to_know(desk, data), *first, *files, *next_steps, more, *do_not)
    return Card(desk.label("incident.receipt.title", ref=known_as(case, desk.me)), body)


def _came(desk: Desk, count: int) -> Text:
    """How many screenshots came with the report; whoever sent none is asked for them."""
    if count > 1:
        return Text(desk.word("incident.receipt.came", count=str(count)))
    return Text(desk.word("incident.receipt.one_came" if count else "incident.receipt.files"))
