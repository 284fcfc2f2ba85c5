"""The register of official accounts: each one's card, and the lists that staff and the Director see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from urllib.parse import urlsplit

from bot.content.addresses import Address
from bot.conversation import Conversation, Replies
from bot.desk import Desk
from bot.events import Clicked, Event
from bot.face import Face
from bot.house import House
from bot.replies import Say
from bot.ui import ROWS_AT_ONCE, Button, Card, Element, Facts, Row, Rows, Text, literal
from bot.workflow import Case, Move, Refused, Workflow, read_stamp
from handlers import verification
from handlers.account_roles import account_managers, communications_office, school_leaders, school_office
from handlers.charter import charter_for
from handlers.conditions import conditions
from handlers.lists import CaseList, case_row
from handlers.request_paper import account_on_paper
from handlers.request_roles import requester
from handlers.request_states import CAME_TO_NOTHING, ON_ITS_WAY, is_about_an_account, is_marked_gone
from handlers.request_words import spoken, tool_name

KIND = "account"
LISTED = (ON_ITS_WAY, CAME_TO_NOTHING)
"""The states of a request whose account, where there is one, it has not brought into the register. Requests on their
way are read apart from those that came to nothing, which grow in number forever and would crowd them out."""
MOST_READ = 1_000
"""Requests of either kind among which accounts without our administrator are looked for."""
MOST_EXISTING = 100
"""Accounts that are listed at once."""
LONGEST_NAME = 75
"""Characters of a handle or a host that a title has room for. The whole address stands on the card in any case."""

WORKFLOW = Workflow(
    kind=KIND,
    prefix="A",
    first="active",
    states={"active": "good"},
    ends=("active",),
    moves=(Move("log_verification", when="active", to="active", by=communications_office, form=verification.NAME),),
    also_sees=(requester, account_managers, school_office),
)


def title(case: Case, _viewer: str, house: House) -> str:
    """`Instagram centralsoccer`; of a long address the host, and where that is long as well the tool alone."""
    tool, handle = tool_name(case.data, house), case.data.get("handle", "")
    host = urlsplit(case.data.get("url", "")).hostname or ""
    name = next((name for name in (handle, host) if len(name) <= LONGEST_NAME), "")
    return house.words.plain("account.title", tool=tool, handle=name) if name else tool


def body(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    """(case, the viewer's address, house) -> the account's line in the register."""
    data = case.data
    pairs = {
        "url": data.get("url", ""),
        "school": spoken("school", {"school": case.school}, house),
        "on_behalf": data.get("on_behalf", ""),
        "purpose": data.get("purpose", ""),
        "audience": spoken("audience", data, house),
        "manager": spoken("manager", data, house),
        "second_manager": spoken("second_manager", data, house),
        "director_role": data.get("director_role", ""),
        **_access(case, viewer, house),
        "comments": data.get("comments", ""),
        "notice": data.get("notice", ""),
        "verification": verification.spoken(case, house),
        "request": data.get("request", ""),
        "since": house.day(case.opened_at),
    }
    facts = tuple((house.words.plain(f"account.fact.{name}"), value) for name, value in pairs.items() if value)
    return (Facts(facts), *_conditions(case, viewer, house), *_charter(case, viewer, house))


def _conditions(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    """On which conditions it was approved: for those who were on the request, not for all staff of the school."""
    roles = (requester, account_managers, communications_office, school_leaders)
    knows = any(viewer in role.who(case, house.district) for role in roles)
    return conditions(case.data, house) if knows else ()


def _access(case: Case, viewer: str, house: House) -> dict[str, str]:
    """By which role or vault entry the office gets in, and the account's mailbox: for those who look after it."""
    roles = (account_managers, communications_office)
    if not any(viewer in role.who(case, house.district) for role in roles):
        return {}
    return {"custody": case.data.get("custody", ""), "email": case.data.get("email", "")}


def _charter(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    """What the managers promised stays where they find it."""
    if viewer not in account_managers.who(case, house.district):
        return ()
    words = house.words.plain
    read = Button("account.charter", words("account.charter.read"), case.stamp)
    return (Rows((Row(words("account.charter.title"), words("account.charter.detail"), read),)),)


async def read_charter(desk: Desk, clicked: Clicked) -> Replies:
    """The charter as this manager accepted it and on which day, with the notice to copy."""
    account = await desk.asked_for(read_stamp(clicked.value)[0], "charter")
    request = await desk.case(account.data["request"])
    return [Say(Card(account.ref, (*_accepted_on(account, desk), *charter_for(request, desk.me, desk.house))))]


def _accepted_on(account: Case, desk: Desk) -> tuple[Element, ...]:
    accepted = account.data.get("charter", {}).get(desk.me)
    if not accepted:
        return ()
    day = desk.house.day(datetime.fromisoformat(accepted["at"]))
    return (Text(desk.word("account.charter.accepted", day=day), quiet=True),)


async def hear(desk: Desk, heard: Event) -> Replies:
    """Staff see their own accounts and their school's; the Director sees all."""
    return await _accounts(desk).open(desk, heard)


async def more(desk: Desk, clicked: Clicked) -> Replies:
    """ "Show more": the next lines of the list that this person asked for."""
    return await _accounts(desk).show_more(desk, clicked)


def _accounts(desk: Desk) -> CaseList:
    return ALL if _is_office(desk) else OWN


async def _registered(desk: Desk, most: int, skip: int) -> Sequence[Case]:
    return await desk.register(KIND, _schools(desk), most, skip)


def _schools(desk: Desk) -> tuple[str, ...] | None:
    district = desk.house.district
    if _is_office(desk):
        return None
    own = district.school_of(desk.me)
    return tuple(dict.fromkeys((*district.schools_led_by(desk.me), *([own] if own else []))))


def _is_office(desk: Desk) -> bool:
    return desk.me in desk.house.district.role("communications_director")


def _filters(desk: Desk) -> tuple[Button, ...]:
    return (Button("account.without_administrator", desk.label("account.without_administrator")),)


OWN = CaseList("accounts", _registered, f"{KIND}.more")
ALL = CaseList("all_accounts", _registered, f"{KIND}.more", buttons=_filters)


async def without_administrator(desk: Desk, _clicked: Clicked) -> Replies:
    """By school, the accounts that exist already and in which the district holds no rights: for the Director. A request
    that came to nothing leaves its account where it was, so that it stays in the list with the state of the request
    until the Director notes that it is gone."""
    if not _is_office(desk):
        raise Refused("unknown_button")
    found = await _unregistered(desk, [case for states in LISTED for case in await _asked_about(desk, states)])
    if not found:
        return [Say(Card(body=(Text(desk.word("account.all_have_one")),)))]
    by_school = sorted(found[:MOST_EXISTING], key=lambda case: case.school)
    pages = [by_school[start : start + ROWS_AT_ONCE] for start in range(0, len(by_school), ROWS_AT_ONCE)]
    title = desk.label("account.without_administrator")
    cards = [Say(Card(title, tuple(_by_school(desk, page)))) for page in pages]
    return [*cards, *_not_shown(desk, len(found))]


def _not_shown(desk: Desk, all_of_them: int) -> Iterator[Say]:
    if all_of_them > MOST_EXISTING:
        said = desk.word("account.first_of_those", shown=str(MOST_EXISTING), number=str(all_of_them))
        yield Say(Card(body=(Text(said),)))


async def _asked_about(desk: Desk, states: Sequence[str]) -> tuple[Case, ...]:
    return await desk.in_states("account_request", states, is_about_an_account, MOST_READ)


async def _unregistered(desk: Desk, found: Sequence[Case]) -> list[Case]:
    """One request for each account, the one on its way where there is one, else the newest; none for an account that is
    in the register or is gone. Those on their way come first."""
    open_last = sorted(found, key=_is_on_its_way)
    newest = {_key(case.data["answers"]): case for case in open_last}
    there = {key: case for key, case in newest.items() if not is_marked_gone(case)}
    registered = await desk.registered(KIND, there)
    return sorted((case for key, case in there.items() if key not in registered), key=_is_on_its_way, reverse=True)


def _is_on_its_way(case: Case) -> bool:
    return case.state in ON_ITS_WAY


def _key(answers: Mapping[str, str]) -> str:
    return Address(answers["tool"], answers["handle"], answers["link"]).key


def _by_school(desk: Desk, found: Sequence[Case]) -> Iterator[Element]:
    for school, cases in groupby(found, key=lambda case: case.school):
        yield Text(f"**{literal(spoken('school', {'school': school}, desk.house))}**")
        yield Rows(tuple(case_row(desk, case) for case in cases))


CONVERSATION = Conversation(
    name=KIND,
    hears={r"(?:my |our |the )?(?:accounts?|register)": hear},
    presses={
        "account.more": more,
        "account.charter": read_charter,
        "account.without_administrator": without_administrator,
    },
    screens=(verification.SCREEN,),
    face=Face(
        WORKFLOW,
        title,
        body,
        filed_under=lambda case: case.kind,
        classes={KIND: "account_ended"},
        on_paper=account_on_paper,
    ),
)
