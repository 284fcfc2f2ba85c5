"""Which dangers a report is about, and which others the words that came with it may speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.content.safety import NO
from bot.house import House
from bot.workflow import Case

IMAGE_SPOKEN_BY = "image_spoken_by"
"""Who of those that read the whole of a report wrote of a sexual image in it, and when, since somebody said what it
is."""
IMAGE_SAID = "image_said"
"""Whether a reporter wrote of one since it was sent, and nobody has said what it is since then."""


def is_about(case: Case, said: Mapping[str, str], house: House) -> bool:
    """Whether a case is about such a danger: an answer says so, what it is does, or words that were known when the
    on-call team was alerted."""
    category = house.content.incidents.named(case.data.get("category", ""))
    known = {check for check, answer in case.data.get("safety", {}).items() if answer != NO}
    heeded = (house.content.safety.in_chat(slug) for slug in (case.data.get("alarm") or {}).get("spoken_of", ()))
    return {*said} <= known.union(category.safety_is if category else (), *heeded)


def image_is_spoken_of(case: Case) -> bool:
    """Whether somebody wrote of a sexual image in a report, and nobody who handles it has said what it is since then:
    no file comes into it, and nobody is asked for one (requirement 4.1)."""
    return bool(case.data.get(IMAGE_SPOKEN_BY)) or image_is_said(case)


def image_is_said(case: Case) -> bool:
    """The same of a reporter, who knows what they sent: then nobody opens what was kept, either. What became part of
    another case is said there."""
    return bool(case.data.get(IMAGE_SAID)) and case.state != "joined"


def once_judged(case: Case) -> Case:
    """The case once somebody who handles it has said what it is: by what others wrote of an image it is closed to
    nothing any more."""
    data = {name: value for name, value in case.data.items() if name not in (IMAGE_SPOKEN_BY, IMAGE_SAID)}
    return replace(case, data=data)


def speaks_of_danger(case: Case) -> bool:
    """Whether words that came since it was sent call for the on-call team."""
    return bool(case.data.get("spoken_of")) or image_is_spoken_of(case)


def is_unheeded(case: Case, house: House) -> bool:
    """Whether words in a case may speak of a danger that nothing else in it names, and that nobody was alerted to."""
    dangers = (house.content.safety.in_chat(slug) for slug in case.data.get("spoken_of", ()))
    return any(said and not is_about(case, said, house) for said in dangers)
