"""What a report asks: the fields of its screens, and which answers will do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.content.choices import options_of
from bot.content.links import NotAnAddress
from bot.desk import Desk
from bot.forms import Wrong
from bot.ui import ChoiceField, Field, Option, PersonField, TextField
from bot.workflow import Case
from handlers import safety_words
from handlers.incident_safety import answered, hands_off, takes_files

LONGEST_LINK = 1_000
KNOWS = ("they_do", "they_do_not", "unsure")

Given = Mapping[str, Any]


def _label(desk: Desk, name: str) -> str:
    return desk.label(f"incident.field.{name}")


def _hint(desk: Desk, name: str) -> str:
    return desk.label(f"incident.hint.{name}")


# --- Safety ---------------------------------------------------------------------------------------------------------


def safety_fields(desk: Desk, data: Given) -> tuple[Field, ...]:
    """One question for each matter of life and law; none is answered for anybody beforehand."""
    given = answered(data)
    return tuple(
        ChoiceField(
            check.value,
            check.asks,
            options_of(check.options),
            check.hint,
            tuple(value for value in check.values if value == given.get(check.value)),
        )
        for check in safety_words.questions(desk.house, safety_words.language_of(data, desk.me))
    )


def needs_link(desk: Desk, case: Case) -> bool:
    """Whether a report cannot be sent without a link; where nothing may be sent along, words will do."""
    return takes_files(case, desk.house) and not hands_off(desk, case.data)


# --- What it is -----------------------------------------------------------------------------------------------------


def what_fields(desk: Desk, case: Case) -> tuple[Field, ...]:
    """The link, the platform, what it is, whom it harms and the school, with what was answered before."""
    given, content = case.data["answers"], desk.house.content
    schools = tuple(Option(school.id, school.name) for school in desk.house.district.schools)
    school = given.get("school") or case.school
    tools = tuple(Option(tool.id, tool.name) for tool in content.tools if tool.is_platform)
    return (
        TextField(
            "link",
            _label(desk, "link"),
            _hint(desk, "link"),
            given.get("link", ""),
            required=needs_link(desk, case),
            longest=LONGEST_LINK,
        ),
        _one(desk, "tool", tools, given, _hint(desk, "tool"), required=False),
        _one(desk, "what", options_of(content.incidents.what), given),
        _one(desk, "harmed", options_of(content.incidents.harmed), given),
        _one(desk, "school", schools, {"school": school}),
    )


def _one(
    desk: Desk, name: str, options: tuple[Option, ...], given: Given, hint: str = "", *, required: bool = True
) -> ChoiceField:
    chosen = tuple(option.value for option in options if option.value == given.get(name))
    return ChoiceField(name, _label(desk, name), options, hint, chosen, required)


def examine_what(desk: Desk, case: Case, given: Given) -> dict[str, Any]:
    """The answers with what the link leads to; Wrong, at the link, where it leads to nothing that can be reported."""
    if not given["link"] and not needs_link(desk, case):
        return {**given, "item": None}
    try:
        item = desk.house.content.tools.item(given["link"], given.get("tool") or None)
    except NotAnAddress as error:
        raise Wrong({"link": desk.label(f"incident.no_link.{error.why}")}) from error
    found = {"tool": item.tool, "kind": item.kind, "key": item.key, "url": item.url, "handle": item.handle}
    return {**given, "item": found}


def is_answered(desk: Desk, given: Given) -> bool:
    """Whether the screen that was finished still is: what was chosen on it is still offered."""
    incidents, district = desk.house.content.incidents, desk.house.district
    known = {
        "what": [choice.value for choice in incidents.what],
        "harmed": [choice.value for choice in incidents.harmed],
        "school": [school.id for school in district.schools],
    }
    return all(given.get(name) in values for name, values in known.items())


# --- More -----------------------------------------------------------------------------------------------------------


def detail_fields(desk: Desk, data: Given) -> tuple[Field, ...]:
    """What else can be said, and who should not see it; of suspected abuse the latter alone."""
    one_more = PersonField("excluded", _label(desk, "excluded"), _hint(desk, "excluded"), required=False)
    return (one_more,) if hands_off(desk, data) else (*_about_the_matter(desk, data["answers"]), one_more)


def _about_the_matter(desk: Desk, given: Given) -> tuple[Field, ...]:
    knows = tuple(Option(value, desk.label(f"incident.knows.{value}")) for value in KNOWS)
    words = tuple(
        TextField(name, _label(desk, name), _hint(desk, name), given.get(name, ""), required=False, longest=300)
        for name in ("seen", "on_behalf")
    )
    return (*words, _one(desk, "knows", knows, given, required=False))


def examine_details(desk: Desk, before: Given, now: Given) -> dict[str, Any]:
    """The answers, with whoever should not see the report beside those whom they left out before: somebody of the
    district, and not the one who writes it."""
    named = now["excluded"]
    if named == desk.me:
        raise Wrong({"excluded": desk.label("incident.fault.yourself")})
    if named and not desk.house.district.is_staff_address(named):
        domains = ", ".join(desk.house.district.email_domains)
        raise Wrong({"excluded": desk.label("incident.fault.outside", domains=domains)})
    known = before.get("left_out", ())
    return {**about_the_matter(before, now), "left_out": list(dict.fromkeys((*known, *([named] if named else ()))))}


def about_the_matter(before: Given, now: Given) -> dict[str, Any]:
    """The answers with what a screen of details says; of the field for one more person nothing."""
    return {**before, **{name: answer for name, answer in now.items() if name != "excluded"}}


def left_out(data: Given, given: Given) -> list[str]:
    """Whom a report leaves out once it holds these answers, and whom it left out before."""
    return list(dict.fromkeys((*data.get("excluded", ()), *given.get("left_out", ()))))
