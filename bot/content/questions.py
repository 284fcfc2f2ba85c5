"""The procedure's four questions, the choices of their screens, and the advice drawn from the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from bot.content.choices import Choice, Id, twice
from bot.content.fault_sentences import did_you_mean
from bot.content.tool import ANY_OTHER, Tool
from bot.content.tools import Tools
from bot.content.yaml_files import Faults, Part, Problem, Spot, read
from bot.ui import literal

BLANKS = ("{tool}", "{age_limit}", "{accounts}")
"""What a line of advice may name: the tool, the age from which it lets people in, the accounts that exist."""

DISTRICT = ("{district.name}", "{district.short_name}", "{district.policy.number}", "{district.policy.procedure}")
"""What of the district it may name: as `district.yaml` says it, since each cites its own policy."""

_KNOWN = (*BLANKS, *DISTRICT)

_ON_FIT = ("{tool}", "{what}", "{why}")
_OF_FIT = {"fits": _ON_FIT, "better": (*_ON_FIT, "{tools}"), "own_tool": (*_ON_FIT, "{tools}")}
"""What each sentence on fit may name."""

MOST_LINES = 8
"""Lines of advice that are shown at once, what requirement 1.3 warns of always among them."""

MOST_ON_FIT = 2
"""Of these, lines on which tools fit."""

MOST_BETTER = 3
"""Tools that one line names as the better place."""

Text = Annotated[str, Field(min_length=1, max_length=600)]


class Question(Part):
    """One question: in the procedure's own words, and in one line why it is asked."""

    asks: Text
    why: Annotated[str, Field(min_length=1, max_length=200)]


class FourQuestions(Part):
    """The questions of procedure 4007P, in its order."""

    audience: Question
    message: Question
    tool: Question
    managers: Question


Choices = Annotated[tuple[Choice, ...], Field(min_length=1, max_length=10)]


class When(Part):
    """What must be so for a line of advice: all of it, and of each list at least one."""

    audience_has: tuple[str, ...] | None = None
    age_has: tuple[str, ...] | None = None
    message_has: tuple[str, ...] | None = None
    tool_is: tuple[str, ...] | None = None
    tool_is_not_allowed: bool | None = None
    tool_takes_comments: bool | None = None
    tool_has_age_limit: bool | None = None
    register_has_same: bool | None = None


class AdviceRow(Part):
    """A line of advice: when it is given, and what it says. A line on fit lists the tools that fit `what`, best first;
    what it says is then the reason. A line that warns is never left out of a long list."""

    id: Id
    when: When
    fits: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    what: Annotated[str, Field(min_length=1, max_length=80)] | None = None
    say: Text
    warns: bool = False


class Fit(Part):
    """How a line on fit is said: where the tool is one of those that fit, where others may be better, and where nothing
    is known of the tool."""

    fits: Text
    better: Text
    own_tool: Text


class Questions(Part):
    """`content/questions.yaml`. A request says with which `version` it was sent."""

    version: Annotated[int, Field(ge=1)]
    questions: FourQuestions
    audience: Choices
    ages: Choices
    messages: Choices
    fit: Fit
    advice: tuple[AdviceRow, ...] = ()

    def question(self, name: str) -> Question | None:
        """The question audience, message, tool or managers; None for a screen that asks none of the four."""
        asked: Question | None = getattr(self.questions, name) if name in FourQuestions.model_fields else None
        return asked

    def choices(self, name: str) -> tuple[Choice, ...]:
        """What can be ticked under audience, ages or messages; KeyError for another name."""
        return {"audience": self.audience, "ages": self.ages, "messages": self.messages}[name]

    def of_district(self, blanks: Mapping[str, str]) -> Questions:
        """The same with the district's own words in its advice; `blanks` are those of `District.blanks`."""
        words = {f"{{{name}}}": literal(said) for name, said in blanks.items()}
        rows = tuple(row.model_copy(update={"say": _fill(row.say, words)}) for row in self.advice)
        return self.model_copy(update={"advice": rows})


