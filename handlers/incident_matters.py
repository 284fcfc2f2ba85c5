"""What a report is about, by all that was said of it, and who handles that and hears of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.content.incidents import union
from bot.desk import Desk
from bot.house import House

Data = Mapping[str, Any]
Matter = Mapping[str, str]
"""What one report is about: its `category`, and who is `harmed`."""


def category_of(house: House, data: Data) -> str:
    """What the reporter's plain words come to, until a handler says more exactly."""
    answers = data.get("answers", {})
    plain = house.content.incidents.category(answers.get("what", ""), answers.get("harmed", ""))
    return str(data.get("category") or plain)


def own_matter(house: House, data: Data) -> Matter | None:
    """What a report itself is about; None while nobody has said what it is."""
    if "what" not in data.get("answers", {}) and not data.get("category"):
        return None
    return {"category": category_of(house, data), "harmed": data.get("answers", {}).get("harmed", "")}


def matters(house: House, data: Data) -> tuple[Matter, ...]:
    """What a case is about, its own matter first: every report that became part of it may have said something else."""
    own = own_matter(house, data)
    return (*((own,) if own else ()), *data.get("also_about", ()))


def recategorised(data: Data) -> list[Matter]:
    """Once a handler has said what a case is, so are the reports that joined it; whom they harm still counts."""
    others = dict.fromkeys(matter["harmed"] for matter in data.get("also_about", ()))
    return [{"category": data["category"], "harmed": one} for one in others if one != data["answers"].get("harmed")]


def route(desk: Desk, data: Data) -> dict[str, Any]:
    """Who handles a case and who else is told, as the content's table has it for all that it is about; kept with the
    case."""
    incidents, safety = desk.house.content.incidents, data.get("safety", {})
    unfinished = () if own_matter(desk.house, data) else (incidents.until_known(safety),)
    known = (incidents.route(one["category"], one["harmed"], safety) for one in matters(desk.house, data))
    found = union((*unfinished, *known))
    kept = {name: list(getattr(found, name)) for name in ("handle", "also", "required", "never", "fallback")}
    categories = {category_of(desk.house, data), *(matter["category"] for matter in matters(desk.house, data))}
    return {
        **kept,
        "restricted": any(incidents.is_restricted(category, safety) for category in categories),
        "urgent": any(incidents.is_urgent(category, safety) for category in categories),
    }
