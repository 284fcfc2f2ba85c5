"""The app's manifest: what a workspace grants the bot, and no more than the code uses.

Slack, "App manifest reference"; the scopes of each method and event are those of its references.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.platforms.base import Word
from bot.platforms.slack.endpoint import PATH
from bot.platforms.slack.read import REPORT_MESSAGE

Given = dict[str, Any]

COMMANDS: Mapping[str, str] = {"/sm-request": "request", "/report-account": "report"}
"""The slash commands, and the key of the sentence that describes each."""

METHODS: Mapping[str, tuple[str, ...]] = {
    "apps.connections.open": (),  # with an app-level token, whose one scope is connections:write
    "auth.test": (),
    "chat.getPermalink": (),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("im:history",),
    "conversations.open": ("im:write",),
    "files.completeUploadExternal": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "files.info": ("files:read",),
    "users.info": ("users:read", "users:read.email"),  # the latter for the address in a profile
    "users.lookupByEmail": ("users:read.email",),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
    "views.update": (),
}
"""Every method that the code calls, and the scopes of the bot's token that it asks for."""

EVENTS: Mapping[str, tuple[str, ...]] = {"app_home_opened": (), "message.im": ("im:history",)}
"""Every event that the code reads, and the scopes that it asks for."""

FEATURES: Mapping[str, tuple[str, ...]] = {"commands and shortcuts": ("commands",), "files in forms": ("files:read",)}
"""What needs a scope besides methods and events."""


def scopes() -> list[str]:
    """The fewest scopes with which everything works."""
    return sorted({scope for needs in (METHODS, EVENTS, FEATURES) for each in needs.values() for scope in each})


def manifest(word: Word, address: str) -> Given:
    """The manifest of an app that is reached at `address` (`https://…`); by Socket Mode where that is empty."""
    url = f"{address.rstrip('/')}{PATH}" if address else ""
    return {
        "display_information": {
            "name": word("chat.name"),
            "description": word("app.description"),
            "long_description": word("app.long_description"),
        },
        "features": _features(word, url),
        "oauth_config": {"scopes": {"bot": scopes()}},
        "settings": {
            "event_subscriptions": _reached("request_url", url) | {"bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True} | _reached("request_url", url),
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def _features(word: Word, url: str) -> Given:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": word("chat.name"), "always_online": True},
        "shortcuts": [_report_message(word)],
        "slash_commands": [
            {"command": command, "description": word(f"app.command.{key}"), "should_escape": False}
            | _reached("url", url)
            for command, key in COMMANDS.items()
        ],
    }


def _report_message(word: Word) -> Given:
    return {
        "name": word("app.report_message.name"),
        "type": "message",
        "callback_id": REPORT_MESSAGE,
        "description": word("app.report_message.about"),
    }


def _reached(name: str, url: str) -> Given:
    # By Socket Mode the app is told of everything on its own connection, and Slack takes no address.
    return {name: url} if url else {}


def missing(granted: Iterable[str]) -> list[str]:
    """The scopes that a token should have and does not."""
    return sorted({*scopes()} - {*granted})
