"""Who somebody is to an incident: those who reported it, those who handle it, and those who must not hear of it.

The route (requirement 4.5) is drawn from the content when a report comes in and kept with the case; who stands
behind its roles is looked up each time anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.content.district import District
from bot.withheld import Withheld
from bot.workflow import Case, Role

Data = Mapping[str, Any]


def route_of(data: Data) -> Mapping[str, Any]:
    """The names of the roles that handle a case, hear of it, and must not."""
    found: Mapping[str, Any] = data.get("route", {})
    return found


def is_restricted(data: Data) -> bool:
    """A case of which a later reporter is told no more than any reporter (requirement 4.7). One whose stored route does
    not say so yet counts as one, to be safe."""
    return bool(route_of(data).get("restricted", True))


def is_urgent(data: Data) -> bool:
    """Whether those who hear of a case are told that it cannot wait."""
    return bool(route_of(data).get("urgent"))


def holders(names: Iterable[str], school: str, district: District) -> tuple[str, ...]:
    """Who stands behind role names, in order."""
    return tuple(dict.fromkeys(email for name in names for email in district.behind(name, school)))


def withheld(case: Case) -> Withheld:
    """Who must not hear of a case: whom a reporter left out, and whom its route leaves out."""
    roles = ((name, case.school if name == "principal" else "") for name in route_of(case.data).get("never", ()))
    return Withheld.of(case.data.get("excluded", ()), roles)


def kept_from(data: Data, school: str, district: District) -> frozenset[str]:
    """The addresses of all of them now."""
    return frozenset((*data.get("excluded", ()), *holders(route_of(data).get("never", ()), school, district)))


def _allowed(case: Case, emails: Iterable[str], district: District) -> tuple[str, ...]:
    kept_out = kept_from(case.data, case.school, district)
    return tuple(email for email in emails if email not in kept_out)


def _reporters(case: Case, _district: District) -> tuple[str, ...]:
    return tuple(dict.fromkeys((case.opened_by, *case.data.get("reporters", ()))))


def _handlers(case: Case, district: District) -> tuple[str, ...]:
    """Whoever the route names; where nobody of them may know, whoever its fallback names."""
    return next(filter(None, _who_could_handle(case, district)), ())


def _who_could_handle(case: Case, district: District) -> Iterator[tuple[str, ...]]:
    """Those of the route who may know, and then those of its fallback."""
    route = route_of(case.data)
    for part in ("handle", "fallback"):
        yield _allowed(case, holders(route.get(part, ()), case.school, district), district)


def _handler(case: Case, district: District) -> tuple[str, ...]:
    """Whoever took it, and then the others."""
    everybody = _handlers(case, district)
    return tuple(sorted(everybody, key=lambda email: email != case.data.get("taken_by")))


def _keeper(case: Case, district: District) -> tuple[str, ...]:
    """Whoever has the case, where its last step locked files."""
    return _handler(case, district)[:1] if case.data.get("locked_out") else ()


def _other_handlers(case: Case, district: District) -> tuple[str, ...]:
    return tuple(email for email in _handlers(case, district) if email != case.data.get("taken_by"))


def _told_as_well(case: Case, district: District) -> tuple[str, ...]:
    """Of each role that is told as well, the first who may know, or everybody where the role is a list; the
    superintendent for one that the law names and in which nobody may know."""
    told = (_told_of(case, role, district) for role in route_of(case.data).get("also", ()))
    return tuple(dict.fromkeys(email for emails in told for email in emails))


def _informed(case: Case, district: District) -> tuple[str, ...]:
    handling = _handlers(case, district)
    return tuple(email for email in _told_as_well(case, district) if email not in handling)


def _copied(case: Case, district: District) -> tuple[str, ...]:
    return () if is_urgent(case.data) else _informed(case, district)


def _standing_by(case: Case, district: District) -> tuple[str, ...]:
    """The others who may handle it: requirement 4.5 names them all, and the first hears of it by being asked."""
    return () if is_urgent(case.data) else _handler(case, district)[1:]


def _warned(case: Case, district: District) -> tuple[str, ...]:
    return _informed(case, district) if is_urgent(case.data) else ()


def _called_in(case: Case, district: District) -> tuple[str, ...]:
    return _handler(case, district)[1:] if is_urgent(case.data) else ()


def _locked_out(case: Case, district: District) -> tuple[str, ...]:
    """Who sent files that were locked by the last step of a case, and may know of it."""
    senders = case.data.get("locked_out", ())
    may_know = {*_reporters(case, district), *_allowed(case, senders, district)}
    return tuple(email for email in senders if email in may_know)


def _newly_informed(case: Case, district: District) -> tuple[str, ...]:
    """Those whom the rules name because of what the report that joined last says."""
    return _allowed(case, case.data.get("newly_informed", ()), district)


LISTS = frozenset({"on_call", "threat_team"})
"""Roles that are told as a whole (requirement 4.5)."""


def _told_of(case: Case, role: str, district: District) -> tuple[str, ...]:
    may_know = _allowed(case, holders([role], case.school, district), district)
    if not may_know and role in route_of(case.data).get("required", ()):
        may_know = _allowed(case, district.role("superintendent"), district)
    return may_know if role in LISTS else may_know[:1]


def _on_call(case: Case, district: District) -> tuple[str, ...]:
    """Once an alarm was raised, the on-call team; where there is none, those who handle such cases. Whoever raised it
    is none of them: an alarm that reached nobody else would have reached nobody."""
    raised_by = _alarm_raiser(case, district)
    if not raised_by:
        return ()
    asked = (_allowed(case, district.role("on_call"), district), *_who_could_handle(case, district))
    others = (tuple(email for email in emails if email not in raised_by) for emails in asked)
    return next(filter(None, others), ())


def _owes_an_answer(case: Case, district: District) -> tuple[str, ...]:
    alarm = current_alarm(case.data)
    return tuple(email for email in _on_call(case, district) if alarm and email not in alarm["acknowledged"])


def current_alarm(data: Data) -> Data | None:
    """The alert of a case; None for one of the time before it was reopened."""
    alarm: Data | None = data.get("alarm")
    return None if alarm and alarm.get("over") else alarm


def _alarm_raiser(case: Case, _district: District) -> tuple[str, ...]:
    alarm = case.data.get("alarm")
    return (alarm["by"],) if alarm else ()


def _alarm_raisers(case: Case, district: District) -> tuple[str, ...]:
    """Whoever raised it, and whose alarm before it was not answered either."""
    own = case.data.get("own_alarms", {})
    waiting = (email for email, alarm in own.items() if not alarm["acknowledged"])
    return tuple(dict.fromkeys((*_alarm_raiser(case, district), *waiting)))


def _reporters_alone(case: Case, district: District) -> tuple[str, ...]:
    handling = _handlers(case, district)
    return tuple(email for email in _reporters(case, district) if email not in handling)


def _reporters_told(case: Case, district: District) -> tuple[str, ...]:
    return () if is_restricted(case.data) else _reporters(case, district)


def may_alert(data: Data, reporter: str) -> bool:
    """Whether a reporter may know that the on-call team can be alerted: of a restricted matter a later one goes by what
    they answered themself."""
    own = data.get("later", {}).get(reporter, {}) if is_restricted(data) else {}
    return bool(own.get("may_alarm", data.get("may_alarm")))


def _alarmed_by(case: Case, district: District) -> tuple[str, ...]:
    """Whoever sees danger may raise it. Once somebody has, those who reported the matter later still may: somebody
    else's alert is no answer to theirs, and in a restricted matter they do not know of it. Those who handle it may
    again where words came that speak of something else."""
    reporters = [email for email in _reporters(case, district) if may_alert(case.data, email)]
    if not current_alarm(case.data):
        return (*reporters, *_handlers(case, district))
    later = [email for email in reporters if email in case.data.get("later", {}) and not _has_raised(case, email)]
    return (*later, *(() if _is_answered_for(case.data) else _handlers(case, district)))


def _is_answered_for(data: Data) -> bool:
    """Whether the alert was about all that the words speak of which came with a case."""
    answered_for = data["alarm"].get("spoken_of", ()) if "about" in data["alarm"] else ()
    return {*data.get("spoken_of", ())} <= {*answered_for}


def has_raised(case: Case, email: str) -> bool:
    """Whether somebody raised an alert about a case, ever."""
    alarm = case.data.get("alarm") or {}
    return email == alarm.get("by") or email in case.data.get("own_alarms", {})


def _has_raised(case: Case, email: str) -> bool:
    return has_raised(case, email) and current_alarm(case.data) is not None


def _unaware(case: Case, district: District) -> tuple[str, ...]:
    """The reporters of a part of a restricted case, who were never told that it is one: what they can do goes on."""
    aware = case.state != "joined" or not is_restricted(case.data)
    return () if aware else _reporters_alone(case, district)


def _unaware_in_danger(case: Case, district: District) -> tuple[str, ...]:
    """Those of them who saw danger and have not raised it."""
    unaware = _unaware(case, district)
    return tuple(email for email in unaware if may_alert(case.data, email) and not _has_raised(case, email))


def _drawn_in(case: Case, district: District) -> tuple[str, ...]:
    """To whom it was escalated, the latest first."""
    return _asked_in(case, case.data.get("escalated", ()), district)


def _asked_for_help(case: Case, district: District) -> tuple[str, ...]:
    """Who was drawn in and has not answered yet, the latest first."""
    return _asked_in(case, [one for one in case.data.get("escalated", ()) if not one.get("answered")], district)


def _asked_in(case: Case, steps: Sequence[Data], district: District) -> tuple[str, ...]:
    asked = (one["email"] for one in reversed(steps) if one["email"] and "stays_with" not in one)
    return _allowed(case, dict.fromkeys(asked), district)


reporter = Role("reporter", lambda case, _district: (case.opened_by,))
reporters = Role("reporters", _reporters, all_hear=True)
reporters_told = Role("reporters_told", _reporters_told, all_hear=True)
reporters_alone = Role("reporters_alone", _reporters_alone)
handlers = Role("handlers", _handlers)
handler = Role("handler", _handler)
keeper = Role("keeper", _keeper)
other_handlers = Role("other_handlers", _other_handlers)
handlers_stand_in = Role("handlers_stand_in", lambda case, district: _handlers(case, district)[1:])
informed = Role("informed", _informed, all_hear=True)
copied = Role("copied", _copied, all_hear=True)
standing_by = Role("standing_by", _standing_by, all_hear=True)
warned = Role("warned", _warned, all_hear=True)
"""Who gets a copy of what cannot wait."""
called_in = Role("called_in", _called_in, all_hear=True)
"""Who stands by for what cannot wait."""
locked_out = Role("locked_out", _locked_out, all_hear=True)
newly_informed = Role("newly_informed", _newly_informed, all_hear=True)
on_call = Role("on_call", _on_call, all_hear=True, lasting=True)
alarm_raiser = Role("alarm_raiser", _alarm_raisers, all_hear=True)
owes_an_answer = Role("owes_an_answer", _owes_an_answer)
alarmed_by = Role("alarmed_by", _alarmed_by)
unaware = Role("unaware", _unaware)
unaware_in_danger = Role("unaware_in_danger", _unaware_in_danger)
drawn_in = Role("drawn_in", _drawn_in)
asked_for_help = Role("asked_for_help", _asked_for_help, chosen=True)

READERS = (handlers, informed, on_call, drawn_in)
"""Those who see the whole of a report; its reporters see what they said and where it stands."""


def reaches_somebody(case: Case, data: Data, district: District) -> bool:
    """Whether anybody would handle a case if it held this."""
    return bool(_handlers(replace(case, data=data), district))


def must_stay_apart(case: Case, main: Case, whole: Case, district: District) -> bool:
    """Whether a report may not become part of another case, which would then be as `whole` is: something of it is kept
    from somebody who reads of the rest, or it would reach nobody."""
    reading = {email for role in (*READERS, reporters) for email in role.who(main, district)}
    told = {email for role in (reporters, on_call, alarm_raiser) for email in role.who(case, district)}
    out_of_main, out_of_whole = (kept_from(one.data, one.school, district) for one in (main, whole))
    if reading & (kept_from(case.data, case.school, district) | (out_of_whole - out_of_main)):
        return True
    return bool(told & (out_of_main | out_of_whole)) or not _handlers(whole, district)


def reads_all(case: Case, viewer: str, district: District) -> bool:
    """Whether a viewer sees the whole of a report."""
    return any(viewer in role.who(case, district) for role in READERS)
