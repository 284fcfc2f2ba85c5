"""By which class of `content/records.yaml` a request is kept once it is at its end."""

from __future__ import annotations

from collections.abc import Mapping

from bot.content.records_file import Counts
from bot.workflow import Case
from handlers.request_states import CAME_TO_NOTHING, may_have_left_an_account

ACCOUNT, ENDED, UNSENT = "request_account", "request_ended", "request_unsent"

CLASSES: Mapping[str, Counts] = {ACCOUNT: "account_ended", ENDED: "ended", UNSENT: "ended"}


def filed_under(case: Case) -> str:
    """The class, or "" while it is on its way. What led to an account is kept with it (DOMAIN.md section 7), and so is
    what came to nothing, where the account was there before or may have been set up after the approval."""
    if case.state == "draft" or (case.state == "withdrawn" and case.came_from == "draft"):
        return UNSENT
    if case.state == "done":
        return ACCOUNT
    if case.state not in CAME_TO_NOTHING:
        return ""
    return ACCOUNT if may_have_left_an_account(case) else ENDED
