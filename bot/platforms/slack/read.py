"""Reads what Slack delivers (commands, events, interactions) into what can arrive from any chat.

Pure: whoever is named in a payload is asked for with `user_of` and `picked_people`, and given to `event_of`.
The shapes are those of Slack's references for slash commands, the Events API and interaction payloads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.events import Clicked, Event, Filled, Flagged, Heard, Joined, Person, Place, SentFiles
from bot.platforms.slack.files import sent_files
from bot.platforms.slack.form_view import YES
from bot.platforms.slack.render import LINK
from bot.ui import Answer

Body = dict[str, Any]
People = Mapping[str, str]
"""What a form takes for a picked person (an e-mail address, else a name), by Slack user id."""

PLATFORM = "slack"
REPORT_MESSAGE = "report_message"
"""The message shortcut "Report this message", as the app's manifest names it."""
_SPOKEN = (None, "file_share", "thread_broadcast")
_CONTROL = re.compile(r"<(?P<address>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")


def kind_of(body: Body) -> str:
    """What a payload is to us: command, message, files, opened, pressed, sent, flagged; or empty: to be ignored."""
    if "command" in body:
        return "command"
    if body.get("type") == "event_callback":
        return _event_kind(body["event"])
    if body.get("type") == "block_actions":
        return "" if body["actions"][0]["action_id"].startswith(LINK) else "pressed"
    if body.get("type") == "message_action" and body.get("callback_id") == REPORT_MESSAGE:
        return "flagged"
    return "sent" if body.get("type") == "view_submission" else ""


def _event_kind(event: Body) -> str:
    if event["type"] == "app_home_opened":
        return "opened"
    ours = event["type"] == "message" and event.get("channel_type") == "im" and not event.get("hidden")
    if not ours or event.get("bot_id") or event.get("subtype") not in _SPOKEN:
        return ""
    return "files" if event.get("files") else "message"


def user_of(body: Body) -> str:
    """The Slack id of whoever did this."""
    if "command" in body:
        return str(body["user_id"])
    return str(body["event"]["user"] if "event" in body else body["user"]["id"])


def place_of(body: Body) -> Place:
    """Where it happened. A command names a conversation too, but it may be one between two other people."""
    if "event" in body:
        return Place(PLATFORM, body["event"].get("channel", ""))
    if "view" in body:
        return Place(PLATFORM, metadata(body).get("conversation", ""))
    container = body.get("container", {})
    return Place(PLATFORM, container.get("channel_id", ""), container.get("message_ts", ""))


def metadata(body: Body) -> dict[str, str]:
    """What travelled with a form: its name, its value, the direct conversation. Empty for all else."""
    found: dict[str, str] = json.loads(body.get("view", {}).get("private_metadata") or "{}")
    return found


def is_home(body: Body) -> bool:
    """Whether it happened on the home page."""
    return "home" in (body.get("event", {}).get("tab"), body.get("view", {}).get("type"))


def picked_people(body: Body) -> tuple[str, ...]:
    """The Slack ids of the people who were picked in a form."""
    picked = (element.get("selected_user") for _, _, element in _elements(body.get("view", {})))
    return tuple(user for user in picked if user)


def event_of(body: Body, person: Person, people: People) -> Event:
    """The event that a payload is; `kind_of` must have found one in it."""
    return _READERS[kind_of(body)](body, person, people)


def _key(body: Body) -> str:
    return f"{PLATFORM}:{body.get('event_id') or body['trigger_id']}"


def _command(body: Body, person: Person, people: People) -> Event:
    text = f"{body['command']} {spoken(body.get('text', ''))}".strip()
    return Heard(_key(body), person, place_of(body), text)


def _message(body: Body, person: Person, people: People) -> Event:
    return Heard(_key(body), person, place_of(body), _text(body))


