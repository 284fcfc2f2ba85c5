"""What a request says to those who read it: the four answers, the advice, the charter once it is approved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.content.questions import Questions
from bot.dates import day
from bot.house import House
from bot.ui import Element, Facts, Text
from bot.workflow import Case
from handlers.charter import charter as charter
from handlers.roles import managers, owes_the_charter

SHORT_CHANGE = 200
ANSWERS = (
    "school",
    "on_behalf",
    "link",
    "audience",
    "ages",
    "messages",
    "message",
    "tool",
    "manager",
    "second_manager",
)


def title(case: Case, house: House) -> str:
    """`Instagram for Girls Soccer`, or what is known of it so far; an account that is there already is called that."""
    answers = case.data.get("answers", {})
    if not answers.get("on_behalf"):
        return house.words.plain("account_request.title_unnamed")
    named = named_for(answers, house)
    return house.words.plain("account_request.title_existing", title=named) if is_there_already(answers) else named


def named_for(answers: Mapping[str, Any], house: House) -> str:
    """The account that is asked about: its tool, and the team, class or office that it is for."""
    tool = tool_name(answers, house)
    return house.words.plain("account_request.title", tool=tool, on_behalf=answers["on_behalf"])


def is_there_already(answers: Mapping[str, Any]) -> bool:
    """Whether the request is about an account that somebody made before they asked."""
    return answers.get("kind") == "existing"


def tool_name(answers: Mapping[str, Any], house: House) -> str:
    if answers.get("tool") == "other" and answers.get("other_name"):
        return str(answers["other_name"])
    tool = house.content.tools.get(answers.get("tool", ""))
    return tool.name if tool else house.words.plain("account_request.an_account")


def body(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    """(case, the viewer's address, house) -> what stands between the status and the history."""
    return (
        *_left(case, viewer, house),
        *_answers(case, house),
        *_changed(case, house),
        *_advice(case, house),
        *_account(case, house),
        *_charter(case, viewer, house),
    )


def _left(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    """What this viewer is still to do once the request is approved. It stands on the card and not above it, where it
    would still ask for what has been done."""
    steps = (*_left_to_requester(case, viewer, house), *_left_to_manager(case, viewer, house))
    return tuple(Text(house.words(f"account_request.left.{step}")) for step in steps)


def _left_to_requester(case: Case, viewer: str, house: House) -> Iterator[str]:
    if case.state == "setting_up" and viewer == case.opened_by:
        if len(managers.who(case, house.district)) < 2:
            yield "name_second"
        else:
            yield "charter" if owes_the_charter.who(case, house.district) else "report"


def _left_to_manager(case: Case, viewer: str, house: House) -> Iterator[str]:
    if case.state in ("setting_up", "custody_check") and viewer in managers.who(case, house.district):
        if viewer in owes_the_charter.who(case, house.district):
            yield "accept"
        elif viewer != case.opened_by:
            yield "accepted"


def facts(answers: Mapping[str, Any], house: House) -> tuple[tuple[str, str], ...]:
    """The answers that were given, as people say them, in the order of the questions."""
    said = ((name, spoken(name, answers, house)) for name in ANSWERS)
    return tuple((house.words.plain(f"account_request.fact.{name}"), value) for name, value in said if value)


def spoken(name: str, answers: Mapping[str, Any], house: House) -> str:
    """One answer as people say it; "" where there is none."""
    answer = answers.get(name)
    if not answer:
        return house.words.plain("account_request.find_me_one") if _wants_one(name, answers) else ""
    questions = house.content.questions
    match name:
        case "school":
            school = house.district.school(answer)
            return school.name if school else str(answer)
        case "audience" | "ages" | "messages":
            return ", ".join(_label(questions, name, value) for value in answer)
        case "tool":
            return " · ".join(part for part in (_tool(answers, house), answers.get("other_address", "")) if part)
        case "manager" | "second_manager":
            return f"{house.name(answer)} ({answer})" if house.name(answer) != answer else str(answer)
        case _:
            return str(answer)


def _tool(answers: Mapping[str, Any], house: House) -> str:
    """The tool's name; one that the district does not allow to everybody says so."""
    tool, name = house.content.tools.get(answers["tool"]), tool_name(answers, house)
    if tool is None or tool.is_allowed:
        return name
    return house.words.plain("account_request.by_exception", tool=name)


def _wants_one(name: str, answers: Mapping[str, Any]) -> bool:
    return name == "second_manager" and bool(answers.get("find_second"))


def _label(questions: Questions, name: str, value: str) -> str:
    return {choice.value: choice.label for choice in questions.choices(name)}.get(value, value)


def _answers(case: Case, house: House) -> tuple[Element, ...]:
    pairs = facts(case.data.get("answers", {}), house)
    asked_by = (house.words.plain("account_request.fact.requester"), house.name(case.opened_by))
    return (Facts((asked_by, *pairs)), Text(_policy(case.data["policy"], house), quiet=True))


def _policy(under: Mapping[str, str], house: House) -> str:
    if not under["adopted"]:
        return house.words("account_request.policy_undated", number=under["number"], procedure=under["procedure"])
    return house.words("account_request.policy", **{**under, "adopted": day(date.fromisoformat(under["adopted"]))})


def _changed(case: Case, house: House) -> tuple[Element, ...]:
    """What the requester changed since an approver read it, before and after."""
    changed = case.data.get("changed") or {}
    if case.state not in ("with_principal", "with_director") or not changed:
        return ()
    lines = tuple(
        _before_after(label, before or "–", after or "–", house) for label, (before, after) in changed.items()
    )
    return (Text(house.words("account_request.changed")), Facts(lines))


def _before_after(label: str, before: str, after: str, house: House) -> tuple[str, str]:
    """A short change as a whole; of a long one what stood there before, since what stands there now is shown above."""
    if len(before) + len(after) <= SHORT_CHANGE:
        return (label, house.words.plain("account_request.before_after", before=before, after=after))
    return (house.words.plain("account_request.before", label=label), before)


def _advice(case: Case, house: House) -> tuple[Element, ...]:
    advice = case.data.get("advice") or []
    if not advice or case.state not in ("draft", "with_principal", "with_director"):
        return ()
    return (Text(house.words("account_request.advice")), *(Text("• " + line) for line in advice))


def _account(case: Case, house: House) -> tuple[Element, ...]:
    """What the requester reported, for the Director to check."""
    account = case.data.get("account") or {}
    if not account:
        return ()
    pairs = tuple((house.words.plain(f"custody.fact.{name}"), str(value)) for name, value in account.items() if value)
    return (Text(house.words("custody.reported")), Facts(pairs))


def _charter(case: Case, viewer: str, house: House) -> tuple[Element, ...]:
    if case.state not in ("setting_up", "custody_check"):
        return ()
    waiting = [house.name(email) for email in owes_the_charter.who(case, house.district)]
    missing = len(managers.who(case, house.district)) < 2
    lines = [Text(house.words("custody.no_second"))] if missing else []
    lines += [Text(house.words("custody.not_accepted", names=", ".join(waiting)))] if waiting else []
    shown = charter(case, house) if viewer in managers.who(case, house.district) else ()
    return (*lines, *shown)
