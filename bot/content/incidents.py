"""What a report can be about, who hears of it by which rule, and how it can end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.content.choices import Choice
from bot.content.district import District
from bot.content.incidents_checks import CHECKS, PRINCIPAL, ROLES, answers_exist, texts_exist
from bot.content.incidents_file import (
    Category,
    Escalation,
    IncidentsFile,
    Named,
    Outcome,
    Span,
    Telling,
    Way,
    What,
    answered,
)
from bot.content.safety import Safety
from bot.content.yaml_files import Check, Fault, Problem, Sheet, read

__all__ = ["ROLES", "Category", "Incidents", "Outcome", "Route", "load_incidents", "union"]

NOTHING_SAID: Mapping[str, str] = {}
NAME_SOMEBODY = "Name somebody in district.yaml."


@dataclass(frozen=True, slots=True)
class Route:
    """Who hears of a report (requirement 4.5), by names of roles; `principal` is the one of the school it names.

    handle    who works on it; never empty, and none of `never`
    also      who is told as well
    required  those of the two whom the law names, and `laws` where it does
    never     who must not hear of it
    fallback  who handles it where nobody holds a role of `handle`
    """

    handle: Named
    also: Named
    required: Named
    never: Named
    laws: Named
    fallback: Named

    def asked(self, held: Callable[[str], Named]) -> Named:
        """The roles that handle it and that somebody holds; else the first of the fallback that somebody holds.

        `held` gives who holds a role. Empty only where all of them are vacant.
        """
        handling = tuple(role for role in self.handle if held(role))
        return handling or tuple(role for role in self.fallback if held(role))[:1]


def union(routes: Sequence[Route]) -> Route:
    """One route for what was reported as several things: everybody whom one of them names, in the order of the routes,
    and nobody from whom one of them keeps it."""
    never = _once(role for route in routes for role in route.never)
    fallback = _without((role for route in routes for role in route.fallback), never)
    handle = _without((role for route in routes for role in route.handle), never) or fallback
    return Route(
        handle=handle,
        also=_without((role for route in routes for role in route.also), (*never, *handle)),
        required=_once(role for route in routes for role in route.required),
        never=never,
        laws=_once(law for route in routes for law in route.laws),
        fallback=fallback,
    )


@dataclass(frozen=True)
class Incidents:
    """The choices and the rules of a report. `safety` are its answers to the safety questions, check -> value."""

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
    def routes(self) -> tuple[Way, ...]:
        """The ways in which something is filed, in the order in which they are tried."""
        return self.sheet.holds.routes

    @property
    def filers(self) -> tuple[Choice, ...]:
        """Who can have filed, beside whoever writes it down."""
        return self.sheet.holds.filers

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return self.sheet.holds.outcomes

    @property
    def closings(self) -> tuple[Choice, ...]:
        return self.sheet.holds.closings

    @property
    def minutes(self) -> tuple[Span, ...]:
        return self.sheet.holds.minutes

    @property
    def escalations(self) -> tuple[Escalation, ...]:
        return self.sheet.holds.escalations

    def answer_hours(self, route: str) -> int:
        """Hours until whoever filed by this route is asked what came of it (requirement 5.2)."""
        chase = self.sheet.holds.chase
        return chase.promised if self.is_promised(route) else chase.otherwise

    def is_promised(self, route: str) -> bool:
        """Whether a law or a program promises an answer by this route, within hours and not within school days."""
        return any(one.promised for one in self.routes if one.value == route)

    def speaks_of_own_file(self, message: str) -> bool:
        """Whether a message speaks of a file that its writer sent to the assistant."""
        return self.sheet.holds.own_file.speak_in(message)

    @property
    def emergency(self) -> str:
        """What a reporter reads first, where no text of safety.yaml says so itself."""
        return self.sheet.holds.emergency

    @property
    def after_report(self) -> tuple[str, ...]:
        """What happens next, for the reporter."""
        return self.sheet.holds.after_report

    @property
    def do_not(self) -> tuple[str, ...]:
        """What the reporter is asked not to do."""
        return self.sheet.holds.do_not

    def category(self, what: str, harmed: str) -> str:
        """The category that a reporter's plain choice comes to; `other` for a choice of an earlier version."""
        chosen = next((one for one in self.what if one.value == what), None)
        if chosen is None:
            return "other"
        return (chosen.of_student if harmed == "student" else "") or chosen.category

    def named(self, category: str) -> Category | None:
        """A category with all that holds for it; None for one of an earlier version."""
        return next((one for one in self.categories if one.value == category), None)

    def takes_files(self, category: str) -> bool:
        """Whether files may be held for a category; "", which nobody has chosen yet, stands in the way of none. What an
        earlier version called so may have been a sexual image, so that none are."""
        chosen = self.named(category)
        return not category or (chosen is not None and chosen.files == "taken")

    def is_restricted(self, category: str, safety: Mapping[str, str] = NOTHING_SAID) -> bool:
        """Whether a later reporter is told no more than any reporter (requirement 4.7)."""
        return any(one.restricted for one in self._counts_as(category, safety))

    def is_urgent(self, category: str, safety: Mapping[str, str] = NOTHING_SAID) -> bool:
        return any(one.urgent for one in self._counts_as(category, safety))

    def acted_on_as(self, categories: Sequence[str], safety: Mapping[str, str]) -> str:
        """(what a case was said to be, its own category first; its safety answers) -> the category whose playbook says
        what to do: one that refuses files before all others, since every other asks for a capture; then what a safety
        answer makes of it; else its own category, and `other` while nobody has said one."""
        said = tuple(filter(None, categories)) or ("other",)
        counted = [one for category in said for one in self._counts_as(category, safety)]
        made = [one.value for one in counted if one.safety_is and answered(one.safety_is, safety)]
        return next((one.value for one in counted if one.files == "refused"), (*made, *said)[0])

    def _counts_as(self, category: str, safety: Mapping[str, str]) -> Iterator[Category]:
        """The category itself, and those that the safety answers make of the report."""
        for one in self.categories:
            if one.value == category or (one.safety_is and answered(one.safety_is, safety)):
                yield one

    def route(self, category: str, harmed: str, safety: Mapping[str, str]) -> Route:
        """Who handles a report, who else is told, and who must not hear of it."""
        routing, said = self.sheet.holds.routing, (category, harmed, safety)
        never = _once(role for rule in routing.never if rule.when.fits(*said) for role in rule.roles)
        fallback = _without(routing.fallback, never)
        handle = _without(next(rule.roles for rule in routing.handle if rule.when.fits(*said)), never) or fallback
        return _route(handle, routing.telling(*said), never, fallback)

    @property
    def past_some(self) -> frozenset[str]:
        """The roles that handle what others must never hear of."""
        routes = (self.route(category.value, "", NOTHING_SAID) for category in self.categories)
        return frozenset(role for route in routes if route.never for role in route.handle)

    def until_known(self, safety: Mapping[str, str]) -> Route:
        """The route of a report that an alarm sent off before anybody said what it is: the on-call team has it, and
        whoever is told of these answers whatever a report is about hears of it now."""
        return _route(("on_call",), self.sheet.holds.routing.telling("", "", safety), (), ("superintendent",))

    def vacancies(self, district: District) -> list[Fault]:
        """A note for each kind of report that nobody of its own roles would handle or be told of."""
        held = partial(_held, district)
        problems = [*self._unhandled(held), *self._untold(held)]
        return [self.sheet.document.fault(problem) for problem in problems]

    def empty_contacts(self, contacts: Mapping[str, str]) -> list[Fault]:
        """A note for each category whose `call` the district has left empty, or calls by another name."""
        sentence = "“{}” is empty under “contacts” in district.yaml: no number can be said where nobody would get this."
        problems: list[Problem] = [
            (("categories", position, "call"), sentence.format(category.call))
            for position, category in enumerate(self.categories)
            if "call" in category.model_fields_set and not contacts.get(category.call)
        ]
        return [self.sheet.document.fault(problem) for problem in problems]

    def _unhandled(self, held: Callable[[str], Named]) -> Iterator[Problem]:
        for position, category in enumerate(self.categories):
            route = self.route(category.value, "", NOTHING_SAID)
            if not any(held(role) for role in route.handle):
                yield ("categories", position), _passed_on(category, route, held)

    def _untold(self, held: Callable[[str], Named]) -> Iterator[Problem]:
        noted: set[str] = set()
        for position, rule in enumerate(self.sheet.holds.routing.also):
            for role in (role for role in rule.roles if not held(role) and role not in noted):
                noted.add(role)
                yield ("routing", "also", position), _untold(role, rule)


