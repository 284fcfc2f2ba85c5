"""Files that are for no report: nothing of them is opened or kept, and the words beside them are a message like any
other."""

from __future__ import annotations

import re

from bot.conversation import Hear, Replies
from bot.desk import Desk
from bot.events import Heard, SentFiles
from bot.replies import Reply, Say
from bot.ui import Button, Card, Text
from handlers import incident_aim, incident_screens, questions
from handlers.incident_later import known_as
from handlers.incident_lines import open_lines
from handlers.incident_recall import KIND
from handlers.incident_whose import beside_links

STARTING = (f"{KIND}.start", f"{KIND}.report")
"""The buttons that begin a report, or go on with one."""


ASKS = re.compile(
    r"(?:(?:hi|hello|hey|please|ok|so|and|but),? )*"
    r"(?:can|could|may|might|should|shall|would|will|do|does|did|is|are|am|was|were|has|have|any|anyone|anybody"
    r"|what|which|who|whose|how|when|where|why|ok|okay|wondering|question)\b|.*\?",
    re.IGNORECASE | re.DOTALL,
)
"""What is more likely a question than a report, also where nobody typed its mark."""


def speaks_of_a_report(desk: Desk, words: str) -> bool:
    """Whether what answers these words leads to a report, or may where they ask nothing. In doubt they speak of none: a
    report bears its writer's name, and a question does not."""
    answering, offered = questions.nearest(desk, words)
    told = None if ASKS.match(beside_links(desk.house, words)) else offered
    return any(entry.reports for entry in (answering, told) if entry)


def asks_something_else(desk: Desk, words: str) -> bool:
    """Whether these words are a question whose sure answer leads to no report: what comes with them is hardly for one,
    and nobody can take out again what a report holds."""
    answering, _ = questions.nearest(desk, words)
    asked = beside_links(desk.house, words)
    return bool(answering and not answering.reports and ASKS.match(asked))


async def answer(desk: Desk, event: SentFiles, hear: Hear) -> Replies:
    """Whether they want to report something; or the answer to what they wrote, and below it what became of the file,
    and how it comes into the report that is open.

    hear  answers the words as if they had come alone, and keeps of them what it would keep then
    """
    if not any(letter.isalnum() for letter in event.text):
        return [Say(_alone(desk))]
    replies = await hear(desk, Heard(event.key, event.person, event.place, event.text))
    if meant := await incident_aim.among(desk, await open_lines(desk), frozenset()):
        named = desk.word("incident.file_for_open", ref=known_as(meant[0][-1], desk.me))
        return [*replies, Say(Card(body=(Text(named),)))]
    below = Text(desk.word("incident.file_beside_question"))
    return [*replies, Say(Card(body=(below,), buttons=() if any(map(_starts, replies)) else (_start(desk),)))]


def _alone(desk: Desk) -> Card:
    asks, not_opened = (Text(desk.word(f"incident.file_alone.{name}")) for name in ("asks", "not_opened"))
    first = incident_screens.before_questions(desk, desk.language)
    return Card(body=(asks, *first, not_opened), buttons=(_start(desk),))


def _start(desk: Desk) -> Button:
    return Button(f"{KIND}.start", desk.label("incident.button.start"), look="primary", opens_form=True)


def _starts(reply: Reply) -> bool:
    """Whether a report can be started from this already."""
    return isinstance(reply, Say) and any(button.action in STARTING for button in reply.card.buttons)
