"""From the Director's yes to an official account: the charter, the set-up, and who holds the keys.

Procedure 4007P: the Communications Director "shall be given administrative rights and/or passwords". We take
rights only: a password is never typed into a chat (requirement 3.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.content.addresses import Address
from bot.conversation import Replies, Screen, done
from bot.dates import day
from bot.desk import Desk
from bot.events import Clicked, Filled
from bot.forms import Answers, Wrong
from bot.replies import Swap
from bot.ui import ChoiceField, Element, Field, Form, Option, Text, TextField, YesField
from bot.workflow import AddressTaken, Case, Refused, read_stamp
from handlers.charter import accepted
from handlers.request_questions import free_address

SET_UP = "account_request.set_up"
COMMENTS = ("off", "watched", "open")
RIGHTS = ("role", "vault")


async def accept_charter(desk: Desk, clicked: Clicked) -> Replies:
    """A manager's tap under the charter: kept with the day and the charter's words. Gives the request's card in its
    place; Refused for whoever accepted already.

    The other manager's tap a moment before changes nothing that this one read, so it does not get in the way.
    """
    case = await desk.held_case(read_stamp(clicked.value)[0])
    if desk.me in case.data.get("accepted", {}):
        raise Refused("accepted", case)
    await desk.try_move(case.stamp, "accept_charter")
    data = accepted(case, desk.me, desk.now, desk.house)
    moved = await desk.move(case.stamp, "accept_charter", data=data)
    return [Swap(await desk.card(moved))]


# --- "It is set up" ---------------------------------------------------------------------------------------------------


async def draw_set_up(desk: Desk, case: Case, stamp: str) -> Form:
    """Gives the form that asks where the account is, how the office gets in, and for what is to be confirmed; never for
    a password."""
    parts: tuple[Element | Field, ...] = (Text(desk.word("custody.no_password")), *_set_up_fields(desk, case))
    return Form(SET_UP, desk.label("custody.set_up.title"), parts, desk.label("custody.set_up.submit"), stamp)


def _set_up_fields(desk: Desk, case: Case) -> tuple[Field, ...]:
    given, answers = case.data.get("set_up", {}), case.data["answers"]
    address = given.get("address") or answers.get("link") or answers.get("other_address", "")
    return (
        TextField("address", _label(desk, "address"), _address_hint(desk, answers), address, longest=300),
        TextField("email", _label(desk, "email"), _hint(desk, "email"), given.get("email", ""), longest=254),
        _choice(desk, given, "comments", COMMENTS),
        _choice(desk, given, "rights", RIGHTS),
        _where(desk, given.get("where", "")),
        YesField("page", _label(desk, "page"), desk.label("custody.confirm.page")),
        YesField("notice", _label(desk, "notice"), desk.label("custody.confirm.notice")),
        YesField("second_admin", _label(desk, "second_admin"), desk.label("custody.confirm.second_admin")),
    )


def _address_hint(desk: Desk, answers: Mapping[str, Any]) -> str:
    """Gives what is said beside the address: how a code is written, where the tool's groups have one."""
    tool = desk.house.content.tools.get(answers.get("tool", ""))
    return _hint(desk, "address_or_code" if tool and tool.file.codes else "address")


def _where(desk: Desk, value: str) -> TextField:
    return TextField("where", _label(desk, "where"), _hint(desk, "where"), value, longest=200, beside_secrets=True)


def _choice(desk: Desk, given: Mapping[str, Any], name: str, values: tuple[str, ...]) -> ChoiceField:
    options = tuple(Option(value, desk.label(f"custody.{name}.{value}")) for value in values)
    return ChoiceField(name, _label(desk, name), options, value=tuple(v for v in values if v == given.get(name)))


def _label(desk: Desk, name: str) -> str:
    return desk.label(f"custody.field.{name}")


def _hint(desk: Desk, name: str) -> str:
    return desk.label(f"custody.hint.{name}")


