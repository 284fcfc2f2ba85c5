"""What somebody sees who reports a matter that was reported before: their own words, and of a restricted matter nothing
that would tell them that they were not the first (requirement 4.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.house import House
from bot.workflow import Case
from handlers.incident_roles import may_alert, reads_all
from handlers.incident_route import is_restricted

Data = Mapping[str, Any]

RECEIVED = "new"


def later_reports(main: Case, case: Case, whole: Data) -> dict[str, Data]:
    """What the main case keeps for those who reported it later, once it has taken in another and holds the whole: their
    answers, whether these let them alert the on-call team, how it was when theirs came in, and, where the whole is
    restricted, the reference by which they know it."""
    known, found = main.data.get("later", {}), {case.opened_by: _own(case), **case.data.get("later", {})}
    fresh = {email: own for email, own in found.items() if email not in (main.opened_by, *known)}
    then = {email: {"since": main.version, "was": "" if _has_news(case, email) else main.state} for email in fresh}
    called = {"ref": case.ref} if is_restricted(whole) else {}
    return {**known, **{email: {**called, **own, **then[email]} for email, own in fresh.items()}}


def known_as(case: Case, reader: str) -> str:
    """The reference by which somebody knows a case: for whoever reported a restricted matter later that of their own
    report, so that nothing tells them of another."""
    return str(case.data.get("later", {}).get(reader, {}).get("ref") or case.ref)


def _own(case: Case) -> Data:
    return {"answers": dict(case.data.get("answers", {})), "may_alarm": bool(case.data.get("may_alarm"))}


def _has_news(case: Case, reporter: str) -> bool:
    """Whether its reporter was told of a step before it became part of another: that is not taken back."""
    was = case.data.get("later", {}).get(reporter, {}).get("was")
    return case.state not in ("draft", RECEIVED, was)


def with_news(data: Data) -> dict[str, Any]:
    """What a case holds once its reporters were told of a step: all of them see from then on how far it is."""
    return {**data, "later": {email: {**one, "was": ""} for email, one in data.get("later", {}).items()}}


def own_answers(case: Case, viewer: str) -> Data:
    """What this reporter answered; nobody reads another's."""
    found: Data = {case.opened_by: case.data.get("answers", {}), **_answers(case)}.get(viewer, {})
    return found


def own_safety(case: Case, viewer: str) -> Mapping[str, str]:
    """What this reporter answered to the safety questions."""
    first = {case.opened_by: case.data.get("safety", {})}
    found: Mapping[str, str] = {**first, **case.data.get("safety_of", {})}.get(viewer, {})
    return found


def _answers(case: Case) -> dict[str, Data]:
    return {email: one["answers"] for email, one in case.data.get("later", {}).items()}


def is_veiled(case: Case, viewer: str) -> bool:
    """Whether this reporter must not be able to tell that somebody else reported it before: a later one, and of what
    became part of another case whoever reported that part."""
    return is_restricted(case.data) and (viewer in case.data.get("later", {}) or case.state == "joined")


def came_before(case: Case, viewer: str, version: int) -> bool:
    """Whether a step was made before this reporter knew of the case, and is none of theirs to read."""
    return is_veiled(case, viewer) and version <= case.data.get("later", {}).get(viewer, {}).get("since", 0)


def with_own_alarm(case: Case, viewer: str) -> Case:
    """The case with the alarm of which this reporter may know: whoever must not tell that there is another knows of
    their own, and of who answered since; and whether there may be one by what they answered themself."""
    alarm, own = case.data.get("alarm"), case.data.get("own_alarms", {}).get(viewer)
    if not is_veiled(case, viewer) or (alarm and alarm["by"] == viewer):
        return case
    known = _answered_since(own, alarm) if own and alarm else None
    return replace(case, data={**case.data, "alarm": known, "may_alarm": may_alert(case.data, viewer)})


def _answered_since(own: Data, alarm: Data) -> Data:
    """A reporter's own alarm, and who answered the one of all reports since it was raised; it is over with that one."""
    since = {who: at for who, at in alarm["acknowledged"].items() if at >= own["at"]}
    return {**own, "acknowledged": {**since, **own["acknowledged"]}, "over": alarm.get("over", False)}


def state_seen(case: Case, viewer: str, house: House) -> str:
    """The state in which a viewer sees a case: a restricted matter that was taken before it was reported once more has
    been received, as far as this reporter knows; what became part of another is where that one is."""
    if reads_all(case, viewer, house.district):
        return case.state
    if case.state == "joined" and is_restricted(case.data):
        return state_seen(case.main, viewer, house) if case.main else RECEIVED
    unchanged = is_veiled(case, viewer) and case.data.get("later", {}).get(viewer, {}).get("was") == case.state
    return RECEIVED if unchanged else case.state
