"""What the bot says and does: one file for each conversation.

The order matters: of two conversations that could hear a word, the first takes it.
"""

from handlers import account, account_request, home, incident, inquiry, questions

CONVERSATIONS = (
    account_request.CONVERSATION,
    incident.CONVERSATION,
    account.CONVERSATION,
    inquiry.CONVERSATION,
    home.CONVERSATION,
    questions.CONVERSATION,
)