def _text(body: Body) -> str:
    """What was typed into a direct message, without a mention of the bot."""
    bots = [each["user_id"] for each in body.get("authorizations", ()) if each.get("is_bot")]
    text = body["event"].get("text") or ""
    for bot in bots:
        text = text.replace(f"<@{bot}>", "")
    return spoken(text).strip()


def spoken(text: str) -> str:
    """What a person typed: Slack's links and mentions as words again, and its three escapes undone once."""
    words = _CONTROL.sub(_as_words, text)
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _as_words(control: re.Match[str]) -> str:
    address, label = control["address"], control["label"]
    if address.startswith(("#", "!")):
        return address[0].replace("!", "@") + (label or address[1:]).lstrip("@#")
    address = address.removeprefix("mailto:").removeprefix("tel:")
    return (label or address) if not label or address.endswith(label) else f"{label} ({address})"


def _files(body: Body, person: Person, people: People) -> Event:
    return SentFiles(_key(body), person, place_of(body), _text(body), sent_files(body["event"]["files"]))


def _opened(body: Body, person: Person, people: People) -> Event:
    return Joined(_key(body), person, place_of(body), "home" if is_home(body) else "chat")


def _pressed(body: Body, person: Person, people: People) -> Event:
    action = body["actions"][0]
    pressed = action["action_id"].partition(":")[0]
    if "form" in metadata(body):
        return _filled(body, person, people, pressed)
    return Clicked(_key(body), person, place_of(body), pressed, action.get("value") or "")


def _flagged(body: Body, person: Person, people: People) -> Event:
    """The message is quoted by whoever reports it: the bot need not be where it stands."""
    words = spoken(body.get("message", {}).get("text") or "")
    return Flagged(_key(body), person, place_of(body), words)


def _sent(body: Body, person: Person, people: People) -> Event:
    return _filled(body, person, people, "")


def _filled(body: Body, person: Person, people: People, pressed: str) -> Event:
    form = metadata(body)
    answers = dict(_answers(body["view"], people))
    files = [file for _, _, element in _elements(body["view"]) for file in element.get("files") or ()]
    where = (_key(body), person, place_of(body))
    return Filled(*where, form["form"], form["value"], pressed, answers, sent_files(files))


def _answers(view: Body, people: People) -> Iterator[tuple[str, Answer]]:
    prefilled = {block.get("block_id") for block in view.get("blocks", ()) if _is_prefilled(block)}
    for name, action, element in _elements(view):
        given = _given(element, people)
        if given is not None:
            yield name, bool(given) if action.startswith(YES) else given
        # Some clients give back nothing for a filled field that nobody touched: that is no answer.
        elif name not in prefilled:
            yield name, False if action.startswith(YES) else _EMPTY.get(element["type"], "")


def _elements(view: Body) -> Iterator[tuple[str, str, Body]]:
    for name, values in view.get("state", {}).get("values", {}).items():
        for action, element in values.items():
            yield name, action, element


def _is_prefilled(block: Body) -> bool:
    return any(name.startswith("initial_") for name in block.get("element", {}))


def _given(element: Body, people: People) -> Answer | None:
    value = element.get(_HELD_IN[element["type"]])
    if value is None:
        return None
    if element["type"] in _EMPTY:
        return tuple(item.get("value") or item["id"] for item in value)
    if element["type"] == "users_select":
        return people.get(value, value)
    return str(value["value"] if isinstance(value, dict) else value).strip()


_HELD_IN = {
    "plain_text_input": "value",
    "radio_buttons": "selected_option",
    "static_select": "selected_option",
    "checkboxes": "selected_options",
    "datepicker": "selected_date",
    "users_select": "selected_user",
    "file_input": "files",
}

_EMPTY: dict[str, Answer] = {"checkboxes": (), "file_input": ()}

_READERS: dict[str, Callable[[Body, Person, People], Event]] = {
    "command": _command,
    "message": _message,
    "files": _files,
    "opened": _opened,
    "pressed": _pressed,
    "sent": _sent,
    "flagged": _flagged,
}
