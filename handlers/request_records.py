"""By which class of `content/records.yaml` a request is kept once it is at its end."""

from __future__ import annotations

from collections.abc import Mapping

from bot.content.records_file import Counts
from bot.workflow import Case
from handlers import request_link

ACCOUNT, ENDED, UNSENT = "request_account", "request_ended", "request_unsent"

CLASSES: Mapping[str, Counts] = {ACCOUNT: "account_ended", ENDED: "ended", UNSENT: "ended"}


def filed_under(case: Case) -> str:
    """The class, or "" while it is on its way. What led to an account is kept with it (DOMAIN.md section 7), and so is
    what came to nothing, where the account was there before or may have been set up after the approval."""
    if case.state == "draft" or (case.state == "withdrawn" and case.came_from == "draft"):
        return UNSENT
    if case.state == "done":
        return ACCOUNT
    if case.state not in request_link.ENDED:
        return ""
    return ACCOUNT if request_link.account_may_be_there(case) else ENDED
