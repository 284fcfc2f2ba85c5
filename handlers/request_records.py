"""By which class of `content/records.yaml` a request is kept once it is at its end."""

from __future__ import annotations

from bot.workflow import Case
from handlers import request_link

ACCOUNT, ENDED, UNSENT = "request_account", "request_ended", "request_unsent"
CLASSES = (ACCOUNT, ENDED, UNSENT)


def filed_under(case: Case) -> str:
    """The class, or "" while it is on its way. What led to an account is kept with it (DOMAIN.md section 7), and so is
    what came to nothing, where the account was there before or was set up already."""
    if case.state == "draft" or (case.state == "withdrawn" and case.came_from == "draft"):
        return UNSENT
    if case.state == "done":
        return ACCOUNT
    if case.state not in request_link.ENDED:
        return ""
    return ACCOUNT if _account_may_be_there(case) else ENDED


def _account_may_be_there(case: Case) -> bool:
    existed = request_link.is_about_an_account(case) and not request_link.is_marked_gone(case)
    return existed or bool(case.data.get("account"))
