"""What a report says, as people say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.content.choices import label_of
from bot.face import Pairs
from bot.house import House
from bot.ui import Text

MOST_NAMED = 6
"""Names (or the like) that one line of a card holds; of the rest it says only how many they are."""

ANSWERS = ("link", "what", "harmed", "school", "seen", "on_behalf", "knows", "note")


def facts(answers: Mapping[str, Any], house: House) -> Pairs:
    """What a report says, as people say it. A link is literal here: nobody opens it by a slip."""
    said = ((name, spoken(name, answers, house)) for name in ANSWERS)
    return tuple((house.words.plain(f"incident.fact.{name}"), value) for name, value in said if value)


def beside_title(answers: Mapping[str, Any], house: House) -> Pairs:
    """The same under a title that says already what it is, in the same words."""
    return facts({name: answer for name, answer in answers.items() if name != "what"}, house)


def not_shown_to(answers: Mapping[str, Any], house: House) -> Pairs:
    """Whom a reporter leaves out; no pair where that is nobody."""
    names = [house.name(email) for email in answers.get("left_out", ())]
    return ((house.words.plain("incident.fact.not_shown_to"), named(names, house)),) if names else ()


def members_only(answers: Mapping[str, Any], counts: str, house: House) -> Iterator[Text]:
    """What to know of a link that leads into a group or a chat: that nobody joins it in order to look, or has a student
    do so (DOMAIN.md section 4).

    counts  `screenshots`, or `words` where nobody may be asked for a picture
    """
    item = answers.get("item")
    if item and house.content.tools.is_for_members(item["kind"], item["url"]):
        yield Text(house.words(f"incident.members_only.{counts}"))


def spoken(name: str, answers: Mapping[str, Any], house: House) -> str:
    """One answer as people say it; "" where there is none."""
    answer = str(answers.get(name) or "")
    if not answer:
        return ""
    incidents = house.content.incidents
    match name:
        case "what" | "harmed":
            return label_of(answer, getattr(incidents, name))
        case "school":
            school = house.district.school(answer)
            return school.name if school else answer
        case "knows":
            return house.words.plain(f"incident.knows.{answer}")
        case "link":
            return (answers.get("item") or {}).get("url") or answer
        case _:
            return answer


def category(value: str, house: House) -> str:
    """What a category is called."""
    return label_of(value, house.content.incidents.categories)


def matter(one: Mapping[str, str], house: House) -> str:
    """What a report that joined was about, and whom it harms."""
    said = (category(one.get("category", ""), house), spoken("harmed", one, house))
    return " · ".join(part for part in said if part)


def ending(data: Mapping[str, Any], house: House) -> dict[str, str]:
    """How a closed case ended, and the time that everybody spent on it (requirement 4.6)."""
    incidents = house.content.incidents
    return {
        "closing": label_of(data.get("closing", ""), incidents.closings),
        "minutes": label_of(data.get("minutes", ""), incidents.minutes),
    }


def outcome(answer: Mapping[str, Any], house: House) -> str:
    """What a platform did, as it was noted."""
    return label_of(answer["outcome"], house.content.incidents.outcomes)


def named(found: Sequence[str], house: House, between: str = ", ") -> str:
    """What one line of a card holds of a long list, however many reported the same: the first, and how many more."""
    first, more = found[:MOST_NAMED], len(found) - MOST_NAMED
    rest = [house.words.plain("incident.and_more", count=str(more))] if more > 0 else []
    return between.join((*first, *rest))
