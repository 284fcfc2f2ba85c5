"""The advice on an account, drawn from the answers of a request by the table in `content/questions.yaml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.content.questions_file import AdviceRow, Fit, Questions, When, fill
from bot.content.tool import ANY_OTHER, Tool
from bot.content.tools import Tools
from bot.ui import literal

MOST_LINES = 8
"""Lines of advice that are shown at once, what requirement 1.3 warns of always among them."""

MOST_ON_FIT = 2
"""Of these, lines on which tools fit."""

MOST_BETTER = 3
"""Tools that one line names as the better place."""


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
    return tuple(Advice(row.id, fill(on_fit.get(row.id, row.say), words)) for row in given)


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
            fitting[row.id] = fill(fit.fits, _of_row(row))
        elif others := _allowed(row.fits or (), tools):
            say = fit.own_tool if tool.id == ANY_OTHER else fit.better
            better[row.id] = fill(say, {**_of_row(row), "{tools}": "; ".join(others[:MOST_BETTER])})
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
