"""Who somebody is to a report, asked anew at every click: who reported it, handles it, hears of it, or is on call.

Each role gives addresses; the first is asked first, the others stand in. Whoever must not hear of a report is in none
of them but its reporters (`incident_route.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.case import Case, role
from bot.content.district import District
from handlers.incident_route import allowed, holders, is_restricted, is_urgent, kept_from, route_of

Data = Mapping[str, Any]

# --- Its reporters ----------------------------------------------------------------------------------------------------


@role()
def reporter(case: Case, _district: District) -> tuple[str, ...]:
    """Whoever opened the report."""
    return (case.opened_by,)


@role(all_hear=True)
def reporters(case: Case, _district: District) -> tuple[str, ...]:
    """Whoever opened it, and everybody whose report became part of it."""
    return tuple(dict.fromkeys((case.opened_by, *case.data.get("reporters", ()))))


@role(all_hear=True)
def reporters_told(case: Case, district: District) -> tuple[str, ...]:
    """The reporters who may know that theirs is one of several: nobody in a restricted matter."""
    return () if is_restricted(case.data) else reporters.who(case, district)


@role()
def reporters_alone(case: Case, district: District) -> tuple[str, ...]:
    """The reporters who do not handle the report as well."""
    handling = handlers.who(case, district)
    return tuple(email for email in reporters.who(case, district) if email not in handling)


@role()
def unaware(case: Case, district: District) -> tuple[str, ...]:
    """The reporters of a part of a restricted case, who were never told that it is one: what they can do goes on."""
    aware = case.state != "joined" or not is_restricted(case.data)
    return () if aware else reporters_alone.who(case, district)


# --- Those who handle it ----------------------------------------------------------------------------------------------


@role()
def handlers(case: Case, district: District) -> tuple[str, ...]:
    """Whoever the route names; where none of them may know, whoever its fallback names."""
    return next(filter(None, _who_could_handle(case, district)), ())


def _who_could_handle(case: Case, district: District) -> Iterator[tuple[str, ...]]:
    """Those of the route who may know, and then those of its fallback."""
    route = route_of(case.data)
    for part in ("handle", "fallback"):
        yield allowed(case, holders(route.get(part, ()), case.school, district), district)


@role()
def handlers_stand_in(case: Case, district: District) -> tuple[str, ...]:
    """Those who may take it where the first does not."""
    return handlers.who(case, district)[1:]


@role()
def handler(case: Case, district: District) -> tuple[str, ...]:
    """Whoever took it, and then the others."""
    everybody = handlers.who(case, district)
    return tuple(sorted(everybody, key=lambda email: email != case.data.get("taken_by")))


@role()
def other_handlers(case: Case, district: District) -> tuple[str, ...]:
    """Those who handle it, without whoever took it."""
    return tuple(email for email in handlers.who(case, district) if email != case.data.get("taken_by"))


# --- Those who hear of it ---------------------------------------------------------------------------------------------

TOLD_AS_A_WHOLE = frozenset({"on_call", "threat_team"})
"""Roles of the district of which everybody is told, and not the first alone (requirement 4.5)."""


@role(all_hear=True)
def informed(case: Case, district: District) -> tuple[str, ...]:
    """Whoever the route tells as well, and who does not handle the report."""
    handling = handlers.who(case, district)
    told = (_told_of(case, name, district) for name in route_of(case.data).get("also", ()))
    return tuple(dict.fromkeys(email for emails in told for email in emails if email not in handling))


def _told_of(case: Case, name: str, district: District) -> tuple[str, ...]:
    """Who is told of those who hold a role: the first who may know, or all of them. Where nobody of a role that the law
    names may know, the superintendent."""
    may_know = allowed(case, holders([name], case.school, district), district)
    if not may_know and name in route_of(case.data).get("required", ()):
        may_know = allowed(case, district.role("superintendent"), district)
    return may_know if name in TOLD_AS_A_WHOLE else may_know[:1]


@role(all_hear=True)
def copied(case: Case, district: District) -> tuple[str, ...]:
    """Who gets a copy of what can wait."""
    return () if is_urgent(case.data) else informed.who(case, district)


@role(all_hear=True)
def warned(case: Case, district: District) -> tuple[str, ...]:
    """Who gets a copy of what cannot wait."""
    return informed.who(case, district) if is_urgent(case.data) else ()


@role(all_hear=True)
def standing_by(case: Case, district: District) -> tuple[str, ...]:
    """The others who may handle what can wait: requirement 4.5 names them all, and the first is asked."""
    return () if is_urgent(case.data) else handler.who(case, district)[1:]


@role(all_hear=True)
def called_in(case: Case, district: District) -> tuple[str, ...]:
    """The others who may handle what cannot wait."""
    return handler.who(case, district)[1:] if is_urgent(case.data) else ()


@role(all_hear=True)
def newly_informed(case: Case, district: District) -> tuple[str, ...]:
    """Those whom the rules name because of what the report that joined last says."""
    return allowed(case, case.data.get("newly_informed", ()), district)


# --- Files that were locked by the last step --------------------------------------------------------------------------


@role()
def keeper(case: Case, district: District) -> tuple[str, ...]:
    """Whoever has the case, if its last step locked files."""
    return handler.who(case, district)[:1] if case.data.get("locked_out") else ()


@role(all_hear=True)
def locked_out(case: Case, district: District) -> tuple[str, ...]:
    """Who sent those files, and may know of the case."""
    senders = case.data.get("locked_out", ())
    may_know = {*reporters.who(case, district), *allowed(case, senders, district)}
    return tuple(email for email in senders if email in may_know)


# --- Alerts to the on-call team ---------------------------------------------------------------------------------------


@role(all_hear=True, lasting=True)
def on_call(case: Case, district: District) -> tuple[str, ...]:
    """Once an alert was raised, the on-call team; where there is none, those who could handle the report. Without
    whoever raised it: an alert that reached nobody else would have reached nobody."""
    raised_by = _raised_by(case)
    if not raised_by:
        return ()
    asked = (allowed(case, district.role("on_call"), district), *_who_could_handle(case, district))
    others = (tuple(email for email in emails if email not in raised_by) for emails in asked)
    return next(filter(None, others), ())


@role()
def owes_an_answer(case: Case, district: District) -> tuple[str, ...]:
    """Those on call who have not acknowledged the alert."""
    alarm = current_alarm(case.data)
    return tuple(email for email in on_call.who(case, district) if alarm and email not in alarm["acknowledged"])


@role(all_hear=True)
def alarm_raiser(case: Case, _district: District) -> tuple[str, ...]:
    """Whoever raised the alert, and whoever raised one before it that nobody has acknowledged."""
    own = case.data.get("own_alarms", {})
    waiting = (email for email, alarm in own.items() if not alarm["acknowledged"])
    return tuple(dict.fromkeys((*_raised_by(case), *waiting)))


@role()
def alarmed_by(case: Case, district: District) -> tuple[str, ...]:
    """Who may raise an alert: before the first one, the reporters who saw danger, and those who handle the report.

    After it, reporters of a later report still may: somebody else's alert is no answer to theirs, and in a restricted
    matter they do not know of it. Those who handle it may again once words came that speak of something else.
    """
    saw_danger = [email for email in reporters.who(case, district) if may_alert(case.data, email)]
    if not current_alarm(case.data):
        return (*saw_danger, *handlers.who(case, district))
    later = [
        email for email in saw_danger if email in case.data.get("later", {}) and not _has_current_alert(case, email)
    ]
    return (*later, *(() if _is_about_all_words(case.data) else handlers.who(case, district)))


@role()
def unaware_in_danger(case: Case, district: District) -> tuple[str, ...]:
    """Those of `unaware` who saw danger and have not raised an alert."""
    saw_danger = (email for email in unaware.who(case, district) if may_alert(case.data, email))
    return tuple(email for email in saw_danger if not _has_current_alert(case, email))


def current_alarm(data: Data) -> Data | None:
    """The alert of a case; None where there is none, or only one from before it was reopened."""
    alarm: Data | None = data.get("alarm")
    return None if alarm and alarm.get("over") else alarm


def has_raised(case: Case, email: str) -> bool:
    """Whether somebody ever raised an alert about a case."""
    alarm = case.data.get("alarm") or {}
    return email == alarm.get("by") or email in case.data.get("own_alarms", {})


def may_alert(data: Data, reporter: str) -> bool:
    """Whether a reporter may know that the on-call team can be alerted: in a restricted matter a later one goes by what
    they answered themself."""
    own = data.get("later", {}).get(reporter, {}) if is_restricted(data) else {}
    return bool(own.get("may_alarm", data.get("may_alarm")))


def _raised_by(case: Case) -> tuple[str, ...]:
    alarm = case.data.get("alarm")
    return (alarm["by"],) if alarm else ()


def _has_current_alert(case: Case, email: str) -> bool:
    """Whether somebody raised an alert, and the case has one that still counts."""
    return has_raised(case, email) and current_alarm(case.data) is not None


def _is_about_all_words(data: Data) -> bool:
    """Whether the alert was about everything that the words speak of which came with the case."""
    alerted_of = data["alarm"].get("spoken_of", ()) if "about" in data["alarm"] else ()
    return {*data.get("spoken_of", ())} <= {*alerted_of}


# --- Those who were asked for help ------------------------------------------------------------------------------------


@role()
def drawn_in(case: Case, district: District) -> tuple[str, ...]:
    """To whom it was escalated, the latest first."""
    return _asked_in(case, case.data.get("escalated", ()), district)


@role(chosen=True)
def asked_for_help(case: Case, district: District) -> tuple[str, ...]:
    """Those of them who have not answered yet, the latest first."""
    return _asked_in(case, [one for one in case.data.get("escalated", ()) if not one.get("answered")], district)


def _asked_in(case: Case, steps: Sequence[Data], district: District) -> tuple[str, ...]:
    asked = (one["email"] for one in reversed(steps) if one["email"] and "stays_with" not in one)
    return allowed(case, dict.fromkeys(asked), district)


# --- Who reads it, and whether it reaches anybody ---------------------------------------------------------------------

READERS = (handlers, informed, on_call, drawn_in)
"""Those who see the whole of a report; its reporters see what they said and where it stands."""


def reads_all(case: Case, viewer: str, district: District) -> bool:
    """Whether a viewer sees the whole of a report."""
    return any(viewer in readers.who(case, district) for readers in READERS)


def reaches_somebody(case: Case, data: Data, district: District) -> bool:
    """Whether anybody would handle a case if it held this."""
    return bool(handlers.who(replace(case, data=data), district))


def must_stay_apart(case: Case, main: Case, whole: Case, district: District) -> bool:
    """Whether a report may not become part of another case, which would then be as `whole` is: something of it is kept
    from somebody who reads of the rest, or it would reach nobody."""
    reading = {email for each in (*READERS, reporters) for email in each.who(main, district)}
    told = {email for each in (reporters, on_call, alarm_raiser) for email in each.who(case, district)}
    out_of_main, out_of_whole = (kept_from(one.data, one.school, district) for one in (main, whole))
    if reading & (kept_from(case.data, case.school, district) | (out_of_whole - out_of_main)):
        return True
    return bool(told & (out_of_main | out_of_whole)) or not handlers.who(whole, district)
