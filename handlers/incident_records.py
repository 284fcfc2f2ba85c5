"""By which class of `content/records.yaml` a report is kept after its end: where in doubt, by the longer one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from bot.content.records_file import Counts
from bot.content.safety import NO
from bot.content.safety_file import Check
from bot.workflow import Case

DISTRICT, STUDENT, GRAVE, CONDUCT, UNSENT = (
    f"incident_{name}" for name in ("district", "student", "grave", "conduct", "unsent")
)
CLASSES: Mapping[str, Counts] = dict.fromkeys((DISTRICT, STUDENT, GRAVE, CONDUCT, UNSENT), "ended")

OF_THE_DISTRICT = frozenset(
    {
        "impersonates_district",
        "impersonates_staff",
        "false_news",
        "scam",
        "misattributed",
        "hacked_account",
        "copyright",
        "comment_on_page",
    }
)
"""The categories of incidents.yaml that can be about the district or its staff alone. Every other one, also one that a
district adds, may be about a student."""
NOT_A_STUDENT = frozenset({"school", "staff"})
OF_CONDUCT = "staff_conduct"
OF_DANGER = frozenset({"threat", "sexual_image"})

TO_WHOM = {
    "police": GRAVE,
    "threat_team": GRAVE,
    "human_resources": CONDUCT,
    "platform_partner": DISTRICT,
    "rights_owner": DISTRICT,
}
"""The class of what was escalated, by the role that was asked or else by its value in incidents.yaml. What went to
anybody else, to the bullying contact, to Title IX, to counsel or to whom a district adds, may be about a student."""


def filed_under(case: Case) -> str:
    """The class, or "" while it is open: by the gravest of all that a case is about, with what became part of it."""
    if case.state == "draft":
        return UNSENT
    if case.state not in ("closed", "joined"):
        return ""
    categories, harmed = (frozenset(one.get(name, "") for one in _matters(case)) for name in ("category", "harmed"))
    escalated = {_class_of(step) for step in case.data.get("escalated", ())}
    if OF_CONDUCT in categories or CONDUCT in escalated:
        return CONDUCT
    if not _was_calm(case) or categories & OF_DANGER or GRAVE in escalated:
        return GRAVE
    return (
        DISTRICT if categories <= OF_THE_DISTRICT and harmed <= NOT_A_STUDENT and STUDENT not in escalated else STUDENT
    )


def _class_of(step: Mapping[str, str]) -> str:
    return TO_WHOM.get(step.get("role") or step.get("to", ""), STUDENT)


def _matters(case: Case) -> Iterator[Mapping[str, Any]]:
    own = case.data.get("answers", {})
    yield {"category": case.data.get("category", ""), "harmed": own.get("harmed", "")}
    yield from case.data.get("also_about", ())


def _was_calm(case: Case) -> bool:
    """Whether every safety question was answered with a plain no, by everybody; one that nobody answered was not. Nor
    was a case in which an alarm was raised, to which somebody added words of danger, or whose link may lead to a sexual
    image."""
    answers = (case.data.get("safety", {}), *case.data.get("safety_of", {}).values())
    calm = all(given.get(check) == NO for given in answers for check in get_args(Check))
    return calm and not any(case.data.get(name) for name in ("alarm", "danger_added", "image_in"))
