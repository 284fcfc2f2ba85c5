"""What a report can be about, who hears of it by which rule, and how it can end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.content.district_file import Roles
from bot.content.fault_sentences import did_you_mean
from bot.content.yaml_files import Check, Part, Problem, Sheet, Spot, read

ROLES = (*Roles.model_fields, "principal")
"""Who can be named: the district's roles, and the principal of the school that a report names."""

Id = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,60}$")]
Label = Annotated[str, Field(min_length=1, max_length=75)]
Named = tuple[str, ...]
Paragraphs = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=600)], ...], Field(min_length=1)]


class Choice(Part):
    """One thing to choose. `value` is what a case keeps."""

    value: Id
    label: Label


class What(Choice):
    """What a reporter chooses from, and the category that it comes to; of a student perhaps another."""

    category: Id
    of_student: str = ""


class Category(Choice):
    """What the handlers call it. Of a restricted one a later reporter hears no more than any (requirement 4.7)."""

    restricted: bool = False
    urgent: bool = False


class Outcome(Choice):
    """What a platform did with a filing, and whether the next rung is to be tried."""

    next_rung: bool = False

    @property
    def asks_next_rung(self) -> bool:
        return self.next_rung


class Escalation(Choice):
    """To whom a case can be escalated; without a role it is somebody outside the district."""

    role: str = ""


class When(Part):
    """What must be so for a row: all of it, and of each list one."""

    category_is: Named | None = None
    harmed_is: Named | None = None
    danger_is: Named | None = None
    image_is: Named | None = None


class Handling(Part):
    """Who handles a report, and who must not hear of it."""

    when: When
    handle: Annotated[Named, Field(min_length=1)]
    never: Named = ()


class Telling(Part):
    """Who is told as well; `required` where the law names them."""

    when: When
    tell: Annotated[Named, Field(min_length=1)]
    required: bool = False
    law: Annotated[str, Field(max_length=150)] = ""


class Chase(Part):
    """Hours after a filing until its filer is asked what came of it."""

    promised: Annotated[int, Field(ge=1, le=1_000)]
    otherwise: Annotated[int, Field(ge=1, le=1_000)]


Choices = Annotated[tuple[Choice, ...], Field(min_length=1, max_length=20)]


class IncidentsFile(Part):
    """`content/incidents.yaml` as it is typed."""

    version: Annotated[int, Field(ge=1)]
    what: Annotated[tuple[What, ...], Field(min_length=1, max_length=10)]
    harmed: Choices
    categories: Annotated[tuple[Category, ...], Field(min_length=1, max_length=30)]
    handling: Annotated[tuple[Handling, ...], Field(min_length=1)]
    telling: tuple[Telling, ...] = ()
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    closings: Choices
    minutes: Choices
    escalations: Annotated[tuple[Escalation, ...], Field(min_length=1)]
    chase: Chase
    after_report: Paragraphs
    do_not: Paragraphs


@dataclass(frozen=True, slots=True)
class Route:
    """Role names: who handles a report, who is told as well (of these the law requires some), and who must not hear."""

    handle: Named
    also: Named
    required: Named
    never: Named


