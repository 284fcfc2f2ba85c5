"""What the bot says and does: one file for each conversation. The order matters: the first that hears a word takes it."""

from handlers import account, account_request, home

CONVERSATIONS = (account_request.CONVERSATION, account.CONVERSATION, home.CONVERSATION)
