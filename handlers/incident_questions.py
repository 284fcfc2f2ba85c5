"""What a report asks: the fields of its screens, and what the answers must hold up to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.content.incidents import union
from bot.content.tools import NotAnAddress
from bot.desk import Desk
from bot.forms import Wrong
from bot.house import House
from bot.ui import ChoiceField, Field, Option, PersonField, TextField
from bot.workflow import Case
from handlers import safety_words

LONGEST_LINK = 1_000
KNOWS = ("they_do", "they_do_not", "unsure")
GRAVITY = {"no": 0, "unsure": 1}
"""How grave an answer to a safety question is; every kind of yes is graver than these."""
GRAVEST = 2

Given = Mapping[str, Any]
Matter = Mapping[str, str]
"""What one report is about: its `category`, and who is `harmed`."""


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
            safety_words.options(check),
            check.hint,
            tuple(value for value in check.values if value == given.get(check.value)),
        )
        for check in safety_words.questions(desk.house, safety_words.language_of(data, desk.me))
    )


def worst(desk: Desk, before: Given, now: Given) -> dict[str, str]:
    """Of two sets of safety answers the graver one each: what was once said to be dangerous stays so."""
    names = [check.value for check in desk.house.content.safety.checks]
    return {name: max(before.get(name, "no"), now.get(name, "no"), key=_gravity) for name in names}


def _gravity(answer: str) -> int:
    return GRAVITY.get(answer, GRAVEST)


def takes_files(case: Case, house: House) -> bool:
    """Whether files may be fetched, kept or shown for a case at all: only after the safety questions, never with a
    sexual image, and not where all that was reported is suspected abuse."""
    said = {case.opened_by: case.data.get("safety", {}), **case.data.get("safety_of", {})}
    only_abuse = all(house.content.safety.hands_off(answers) for answers in said.values())
    return not only_abuse and not may_be_of_an_image(case, house)


def may_be_of_an_image(case: Case, house: House) -> bool:
    """Whether there may be a sexual image in this case, or in another about the same link."""
    return bool(case.data.get("image_in")) or shows_an_image(case, house)


def shows_an_image(case: Case, house: House) -> bool:
    """Whether there may be a sexual image in this case itself, whether a reporter said so or whoever handles it found
    out, of it or of one that joined it; before the safety questions nobody knows."""
    said = (case.data, *case.data.get("also_about", ()))
    content = house.content
    calm = all(content.incidents.takes_files(one.get("category", "")) for one in said)
    return not (calm and content.safety.takes_files(case.data.get("safety", {})))


HEARD = "heard"
"""Stands among the screens of a report that began with what the chat understood from somebody's words."""


def is_only_heard(data: Given) -> bool:
    """Whether its safety answers are what the chat understood, and nobody has answered yet."""
    return HEARD in data["screens"] and "safety" not in data["screens"]


def answered(data: Given) -> Given:
    """What its reporter said of safety so far; what was only heard holds until they answer themself."""
    return {} if is_only_heard(data) else data.get("safety", {})


def hands_off(desk: Desk, data: Given) -> bool:
    """Whether nothing of the matter is kept here but that it was reported, and when (RCW 26.44.030)."""
    return desk.house.content.safety.hands_off(data.get("safety", {}))


OF_THE_MATTER = ("note", "seen", "on_behalf", "knows")


def belonging_here(desk: Desk, data: Given, safety: Given) -> dict[str, Any]:
    """Those answers of a report that are kept once the safety questions are answered like this: of suspected abuse none
    that tells what it is about. What was asked since, such as when it was reported, tells nothing of that."""
    becomes_so = desk.house.content.safety.hands_off(safety) and not hands_off(desk, data)
    left_out = OF_THE_MATTER if becomes_so else ()
    return {name: answer for name, answer in data["answers"].items() if name not in left_out}


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
        _one(desk, "what", _offered(content.incidents.what), given),
        _one(desk, "harmed", _offered(content.incidents.harmed), given),
        _one(desk, "school", schools, {"school": school}),
    )


def _one(
    desk: Desk, name: str, options: tuple[Option, ...], given: Given, hint: str = "", *, required: bool = True
) -> ChoiceField:
    chosen = tuple(option.value for option in options if option.value == given.get(name))
    return ChoiceField(name, _label(desk, name), options, hint, chosen, required)


def _offered(choices: Any) -> tuple[Option, ...]:
    return tuple(Option(choice.value, choice.label) for choice in choices)


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


def category_of(house: House, data: Given) -> str:
    """What the reporter's plain words come to, until a handler says more exactly."""
    answers = data.get("answers", {})
    plain = house.content.incidents.category(answers.get("what", ""), answers.get("harmed", ""))
    return str(data.get("category") or plain)


def own_matter(house: House, data: Given) -> Matter | None:
    """What a report itself is about; None while nobody has said what it is."""
    if "what" not in data.get("answers", {}) and not data.get("category"):
        return None
    return {"category": category_of(house, data), "harmed": data.get("answers", {}).get("harmed", "")}


def matters(house: House, data: Given) -> tuple[Matter, ...]:
    """What a case is about, its own matter first: every report that became part of it may have said something else."""
    own = own_matter(house, data)
    return (*((own,) if own else ()), *data.get("also_about", ()))


def recategorised(data: Given) -> list[Matter]:
    """Once a handler has said what a case is, so are the reports that joined it; whom they harm still counts."""
    others = dict.fromkeys(matter["harmed"] for matter in data.get("also_about", ()))
    return [{"category": data["category"], "harmed": one} for one in others if one != data["answers"].get("harmed")]


def route(desk: Desk, data: Given) -> dict[str, Any]:
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
