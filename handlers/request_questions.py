"""The questions of a request: the fields of each screen, and which answers will do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.content.addresses import Address
from bot.content.choices import options_of
from bot.content.links import NotAnAddress
from bot.content.tool import ANY_OTHER, Tool
from bot.desk import Desk
from bot.forms import Wrong
from bot.ui import ChoiceField, Field, Option, PersonField, TextField, YesField

LONGEST_NAME = 75
LONGEST_TOOL = 40
LONGEST_MESSAGE = 1_000

PATHS = {"new": ("start", "audience", "message", "tool", "managers"), "existing": ("start", "link", "managers")}
"""Which screens come, by the answer to the first question of the first screen."""

Given = Mapping[str, Any]
Examine = Callable[[Desk, Given], Awaitable[Given]]


@dataclass(frozen=True)
class Question:
    """One screen: which answers it gives, its fields as they are filled now, and what examines those answers."""

    name: str
    gives: tuple[str, ...]
    fields: Callable[[Desk, Given], tuple[Field, ...]]
    examine: Examine


# --- The fields --------------------------------------------------------------------------------------------------


def start_fields(desk: Desk, given: Given) -> tuple[Field, ...]:
    """A new account or one that is there, of which school, and for which team, class or office."""
    schools = tuple(Option(school.id, school.name) for school in desk.house.district.schools)
    kinds = tuple(Option(path, desk.label(f"account_request.kind.{path}")) for path in PATHS)
    return (
        ChoiceField("kind", _label(desk, "kind"), kinds, value=(given.get("kind", "new"),)),
        ChoiceField("school", _label(desk, "school"), schools, value=_chosen(given, "school", schools)),
        TextField(
            "on_behalf",
            _label(desk, "on_behalf"),
            _hint(desk, "on_behalf"),
            given.get("on_behalf", ""),
            longest=LONGEST_NAME,
        ),
    )


def audience_fields(desk: Desk, given: Given) -> tuple[Field, ...]:
    """Who should be reached, and how old they are."""
    return (_several(desk, given, "audience"), _several(desk, given, "ages"))


def message_fields(desk: Desk, given: Given) -> tuple[Field, ...]:
    """What is to be told, by kind and in words."""
    words = TextField(
        "message",
        _label(desk, "message"),
        _hint(desk, "message"),
        given.get("message", ""),
        longest=LONGEST_MESSAGE,
        lines="many",
    )
    return (_several(desk, given, "messages"), words)


def tool_fields(desk: Desk, given: Given) -> tuple[Field, ...]:
    """Which tool, and for one that is not listed what it is and where."""
    tools = tuple(Option(tool.id, _tool_label(desk, tool)) for tool in desk.house.content.tools)
    return (
        ChoiceField("tool", _label(desk, "tool"), tools, value=_chosen(given, "tool", tools)),
        TextField(
            "other_name",
            _label(desk, "other_name"),
            "",
            given.get("other_name", ""),
            required=False,
            longest=LONGEST_TOOL,
        ),
        TextField(
            "other_address",
            _label(desk, "other_address"),
            _hint(desk, "other_address"),
            given.get("other_address", ""),
            required=False,
            longest=300,
        ),
    )


def _tool_label(desk: Desk, tool: Tool) -> str:
    return tool.name if tool.is_allowed else desk.label("account_request.by_exception", tool=tool.name)


def link_fields(desk: Desk, given: Given) -> tuple[Field, ...]:
    """Where the account is that is there already."""
    return (TextField("link", _label(desk, "link"), _hint(desk, "link"), given.get("link", ""), longest=300),)


def managers_fields(desk: Desk, given: Given) -> tuple[Field, ...]:
    """Who will manage it, who else, and whether somebody is still to be found."""
    return (
        PersonField("manager", _label(desk, "manager"), _hint(desk, "manager"), given.get("manager", desk.me)),
        PersonField(
            "second_manager",
            _label(desk, "second_manager"),
            _hint(desk, "second_manager"),
            given.get("second_manager", ""),
            required=False,
        ),
        YesField(
            "find_second",
            _label(desk, "find_second"),
            desk.label("account_request.find_me_one"),
            value=bool(given.get("find_second")),
            required=False,
        ),
    )


def _several(desk: Desk, given: Given, name: str) -> ChoiceField:
    offered = options_of(desk.house.content.questions.choices(name))
    chosen = tuple(option.value for option in offered if option.value in given.get(name, ()))
    return ChoiceField(name, _label(desk, name), offered, value=chosen, many=True)


def _chosen(given: Given, name: str, offered: tuple[Option, ...]) -> tuple[str, ...]:
    """What was chosen, as long as it is offered: a school or a tool may have gone since."""
    return tuple(option.value for option in offered if option.value == given.get(name))


def is_answered(desk: Desk, name: str, given: Given) -> bool:
    """Whether a screen that was finished still is: what was chosen on it is still offered."""
    fields = QUESTIONS[name].fields(desk, given)
    return not any(isinstance(field, ChoiceField) and not field.value for field in fields)


def _label(desk: Desk, name: str) -> str:
    return desk.label(f"account_request.field.{name}")


def _hint(desk: Desk, name: str) -> str:
    return desk.label(f"account_request.hint.{name}")


# --- Which answers will do ----------------------------------------------------------------------------------------


async def anything(_desk: Desk, given: Given) -> Given:
    """Whatever its fields may hold will do."""
    return given


async def examine_tool(desk: Desk, given: Given) -> Given:
    """ "Something else" needs a name, and is none of the tools in the list, whose rules would be lost."""
    if given["tool"] != ANY_OTHER:
        return {**given, "other_name": "", "other_address": ""}
    tools, name = desk.house.content.tools, given["other_name"]
    listed = {"other_name": tools.named(name), "other_address": tools.platform_of(given["other_address"])}
    errors = {
        field: desk.label("account_request.fault.in_the_list", tool=tool.name) for field, tool in listed.items() if tool
    }
    if not name:
        errors["other_name"] = desk.label("account_request.fault.name_the_tool")
    if given["other_address"] and not _is_address(desk, given["other_address"]):
        errors.setdefault("other_address", desk.label("account_request.fault.no_address"))
    if errors:
        raise Wrong(errors)
    return given


def _is_address(desk: Desk, text: str) -> bool:
    """Whether a tool that is not in the list could be found there."""
    try:
        desk.house.content.tools.address(text, ANY_OTHER)
    except NotAnAddress:
        return False
    return True


async def examine_link(desk: Desk, given: Given) -> Given:
    """The answers with the account that the link leads to; Wrong, at the link, as `free_address` says."""
    address = await free_address(desk, "link", given["link"])
    return {**given, "link": address.url, "tool": address.tool, "handle": address.handle}


async def free_address(desk: Desk, field: str, text: str, tool: str = "") -> Address:
    """The account at a link; Wrong, at this field, where it is none or is registered already."""
    try:
        address = desk.house.content.tools.address(text, tool or None)
    except NotAnAddress as error:
        known = desk.house.content.tools.get(tool)
        name = known.name if known else desk.label("account_request.any_tool")
        raise Wrong({field: desk.label(f"address.{error.why}", tool=name)}) from error
    registered = await desk.at_address("account", address.key)
    if registered:
        raise Wrong({field: desk.label("address.registered", ref=registered.ref)})
    return address


async def examine_managers(desk: Desk, given: Given) -> Given:
    """Two different people of the staff, or one and the wish for a second (procedure: actual names, no students)."""
    errors = {
        name: fault
        for name in ("manager", "second_manager")
        if given[name] and (fault := await manager_fault(desk, given[name]))
    }
    if given["second_manager"] and given["second_manager"] == given["manager"]:
        errors["second_manager"] = desk.label("account_request.fault.same_person")
    if not given["second_manager"] and not given["find_second"]:
        errors["second_manager"] = desk.label("account_request.fault.no_second")
    if errors:
        raise Wrong(errors)
    return {**given, "find_second": not given["second_manager"]}


async def manager_fault(desk: Desk, email: str) -> str:
    """Why somebody cannot manage an account, as a sentence; "" when they can."""
    district = desk.house.district
    if district.is_student_address(email):
        return desk.label("account_request.fault.student")
    if not district.is_staff_address(email):
        return desk.label("account_request.fault.outside", domains=", ".join(district.email_domains))
    standing = await desk.standing(email)
    return desk.label(f"account_request.fault.{standing}") if standing in ("guest", "gone", "bot", "unknown") else ""


QUESTIONS = {
    question.name: question
    for question in (
        Question("start", ("kind", "school", "on_behalf"), start_fields, anything),
        Question("audience", ("audience", "ages"), audience_fields, anything),
        Question("message", ("messages", "message"), message_fields, anything),
        Question("tool", ("tool", "other_name", "other_address"), tool_fields, examine_tool),
        Question("link", ("link", "tool", "handle"), link_fields, examine_link),
        Question("managers", ("manager", "second_manager", "find_second"), managers_fields, examine_managers),
    )
}


def path(given: Given) -> tuple[str, ...]:
    """The names of the screens, in order, as far as these answers lead."""
    return PATHS[given.get("kind", "new")]


def asked_for(given: Given) -> dict[str, Any]:
    """The answers to the questions on this path; one given on another path is not part of the request."""
    names = [name for screen in path(given) for name in QUESTIONS[screen].gives]
    return {name: given[name] for name in names if name in given}
