"""The same file in two reports: where the later one names no other account, it becomes part of the earlier one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.conversation import Replies
from bot.desk import Desk
from bot.replies import Say
from bot.ui import Card, Text
from bot.workflow import Case
from handlers.incident_join import as_part, may_join, take_in
from handlers.incident_recall import OPEN, account_of
from handlers.incident_route import is_restricted


async def join_by_file(desk: Desk, case: Case) -> Replies:
    """A report that shares a file with others joins the first of those that it may (requirement 4.7), as one of the
    same link does. Nobody has taken it yet: from then on whoever handles it decides, and its card names the others."""
    earlier = (other for other in await desk.sharing(case) if other.kind == case.kind and other.id < case.id)
    for main in sorted(earlier, key=lambda other: other.id):
        if taken_in := await _join(desk, case.ref, main.ref):
            return await _told(desk, case, taken_in)
    return []


async def _join(desk: Desk, ref: str, main_ref: str) -> Case | None:
    """Both are held and looked at anew, since two workers may settle two files of theirs at the same moment."""
    held = {case.ref: case for case in await desk.parts((ref, main_ref))}
    case, main = held[ref], held[main_ref]
    waits = case.state == "new" and main.state in OPEN and not (_unfinished(case) or _unfinished(main))
    if not waits or await _names_another(desk, case, main) or not may_join(desk, case, main):
        return None
    taken_in = await take_in(desk, main, case)
    await desk.move_by_house(case, "match", as_part(taken_in, case.data))
    return taken_in


async def _told(desk: Desk, case: Case, main: Case) -> Replies:
    """What its reporter hears; of a restricted matter nothing beyond the receipt that they have."""
    if is_restricted(main.data):
        return []
    await desk.show(main)
    return [Say(Card(body=(Text(desk.word("incident.matched", ref=case.ref, main=main.ref)),)))]


def _unfinished(case: Case) -> bool:
    return bool(case.data.get("unfinished"))


# --- What a report names --------------------------------------------------------------------------------------------


async def _names_another(desk: Desk, case: Case, main: Case) -> bool:
    """Whether the report is about something else than the case, as far as its link says: one picture may be a slogan
    that two accounts use. A post whose link does not say whose it is names nobody."""
    answers = case.data.get("answers", {})
    item = answers.get("item")
    if not item:
        return False
    if item["kind"] == "post" and not item["handle"]:
        return item["tool"] not in {said["item"]["tool"] for said in _with_a_link(main)}
    known = {*await desk.traces(main), *map(account_of, _with_a_link(main))} - {""}
    return not {item["key"], account_of(answers)} & known


def _with_a_link(case: Case) -> Iterator[Mapping[str, Any]]:
    """The answers of its reports, as far as they say by a link what they are about."""
    said = (case.data.get("answers", {}), *(one["answers"] for one in case.data.get("later", {}).values()))
    return (answers for answers in said if answers.get("item"))
