"""An activity as an event: what was said, pressed, sent or installed in a person's own chat with the bot."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.events import Clicked, Event, Filled, Heard, Joined, Person, Place, SentFiles
from bot.platforms.base import Seat
from bot.platforms.teams.activity import Activity, part, parts, tenants_named, word_in
from bot.platforms.teams.files import sent_files
from bot.platforms.teams.form import read_answers

TEAMS = "teams"
INVOKE = "adaptiveCard/action"


def is_press(activity: Activity) -> bool:
    """Whether somebody pressed something on a card, and waits for the answer."""
    return activity["type"] == "invoke" and word_in(activity, "name") == INVOKE


def is_ours(activity: Activity) -> bool:
    """Whether this happened in the chat of one person with the bot: forms and cases are nobody else's to read."""
    kind = word_in(part(activity, "conversation"), "conversationType")
    return kind in ("personal", "") and bool(user_of(activity)) and not _is_bot(activity)


def user_of(activity: Activity) -> str:
    """Who did it: their Entra object id, or the id of somebody who has none (a guest without an account)."""
    sender = part(activity, "from")
    return word_in(sender, "aadObjectId") or word_in(sender, "id")


def _is_bot(activity: Activity) -> bool:
    return word_in(part(activity, "from"), "id") == word_in(part(activity, "recipient"), "id")


def seat_of(activity: Activity) -> Seat:
    """Where the person sits, with all that it takes to write to them first.

    Teams, "Send proactive messages": the service address, the conversation, the tenant, and both ids.
    """
    conversation = word_in(part(activity, "conversation"), "id")
    reference = {
        "serviceUrl": activity["serviceUrl"],
        "conversation": conversation,
        "tenant": min(tenants_named(activity), default=""),
        "bot": word_in(part(activity, "recipient"), "id"),
        "user": word_in(part(activity, "from"), "id"),
    }
    return Seat(user_of(activity), conversation, reference)


def read_event(activity: Activity, person: Person) -> Event | None:
    """The event in an activity; None for what is no concern of ours (an edit, a reaction, a stranger's card)."""
    message = word_in(activity, "replyToId")
    met = _Met(key_of(activity), person, Place(TEAMS, word_in(part(activity, "conversation"), "id"), message))
    if is_press(activity):
        return met.pressed(part(part(part(activity, "value"), "action"), "data"))
    if activity["type"] == "message":
        return met.wrote(activity)
    return met.joined(activity) if _installs(activity) else None


def key_of(activity: Activity) -> str:
    """The same for the same thing delivered twice; a press is told by what it sends as well."""
    key = f"{TEAMS}:{word_in(activity, 'id')}"
    return f"{key}:{_digest(activity.get('value'))}" if activity["type"] == "invoke" else key


def _digest(thing: object) -> str:
    return hashlib.sha256(json.dumps(thing, sort_keys=True).encode()).hexdigest()[:32]


def _installs(activity: Activity) -> bool:
    if activity["type"] == "installationUpdate":
        return word_in(activity, "action").startswith("add")
    bot = word_in(part(activity, "recipient"), "id")
    return any(word_in(member, "id") == bot for member in parts(activity, "membersAdded"))


@dataclass(frozen=True, slots=True)
class _Met:
    """What every event of one activity has in common."""

    key: str
    person: Person
    place: Place

    def pressed(self, data: Mapping[str, Any]) -> Event | None:
        action, value = word_in(data, "action"), word_in(data, "value")
        if data.get("kind") == "card":
            return Clicked(self.key, self.person, self.place, action, value)
        if data.get("kind") == "form":
            press, answers = word_in(data, "press"), read_answers(data)
            return Filled(self.key, self.person, self.place, action, value, press, answers)
        return None

    def wrote(self, activity: Activity) -> Event | None:
        if value := part(activity, "value"):
            return self.pressed(value)
        text, files = _text(activity), sent_files(parts(activity, "attachments"))
        if files:
            return SentFiles(self.key, self.person, self.place, text, files)
        return Heard(self.key, self.person, self.place, text) if text else None

    def joined(self, activity: Activity) -> Event:
        # An installation is told twice, as an update of the installation and of the conversation: one key for both.
        day = word_in(activity, "timestamp")[:10]
        key = f"{TEAMS}:joined:{_digest(self.place.conversation)}:{day}"
        return Joined(key, self.person, self.place, "chat")


def _text(activity: Activity) -> str:
    text = word_in(activity, "text")
    bot = word_in(part(activity, "recipient"), "id")
    for mention in parts(activity, "entities"):
        if word_in(part(mention, "mentioned"), "id") == bot:
            text = text.replace(word_in(mention, "text") or "\0", "")
    return re.sub(r"</?at[^>]*>", "", text).replace("\xa0", " ").strip()
