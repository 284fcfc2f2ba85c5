"""The charter of an account: what its managers promise before it becomes official (requirement 3.1)."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from bot.house import House
from bot.ui import Card, Element, Facts, Quote, Text, pack, unpack
from bot.workflow import Case
from handlers.conditions import conditions
from handlers.request_words import named_for, spoken

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


def accepted(case: Case, email: str, at: datetime, house: House) -> dict[str, Any]:
    """What a request holds once a manager accepted: when, and the very words, since content/ may be edited later.

    The same words are kept once, under the digest that is their version.
    """
    words = pack(Card(body=charter(case, house)))
    version = sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()
    taps = {**case.data.get("accepted", {}), email: {"at": at.isoformat(), "charter": version}}
    return {**case.data, "accepted": taps, "charters": {**case.data.get("charters", {}), version: words}}


def charter_for(case: Case, email: str, house: House) -> tuple[Element, ...]:
    """The charter in the words that this manager accepted; as it stands now for whoever did not yet."""
    version = case.data.get("accepted", {}).get(email, {}).get("charter")
    words = case.data.get("charters", {}).get(version)
    return unpack(words).body if words else charter(case, house)


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