def _route(handle: Named, telling: Sequence[Telling], never: Named, fallback: Named) -> Route:
    required = [rule for rule in telling if rule.required]
    return Route(
        handle=handle,
        also=_without((role for rule in telling for role in rule.roles), (*never, *handle)),
        required=_once(role for rule in required for role in rule.roles),
        never=never,
        laws=_once(rule.law for rule in required),
        fallback=fallback,
    )


def _passed_on(category: Category, route: Route, held: Callable[[str], Named]) -> str:
    vacant = f"Nobody holds {_either(route.handle)}, so “{category.label}”"
    instead = route.asked(held)
    return f"{vacant} goes to {_either(instead)}." if instead else f"{vacant} would reach nobody. {NAME_SOMEBODY}"


def _untold(role: str, rule: Telling) -> str:
    told = f"whom the law names ({rule.law})" if rule.required else "who would be told of these"
    return f"Nobody holds “{role}”, {told}. {NAME_SOMEBODY}"


def _held(district: District, role: str) -> Named:
    return ("the principal of the school",) if role == PRINCIPAL else district.role(role)


def _once(names: Iterable[str]) -> Named:
    return tuple(dict.fromkeys(names))


def _without(names: Iterable[str], others: Named) -> Named:
    return _once(name for name in names if name not in others)


def _either(roles: Named) -> str:
    return " or ".join(f"“{role}”" for role in roles)


def load_incidents(file: Path, safety: Safety | None = None) -> Incidents:
    """The rules in a file; Faults with everything that is wrong in it. Without `safety` what it names of that
    goes unchecked."""
    return Incidents(read(file, IncidentsFile, (*CHECKS, *(_held_against(safety) if safety else ()))))


def _held_against(safety: Safety) -> tuple[Check[IncidentsFile], ...]:
    texts = tuple(text.id for text in safety.texts)
    return partial(answers_exist, checks=safety.checks), partial(texts_exist, texts=texts)