@dataclass(frozen=True)
class Incidents:
    """The choices and the rules of a report."""

    sheet: Sheet[IncidentsFile]

    @property
    def version(self) -> int:
        return self.sheet.holds.version

    @property
    def what(self) -> tuple[What, ...]:
        return self.sheet.holds.what

    @property
    def harmed(self) -> tuple[Choice, ...]:
        return self.sheet.holds.harmed

    @property
    def categories(self) -> tuple[Category, ...]:
        return self.sheet.holds.categories

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return self.sheet.holds.outcomes

    @property
    def closings(self) -> tuple[Choice, ...]:
        return self.sheet.holds.closings

    @property
    def minutes(self) -> tuple[Choice, ...]:
        return self.sheet.holds.minutes

    @property
    def escalations(self) -> tuple[Escalation, ...]:
        return self.sheet.holds.escalations

    @property
    def chase(self) -> Chase:
        return self.sheet.holds.chase

    @property
    def after_report(self) -> tuple[str, ...]:
        return self.sheet.holds.after_report

    @property
    def do_not(self) -> tuple[str, ...]:
        return self.sheet.holds.do_not

    @cached_property
    def _restricted(self) -> frozenset[str]:
        return frozenset(category.value for category in self.categories if category.restricted)

    def is_restricted(self, category: str) -> bool:
        """Whether a later reporter is told no more than any reporter."""
        return category in self._restricted

    def category(self, what: str, harmed: str) -> str:
        """What a reporter's plain choice comes to."""
        chosen = next((one for one in self.what if one.value == what), None)
        if chosen is None:
            return "other"
        return (chosen.of_student if harmed == "student" else "") or chosen.category

    def route(self, category: str, harmed: str, safety: Mapping[str, str]) -> Route:
        """Who handles a report, who else is told, and who must not hear of it."""
        facts = {
            "category_is": category,
            "harmed_is": harmed,
            "danger_is": safety.get("danger", "no"),
            "image_is": safety.get("sexual_image", "no"),
        }
        handling = next(row for row in self.sheet.holds.handling if _fits(row.when, facts))
        telling = [row for row in self.sheet.holds.telling if _fits(row.when, facts)]
        also = (role for row in telling for role in row.tell if role not in (*handling.handle, *handling.never))
        required = (role for row in telling if row.required for role in row.tell)
        return Route(handling.handle, tuple(dict.fromkeys(also)), tuple(dict.fromkeys(required)), handling.never)


def _fits(when: When, facts: Mapping[str, str]) -> bool:
    return all(facts[name] in wanted for name, wanted in when.model_dump(exclude_none=True).items())


def load_incidents(file: Path) -> Incidents:
    """The rules in a file; Faults with everything that is wrong in it."""
    return Incidents(read(file, IncidentsFile, CHECKED))


def _twice(file: IncidentsFile) -> Iterator[Problem]:
    for name in ("what", "harmed", "categories", "outcomes", "closings", "minutes", "escalations"):
        values = [choice.value for choice in getattr(file, name)]
        for position, value in enumerate(values):
            if value in values[:position]:
                yield (name, position), f"“{value}” is in “{name}” twice. Give one of them another name."


def _known_roles(file: IncidentsFile) -> Iterator[Problem]:
    named: list[tuple[Spot, Sequence[str]]] = []
    for position, handling in enumerate(file.handling):
        named += [
            (("handling", position, "handle"), handling.handle),
            (("handling", position, "never"), handling.never),
        ]
    named += [(("telling", position, "tell"), telling.tell) for position, telling in enumerate(file.telling)]
    named += [(("escalations", at, "role"), (one.role,)) for at, one in enumerate(file.escalations) if one.role]
    for spot, roles in named:
        yield from ((spot, f"“{role}” is no role.{did_you_mean(role, ROLES)}") for role in roles if role not in ROLES)


def _known_values(file: IncidentsFile) -> Iterator[Problem]:
    categories, harmed = ([one.value for one in getattr(file, name)] for name in ("categories", "harmed"))
    for position, what in enumerate(file.what):
        for key in ("category", "of_student"):
            value = getattr(what, key)
            if value and value not in categories:
                yield ("what", position, key), f"“{value}” is no category.{did_you_mean(value, categories)}"
    for name in ("handling", "telling"):
        for position, row in enumerate(getattr(file, name)):
            for key, known in (("category_is", categories), ("harmed_is", harmed)):
                unknown = [value for value in getattr(row.when, key) or () if value not in known]
                sentence = "“{}” is not among the values above.{}"
                yield from (
                    ((name, position, "when", key), sentence.format(value, did_you_mean(value, known)))
                    for value in unknown
                )


def _somebody_handles_everything(file: IncidentsFile) -> Iterator[Problem]:
    if file.handling[-1].when.model_dump(exclude_none=True):
        yield ("handling",), "The last row fits every report, so that none is left to nobody. Give it “when: {}”."
    for position, row in enumerate(file.handling):
        for role in set(row.handle) & set(row.never):
            yield (
                ("handling", position, "never"),
                f"“{role}” handles such a report and must not hear of it. Choose one.",
            )


CHECKED: tuple[Check[IncidentsFile], ...] = (_twice, _known_roles, _known_values, _somebody_handles_everything)
