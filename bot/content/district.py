"""The district as every room asks for it: its schools, who holds which role, who is staff."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.calendar import SchoolCalendar
from bot.content.district_checks import CHECKS, NOTES, blanks, fill
from bot.content.district_file import DistrictFile, Keep, Notice, Policy, Reminders, Roles, School, Staff, Sure
from bot.content.email_addresses import domain, in_small_letters
from bot.content.yaml_files import Fault, Sheet, read


def load_district(file: Path) -> District:
    """The district in a file; Faults with everything that is wrong in it."""
    return District(read(file, DistrictFile, CHECKS))


@dataclass(frozen=True)
class District:
    """The district as every room asks for it. Addresses are compared in small letters."""

    sheet: Sheet[DistrictFile]

    @property
    def name(self) -> str:
        return self.sheet.holds.district.name

    @property
    def short_name(self) -> str:
        return self.sheet.holds.district.short_name

    @property
    def kind(self) -> str:
        return self.sheet.holds.district.kind

    @property
    def policy(self) -> Policy:
        return self.sheet.holds.district.policy

    @property
    def timezone(self) -> ZoneInfo:
        return self.sheet.holds.district.timezone

    @property
    def email_domains(self) -> tuple[str, ...]:
        return self.sheet.holds.district.email_domains

    @property
    def schools(self) -> tuple[School, ...]:
        return self.sheet.holds.schools

    @property
    def staff(self) -> tuple[Staff, ...]:
        return self.sheet.holds.staff

    @property
    def reminders(self) -> Reminders:
        return self.sheet.holds.reminders

    @property
    def usual_days(self) -> int | None:
        """How many school days a request for an account usually takes; None while nobody has said so."""
        return self.sheet.holds.usual_days

    @property
    def keep(self) -> Keep:
        """How long questions are kept, and whether a hold is on."""
        return self.sheet.holds.keep

    @property
    def sure(self) -> Sure | None:
        """How sure the search must be to answer and to offer titles; None where the district leaves it as it comes."""
        return self.sheet.holds.sure

    @property
    def contacts(self) -> Mapping[str, str]:
        return self.sheet.holds.contacts

    @property
    def answers(self) -> Mapping[str, str]:
        """What only the district knows, for the blanks of the knowledge base: `opt_out_form` -> a sentence."""
        return self.sheet.holds.answers

    @property
    def laws(self) -> tuple[str, ...]:
        """The laws that an independent school has found itself under; a public one is under all of them."""
        return self.sheet.holds.laws

    @cached_property
    def blanks(self) -> dict[str, str]:
        """What stands for the blanks of an answer: `district.name` -> words; one that is empty is left out."""
        identity = {blank.strip("{}"): words for blank, words in blanks(self.sheet.holds.district).items()}
        notice = {"district.notice.text": self.notice.text, "district.notice.short": self.notice.short}
        notice["district.policy.url"] = self.policy.url
        own = {f"district.{name}": words for name, words in self.answers.items()}
        numbers = {f"district.contacts.{name}": number for name, number in self.contacts.items()}
        days = {"district.usual_days": str(self.usual_days or "")}
        said = identity | notice | own | numbers | days | self._holders
        return {blank: words for blank, words in said.items() if words}

    @property
    def _holders(self) -> dict[str, str]:
        """Who is asked first in each role, by name: `district.roles.records_officer` -> Rene Dubois."""
        holders = {name: self.role(name) for name in Roles.model_fields}
        return {f"district.roles.{name}": self.names.get(held[0], held[0]) for name, held in holders.items() if held}

    @property
    def languages(self) -> tuple[str, ...]:
        return self.sheet.holds.languages

    @cached_property
    def names(self) -> dict[str, str]:
        """What people are called, by address, as far as the file says."""
        return {one.email: one.name for one in self.staff if one.name} | self.sheet.holds.names

    @property
    def notice(self) -> Notice:
        """The notice with its blanks filled."""
        notice, district = self.sheet.holds.notice, self.sheet.holds.district
        return Notice(text=fill(notice.text, district), short=fill(notice.short, district))

    @cached_property
    def calendar(self) -> SchoolCalendar:
        """When the district is at work."""
        days, hours = self.sheet.holds.calendar, self.sheet.holds.working_hours
        breaks = tuple((one.first, one.last) for one in days.breaks)
        return SchoolCalendar(self.timezone, days.weekdays, frozenset(days.holidays), breaks, hours.opens, hours.closes)

    def role(self, name: str) -> tuple[str, ...]:
        """Who holds a role, the first to be asked first; KeyError for a role that no district has."""
        if name not in Roles.model_fields:
            raise KeyError(name)
        held: tuple[str, ...] = getattr(self.sheet.holds.roles, name)
        return held

    def behind(self, role: str, school_id: str) -> tuple[str, ...]:
        """Who stands behind the name of a role: `principal` is the principal of the school, with the stand-ins."""
        return self.principal_and_stand_ins(school_id) if role == "principal" else self.role(role)

    @property
    def office(self) -> tuple[str, ...]:
        """Who answers for the policy and may read of every school, in the order in which they are asked: the
        Communications Director, the deputies, the superintendent."""
        return (*self.role("communications_director"), *self.role("superintendent"))

    def duties(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each role and each school that has somebody, by name, and who is asked there, in order."""
        for role in Roles.model_fields:
            if emails := self.role(role):
                yield role.replace("_", " "), emails
        for school in self.schools:
            if school.principal_and_stand_ins:
                yield f"principal of {school.name}", school.principal_and_stand_ins

    def school(self, school_id: str) -> School | None:
        """The school with this id, or None."""
        return next((school for school in self.schools if school.id == school_id), None)

    def principal_and_stand_ins(self, school_id: str) -> tuple[str, ...]:
        """Who is asked at a school, in order; empty for a school that has nobody or is not there."""
        school = self.school(school_id)
        return school.principal_and_stand_ins if school else ()

    def schools_led_by(self, email: str) -> tuple[str, ...]:
        """The ids of the schools whose principal or stand-in this is."""
        email = in_small_letters(email)
        return tuple(school.id for school in self.schools if email in school.principal_and_stand_ins)

    def school_of(self, email: str) -> str | None:
        """The id of the school where somebody works, or None where the file does not say."""
        email = in_small_letters(email)
        works_at = tuple(one.school for one in self.staff if one.email == email)
        return next(iter(works_at + self.schools_led_by(email)), None)

    def people(self) -> tuple[str, ...]:
        """Every address that the file names, once, in its order."""
        return tuple(dict.fromkeys(self._named()))

    def _named(self) -> Iterator[str]:
        for role in Roles.model_fields:
            yield from self.role(role)
        for school in self.schools:
            yield from school.principal_and_stand_ins
        yield from (one.email for one in self.staff)
        yield from self.sheet.holds.names

    def is_staff_address(self, email: str) -> bool:
        """Whether mail to this address reaches staff: exactly one of the district's domains, in plain letters.

        An address with a +tag is a second name for somebody and counts only where the file names it.
        """
        email = in_small_letters(email)
        return domain(email) in self.email_domains and ("+" not in email or email in self.people())

    def is_student_address(self, email: str) -> bool:
        """Whether this is an address of the domains that students have."""
        return domain(in_small_letters(email)) in self.sheet.holds.district.student_email_domains

    def notes(self) -> list[Fault]:
        """What is allowed and yet worth a look: a school without a principal, a role that nobody holds."""
        return self.sheet.faults(NOTES)
