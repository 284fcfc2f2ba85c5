"""What can be wrong with the retention of records, and what in it is worth a look."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bot.content.district_file import Roles
from bot.content.fault_sentences import did_you_mean
from bot.content.records_file import UNTIL_SET, Counts, RecordsFile
from bot.content.yaml_files import Check, Problem

ROLES = tuple(Roles.model_fields)
PACKET_FILES = ("log", "files", "messages")
"""What may stand in the place of a kind under a flag: a line of that file of a packet."""
Classes = Mapping[str, Mapping[str, Counts]]
"""The classes of each kind of case, as its conversation files them, and from when the time of each can count."""


def _classes_once(file: RecordsFile) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, line in enumerate(file.lines):
        if line.name in seen:
            yield ("lines", position, "class"), f"“{line.name}” has a line already. Keep one of them."
        seen.add(line.name)


def _series_stand_behind_a_status(file: RecordsFile) -> Iterator[Problem]:
    for position, line in enumerate(file.lines):
        if not line.series and line.status != "unverified":
            yield ("lines", position, "status"), f"“{line.status}” needs a series. Name it, or write unverified."


def _reviews_make_sense(file: RecordsFile) -> Iterator[Problem]:
    if bool(file.reviewed_by) != bool(file.reviewed_on):
        yield ("reviewed_on",), "“reviewed_by” and “reviewed_on” belong together: fill in both, or neither."


def _roles_exist(file: RecordsFile) -> Iterator[Problem]:
    for position, role in enumerate(file.may_hold):
        if role not in ROLES:
            yield ("may_hold", position), f"“{role}” is not a role.{did_you_mean(role, ROLES)}"


def _flags_find_something(file: RecordsFile) -> Iterator[Problem]:
    for position, flag in enumerate(file.flags):
        if not (flag.fields or flag.looks):
            yield ("flags", position, "what"), f"“{flag.what}” finds nothing. Name fields, or how it is looked for."
        if not flag.law and flag.status != "unverified":
            yield ("flags", position, "status"), f"“{flag.status}” needs a law. Name it, or write unverified."


CHECKS: tuple[Check[RecordsFile], ...] = (
    _classes_once,
    _series_stand_behind_a_status,
    _reviews_make_sense,
    _roles_exist,
    _flags_find_something,
)


def lines_for(classes: Classes) -> Check[RecordsFile]:
    """(the classes of each kind of case) -> the check that each has a line, and each line something that falls under
    it: what falls under none would be kept for ever and nobody would know."""

    def check(file: RecordsFile) -> Iterator[Problem]:
        for position, line in enumerate(file.lines):
            if line.kind not in classes:
                yield ("lines", position, "kind"), f"“{line.kind}” is not a kind.{did_you_mean(line.kind, classes)}"
            elif line.name not in classes[line.kind]:
                hint = did_you_mean(line.name, classes[line.kind])
                yield ("lines", position, "class"), f"No {line.kind} falls under “{line.name}”.{hint}"
        there = {(line.kind, line.name) for line in file.lines}
        for kind, names in classes.items():
            for name in sorted(name for name in names if (kind, name) not in there):
                yield ("lines",), f"There is no line for the class “{name}” of {kind}. Please add it."
        yield from _unknown_kinds(file, (*classes, *PACKET_FILES))
        yield from _wrong_beginnings(
            file, {name: counts for names in classes.values() for name, counts in names.items()}
        )

    return check


def _wrong_beginnings(file: RecordsFile, counts: Mapping[str, Counts]) -> Iterator[Problem]:
    for position, line in enumerate(file.lines):
        named, begins = f"“{line.name}”", counts.get(line.name, line.since)
        if begins == "never" and line.keep.is_set:
            said = "takes no time: “audit verify” reads it as the proof of what was destroyed"
            yield ("lines", position, "keep"), f"{named} {said}. Write “{UNTIL_SET}”."
        elif begins == "account_ended" and line.since == "ended":
            said = f"{named} takes “account_ended”: from “ended”, an account that still exists would be destroyed."
            yield ("lines", position, "from"), said
        elif begins != "account_ended" and line.since == "account_ended":
            yield ("lines", position, "from"), f"{named} has no account whose end could be waited for. Write “ended”."


def _unknown_kinds(file: RecordsFile, known: Collection[str]) -> Iterator[Problem]:
    for position, flag in enumerate(file.flags):
        for kind in sorted(flag.fields.keys() - {*known}):
            yield ("flags", position, "fields", kind), f"“{kind}” is not a kind.{did_you_mean(kind, known)}"


def never_reviewed(file: RecordsFile) -> Iterator[Problem]:
    """Nobody of the district has read the file yet."""
    if not file.reviewed_by:
        yield ("reviewed_by",), "The records officer has not reviewed these times yet."


def unopened_schedules(file: RecordsFile) -> Iterator[Problem]:
    """Each schedule that nobody of the district has opened."""
    for position, schedule in enumerate(file.schedules):
        if not schedule.used_on:
            said = f"Nobody in the district has opened “{schedule.name}” {schedule.version} yet, as far as is noted."
            yield ("schedules", position), said
