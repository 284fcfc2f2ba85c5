"""What Slack would refuse: its types as a JSON schema, and the rules that no schema can say.

The schema is generated from Slack's own `@slack/types`, in the folder that SCHEMAS_DIR names; without it only
the rules are kept.
"""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

from tests.slack_faults import Refusal

WHOLE_MESSAGE = 13_200
"""Characters over all blocks of a message, beyond which Slack answers `msg_blocks_too_long`."""

Found = Iterator[str]


def take(kind: str, payload: dict[str, Any], error: str) -> None:
    """Refuse what Slack would refuse, with this error and every reason."""
    found = faults(kind, payload)
    if found:
        raise Refusal(error, messages=found)


def has_schema() -> bool:
    """Whether the schema is here to be checked against."""
    return bool(os.environ.get("SCHEMAS_DIR"))


@cache
def _validator(kind: str) -> Draft7Validator:
    text = (Path(os.environ["SCHEMAS_DIR"]) / "slack-blocks.json").read_text()
    return Draft7Validator({**json.loads(text), "$ref": f"#/definitions/{kind}"})


def faults(kind: str, payload: dict[str, Any]) -> list[str]:
    """Everything that Slack would refuse in a Message, a ModalView or a HomeView; empty when it would take it."""
    found = [error.message[:300] for error in _validator(kind).iter_errors(payload)] if has_schema() else []
    return found + list(_crossing(kind, payload))


def _crossing(kind: str, payload: dict[str, Any]) -> Found:
    blocks = payload.get("blocks", [])
    yield from _twice("block_id", [block["block_id"] for block in blocks if "block_id" in block])
    for block in blocks:
        yield from _in_block(block)
    yield from _RULES[kind](payload, [block["type"] for block in blocks])


def _in_block(block: dict[str, Any]) -> Found:
    elements = list(_elements(block))
    yield from _twice("action_id", [element["action_id"] for element in elements if "action_id" in element])
    for element in elements:
        yield from _in_element(element)


def _elements(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (block[name] for name in ("element", "accessory") if name in block)
    yield from block.get("elements", [])


def _in_element(element: dict[str, Any]) -> Found:
    given = [*element.get("initial_options", []), *filter(None, [element.get("initial_option")])]
    yield from (f"{option} is not among the options" for option in given if option not in element["options"])
    yield from _twice("option", [option["value"] for option in element.get("options", [])])
    if "initial_date" in element:
        yield from _no_day(element["initial_date"])
    if len(element.get("initial_value", "")) > element.get("max_length", 3_000):
        yield "initial_value is longer than max_length"


def _no_day(value: str) -> Found:
    try:
        date.fromisoformat(value)
    except ValueError:
        yield f"{value} is no day"


def _twice(what: str, values: list[str]) -> Found:
    yield from (f"the {what} {value!r} stands there twice" for value in {*values} if values.count(value) > 1)


def _message(payload: dict[str, Any], kinds: list[str]) -> Found:
    if not payload.get("text"):
        yield "no text for the notification"
    if "input" in kinds:
        yield "a message takes no input"
    if sum(len(html.unescape(words)) for words in _words(payload["blocks"])) > WHOLE_MESSAGE:
        yield "msg_blocks_too_long"


def _modal(payload: dict[str, Any], kinds: list[str]) -> Found:
    if "input" in kinds and "submit" not in payload:
        yield "an input needs a submit"


def _home(payload: dict[str, Any], kinds: list[str]) -> Found:
    if {"title", "submit", "close"} & payload.keys():
        yield "a home page has no title, submit or close"


def _words(thing: Any) -> Iterator[str]:
    if isinstance(thing, dict):
        yield from [thing["text"]] if isinstance(thing.get("text"), str) else []
        yield from (words for value in thing.values() for words in _words(value))
    if isinstance(thing, list):
        yield from (words for item in thing for words in _words(item))


_RULES = {"Message": _message, "ModalView": _modal, "HomeView": _home}
