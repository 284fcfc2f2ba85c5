"""Who somebody is to a case: asked anew at every click, from the district's file and the case itself."""

from __future__ import annotations

from dataclasses import replace

from bot.content.district import District
from bot.workflow import Case, Role


def _requester(case: Case, _district: District) -> tuple[str, ...]:
    return (case.opened_by,)


def _principal(case: Case, district: District) -> tuple[str, ...]:
    """The principal and the stand-ins; nobody where the principal is the requester (procedure: then the Director
    decides). Where the principal will manage the account, a stand-in decides.

    Somebody to whom the decision was reassigned has it only for the school whose principal they stand in for.
    """
    asked = district.principal_and_stand_ins(case.school)
    if asked[:1] == (case.opened_by,):
        return ()
    given = _assigned(case, "with_principal") if school_read(case) == case.school else ()
    return _others(case, (*given, *asked))


def school_read(case: Case) -> str:
    """The school of the request as those who asked for changes read it; the requester may have chosen another since."""
    return str(case.data.get("answers_then", {}).get("school", case.school))


def wanted_changes(case: Case) -> str:
    """The state in which whoever asked for changes read the request. Where it was withdrawn and reopened since, the
    reopening noted which; where it did not note that yet, the request goes to the principal."""
    return str(case.data.get("wanted_in", "with_principal")) if case.came_from == "withdrawn" else case.came_from


def _principal_who_read(case: Case, district: District) -> tuple[str, ...]:
    """The principal of the school as it was when the request was last read, and the stand-ins."""
    return _principal(replace(case, school=school_read(case)), district)


def _principal_who_approved(case: Case, district: District) -> tuple[str, ...]:
    """Whoever approved it as it is, before the Director, as long as they may still decide for the school; not of one
    that the Director declined and reopened."""
    if case.came_from == "declined":
        return ()
    return tuple(email for email in _principal(case, district) if email == case.data.get("approved_by"))


def _relieved(case: Case, _district: District) -> tuple[str, ...]:
    """Who was asked first before the decision was given to somebody else."""
    email = case.data.get("relieved", "")
    return (email,) if email else ()


def _director_who_acted(case: Case, district: District) -> tuple[str, ...]:
    """Whoever of the Director's office made the last move: the deputy, too, goes on with what they took up."""
    return tuple(email for email in _director(case, district) if email == case.last_by)


def _may_reopen(case: Case, district: District) -> tuple[str, ...]:
    """The Director's office; and the requester, where they withdrew it themself."""
    withdrew = (case.last_move, case.last_by) == ("withdraw", case.opened_by)
    return (*_director(case, district), *(_requester(case, district) if withdrew else ()))


def _director(case: Case, district: District) -> tuple[str, ...]:
    """The Communications Director and the deputies; on a request of their own, or an account that they will manage, the
    next one, then the superintendent.

    Whoever was given the decision has only that: access is confirmed and cases are reopened by the office itself.
    """
    given = _assigned(case, "with_director") if case.state == "with_director" else ()
    directors = _others(case, (*given, *district.role("communications_director")))
    return directors or _others(case, district.role("superintendent"))


def _others(case: Case, emails: tuple[str, ...]) -> tuple[str, ...]:
    """Nobody decides on their own request (requirement 2.1), and nobody on an account that they will manage."""
    own = (case.opened_by, *_named_managers(case))
    return tuple(dict.fromkeys(email for email in emails if email not in own))


def _assigned(case: Case, state: str) -> tuple[str, ...]:
    email = case.data.get("assigned", {}).get(state)
    return (email,) if email else ()


def _deciders(case: Case, _district: District) -> tuple[str, ...]:
    return _others(case, tuple(case.data.get("assigned", {}).values()))


def _managers(case: Case, _district: District) -> tuple[str, ...]:
    return _named_managers(case)


def _named_managers(case: Case) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_named_as("manager", case), *_named_as("second_manager", case))))


def _named_as(part: str, case: Case) -> tuple[str, ...]:
    """Who has this part; nobody for as long as whoever was named has said no."""
    email = case.data.get("answers", {}).get(part, "")
    return (email,) if email else ()


