"""What the bot says and does: a conversation for each kind of case, and the files that begin with its name.

The order matters: of two conversations that could hear a word, the first takes it.
"""

from handlers import (
    account,
    account_request,
    asides,
    cases,
    disposition,
    holds,
    home,
    incident,
    inquiry,
    packets,
    questions,
)

KINDS = (account_request, incident, account, inquiry, disposition)
"""The conversations about cases of one kind each."""

CONVERSATIONS = (
    *(kind.CONVERSATION for kind in KINDS),
    cases.conversation([kind.WORKFLOW for kind in KINDS]),
    holds.CONVERSATION,
    packets.CONVERSATION,
    home.CONVERSATION,
    asides.CONVERSATION,
    questions.CONVERSATION,
)
