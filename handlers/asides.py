"""What people type to somebody who listens: a yes, a stop, an "oops". No case hears them, and none is an unanswered
question."""

from __future__ import annotations

from bot.conversation import Conversation, Replies
from bot.desk import Desk
from bot.events import Heard
from bot.replies import Say
from bot.ui import Card, Text

DID = r"(?:pressed|hit|clicked|tapped|approved|declined|sent|closed)"
WRONG = r"(?:the )?wrong (?:one|button|thing|request|report|case|question|answer)"
SLIP = (
    rf"undo(?: (?:it|that|this))?|oops|(?:oops,? )?i {DID} {WRONG}"
    r"|(?:oops,? )?(?:(?:that|it) was )?(?:a|my) mistake|i made a mistake"
)
STOP = r"cancel|stop|quit|exit|never ?mind|nvm|forget it"
AGREED = r"ok(?:ay)?|k|got it|great|perfect|cool|will do|sounds good"
YES_OR_NO = r"yes|yeah|yep|yup|sure|no|nope|nah"


async def slipped(desk: Desk, _heard: Heard) -> Replies:
    """ "Oops": what was done is undone on its card, or by somebody who may."""
    return [_say(desk.word("aside.slipped"))]


async def stopped(desk: Desk, _heard: Heard) -> Replies:
    """ "Stop": nothing runs that a word would end."""
    return [_say(desk.word("aside.stopped"))]


async def agreed(desk: Desk, _heard: Heard) -> Replies:
    """ "OK": and how to come back."""
    return [_say(desk.word("aside.agreed"))]


async def yes_or_no(desk: Desk, _heard: Heard) -> Replies:
    """A yes that stands for a button moves nothing: it may have been meant for a text about danger."""
    return [_say(desk.word("aside.yes_or_no"), desk.word("home.danger"))]


def _say(*words: str) -> Say:
    return Say(Card(body=tuple(map(Text, words))))


CONVERSATION = Conversation(
    name="asides",
    hears={SLIP: slipped, STOP: stopped, AGREED: agreed, YES_OR_NO: yes_or_no},
)
