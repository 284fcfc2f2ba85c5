"""Words in a form that speak of danger: the fixed text comes first, and what others should not read goes to nobody."""

from __future__ import annotations

from bot.content.knowledge import Entry
from bot.conversation import Replies
from bot.desk import Desk
from bot.events import Filled
from bot.replies import Swap
from bot.typed import typed
from bot.ui import Card, Text
from handlers import danger


def words_of(filled: Filled) -> str:
    """All that was typed into a form."""
    return "\n".join(typed(answer) for answer in filled.answers.values() if isinstance(answer, str))


async def hold_back(desk: Desk, filled: Filled) -> Replies:
    """For a form that goes to somebody who answers questions: where it speaks of danger, it is not sent."""
    words = words_of(filled)
    entry = desk.house.library.danger(words)
    return await held_back(desk, entry, words, entry) if entry else []


async def held_back(desk: Desk, entry: Entry, words: str, left_out: Entry) -> Replies:
    """What to do in the most urgent danger, in the chat, where the buttons are; in place of the form the text of what
    must not be passed on. The words are kept nowhere, so that a repeat of the form shows nothing else in its place."""
    await desk.say(await danger.warning(desk, entry, words, desk.house.library.near(words)))
    body = (
        *danger.what_to_do(desk.house, left_out, words, desk.event.person.language),
        Text(desk.word("danger.held_back")),
    )
    return [Swap(Card(danger.title(desk, left_out, words), body), lasts=False)]
