"""Connects Slack."""

from __future__ import annotations

from bot.chats import Chat, Parts
from bot.platforms.slack import endpoint
from bot.platforms.slack.send import SlackChat


def connect(parts: Parts) -> Chat:
    """Slack, and its endpoint or its line."""
    settings = parts.settings.slack
    chat = SlackChat(settings, clock=parts.clock)
    return chat, lambda app: endpoint.add_routes(app, chat, parts.front_desk, settings, parts.house.words.plain)
