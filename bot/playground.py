"""Who can be met in the web playground: everybody whom the district's file names, and what they are there."""

from __future__ import annotations

from bot.events import Person
from bot.house import House

OFFICES = ("superintendent", "human_resources", "records_officer", "bullying_contact", "title_ix", "threat_team", "it")
"""Whose name says what they are, where they lead no school; of several offices the first counts."""


def playground_people(house: House) -> dict[str, Person]:
    """Everybody whom the district's file names."""
    return {email: Person(email, house.name(email)) for email in house.district.people()}


def playground_faces(house: House) -> tuple[str, ...]:
    """Whom the playground shows first: a member of staff, their principal, and the Director."""
    district = house.district
    everybody = tuple(one.email for one in district.staff) + tuple(district.people())
    school = district.school_of(everybody[0]) or district.schools[0].id
    approvers = (*district.principal_and_stand_ins(school)[:1], *district.role("communications_director")[:1])
    return tuple(dict.fromkeys((everybody[0], *approvers)))


def playground_roles(house: House) -> dict[str, str]:
    """What the playground says under a name: where somebody works, which school they lead, their office."""
    district, label = house.district, house.words.plain
    schools = {school.id: school.name for school in district.schools}
    staff = {one.email: label("playground.staff", school=schools[one.school]) for one in district.staff}
    stand_ins = {
        email: label("playground.stand_in", school=school.name)
        for school in district.schools
        for email in school.stand_ins
    }
    principals = {
        school.principal: label("playground.principal", school=school.name)
        for school in district.schools
        if school.principal
    }
    first, *deputies = district.role("communications_director")
    office = {deputy: label("playground.deputy") for deputy in deputies} | {first: label("playground.director")}
    return _offices(house) | staff | stand_ins | principals | office


def _offices(house: House) -> dict[str, str]:
    held = ((name, email) for name in reversed(OFFICES) for email in house.district.role(name))
    return {email: house.words.plain(f"playground.office.{name}") for name, email in held}
