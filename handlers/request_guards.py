"""When a row of a request's table counts: the conditions under `if_` in `account_request.py`.

A guard takes the request and the district, and says yes or no.
"""

from __future__ import annotations

from bot.content.district import District
from bot.workflow import Case, Condition
from handlers.request_roles import managers, owes_the_charter, principal
from handlers.request_states import changes_asked_in, may_have_left_an_account, school_last_read


def principal_is_asked(case: Case, district: District) -> bool:
    """Somebody can decide for the school."""
    return bool(principal.who(case, district))


def principal_is_next(case: Case, district: District) -> bool:
    """After changes the principal reads it again: they asked for the changes, or the requester chose another school."""
    moved_school = school_last_read(case) != case.school
    return principal_is_asked(case, district) and (principal_wanted_changes(case, district) or moved_school)


def principal_wanted_changes(case: Case, _district: District) -> bool:
    """It was the principal who asked for the changes, and not the Director."""
    return changes_asked_in(case) == "with_principal"


def is_vacant(part: str) -> Condition:
    """("manager" or "second_manager") -> the guard that nobody is named as that, or that whoever was has said no."""
    return lambda case, _district: not case.data["answers"].get(part)


def a_manager_is_named(case: Case, district: District) -> bool:
    """There is a manager in whose place another can be named."""
    return bool(managers.who(case, district))


def charter_is_accepted(case: Case, district: District) -> bool:
    """There are two managers, and both have accepted the charter."""
    return len(managers.who(case, district)) == 2 and not owes_the_charter.who(case, district)


def one_charter_is_missing(case: Case, district: District) -> bool:
    """There are two managers, and one of them still owes the charter: once that one accepts, the account can be set up.
    Not where that is the requester, whose own card says what comes next."""
    owing = owes_the_charter.who(case, district)
    return len(managers.who(case, district)) == 2 and len(owing) == 1 and owing != (case.opened_by,)


def ended_in(state: str) -> Condition:
    """(a state) -> the guard that the request was in that state when it was withdrawn or ended."""
    return lambda case, _district: case.came_from == state


def an_account_may_be_left(case: Case, _district: District) -> bool:
    """The request came to nothing, and an account may be there all the same, without our administrator."""
    return may_have_left_an_account(case)
