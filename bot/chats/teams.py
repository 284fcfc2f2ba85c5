"""Connects Teams."""

from __future__ import annotations

from bot.chats import Chat, Parts
from bot.platforms.teams import endpoint
from bot.platforms.teams.corrections import Framework
from bot.platforms.teams.send import TeamsChat


def connect(parts: Parts, framework: Framework | None = None) -> Chat:
    """framework  Microsoft's, unless another is given"""
    settings, word = parts.settings.teams, parts.house.words.plain
    chat = TeamsChat(settings, word, framework)
    return chat, lambda app: endpoint.add_routes(app, chat, parts.front_desk, settings, word)