def _manager(case: Case, _district: District) -> tuple[str, ...]:
    """The manager whom somebody else named: they have to hear of it."""
    return tuple(email for email in _named_as("manager", case) if email != case.opened_by)


def _second_manager(case: Case, _district: District) -> tuple[str, ...]:
    hear_already = (case.opened_by, *_named_as("manager", case))
    return tuple(email for email in _named_as("second_manager", case) if email not in hear_already)


def _sets_it_up(case: Case, _district: District) -> tuple[str, ...]:
    """The requester, and the first manager, who goes on where the requester has left."""
    return tuple(dict.fromkeys((case.opened_by, *_named_as("manager", case))))


def _newly_named(case: Case, _district: District) -> tuple[str, ...]:
    """Whoever became a manager last, as long as they are one: the requester may be named as well."""
    return tuple(email for email in _named_managers(case) if email == case.data.get("newly_named"))


def _replaced_manager(case: Case, _district: District) -> tuple[str, ...]:
    """In whose place another manager was named; the requester is told by other words, since they stay."""
    email = case.data.get("replaced", "")
    return (email,) if email not in ("", case.opened_by) else ()


def _names_managers(case: Case, district: District) -> tuple[str, ...]:
    return (case.opened_by, *_director(case, district))


def _owes_the_charter(case: Case, district: District) -> tuple[str, ...]:
    accepted = case.data.get("accepted", {})
    return tuple(email for email in _managers(case, district) if email not in accepted)


def _asked_to_manage(case: Case, district: District) -> tuple[str, ...]:
    """Whom somebody else named as a manager, as long as they have not accepted: until then they can say that they
    cannot do it. The requester names somebody else instead."""
    return tuple(email for email in _owes_the_charter(case, district) if email != case.opened_by)


def _account_managers(case: Case, _district: District) -> tuple[str, ...]:
    return tuple(email for part in ("manager", "second_manager") if (email := case.data.get(part, "")))


def _school_office(case: Case, district: District) -> tuple[str, ...]:
    """The principal, the stand-ins, and the staff that the district's file counts to the school."""
    staff = (one.email for one in district.staff if one.school == case.school)
    return (*district.principal_and_stand_ins(case.school), *staff)


def _school_leaders(case: Case, district: District) -> tuple[str, ...]:
    return district.principal_and_stand_ins(case.school)


def _stand_in(role: Role) -> Role:
    return Role(f"{role.name}_stand_in", lambda case, district: role.who(case, district)[1:])


requester = Role("requester", _requester)
principal = Role("principal", _principal)
principal_who_read = Role("principal_who_read", _principal_who_read)
principal_who_approved = Role("principal_who_approved", _principal_who_approved)
director = Role("director", _director)
director_who_acted = Role("director_who_acted", _director_who_acted)
may_reopen = Role("may_reopen", _may_reopen)
relieved = Role("relieved", _relieved, reads=False)
deciders = Role("deciders", _deciders)
"""Everybody to whom a decision on this case was given; they go on reading what became of it."""
managers = Role("managers", _managers)
manager = Role("manager", _manager, named=True)
second_manager = Role("second_manager", _second_manager, named=True)
sets_it_up = Role("sets_it_up", _sets_it_up)
newly_named = Role("newly_named", _newly_named, named=True)
replaced_manager = Role("replaced_manager", _replaced_manager, reads=False)
names_managers = Role("names_managers", _names_managers)
"""The requester and the Director's office: a request must not wait for a manager who never comes."""
owes_the_charter = Role("owes_the_charter", _owes_the_charter, all_hear=True)
asked_to_manage = Role("asked_to_manage", _asked_to_manage)
principal_stand_in = _stand_in(principal)
director_stand_in = _stand_in(director)
account_managers = Role("account_managers", _account_managers)
school_office = Role("school_office", _school_office)
school_leaders = Role("school_leaders", _school_leaders)
communications_office = Role("communications_office", lambda _case, district: district.role("communications_director"))
superintendent = Role("superintendent", lambda _case, district: district.role("superintendent"))
DECIDES = {"with_principal": principal, "with_director": director}
"""Who decides on a request, by the state in which it waits."""
