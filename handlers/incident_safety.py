"""What the answers to the safety questions allow: which of a report's words are kept, and whether it takes files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.desk import Desk
from bot.house import House
from bot.workflow import Case
from handlers.incident_dangers import image_is_said, image_is_spoken_of

GRAVITY = {"no": 0, "unsure": 1}
"""How grave an answer to a safety question is; every kind of yes is graver than these."""
GRAVEST = 2
HEARD = "heard"
"""Stands among the screens of a report that began with what the chat understood from somebody's words."""
OF_THE_MATTER = ("note", "seen", "on_behalf", "knows")
"""The answers that tell what a report is about."""

Given = Mapping[str, Any]


def worst(desk: Desk, before: Given, now: Given) -> dict[str, str]:
    """Of two sets of safety answers the graver one each: what was once said to be dangerous stays so."""
    names = [check.value for check in desk.house.content.safety.checks]
    return {name: max(before.get(name, "no"), now.get(name, "no"), key=_gravity) for name in names}


def _gravity(answer: str) -> int:
    return GRAVITY.get(answer, GRAVEST)


def is_only_heard(data: Given) -> bool:
    """Whether its safety answers are what the chat understood, and nobody has answered yet."""
    return HEARD in data["screens"] and "safety" not in data["screens"]


def answered(data: Given) -> Given:
    """What its reporter said of safety so far; what was only heard holds until they answer themself."""
    return {} if is_only_heard(data) else data.get("safety", {})


def hands_off(desk: Desk, data: Given) -> bool:
    """Whether nothing of the matter is kept here but that it was reported, and when (RCW 26.44.030)."""
    return desk.house.content.safety.hands_off(data.get("safety", {}))


def note_asked(safety: Given, house: House) -> str:
    """By which words a note is asked for: of suspected abuse only when it was reported, and to whom."""
    return "note_of_abuse" if house.content.safety.hands_off(safety) else "note"


def belonging_here(desk: Desk, data: Given, safety: Given) -> dict[str, Any]:
    """Those answers of a report that are kept once the safety questions are answered like this: of suspected abuse none
    that tells what it is about. What was asked since, such as when it was reported, tells nothing of that."""
    becomes_so = desk.house.content.safety.hands_off(safety) and not hands_off(desk, data)
    left_out = OF_THE_MATTER if becomes_so else ()
    return {name: answer for name, answer in data["answers"].items() if name not in left_out}


# --- Files ------------------------------------------------------------------------------------------------------------


def takes_files(case: Case, house: House) -> bool:
    """Whether files may be fetched, kept or shown for a case at all: only after the safety questions, never with a
    sexual image, and not where all that was reported is suspected abuse."""
    said = {case.opened_by: case.data.get("safety", {}), **case.data.get("safety_of", {})}
    only_abuse = all(house.content.safety.hands_off(answers) for answers in said.values())
    return not only_abuse and not may_be_of_an_image(case, house)


def may_get_files(case: Case, house: House) -> bool:
    """Whether files may come into a case now, and anybody may be asked for one."""
    return takes_files(case, house) and not image_is_spoken_of(case)


def may_be_of_an_image(case: Case, house: House) -> bool:
    """Whether there may be a sexual image in this case, or in another about the same link."""
    return bool(case.data.get("image_in")) or shows_an_image(case, house)


def shows_an_image(case: Case, house: House) -> bool:
    """Whether there may be a sexual image in this case itself, whether a reporter said so, also later, or whoever
    handles it found out, of it or of one that joined it; before the safety questions nobody knows."""
    said = (case.data, *case.data.get("also_about", ()))
    content = house.content
    calm = all(content.incidents.takes_files(one.get("category", "")) for one in said)
    return image_is_said(case) or not (calm and content.safety.takes_files(case.data.get("safety", {})))
