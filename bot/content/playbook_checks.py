"""What can be wrong with playbooks, and what in them is worth a look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from bot.content.fault_sentences import did_you_mean
from bot.content.playbook_file import OLD_AFTER_DAYS, OWN, Looked, OwnWay, PlaybookFile, Way
from bot.content.yaml_files import Check, Problem, Spot


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


def rungs_are_ways(ways: Mapping[str, str]) -> Check[PlaybookFile]:
    """(the labels of the ways of filing, by value) -> the check that each rung is one of them under the same name: a
    rung that nobody can have filed by would be offered again after every refusal. So is a route that is one of them."""

    def check(file: PlaybookFile) -> Iterator[Problem]:
        for name in file.ladder:
            yield from _strangers(("ladder", name), [name], ways, "routes of incidents.yaml")
        for part, named in (("ladder", file.ladder), ("routes", file.routes)):
            for name, one in named.items():
                if ways.get(name, one.name) != one.name:
                    yield (part, name, "name"), f"In incidents.yaml it is called “{ways[name]}”. Call it the same here."

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
        if way.id in shared.ladder and way.name != shared.ladder[way.id].name:
            same = shared.ladder[way.id].name
            yield (*spot, "name"), f"In playbooks.yaml it is called “{same}”. Call it the same here."
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


def old_ways(today: date) -> Check[PlaybookFile]:
    """(a day) -> the check that notes each address of a shared way that somebody should open again."""

    def check(file: PlaybookFile) -> Iterator[Problem]:
        for name, way in file.routes.items():
            yield from old_look(("routes", name), way, today)

    return check


def old_look(spot: Spot, looked: Looked, today: date) -> Iterator[Problem]:
    """A note about an address that nobody has opened, or not for long."""
    if looked.url is None:
        return
    if looked.status == "unverified" or looked.checked_on is None:
        look = f"Nobody has opened {looked.url} yet. Open it, and write what you found under “status” and “checked_on”."
        yield (*spot, "url"), look
    elif (days := (today - looked.checked_on).days) > OLD_AFTER_DAYS:
        yield (*spot, "url"), f"{looked.url} was looked at {days} days ago. Open it, and renew “checked_on”."
