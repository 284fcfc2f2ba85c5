"""The whole examination: each check once, in an order in which one that fails hides none of the others."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path

from bot.content.yaml_files import Faults
from bot.dates import Clock
from bot.doctor import address, clock, evidence, people, tables
from bot.doctor.patient import Patient
from bot.findings import Finding, fault, note, well
from bot.house import House
from bot.opening import open_house
from bot.platforms.slack import checkup as slack_checkup
from bot.platforms.slack.send import SlackChat
from bot.platforms.teams import checkup as teams_checkup
from bot.platforms.teams.corrections import Framework
from bot.settings import BadSettings, Settings
from bot.store.database import TROUBLES, Database

Check = Callable[[Patient], AsyncIterator[Finding]]


async def examine(
    environment: Mapping[str, str],
    now: Clock,
    framework: Framework | None = None,
    enter: Callable[[Path], House] = open_house,
) -> list[Finding]:
    """What is found with these settings. `framework` stands in for Microsoft's in tests, and `enter` for a house that
    is opened anew."""
    try:
        settings = Settings.read(environment)
    except BadSettings as error:
        return [
            fault("Settings", sentence, "Correct the variable and run `doctor` again.") for sentence in error.faults
        ]
    house, about_content = _content(settings, now(), enter)
    found = [*_settings(settings), *about_content]
    async with AsyncExitStack() as stack:
        patient = await _admitted(settings, house, now, framework, stack)
        for check in CHECKS:
            found += await _checked(check, patient)
    return found


def _settings(settings: Settings) -> Iterator[Finding]:
    missing = settings.missing()
    if not missing:
        yield well("Settings", "All of them make sense.")
    yield from (fault("Settings", sentence, "Set it: the bot does not start without it.") for sentence in missing)
    yield from (note("Settings", sentence, "Set what is missing when you need it.") for sentence in settings.notes())


async def _admitted(
    settings: Settings,
    house: House | None,
    now: Clock,
    framework: Framework | None,
    stack: AsyncExitStack,
) -> Patient:
    database = await stack.enter_async_context(Database(settings.database))
    slack = SlackChat(settings.slack) if settings.slack.on else None
    if slack:
        await slack.open()
        stack.push_async_callback(slack.stop)
    if settings.teams.on and framework is None:
        framework = Framework(settings.teams)
    return Patient(settings, house, database, slack, framework, now)


def _content(settings: Settings, now: datetime, enter: Callable[[Path], House]) -> tuple[House | None, list[Finding]]:
    try:
        house = enter(settings.content_dir)
    except Faults as error:
        return None, [fault("Content", str(one), "Correct the line; `check` shows them all.") for one in error.faults]
    return house, [well("Content", "It is in order."), *_worth_a_look(house, now)]


def _worth_a_look(house: House, now: datetime) -> Iterator[Finding]:
    """What people would miss one by one, and the rest of `check`'s notes as a number."""
    content = house.content
    missed = [*content.district.notes(), *content.safety.empty_contacts(content.district.contacts)]
    yield from (note("Content", str(one), "Complete it in the content folder.") for one in missed)
    rest = {*content.notes(now.astimezone(house.calendar.timezone).date())} - {*missed}
    if rest:
        yield note("Content", f"{len(rest)} more notes on answers and links.", "`check` lists them.")


async def _slack(patient: Patient) -> AsyncIterator[Finding]:
    if patient.slack:
        async for finding in slack_checkup.examine(patient.slack, patient.settings.slack):
            yield finding
    else:
        yield note("Slack", "It is not connected.", "docs/install-slack.md says how, if the district uses it.")


async def _teams(patient: Patient) -> AsyncIterator[Finding]:
    if patient.teams:
        async for finding in teams_checkup.examine(patient.teams, patient.settings.teams, patient.now):
            yield finding
    else:
        yield note("Teams", "It is not connected.", "docs/install-teams.md says how, if the district uses it.")


CHECKS: Iterable[Check] = (
    tables.examine,
    _slack,
    _teams,
    clock.examine,
    people.examine,
    address.examine,
    evidence.examine,
)


async def _checked(check: Check, patient: Patient) -> list[Finding]:
    found: list[Finding] = []
    try:
        async for finding in check(patient):
            found.append(finding)
    except TROUBLES:
        return found  # what the database says of itself is told once
    except Exception as error:
        what = check.__module__.rpartition(".")[2].capitalize()
        found.append(
            fault(what, f"It could not be looked at: {type(error).__name__}.", "Fix what is named above first.")
        )
    return found
