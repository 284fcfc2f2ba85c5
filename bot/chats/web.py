"""Connects the web playground."""

from __future__ import annotations

from bot.chats import Chat, Parts
from bot.platforms.web import endpoint
from bot.platforms.web.send import WebChat
from bot.playground import playground_faces, playground_people, playground_roles
from bot.store.board import DatabaseBoard


def connect(parts: Parts) -> Chat:
    """The playground, and its page; everybody whom the district's file names can be met there."""
    house = parts.house
    chat = WebChat(playground_people(house), DatabaseBoard(parts.database, parts.clock, house.calendar.timezone))
    faces, roles = playground_faces(house), playground_roles(house)
    return chat, lambda app: endpoint.add_routes(app, chat, parts.front_desk, house.words.plain, faces, roles)
