"""What `content/playbooks.yaml` holds, and what the file of a platform adds to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from bot.content.fault_sentences import did_you_mean
from bot.content.yaml_files import Check, Part, Problem, Spot

OWN = "own"
"""Among the routes of a plan: here stand the platform's own."""

OLD_AFTER_DAYS = 180
"""After how many days a look at a platform's page counts for little (requirement 5.1)."""

Status = Literal["verified", "secondary", "unverified"]
Id = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,60}$")]
Ids = tuple[str, ...]
Sentence = Annotated[str, Field(min_length=1, max_length=400)]
Name = Annotated[str, Field(min_length=1, max_length=75)]
Url = Annotated[str, Field(pattern=r"^https://\S+$", max_length=300)]


class Looked(Part):
    """Something about a platform that changes often: who looked, and when.

    status      verified: read on the platform's own page; secondary: in a copy of it, or told by somebody else;
                unverified: nobody has looked
    checked_on  the day of that look; where nobody looked there is none
    """

    status: Status
    checked_on: date | None = None
    url: Url | None = None


class Verification(Looked):
    """How a school's account gets a platform's badge, if it can."""

    say: Sentence


class Way(Looked):
    """One way to report something.

    answer_hours  after how many hours to ask whether there is an answer: 48 where the TAKE IT DOWN Act or a
                  partner program promises it, else 7 days
    who_files     whoever this way is open to, where that is not the person whom the plan names
    takes_text    whether the plan's prepared text belongs there
    """

    name: Name
    say: Sentence
    answer_hours: Annotated[int, Field(ge=1, le=720)] = 168
    who_files: str | None = None
    proof: Ids = ()
    takes_text: bool = True


class OwnWay(Way):
    """A platform's own way, and the plans that it is for."""

    id: Id
    plans: Annotated[Ids, Field(alias="for", min_length=1)]


class SharedWay(Way):
    """A way that is open for every platform, or for those under `tools`."""

    tools: Ids | None = None


class RungText(Part):
    """What to try after a refusal; under `tools`, only there."""

    name: Name
    say: Sentence
    tools: Ids | None = None


class Plan(Part):
    """What to do in the categories that are handled alike. `routes` are in the order in which to try them."""

    categories: Ids
    who_files: str
    proof: Annotated[Ids, Field(min_length=1)]
    routes: Annotated[Ids, Field(min_length=1)]
    text: Annotated[str, Field(max_length=2_000)] = ""
    ladder: Annotated[Ids, Field(min_length=1)]


class PlaybookFile(Part):
    """The file that all platforms share. The last plan also stands for categories that no plan names."""

    statuses: dict[Status, Sentence]
    blanks: dict[str, Sentence]
    who_files: dict[str, Sentence]
    proof: dict[str, Sentence]
    routes: dict[str, SharedWay]
    ladder: dict[str, RungText]
    plans: Annotated[dict[str, Plan], Field(min_length=1)]


def unknown_names(file: PlaybookFile) -> Iterator[Problem]:
    """Each name in the shared file that stands for nothing there."""
    for name, plan in file.plans.items():
        spot: Spot = ("plans", name)
        yield from _strangers((*spot, "who_files"), [plan.who_files], file.who_files, "who_files")
        yield from _strangers((*spot, "proof"), plan.proof, file.proof, "proof")
        yield from _strangers((*spot, "routes"), plan.routes, [*file.routes, OWN], "routes")
        yield from _strangers((*spot, "ladder"), plan.ladder, file.ladder, "ladder")
    for name, way in file.routes.items():
        yield from _of_way(("routes", name), way, file)


def unknown_blanks(file: PlaybookFile) -> Iterator[Problem]:
    """Each blank in a prepared text that nothing fills."""
    for name, plan in file.plans.items():
        blanks = re.findall(r"\{([^{}]*)\}", plan.text)
        yield from _strangers(("plans", name, "text"), blanks, file.blanks, "blanks")


def unseen_days(file: PlaybookFile) -> Iterator[Problem]:
    """Each shared way of which somebody is said to have looked, and not when."""
    for name, way in file.routes.items():
        yield from day_of(("routes", name), way)


def categories_once(known: Iterable[str]) -> Check[PlaybookFile]:
    """(the categories of reports) -> the check that each stands in one plan."""
    every = tuple(known)

    def check(file: PlaybookFile) -> Iterator[Problem]:
        planned: dict[str, str] = {}
        for name, plan in file.plans.items():
            spot: Spot = ("plans", name, "categories")
            yield from _strangers(spot, plan.categories, every, "categories of incidents.yaml")
            for category in plan.categories:
                if other := planned.get(category):
                    yield spot, f"“{category}” is in “{other}” already. Keep one of them."
                planned[category] = name
        if missing := [category for category in every if category not in planned]:
            yield ("plans",), f"No plan is for: {', '.join(missing)}. Add each to one."

    return check


def unknown_tools(known: Iterable[str]) -> Check[PlaybookFile]:
    """(the ids of the tools) -> the check that ways and rungs name no other."""
    every = tuple(known)

    def check(file: PlaybookFile) -> Iterator[Problem]:
        for name, way in file.routes.items():
            yield from _strangers(("routes", name, "tools"), way.tools or (), every, "platforms")
        for name, rung in file.ladder.items():
            yield from _strangers(("ladder", name, "tools"), rung.tools or (), every, "platforms")

    return check


def own_ways(ways: tuple[OwnWay, ...], shared: PlaybookFile) -> Iterator[Problem]:
    """What is wrong with the ways of one platform's file."""
    for position, way in enumerate(ways):
        spot: Spot = ("routes", position)
        yield from _of_way(spot, way, shared)
        yield from _strangers((*spot, "for"), way.plans, shared.plans, "plans")
        if way.id in shared.routes or way.id in [other.id for other in ways[:position]]:
            yield (*spot, "id"), f"Another route is called “{way.id}”. Give this one another name."
    served = {plan for way in ways for plan in way.plans}
    for name, plan in shared.plans.items():
        if ways and OWN in plan.routes and name not in served:
            yield ("routes",), f"No route here is for “{name}”. Add it to one."


def day_of(spot: Spot, looked: Looked) -> Iterator[Problem]:
    """A fault where somebody looked, and the day is missing."""
    if looked.status != "unverified" and looked.checked_on is None:
        yield spot, f"It is {looked.status}, and “checked_on” does not say since when. Add the day."


def _of_way(spot: Spot, way: Way, shared: PlaybookFile) -> Iterator[Problem]:
    yield from _strangers((*spot, "who_files"), [way.who_files] if way.who_files else [], shared.who_files, "who_files")
    yield from _strangers((*spot, "proof"), way.proof, shared.proof, "proof")
    yield from day_of(spot, way)


def _strangers(spot: Spot, names: Iterable[str], known: Iterable[str], where: str) -> Iterator[Problem]:
    every = tuple(known)
    for name in names:
        if name not in every:
            yield spot, f"“{name}” is not among the {where}.{did_you_mean(name, every)}"


def notes(spot: Spot, looked: Looked | None, today: date) -> Iterator[Problem]:
    """A note about an address that nobody has looked at, or not for long."""
    if looked is None or looked.url is None:
        return
    if looked.status == "unverified" or looked.checked_on is None:
        yield (
            (*spot, "url"),
            f"Nobody has opened {looked.url} yet. Open it, and write what you found under “status” and “checked_on”.",
        )
    elif (days := (today - looked.checked_on).days) > OLD_AFTER_DAYS:
        yield (*spot, "url"), f"{looked.url} was looked at {days} days ago. Open it, and renew “checked_on”."
