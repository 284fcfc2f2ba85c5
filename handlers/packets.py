"""A packet of records, by words: "packet R-1042" (requirement 8.6)."""

from __future__ import annotations

from bot.conversation import Conversation, Replies
from bot.desk import Desk
from bot.events import Heard
from bot.replies import Say
from bot.ui import Button, Card, Text
from bot.workflow import reference, references_in


async def hear(desk: Desk, heard: Heard) -> Replies:
    """A link to the page that gives it, for the records officer and whoever handles the case. Refused (unknown_case)
    for whoever does not even see it, and (no_packet) where no page can be reached."""
    ref = references_in(heard.text)[0]
    link = await desk.packet_link(ref)
    if not link:
        return [Say(Card(body=(Text(desk.word("packet.may_not")),)))]
    body = (Text(desk.word("packet.offer", ref=ref)), Text(desk.word("packet.link"), quiet=True))
    button = Button("packets.open", desk.label("packet.open"), ref, url=link)
    return [Say(Card(desk.label("packet.title", ref=ref), body, (button,)))]


async def which(desk: Desk, _heard: Heard) -> Replies:
    """ "packet" without a reference: how it is asked for."""
    return [Say(Card(body=(Text(desk.word("packet.which")),)))]


CONVERSATION = Conversation(
    name="packets",
    hears={
        rf"(?:(?:the|a) )?(?:records )?packet(?: (?:of|for))? {reference()}\W*": hear,
        r"(?:(?:the|a) )?(?:records )?packets?\W*": which,
    },
)
