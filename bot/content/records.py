"""How long each class of case is kept under which schedule, and who may stop that: content, and never silent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.content.district import District
from bot.content.records_checks import CHECKS, Classes, lines_for, never_reviewed, unopened_schedules
from bot.content.records_file import Flag, Line, RecordsFile, Schedule, Span
from bot.content.yaml_files import Fault, Sheet, read

__all__ = ["Flag", "Line", "Records", "Schedule", "Span", "load_records"]


@dataclass(frozen=True)
class Records:
    """The rules of the file (requirement 8.6)."""

    sheet: Sheet[RecordsFile]

    @property
    def schedules(self) -> tuple[Schedule, ...]:
        """The schedules with which the lines were compared."""
        return self.sheet.holds.schedules

    @property
    def lines(self) -> tuple[Line, ...]:
        """One for each class, in the order of the file."""
        return self.sheet.holds.lines

    @cached_property
    def _by_class(self) -> dict[str, Line]:
        return {line.name: line for line in self.lines}

    def line(self, name: str) -> Line | None:
        """The line of a class; None for one of an earlier version, which is never due."""
        return self._by_class.get(name)

    @property
    def may_hold(self) -> tuple[str, ...]:
        """The roles whose word places a hold or lifts one."""
        return self.sheet.holds.may_hold

    def holders(self, district: District) -> tuple[str, ...]:
        """Who places holds and ends them; where nobody has one of these roles, whoever is Communications Director."""
        named = tuple(dict.fromkeys(email for role in self.may_hold for email in district.role(role)))
        return named or district.role("communications_director")

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What to look at before a packet of records leaves the house."""
        return self.sheet.holds.flags

    def faults(self, classes: Classes) -> list[Fault]:
        """(the classes of each kind of case) -> each that has no line, and each line under which nothing falls."""
        return self.sheet.faults([lines_for(classes)])

    def notes(self) -> list[Fault]:
        """What is allowed and yet worth a look."""
        return self.sheet.faults([never_reviewed, unopened_schedules])


def load_records(file: Path) -> Records:
    """The rules in a file; Faults with everything that is wrong in it."""
    return Records(read(file, RecordsFile, CHECKS))