@dataclass(frozen=True, slots=True)
class Advice:
    """A line of advice for these answers. `say` may hold the two marks of the neutral vocabulary."""

    id: str
    say: str


def advise(
    questions: Questions, answers: Mapping[str, Any], tools: Tools, same_accounts: Sequence[tuple[str, str]]
) -> tuple[Advice, ...]:
    """The advice for these answers, in the order of the table. It never blocks.

    `answers` may hold audience, ages and messages (values of choices) and tool (an id); `same_accounts` are the
    title and the address of each account that the register has for this school and audience.
    """
    tool = tools.get(str(answers.get("tool", "")))
    facts = _facts(answers, tool, same_accounts)
    rows = [row for row in questions.advice if _applies(row.when, facts)]
    on_fit = _on_fit(questions.fit, rows, tool, tools)
    words = _words(tool, answers, same_accounts)
    given = _shortened([row for row in rows if not row.fits or row.id in on_fit])
    return tuple(Advice(row.id, _fill(on_fit.get(row.id, row.say), words)) for row in given)


def _shortened(rows: Sequence[AdviceRow]) -> list[AdviceRow]:
    """As many as are shown: of those that do not warn, the last give way."""
    over = max(0, len(rows) - MOST_LINES)
    left_out = [row.id for row in reversed(rows) if not row.warns][:over]
    return [row for row in rows if row.id not in left_out]


def _on_fit(fit: Fit, rows: Sequence[AdviceRow], tool: Tool | None, tools: Tools) -> dict[str, str]:
    """The lines on fit that are given, by their ids: better places, then one line that says that the tool fits."""
    if tool is None:
        return {}
    fitting, better = {}, {}
    for row in rows:
        if row.fits and tool.is_allowed and tool.id in row.fits:
            fitting[row.id] = _fill(fit.fits, _of_row(row))
        elif others := _allowed(row.fits or (), tools):
            say = fit.own_tool if tool.id == ANY_OTHER else fit.better
            better[row.id] = _fill(say, {**_of_row(row), "{tools}": "; ".join(others[:MOST_BETTER])})
    return dict([*better.items(), *list(fitting.items())[:1]][:MOST_ON_FIT])


def _of_row(row: AdviceRow) -> dict[str, str]:
    return {"{what}": row.what or "", "{why}": row.say}


def _allowed(names: Sequence[str], tools: Tools) -> list[str]:
    """What the tools that everybody may use here are called."""
    found = (tools.get(name) for name in names)
    return [literal(tool.name) for tool in found if tool and tool.is_allowed]


def _facts(answers: Mapping[str, Any], tool: Tool | None, same_accounts: Sequence[Any]) -> dict[str, Any]:
    return {
        "audience_has": set(answers.get("audience", ())),
        "age_has": set(answers.get("ages", ())),
        "message_has": set(answers.get("messages", ())),
        "tool_is": {tool.id} if tool else set(),
        "tool_is_not_allowed": bool(tool and not tool.is_allowed),
        "tool_takes_comments": bool(tool and tool.takes_comments),
        "tool_has_age_limit": bool(tool and tool.age_limit),
        "register_has_same": bool(same_accounts),
    }


def _applies(when: When, facts: Mapping[str, Any]) -> bool:
    return all(_meets(facts[name], wanted) for name, wanted in when.model_dump(exclude_none=True).items())


def _meets(fact: Any, wanted: Any) -> bool:
    return fact == wanted if isinstance(wanted, bool) else bool(fact & set(wanted))


def _words(tool: Tool | None, answers: Mapping[str, Any], same_accounts: Sequence[tuple[str, str]]) -> dict[str, str]:
    return {
        "{tool}": literal(answers.get("other_name") or tool.name) if tool else "",
        "{age_limit}": str(tool.age_limit or "") if tool else "",
        "{accounts}": ", ".join(
            f"[{literal(title)}]({url})" if url else literal(title) for title, url in same_accounts
        ),
    }


def _fill(say: str, words: Mapping[str, str]) -> str:
    return re.sub(r"{[^{}]*}", lambda blank: words.get(blank[0], blank[0]), say)


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
