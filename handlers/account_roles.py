"""Who somebody is to an account in the register, asked anew at every click."""

from __future__ import annotations

from bot.case import Case, role
from bot.content.district import District


@role()
def account_managers(case: Case, _district: District) -> tuple[str, ...]:
    """The manager and the second manager of the account."""
    return tuple(email for part in ("manager", "second_manager") if (email := case.data.get(part, "")))


@role()
def communications_office(_case: Case, district: District) -> tuple[str, ...]:
    """The Communications Director and the deputies."""
    return district.role("communications_director")


@role()
def school_leaders(case: Case, district: District) -> tuple[str, ...]:
    """The principal of the account's school, and the stand-ins."""
    return district.principal_and_stand_ins(case.school)


@role()
def school_office(case: Case, district: District) -> tuple[str, ...]:
    """The principal, the stand-ins, and the staff whom the district's file counts to the school."""
    staff = (one.email for one in district.staff if one.school == case.school)
    return (*district.principal_and_stand_ins(case.school), *staff)
