"""What Slack and Teams would send, signed and ready: for each subject another trigger and another press."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from bot.platforms.base import Seat
from tests.bench.line import Request
from tests.bench.subjects import Chat, Subject
from tests.slack_double import TEAM
from tests.slack_signing import signed
from tests.teams_double import BOT, TENANT

Json = dict[str, Any]

APPROVE = "account_request.approve"
SLACK_PATH = "/slack/events"
TEAMS_PATH = "/api/messages"


# --- Slack --------------------------------------------------------------------------------------------------------


def command(subject: Subject) -> Request:
    """`/sm-request`, by somebody whom the bot has never seen."""
    return _slack(urlencode(_command(subject)))


def _command(subject: Subject) -> Json:
    who = {"user_id": f"U{subject.number}", "team_id": TEAM, "channel_id": "C0STAFFROOM"}
    return {"command": "/sm-request", "text": "", "trigger_id": trigger(subject, "command"), **who}


def trigger(subject: Subject, what: str) -> str:
    return f"{what}.{subject.number}"


def approval(subject: Subject, stamp: str) -> Request:
    """The principal presses Approve on the card that asks for it."""
    button = {"type": "button", "action_id": APPROVE, "value": stamp, "block_id": "b1", "action_ts": "1.0"}
    return interaction("block_actions", "UPAT", trigger(subject, "approve"), actions=[button], **_card(subject))


def _card(subject: Subject) -> Json:
    message = {"type": "message", "ts": f"{subject.number}.0", "text": "A request that waits for you."}
    container = {"type": "message", "channel_id": "DPAT", "message_ts": f"{subject.number}.0"}
    return {"container": container, "message": message}


def pressed_at_home(user: str, action: str, trigger_id: str) -> Request:
    """A button under a greeting in somebody's chat."""
    button = {"type": "button", "action_id": action, "value": "", "block_id": "b1", "action_ts": "1.0"}
    container = {"type": "message", "channel_id": f"D{user[1:]}", "message_ts": "1.0"}
    return interaction("block_actions", user, trigger_id, actions=[button], container=container)


def interaction(kind: str, user: str, trigger_id: str, **more: Any) -> Request:
    """Something that somebody did with a button or a window."""
    actor = {"user": {"id": user, "team_id": TEAM}, "team": {"id": TEAM}, "trigger_id": trigger_id}
    return _slack(urlencode({"payload": json.dumps({"type": kind, **actor, **more})}))


def message(user: str, text: str, key: str) -> Request:
    """A direct message."""
    said = {"type": "message", "channel_type": "im", "channel": f"D{user[1:]}", "user": user, "text": text, "ts": "1.0"}
    return _slack(json.dumps({"type": "event_callback", "event_id": key, "team_id": TEAM, "event": said}))


def screenshot(user: str, key: str, address: str, size: int) -> Request:
    """A file of so many bytes comes into a direct message; it lies at this address."""
    file = {"id": "F1", "name": "screenshot.png", "mimetype": "image/png", "size": size, "url_private": address}
    said = {"type": "message", "subtype": "file_share", "channel_type": "im", "channel": f"D{user[1:]}", "user": user}
    event = {**said, "text": "", "ts": "1.0", "files": [file]}
    return _slack(json.dumps({"type": "event_callback", "event_id": key, "team_id": TEAM, "event": event}))


def _slack(body: str) -> Request:
    kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
    return Request(SLACK_PATH, {**signed(body), "Content-Type": kind}, body.encode())


# --- Teams --------------------------------------------------------------------------------------------------------


def teams_chat(service: str) -> Chat:
    """Where people sit in the Teams whose connector is at this address."""
    return Chat("teams", lambda who: Seat(f"aad-{who}", f"a:{who}", _reference(service, who)))


def _reference(service: str, who: str) -> Json:
    return {"serviceUrl": service, "conversation": f"a:{who}", "tenant": TENANT, "bot": BOT, "user": f"29:{who}"}


def help_wanted(subject: Subject, service: str, token: str) -> Request:
    """`help`, by the requester."""
    return _teams(str(subject.number), service, token, id=f"help-{subject.number}", type="message", text="help")


def execution(subject: Subject, stamp: str, service: str, token: str) -> Request:
    """The principal presses Approve, which is an Action.Execute."""
    data = {"kind": "card", "action": APPROVE, "value": stamp}
    value = {"action": {"type": "Action.Execute", "verb": APPROVE, "data": data}, "trigger": "manual"}
    pressed = {"id": f"press-{subject.number}", "type": "invoke", "name": "adaptiveCard/action", "value": value}
    return _teams("PAT", service, token, replyToId=f"{subject.number}.0", **pressed)


def _teams(who: str, service: str, token: str, **more: Any) -> Request:
    activity = {
        "channelId": "msteams",
        "serviceUrl": service,
        "timestamp": "2026-11-21T08:00:00.000Z",
        "from": {"id": f"29:{who}", "name": who, "aadObjectId": f"aad-{who}"},
        "recipient": {"id": BOT, "name": "Crossing Guard"},
        "conversation": {"id": f"a:{who}", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        **more,
    }
    headers = {"Authorization": token, "Content-Type": "application/json"}
    return Request(TEAMS_PATH, headers, json.dumps(activity).encode())
