"""What `content/district.yaml` may hold, key by key."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from bot.content.email_addresses import Email
from bot.content.yaml_files import Part

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

NOTICE = (
    "This is an official publication of {district.name} ({district.short_name}). {district.short_name} reserves "
    "the right to monitor and remove posts or comments that violate Policy {district.policy.procedure}."
)
"""The notice that procedure 4007P has every approved account post, to the letter."""

ENGLISH = "en"
"""The language in which everything is written; every other one is that of a translation."""

Emails = tuple[Email, ...]
Words = Annotated[str, Field(min_length=1, max_length=150)]
Domain = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"), AfterValidator(str.lower)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]

Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A code as chats and browsers use it (BCP 47): es, vi, zh-Hant."""


class Policy(Part):
    """The policy and the procedure that requests are made under."""

    number: Words
    procedure: Words
    url: Annotated[str, Field(pattern=r"^https://")] = ""
    adopted: date | None = None


class Identity(Part):
    """Who the district is."""

    name: Words
    short_name: Words
    kind: Literal["public", "independent"] = "public"
    timezone: ZoneInfo
    email_domains: Annotated[tuple[Domain, ...], Field(min_length=1)]
    student_email_domains: tuple[Domain, ...] = ()
    policy: Policy


class Roles(Part):
    """Who holds which role: the first is asked first, the others stand in."""

    communications_director: Annotated[Emails, Field(min_length=1)]
    bullying_contact: Emails = ()
    threat_team: Emails = ()
    human_resources: Emails = ()
    records_officer: Emails = ()
    superintendent: Emails = ()
    title_ix: Emails = ()
    counsel: Emails = ()
    it: Emails = ()
    on_call: Emails = ()


class School(Part):
    """A school or an office. Without a principal its requests go to the stand-ins, else to the Director."""

    id: Id
    name: Annotated[str, Field(min_length=1, max_length=75)]
    principal: Email = ""
    stand_ins: Emails = ()

    @property
    def principal_and_stand_ins(self) -> tuple[str, ...]:
        return ((self.principal,) if self.principal else ()) + self.stand_ins


class Staff(Part):
    """Somebody who works at a school."""

    email: Email
    school: str
    name: str = ""


class Break(Part):
    """Days without school, the first and the last included."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")


class WorkingHours(Part):
    """When reminders may arrive, by the district's clock."""

    opens: time = Field(default=time(7, 30), alias="from")
    closes: time = Field(default=time(16, 30), alias="to")


def _weekdays(text: str) -> str:
    first, dash, last = text.partition("-")
    if not {first, last} <= {*WEEK} or not dash or WEEK.index(first) > WEEK.index(last):
        raise ValueError(f"“{text}” is not a stretch of days. Write it like mon-fri, and let the week begin on mon.")
    return text


class Calendar(Part):
    """The days of school."""

    school_days: Annotated[str, AfterValidator(_weekdays)] = "mon-fri"
    holidays: tuple[date, ...] = ()
    breaks: tuple[Break, ...] = ()

    @property
    def weekdays(self) -> frozenset[int]:
        """The school week, Monday counted as 0."""
        first, _, last = self.school_days.partition("-")
        return frozenset(range(WEEK.index(first), WEEK.index(last) + 1))


class Notice(Part):
    """What every approved account shows. `short` is the form that the superintendent adopts for bios with a limit."""

    text: Annotated[str, Field(min_length=1, max_length=1_000)] = NOTICE
    short: Annotated[str, Field(max_length=300)] = ""


Answer = Annotated[str, Field(min_length=1, max_length=300)]
SchoolDays = Annotated[int, Field(ge=1, le=60)]


class Reminders(Part):
    """After how many school days an approver is reminded, a stand-in joins, and the Director is told."""

    first: SchoolDays = 2
    stand_in: SchoolDays = 4
    director: SchoolDays = 6

    def days(self, name: str) -> int:
        """The school days of the reminder `name`: first, stand_in or director; KeyError for another."""
        return {"first": self.first, "stand_in": self.stand_in, "director": self.director}[name]


Chance = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class Sure(Part):
    """How sure the search must be (requirement 6.3), as chances from 0 to 1: from `answer_from` on that an entry is the
    right one it answers, and from `suggest_from` on that a question is about our matters it offers titles. Below that
    it offers a person."""

    answer_from: Chance
    suggest_from: Chance


class Keep(Part):
    """How long what people asked is kept, as the records officer sets it; while a hold is on, nothing is forgotten."""

    questions_days: Annotated[int, Field(ge=1, le=3_650)] = 90
    hold: bool = False


class DistrictFile(Part):
    """`content/district.yaml` as it is typed.

    usual_days  how many school days a request for an account takes, as the district has seen it; None while unknown
    sure        None while the district has not set it: then the search is as sure as it was measured to be
    """

    district: Identity
    roles: Roles
    schools: Annotated[tuple[School, ...], Field(min_length=1, max_length=100)]
    calendar: Calendar = Calendar()
    working_hours: WorkingHours = WorkingHours()
    staff: tuple[Staff, ...] = ()
    names: dict[Email, Words] = Field(default_factory=dict)
    contacts: dict[str, Words] = Field(default_factory=dict)
    answers: dict[str, Answer] = Field(default_factory=dict)
    laws: tuple[Literal["ferpa", "public_records", "first_amendment"], ...] = ()
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = (ENGLISH,)
    notice: Notice = Notice()
    reminders: Reminders = Reminders()
    usual_days: Annotated[int, Field(ge=2, le=60)] | None = None
    keep: Keep = Keep()
    sure: Sure | None = None
