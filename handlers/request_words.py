"""A request's answers as people say them, and what a request is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.content.choices import label_of
from bot.content.questions_file import Questions
from bot.house import House
from bot.workflow import Case

KIND = "account_request"

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

CHOICES = ("audience", "ages", "messages")
"""What is ticked among the choices of content/questions.yaml."""


def title(case: Case, _viewer: str, house: House) -> str:
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
    """What the tool is called: one that is not listed as it was typed."""
    if answers.get("tool") == "other" and answers.get("other_name"):
        return str(answers["other_name"])
    tool = house.content.tools.get(answers.get("tool", ""))
    return tool.name if tool else house.words.plain("account_request.an_account")


def facts(answers: Mapping[str, Any], house: House) -> tuple[tuple[str, str], ...]:
    """The answers that were given, as people say them, in the order of the questions."""
    said = ((name, spoken(name, answers, house)) for name in ANSWERS)
    return tuple((house.words.plain(f"account_request.fact.{name}"), value) for name, value in said if value)


def spoken(name: str, answers: Mapping[str, Any], house: House) -> str:
    """One answer as people say it; "" where there is none."""
    answer = answers.get(name)
    if not answer:
        return house.words.plain("account_request.to_be_found") if _wants_one(name, answers) else ""
    match name:
        case "school":
            school = house.district.school(answer)
            return school.name if school else str(answer)
        case "audience" | "ages" | "messages":
            kept = answers.get("labels", {}).get(name, {})
            return ", ".join(kept.get(value) or _label(house.content.questions, name, value) for value in answer)
        case "tool":
            return " · ".join(part for part in (_tool(answers, house), answers.get("other_address", "")) if part)
        case "manager" | "second_manager":
            return house.who(str(answer))
        case _:
            return str(answer)


def with_labels(answers: Mapping[str, Any], before: Mapping[str, Any], house: House) -> dict[str, Any]:
    """(answers, those that were sent before, house) -> the answers with what the choices in them are called.

    A request keeps the questions with which it began (requirement 2.9): what was sent once is called the same from
    then on, whatever content/questions.yaml says since.
    """
    known = before.get("labels", {})
    labels = {
        name: {
            value: known.get(name, {}).get(value) or _label(house.content.questions, name, value)
            for value in answers.get(name, ())
        }
        for name in CHOICES
    }
    return {**answers, "labels": labels}


def _tool(answers: Mapping[str, Any], house: House) -> str:
    """The tool's name; one that the district does not allow to everybody says so."""
    tool, name = house.content.tools.get(answers["tool"]), tool_name(answers, house)
    if tool is None or tool.is_allowed:
        return name
    return house.words.plain("account_request.by_exception", tool=name)


def _wants_one(name: str, answers: Mapping[str, Any]) -> bool:
    return name == "second_manager" and bool(answers.get("find_second"))


def _label(questions: Questions, name: str, value: str) -> str:
    return label_of(value, questions.choices(name))
