"""What `content/incidents.yaml` may hold: the choices of a report, who hears of it by which rule, how it can end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from bot.content.choices import Choice, Id
from bot.content.own_files import OwnFileWords
from bot.content.safety_file import Check
from bot.content.yaml_files import Part

Named = tuple[str, ...]
Answers = dict[Check, Named]
Paragraph = Annotated[str, Field(min_length=1, max_length=300)]
Paragraphs = Annotated[tuple[Paragraph, ...], Field(min_length=1)]


def _or_none(text: str) -> str:
    return "" if text == "none" else text


FixedText = Annotated[str, Field(min_length=1), AfterValidator(_or_none)]


class What(Choice):
    """What a reporter chooses from, and the category that it comes to; where a student is harmed, perhaps another."""

    category: Id
    of_student: str = ""


class Category(Choice):
    """What the handlers call it.

    restricted  a later reporter of the same matter is told no more than any reporter (requirement 4.7)
    urgent      the notice to those who handle it says so
    safety_is   the answers that make a report count as this too, whatever else it is
    files       `refused` where no file may be fetched, kept or shown
    text        the fixed text of `content/safety.yaml` that its reporter reads at the end; "" for none, which is typed
                as `none`: what a reporter has to know is never left out by an oversight
    call        the contact of `district.yaml` whose number stands where nobody would get such a report
    """

    restricted: bool = False
    urgent: bool = False
    safety_is: Answers = Field(default_factory=dict)
    files: Literal["taken", "refused"] = "taken"
    text: FixedText
    call: Id = "communications_office"


class Way(Choice):
    """A way in which something is filed; `promised` where the platform or a law promises an answer. Its label leaves
    room for a number in front of it, where one of several filings is chosen."""

    label: Annotated[str, Field(min_length=1, max_length=70)]
    promised: bool = False


class Span(Choice):
    """How long it took. Its label leaves room for what the button says that closes a case with it."""

    label: Annotated[str, Field(min_length=1, max_length=60)]


class Outcome(Choice):
    """What a platform did with a filing.

    ends_as          how a case ends by it; where the next rung is to be tried, once none is left. "" where that is open
    asks_next_rung   the next rung of the ladder is then to be tried
    asks_new_handle  it cannot be written down without the account's new name
    """

    ends_as: str = ""
    asks_next_rung: bool = False
    asks_new_handle: bool = False


class Escalation(Choice):
    """To whom a case can be escalated: a role of the district, or somebody outside, perhaps with a contact."""

    role: str = ""
    contact: str = ""


class When(Part):
    """What must be so for a rule: all of it, and of each list one."""

    category_is: Named | None = None
    harmed_is: Named | None = None
    safety_is: Answers = Field(default_factory=dict)

    @property
    def is_always(self) -> bool:
        return self == When()

    def fits(self, category: str, harmed: str, safety: Mapping[str, str]) -> bool:
        """Whether a report is of this kind; a safety question that was not answered counts as "no"."""
        return (
            (self.category_is is None or category in self.category_is)
            and (self.harmed_is is None or harmed in self.harmed_is)
            and answered(self.safety_is, safety)
        )


def answered(wanted: Mapping[Check, Named], safety: Mapping[str, str]) -> bool:
    """Whether each of these questions was answered so."""
    return all(safety.get(check, "no") in values for check, values in wanted.items())


class Rule(Part):
    """Roles that hear, or must not hear, of the reports that fit."""

    when: When
    roles: Annotated[Named, Field(min_length=1)]


class Telling(Rule):
    """Roles that are told as well; `required` where the law names this recipient, with the place in the law."""

    required: bool = False
    law: Annotated[str, Field(max_length=150)] = ""


class Routing(Part):
    """Who hears of which report.

    handle    who works on it: the first row that fits
    also      who is told as well: every row that fits
    never     who must not hear of it, whatever another row says: every row that fits
    fallback  who handles it where nobody holds a role of `handle`, the first to be asked first
    """

    handle: Annotated[tuple[Rule, ...], Field(min_length=1)]
    also: tuple[Telling, ...] = ()
    never: tuple[Rule, ...] = ()
    fallback: Annotated[Named, Field(min_length=1)]

    def rules(self) -> dict[Literal["handle", "also", "never"], tuple[Rule, ...]]:
        """Every row, by the list that it stands in."""
        return {"handle": self.handle, "also": self.also, "never": self.never}

    def telling(self, category: str, harmed: str, safety: Mapping[str, str]) -> tuple[Telling, ...]:
        """The rows of `also` that fit a report; "" for what nobody has said yet, which fits no row that asks for it."""
        return tuple(rule for rule in self.also if rule.when.fits(category, harmed, safety))


class Chase(Part):
    """Hours after a filing until its filer is asked what came of it: where the platform or the law promises an answer,
    and otherwise (requirement 5.2)."""

    promised: Annotated[int, Field(ge=1, le=1_000)]
    otherwise: Annotated[int, Field(ge=1, le=1_000)]


Choices = Annotated[tuple[Choice, ...], Field(min_length=1, max_length=20)]


class IncidentsFile(Part):
    """`content/incidents.yaml` as it is typed."""

    version: Annotated[int, Field(ge=1)]
    what: Annotated[tuple[What, ...], Field(min_length=1, max_length=10)]
    harmed: Choices
    categories: Annotated[tuple[Category, ...], Field(min_length=1, max_length=30)]
    routing: Routing
    routes: Annotated[tuple[Way, ...], Field(min_length=1, max_length=20)]
    filers: Choices
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    closings: Choices
    minutes: Annotated[tuple[Span, ...], Field(min_length=1, max_length=20)]
    escalations: Annotated[tuple[Escalation, ...], Field(min_length=1)]
    chase: Chase
    own_file: OwnFileWords
    emergency: Paragraph
    after_report: Paragraphs
    do_not: Paragraphs

    def choices(self) -> dict[str, tuple[Choice, ...]]:
        """Every list of choices, by its key."""
        return {
            "what": self.what,
            "harmed": self.harmed,
            "categories": self.categories,
            "routes": self.routes,
            "filers": self.filers,
            "outcomes": self.outcomes,
            "closings": self.closings,
            "minutes": self.minutes,
            "escalations": self.escalations,
        }

    def values(self, name: str) -> tuple[str, ...]:
        """What a case can keep of the list `name`; KeyError for another."""
        return tuple(choice.value for choice in self.choices()[name])
