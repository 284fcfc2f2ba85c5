"""What must hold between the lines of `content/district.yaml`, and what is worth a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.calendar import NoSchoolDay, SchoolCalendar
from bot.content.district_file import ENGLISH, DistrictFile, Identity, Roles
from bot.content.email_addresses import domain
from bot.content.fault_sentences import did_you_mean
from bot.content.yaml_files import Check, Problem, Spot


def blanks(district: Identity) -> dict[str, str]:
    """What a notice may name, and what stands for it."""
    return {
        "{district.name}": district.name,
        "{district.short_name}": district.short_name,
        "{district.policy.number}": district.policy.number,
        "{district.policy.procedure}": district.policy.procedure,
    }


def fill(text: str, district: Identity) -> str:
    """A notice with its blanks filled; a blank that is not known stays as it is."""
    filled = blanks(district)
    return re.sub(r"{[^{}]*}", lambda blank: filled.get(blank[0], blank[0]), text)


def _lists(file: DistrictFile) -> Iterator[tuple[Spot, tuple[str, ...]]]:
    for role in Roles.model_fields:
        yield ("roles", role), getattr(file.roles, role)
    for position, school in enumerate(file.schools):
        yield ("schools", position, "stand_ins"), school.stand_ins
    yield ("district", "email_domains"), file.district.email_domains
    yield ("languages",), file.languages


def _addresses(file: DistrictFile) -> Iterator[tuple[Spot, str]]:
    for spot, emails in _lists(file):
        yield from (((*spot, position), email) for position, email in enumerate(emails) if "@" in email)
    for position, school in enumerate(file.schools):
        if school.principal:
            yield ("schools", position, "principal"), school.principal
    yield from ((("staff", position, "email"), one.email) for position, one in enumerate(file.staff))
    yield from ((("names", email), email) for email in file.names)


def _twice_in_a_list(file: DistrictFile) -> Iterator[Problem]:
    for spot, items in _lists(file):
        for position, item in enumerate(items):
            if item in items[:position]:
                yield (*spot, position), f"“{item}” is in “{spot[-1]}” twice. Take one of them out."


def _twice_among_staff(file: DistrictFile) -> Iterator[Problem]:
    emails = [one.email for one in file.staff]
    for position, email in enumerate(emails):
        if email in emails[:position]:
            yield ("staff", position), f"“{email}” is in “staff” twice. Take one of them out."


def _outside_the_district(file: DistrictFile) -> Iterator[Problem]:
    ours, students = file.district.email_domains, file.district.student_email_domains
    for spot, email in _addresses(file):
        if domain(email) in students:
            yield spot, f"“{email}” is a student’s address. Procedure 4007P gives students no access; name staff here."
        elif domain(email) not in ours:
            yield spot, f"“{email}” is not an address of the district ({', '.join(ours)}).{_near(email, ours)}"


def _near(email: str, ours: tuple[str, ...]) -> str:
    hint = did_you_mean(domain(email), ours)
    return hint if "Did you mean" in hint else " Use a district address, or add the domain to “email_domains”."


def _domain_of_both(file: DistrictFile) -> Iterator[Problem]:
    for position, name in enumerate(file.district.student_email_domains):
        if name in file.district.email_domains:
            yield (
                ("district", "student_email_domains", position),
                f"“{name}” is in “email_domains” too, so staff and students could not be told apart. "
                "Keep it in one of the two.",
            )


def _schools_with_one_id(file: DistrictFile) -> Iterator[Problem]:
    ids = [school.id for school in file.schools]
    for position, school_id in enumerate(ids):
        if school_id in ids[:position]:
            yield ("schools", position, "id"), f"Two schools have the id “{school_id}”. Give one of them another."


def _unknown_school(file: DistrictFile) -> Iterator[Problem]:
    ids = [school.id for school in file.schools]
    for position, one in enumerate(file.staff):
        if one.school not in ids:
            hint = did_you_mean(one.school, ids)
            yield ("staff", position, "school"), f"“{one.school}” is not the id of a school in this file.{hint}"


def _days_in_order(file: DistrictFile) -> Iterator[Problem]:
    for position, one in enumerate(file.calendar.breaks):
        if one.last < one.first:
            yield ("calendar", "breaks", position), "This break ends before it begins. Swap the two days."
    if file.working_hours.closes <= file.working_hours.opens:
        yield ("working_hours",), "Work ends before it begins. Swap the two times."


def _school_some_day(file: DistrictFile) -> Iterator[Problem]:
    days = file.calendar
    breaks = tuple((one.first, one.last) for one in days.breaks)
    try:
        SchoolCalendar(file.district.timezone, days.weekdays, frozenset(days.holidays), breaks)
    except NoSchoolDay:
        yield ("calendar", "breaks"), "These breaks leave more than a year without school. Check the years."


def _reminders_in_order(file: DistrictFile) -> Iterator[Problem]:
    one = file.reminders
    if not one.first < one.stand_in < one.director:
        yield ("reminders",), "Reminders come one after the other: “first”, then “stand_in”, then “director”."


def _surest_answers(file: DistrictFile) -> Iterator[Problem]:
    if file.sure and file.sure.suggest_from > file.sure.answer_from:
        sentence = "Titles are offered where an answer would not be sure: “suggest_from” is at most “answer_from”."
        yield ("sure", "suggest_from"), sentence


def _unknown_blank(file: DistrictFile) -> Iterator[Problem]:
    known = blanks(file.district)
    for field in ("text", "short"):
        for blank in re.findall(r"{[^{}]*}", getattr(file.notice, field)):
            if blank not in known:
                yield ("notice", field), f"“{blank}” cannot be filled in.{did_you_mean(blank, known)}"


def _english_first(file: DistrictFile) -> Iterator[Problem]:
    if file.languages[0] != ENGLISH:
        yield ("languages", 0), f"English comes first: write “{ENGLISH}” before the others."


CHECKS: tuple[Check[DistrictFile], ...] = (
    _twice_in_a_list,
    _twice_among_staff,
    _outside_the_district,
    _domain_of_both,
    _schools_with_one_id,
    _unknown_school,
    _days_in_order,
    _school_some_day,
    _reminders_in_order,
    _surest_answers,
    _unknown_blank,
    _english_first,
)


def _school_without_principal(file: DistrictFile) -> Iterator[Problem]:
    for position, school in enumerate(file.schools):
        if not school.principal:
            then = "its stand-ins" if school.stand_ins else "the Communications Director"
            yield ("schools", position), f"{school.name} has no principal here, so its requests go to {then}."


def _role_without_anybody(file: DistrictFile) -> Iterator[Problem]:
    for role in Roles.model_fields:
        if not getattr(file.roles, role):
            yield ("roles", role), f"Nobody holds “{role}” yet. Add an address when somebody does."


def _director_alone(file: DistrictFile) -> Iterator[Problem]:
    deciders = {*file.roles.communications_director, *file.roles.superintendent}
    if len(deciders) == 1:
        yield (
            ("roles", "communications_director"),
            f"Nobody could decide on a request of {deciders.pop()}. Add a deputy, or a superintendent.",
        )


NOTES: tuple[Check[DistrictFile], ...] = (
    _school_without_principal,
    _role_without_anybody,
    _director_alone,
)
