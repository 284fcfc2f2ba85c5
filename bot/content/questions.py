"""Loads `content/questions.yaml`, and says what is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.content.advice import MOST_LINES
from bot.content.choices import twice
from bot.content.fault_sentences import did_you_mean
from bot.content.questions_file import Questions
from bot.content.tools import Tools
from bot.content.yaml_files import Faults, Problem, Spot, read

BLANKS = ("{tool}", "{age_limit}", "{accounts}")
"""What a line of advice may name: the tool, the age from which it lets people in, the accounts that exist."""

DISTRICT = ("{district.name}", "{district.short_name}", "{district.policy.number}", "{district.policy.procedure}")
"""What of the district it may name: as `district.yaml` says it, since each cites its own policy."""

_KNOWN = (*BLANKS, *DISTRICT)

_ON_FIT = ("{tool}", "{what}", "{why}")
_OF_FIT = {"fits": _ON_FIT, "better": (*_ON_FIT, "{tools}"), "own_tool": (*_ON_FIT, "{tools}")}
"""What each sentence on fit may name."""


def load_questions(file: Path, tools: Tools | None) -> Questions:
    """The questions in a file; Faults with everything that is wrong in it. Without tools their names go unchecked."""
    sheet = read(file, Questions, (_twice, _unknown_blank, _unknown_choice, _half_on_fit, _too_many_warn))
    if faults := sheet.faults([lambda questions: _unknown_tool(questions, tools)] if tools else []):
        raise Faults(faults)
    return sheet.holds


def _twice(questions: Questions) -> Iterator[Problem]:
    lists = {name: [choice.value for choice in questions.choices(name)] for name in ("audience", "ages", "messages")}
    for name, values in (lists | {"advice": [row.id for row in questions.advice]}).items():
        yield from twice((name,), values)


def _unknown_blank(questions: Questions) -> Iterator[Problem]:
    for place, row in enumerate(questions.advice):
        yield from _unfilled(("advice", place, "say"), row.say, _KNOWN)
        yield from _unfilled(("advice", place, "what"), row.what or "", ())
    for name, known in _OF_FIT.items():
        yield from _unfilled(("fit", name), getattr(questions.fit, name), known)


def _unfilled(spot: Spot, say: str, known: Sequence[str]) -> Iterator[Problem]:
    for blank in re.findall(r"{[^{}]*}", say):
        if blank not in known:
            yield spot, f"“{blank}” cannot be filled in.{did_you_mean(blank, known)}"


def _half_on_fit(questions: Questions) -> Iterator[Problem]:
    for position, row in enumerate(questions.advice):
        if bool(row.fits) != bool(row.what):
            yield ("advice", position), "A line on which tools fit has both, “fits” and “what”."


def _too_many_warn(questions: Questions) -> Iterator[Problem]:
    if sum(row.warns for row in questions.advice) > MOST_LINES:
        yield ("advice",), f"At most {MOST_LINES} lines can warn: no more are shown at once."


def _unknown_choice(questions: Questions) -> Iterator[Problem]:
    offered = {"audience_has": "audience", "age_has": "ages", "message_has": "messages"}
    for condition, name in offered.items():
        known = [choice.value for choice in questions.choices(name)]
        for place, row in enumerate(questions.advice):
            spot = ("advice", place, "when", condition)
            yield from _unknown(spot, getattr(row.when, condition), known, f"not a value under “{name}”")


def _unknown_tool(questions: Questions, tools: Tools) -> Iterator[Problem]:
    known = [tool.id for tool in tools]
    for place, row in enumerate(questions.advice):
        for spot, names in ((("when", "tool_is"), row.when.tool_is), (("fits",), row.fits)):
            yield from _unknown(("advice", place, *spot), names, known, "not a file in “platforms”")


def _unknown(spot: Spot, names: Sequence[str] | None, known: Sequence[str], what: str) -> Iterator[Problem]:
    for position, value in enumerate(names or ()):
        if value not in known:
            yield (*spot, position), f"“{value}” is {what}.{did_you_mean(value, known)}"
