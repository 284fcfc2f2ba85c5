"""Who somebody is to a request for an account, asked anew at every click: from the district's file and the request.

Each role gives addresses. The first is asked first, the others stand in.
"""

from __future__ import annotations

from dataclasses import replace

from bot.case import Case, role
from bot.content.district import District
from handlers.request_states import school_last_read


@role()
def requester(case: Case, _district: District) -> tuple[str, ...]:
    """Whoever asked for the account."""
    return (case.opened_by,)


# --- Who decides ------------------------------------------------------------------------------------------------------


@role()
def principal(case: Case, district: District) -> tuple[str, ...]:
    """Who decides for the school: whoever was given the decision, the principal, then the stand-ins. Nobody where the
    principal is the requester; then the Director decides at once (procedure 4007P).

    A decision that was given to somebody was given for one school: it is not theirs in another.
    """
    asked = district.principal_and_stand_ins(case.school)
    if asked[:1] == (case.opened_by,):
        return ()
    given = _given_to(case, "with_principal") if school_last_read(case) == case.school else ()
    return _without_a_stake(case, (*given, *asked))


@role()
def principal_stand_in(case: Case, district: District) -> tuple[str, ...]:
    """Who decides for the school where the first does not."""
    return principal.who(case, district)[1:]


@role()
def principal_who_read(case: Case, district: District) -> tuple[str, ...]:
    """Who decides for the school that the request named when it was last read."""
    return principal.who(replace(case, school=school_last_read(case)), district)


@role()
def principal_who_approved(case: Case, district: District) -> tuple[str, ...]:
    """Whoever approved the request for the school, as long as they may decide for it. Nobody once the Director has
    declined and reopened it."""
    if case.came_from == "declined":
        return ()
    return tuple(email for email in principal.who(case, district) if email == case.data.get("approved_by"))


@role()
def director(case: Case, district: District) -> tuple[str, ...]:
    """The Communications Director and the deputies, without those who have a stake in the request; where that leaves
    nobody, the superintendent.

    Whoever was given the Director's decision decides, and no more: access is checked and requests are reopened by the
    office itself.
    """
    given = _given_to(case, "with_director") if case.state == "with_director" else ()
    directors = _without_a_stake(case, (*given, *district.role("communications_director")))
    return directors or _without_a_stake(case, district.role("superintendent"))


@role()
def director_stand_in(case: Case, district: District) -> tuple[str, ...]:
    """Who decides in the Director's place where the first does not."""
    return director.who(case, district)[1:]


@role()
def director_who_acted(case: Case, district: District) -> tuple[str, ...]:
    """Whoever of the Director's office made the last move, and goes on with what they took up."""
    return tuple(email for email in director.who(case, district) if email == case.last_by)


@role()
def deciders(case: Case, _district: District) -> tuple[str, ...]:
    """Everybody to whom a decision on this request was given; they go on reading what became of it."""
    return _without_a_stake(case, tuple(case.data.get("assigned", {}).values()))


@role(reads=False)
def relieved(case: Case, _district: District) -> tuple[str, ...]:
    """Who was asked first before the decision was given to somebody else."""
    return _named(case.data.get("relieved", ""))


@role()
def may_reopen(case: Case, district: District) -> tuple[str, ...]:
    """The Director's office; and the requester, if they withdrew it themself."""
    withdrew = (case.last_move, case.last_by) == ("withdraw", case.opened_by)
    return (*director.who(case, district), *(requester.who(case, district) if withdrew else ()))


@role()
def superintendent(_case: Case, district: District) -> tuple[str, ...]:
    """The superintendent's office."""
    return district.role("superintendent")


def _given_to(case: Case, state: str) -> tuple[str, ...]:
    """To whom the decision in this state was given ("Reassign")."""
    return _named(case.data.get("assigned", {}).get(state, ""))


def _without_a_stake(case: Case, emails: tuple[str, ...]) -> tuple[str, ...]:
    """Those who may decide: nobody does on their own request (requirement 2.1), or on an account that they will
    manage."""
    own = (case.opened_by, *_managers(case))
    return tuple(dict.fromkeys(email for email in emails if email not in own))


DECIDES = {"with_principal": principal, "with_director": director}
"""Who decides on a request, by the state in which it waits for them."""


# --- Who manages the account ------------------------------------------------------------------------------------------


@role()
def managers(case: Case, _district: District) -> tuple[str, ...]:
    """The manager and the second manager, as far as they are named."""
    return _managers(case)


@role(named=True)
def manager(case: Case, _district: District) -> tuple[str, ...]:
    """The manager, if the requester named somebody else: then they have to hear of it."""
    return tuple(email for email in _manages_as("manager", case) if email != case.opened_by)


@role(named=True)
def second_manager(case: Case, _district: District) -> tuple[str, ...]:
    """The second manager, if that is somebody who has not heard of it as requester or manager."""
    hear_already = (case.opened_by, *_manages_as("manager", case))
    return tuple(email for email in _manages_as("second_manager", case) if email not in hear_already)


@role()
def names_managers(case: Case, district: District) -> tuple[str, ...]:
    """The requester and the Director's office: a request must not wait for a manager who never comes."""
    return (case.opened_by, *director.who(case, district))


@role(named=True)
def newly_named(case: Case, _district: District) -> tuple[str, ...]:
    """Whoever became a manager last, as long as they are one."""
    return tuple(email for email in _managers(case) if email == case.data.get("newly_named"))


@role(reads=False)
def replaced_manager(case: Case, _district: District) -> tuple[str, ...]:
    """In whose place another manager was named; not the requester, who stays and is told in other words."""
    return tuple(email for email in _named(case.data.get("replaced", "")) if email != case.opened_by)


@role(all_hear=True)
def owes_the_charter(case: Case, _district: District) -> tuple[str, ...]:
    """The managers who have not accepted the charter yet."""
    accepted = case.data.get("accepted", {})
    return tuple(email for email in _managers(case) if email not in accepted)


@role()
def asked_to_manage(case: Case, district: District) -> tuple[str, ...]:
    """Managers whom somebody else named and who have not accepted: they may still say that they cannot do it. The
    requester names somebody else instead."""
    return tuple(email for email in owes_the_charter.who(case, district) if email != case.opened_by)


@role()
def sets_it_up(case: Case, _district: District) -> tuple[str, ...]:
    """The requester, and the manager, who goes on if the requester has left."""
    return tuple(dict.fromkeys((case.opened_by, *_manages_as("manager", case))))


def _managers(case: Case) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_manages_as("manager", case), *_manages_as("second_manager", case))))


def _manages_as(part: str, case: Case) -> tuple[str, ...]:
    """Who is named as this manager; nobody once whoever was named has said no."""
    return _named(case.data.get("answers", {}).get(part, ""))


def _named(email: str) -> tuple[str, ...]:
    return (email,) if email else ()
