"""A request and an account on paper, for a packet of records: every question with its answer, and what was settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from bot.dates import day
from bot.face import Pairs, Section, answered, written
from bot.house import House
from bot.ui import plain_body, unpack
from bot.workflow import Case
from handlers import verification
from handlers.request_words import ANSWERS, spoken, tool_name

ASKED = ("kind", *ANSWERS, "find_second")
"""In the order in which they are asked for."""
ENTERED = (
    "url",
    "school",
    "on_behalf",
    "purpose",
    "audience",
    "manager",
    "second_manager",
    "director_role",
    "custody",
    "email",
    "comments",
    "notice",
    "verification",
    "request",
)
"""What stands in the register, in the order of its card."""


def request_on_paper(case: Case, house: House) -> tuple[Section, ...]:
    """(a request, house) -> the answers and the policy they were asked under, conditions, the set-up, the charter."""
    words = house.words.plain
    return written(
        Section(words("account_request.paper.answers"), _answers(case, house)),
        Section(words("account_request.paper.advice"), _advice(case, house)),
        Section(words("account_request.paper.conditions"), _conditions(case.data, house)),
        Section(words("account_request.paper.set_up"), _set_up(case, house)),
        Section(words("account_request.paper.charter"), _charter(case.data.get("accepted", {}), house)),
        *_charter_words(case, house),
    )


def entry_of(case: Case) -> tuple[str, str] | None:
    """(a request) -> the kind and the address of its account in the register; None before it is official."""
    return ("account", str(case.data["address"]["key"])) if case.state == "done" else None


def account_on_paper(case: Case, house: House) -> tuple[Section, ...]:
    """(an account, house) -> its line in the register, the conditions, and who accepted the charter."""
    words, data = house.words.plain, case.data
    said = {
        "school": spoken("school", {"school": case.school}, house),
        "audience": spoken("audience", data, house),
        "manager": spoken("manager", data, house),
        "second_manager": spoken("second_manager", data, house),
        "verification": verification.spoken(case, house),
    }
    tool = (words("account_request.fact.tool"), tool_name(data, house))
    pairs = (tool, *((words(f"account.fact.{name}"), said.get(name, str(data.get(name, "")))) for name in ENTERED))
    return written(
        Section(words("account.paper"), answered(pairs)),
        Section(words("account_request.paper.conditions"), _conditions(data, house)),
        Section(words("account_request.paper.charter"), _charter(data.get("charter", {}), house)),
    )


def _answers(case: Case, house: House) -> Pairs:
    given = case.data.get("answers", {})
    pairs = ((house.words.plain(f"account_request.field.{name}"), _answer(name, given, house)) for name in ASKED)
    return (*answered(pairs), *_asked_under(case, house))


def _answer(name: str, given: Mapping[str, Any], house: House) -> str:
    match name:
        case "kind":
            return house.words.plain(f"account_request.kind.{given['kind']}") if given.get("kind") else ""
        case "find_second":
            return house.words.plain("account_request.find_me_one") if given.get("find_second") else ""
        case "second_manager":
            return spoken(name, given, house) if given.get(name) else ""
        case _:
            return spoken(name, given, house)


def _asked_under(case: Case, house: House) -> Iterator[tuple[str, str]]:
    """The policy with which the request began, and the version of the questions (requirement 2.9)."""
    words, under = house.words.plain, case.data.get("policy") or {}
    if under:
        named = {"number": under["number"], "procedure": under["procedure"]}
        adopted = under.get("adopted")
        said = words("custody.notice_undated", **named)
        if adopted:
            said = words("custody.notice", adopted=day(date.fromisoformat(adopted)), **named)
        yield words("account_request.paper.policy"), said
        yield words("account_request.paper.questions"), str(case.data.get("questions", ""))


def _advice(case: Case, house: House) -> Pairs:
    lines = "\n".join(str(line) for line in case.data.get("advice") or ())
    return answered([(house.words.plain("account_request.paper.advice_says"), lines)])


def _conditions(data: Mapping[str, Any], house: House) -> Pairs:
    return tuple((house.who(one["by"]), one["says"]) for one in data.get("conditions", ()))


def _set_up(case: Case, house: House) -> Pairs:
    account = case.data.get("account") or {}
    return answered((house.words.plain(f"custody.fact.{name}"), str(value)) for name, value in account.items())


def _charter(taps: Mapping[str, Any], house: House) -> Pairs:
    """Who accepted it, and when."""
    return tuple((house.who(email), house.on_record(datetime.fromisoformat(tap["at"]))) for email, tap in taps.items())


def _charter_words(case: Case, house: House) -> Iterator[Section]:
    """The charter in the words that were accepted: each version once, with who accepted that one."""
    taps = case.data.get("accepted", {})
    for version, words in case.data.get("charters", {}).items():
        who = ", ".join(house.who(email) for email, tap in taps.items() if tap.get("charter") == version)
        text = plain_body(unpack(words).body)
        title = house.words.plain("account_request.paper.charter_words")
        yield Section(title, answered([(who or "–", text)]))
