"""The charter of an account: what its managers promise before it becomes official (requirement 3.1)."""

from __future__ import annotations

from bot.house import House
from bot.ui import Element, Facts, Quote, Text
from bot.workflow import Case
from handlers.conditions import conditions
from handlers.request_words import named_for, spoken

VERSION = 2
"""Raised whenever the charter's wording changes; what somebody accepted is kept with it."""

POINTS = ("tone", "comments", "never", "optouts", "alt_text", "cover")


def charter(case: Case, house: House) -> tuple[Element, ...]:
    """Goal, audience, on which conditions, tone, comment rules, opt-outs, alt text, who covers, the notice to show."""
    answers = case.data.get("answers", {})
    goal = (house.words.plain("charter.goal"), answers.get("message") or named_for(answers, house))
    audience = spoken("audience", answers, house)
    readers = ((house.words.plain("charter.audience"), audience),) if audience else ()
    points = tuple(Text(house.words(f"charter.{point}")) for point in POINTS)
    return (
        Text(house.words("charter.title")),
        Facts((goal, *readers)),
        *conditions(case.data, house),
        *points,
        *notice(answers.get("tool", ""), house),
    )


def notice(tool_id: str, house: House) -> tuple[Element, ...]:
    """The procedure's notice to copy; where a bio is too short for it, the short form that the district adopted."""
    full, short = house.district.notice.text, house.district.notice.short
    tool = house.content.tools.get(tool_id)
    limit = tool.bio_limit if tool else None
    whole = (Text(house.words("charter.notice")), Quote(full))
    if limit is None or len(full) <= limit:
        return whole
    if not short or len(short) > limit:
        return (*whole, Text(house.words("charter.no_short_form", limit=str(limit))))
    return (*whole, Text(house.words("charter.short_form", limit=str(limit))), Quote(short))