async def take_set_up(desk: Desk, case: Case, filled: Filled, given: Answers) -> Replies:
    """Keep where the account is and who holds rights to it, for the Director to look at. Says in place of the form what
    happens next; Wrong as in `examine_set_up`."""
    address = await examine_set_up(desk, case, given)
    account = _account(desk, address.url or address.handle, given)
    found = {"key": address.key, "handle": address.handle, "url": address.url}
    kept = {"set_up": dict(given), "account": account, "address": found}
    moved = await desk.move(filled.value, "report_set_up", data={**case.data, **kept})
    return [Swap(done(desk, moved, "report_set_up"))]


async def examine_set_up(desk: Desk, case: Case, given: Answers) -> Address:
    """Gives the account at the address; Wrong where it is none or is registered already, or where mail to the account
    would not reach staff."""
    faults, domains = {}, ", ".join(desk.house.district.email_domains)
    if not desk.house.district.is_staff_address(str(given["email"])):
        faults["email"] = desk.label("custody.fault.email", domains=domains)
    try:
        address = await free_address(desk, "address", str(given["address"]), case.data["answers"].get("tool", ""))
    except Wrong as found:
        raise Wrong({**faults, **found.errors}) from None
    if faults:
        raise Wrong(faults)
    return address


def _account(desk: Desk, where: str, given: Answers) -> dict[str, str]:
    """Gives what the Director reads and the register keeps, as people say it."""
    return {
        "url": where,
        "email": str(given["email"]),
        "comments": desk.label(f"custody.comments.{given['comments']}"),
        "rights": desk.label(f"custody.rights.{given['rights']}"),
        "where": str(given["where"]),
        "notice": desk.label("custody.yes"),
        "second_admin": desk.label("custody.yes"),
    }


# --- "I have administrator access, the notice is shown" ---------------------------------------------------------------


async def activate(desk: Desk, clicked: Clicked) -> Replies:
    """The Director's word makes the account official, in the same transaction as its line in the register. Gives the
    request's card; Refused where the address was registered meanwhile."""
    moved = await desk.move(clicked.value, "activate")
    try:
        account = await desk.open_case("account", moved.school, _register(desk, moved), address=_key(moved))
    except AddressTaken as error:
        raise Refused("address_taken", moved) from error
    answers = moved.data["answers"]
    await desk.belong(account, {"manager": answers["manager"], "second_manager": answers["second_manager"]})
    return [Swap(await desk.card(moved))]


def _key(case: Case) -> str:
    return str(case.data["address"]["key"])


def _register(desk: Desk, case: Case) -> dict[str, Any]:
    """Gives the line in the register (requirement 3.5)."""
    answers, account = case.data["answers"], case.data["account"]
    return {
        "request": case.ref,
        "tool": answers.get("tool", "other"),
        "other_name": answers.get("other_name", ""),
        "handle": case.data["address"]["handle"],
        "handles": [case.data["address"]["handle"]],
        "url": case.data["address"]["url"],
        "on_behalf": answers["on_behalf"],
        "purpose": answers.get("message", ""),
        "audience": answers.get("audience", []),
        "labels": answers.get("labels", {}),
        "conditions": case.data.get("conditions", []),
        "manager": answers["manager"],
        "second_manager": answers["second_manager"],
        "director_role": account["rights"],
        "custody": account["where"],
        "email": account["email"],
        "comments": account["comments"],
        "notice": _notice(desk),
        "charter": case.data["accepted"],
    }


def _notice(desk: Desk) -> str:
    """Gives the texts that the notice rests on today; the register keeps what was said when the account became
    official."""
    policy = desk.house.district.policy
    names = {"number": policy.number, "procedure": policy.procedure}
    if not policy.adopted:
        return desk.label("custody.notice_undated", **names)
    return desk.label("custody.notice", adopted=day(policy.adopted), **names)


SCREENS = (Screen(SET_UP, draw_set_up, take_set_up, ("report_set_up",), examines=examine_set_up),)
