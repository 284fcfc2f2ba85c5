"""What to do about an item on a platform: who files it, with what proof, where, and what comes after a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.content.incidents import Incidents
from bot.content.playbook_checks import (
    categories_once,
    old_ways,
    rungs_are_ways,
    unknown_blanks,
    unknown_names,
    unseen_days,
)
from bot.content.playbook_file import OLD_AFTER_DAYS, OWN, OwnWay, Plan, PlaybookFile, Status, Verification, Way
from bot.content.yaml_files import Check, Fault, Faults, Sheet, read
from bot.dates import day


@dataclass(frozen=True, slots=True)
class Route:
    """One way to file.

    say           the steps, in a sentence or two
    url           the form or page; empty where the way begins in the app
    standing      a sentence on how far this can be relied on, from `status` and `checked_on`
    answer_hours  after how many hours to ask whether there is an answer
    who_files     a sentence: for this way it may be somebody else than for the playbook's first
    text          ready to paste but for its blanks (`Tools.fill_in`); empty where nothing is pasted
    """

    id: str
    name: str
    say: str
    url: str
    checked_on: date | None
    status: Status
    standing: str
    answer_hours: int
    who_files: str
    text: str

    def is_old(self, today: date) -> bool:
        """Whether nobody has looked for more than 180 days, or ever."""
        return self.checked_on is None or (today - self.checked_on).days > OLD_AFTER_DAYS


@dataclass(frozen=True, slots=True)
class Rung:
    """What to try after a refusal."""

    id: str
    name: str
    say: str


@dataclass(frozen=True, slots=True)
class Badge:
    """How a platform verifies an account: `url` may be empty, `standing` says how far this can be relied on."""

    say: str
    url: str
    checked_on: date | None
    status: Status
    standing: str


@dataclass(frozen=True, slots=True)
class Playbook:
    """What to do about one category on one platform.

    who_files  the id of whoever files by the first route; `who_says` is the sentence about it
    proof      a sentence for each thing to have at hand
    routes     in the order in which to try them, at least one
    ladder     what to try after a refusal, in order
    """

    who_files: str
    who_says: str
    proof: tuple[str, ...]
    routes: tuple[Route, ...]
    ladder: tuple[Rung, ...]


@dataclass(frozen=True)
class Playbooks:
    """What all platforms share."""

    sheet: Sheet[PlaybookFile]

    @property
    def file(self) -> PlaybookFile:
        return self.sheet.holds

    def playbook(self, tool: str, own: Iterable[OwnWay], category: str) -> Playbook:
        """(a platform, its own ways, a category of incidents.yaml) -> what to do there."""
        name, plan = self._plan(category)
        ways = tuple(self._ways(tool, name, plan, tuple(own)))
        first = next((way.who_files for _, way in ways), None) if plan.routes[0] == OWN else None
        who_files = first or plan.who_files
        asked = dict.fromkeys((*plan.proof, *(item for _, way in ways for item in way.proof)))
        return Playbook(
            who_files,
            self.file.who_files[who_files],
            tuple(self.file.proof[item] for item in asked),
            tuple(self._route(name, way, plan) for name, way in ways),
            tuple(self._ladder(tool, plan)),
        )

    def _plan(self, category: str) -> tuple[str, Plan]:
        plans = list(self.file.plans.items())
        return next((row for row in plans if category in row[1].categories), plans[-1])

    def _ways(self, tool: str, name: str, plan: Plan, own: tuple[OwnWay, ...]) -> Iterator[tuple[str, Way]]:
        for step in plan.routes:
            if step == OWN:
                yield from ((way.id, way) for way in own if name in way.plans)
            elif _is_open(self.file.routes[step].tools, tool):
                yield step, self.file.routes[step]

    def _route(self, name: str, way: Way, plan: Plan) -> Route:
        return Route(
            name,
            way.name,
            way.say,
            way.url or "",
            way.checked_on,
            way.status,
            self.standing(way.status, way.checked_on),
            way.answer_hours,
            self.file.who_files[way.who_files or plan.who_files],
            plan.text if way.takes_text else "",
        )

    def _ladder(self, tool: str, plan: Plan) -> Iterator[Rung]:
        for name in plan.ladder:
            rung = self.file.ladder[name]
            if _is_open(rung.tools, tool):
                yield Rung(name, rung.name, rung.say)

    def badge(self, given: Verification) -> Badge:
        """What a platform's file says about verification."""
        standing = self.standing(given.status, given.checked_on)
        return Badge(given.say, given.url or "", given.checked_on, given.status, standing)

    def standing(self, status: Status, checked_on: date | None) -> str:
        """How far something can be relied on, in a sentence."""
        return self.file.statuses[status].replace("{checked_on}", day(checked_on) if checked_on else "")

    def fill_in(self, text: str, facts: Mapping[str, str]) -> str:
        """A text with its blanks filled; what nobody knows stays as a bracket that says what belongs there."""
        known = {name: facts.get(name) or ask for name, ask in self.file.blanks.items()}
        return re.sub(r"\{(\w+)\}", lambda blank: known.get(blank[1], blank[0]), text)

    def notes(self, today: date) -> list[Fault]:
        """A note for each shared address that nobody has opened, or not for long."""
        return self.sheet.faults([old_ways(today)])


def _is_open(tools: tuple[str, ...] | None, tool: str) -> bool:
    return tools is None or tool in tools


def load_playbooks(file: Path, incidents: Incidents | None) -> Playbooks:
    """What all platforms share; Faults with everything that is wrong in it. Without the rules of reports its
    categories and rungs go unchecked."""
    sheet = read(file, PlaybookFile, (unknown_names, unknown_blanks, unseen_days))
    if faults := sheet.faults(_held_against(incidents) if incidents else ()):
        raise Faults(faults)
    return Playbooks(sheet)


def _held_against(incidents: Incidents) -> tuple[Check[PlaybookFile], ...]:
    ways = {way.value: way.label for way in incidents.routes}
    return categories_once(category.value for category in incidents.categories), rungs_are_ways(ways)
