"""Where a request stands, read off the request alone: its states in groups, its changes, the account it may leave."""

from __future__ import annotations

from bot.workflow import Case
from handlers.request_words import is_there_already

ON_ITS_WAY = ("with_principal", "with_director", "changes_wanted", "setting_up", "custody_check")
"""The request was sent, and is not at its end."""

APPROVED = ("setting_up", "custody_check")
"""The Director has said yes, and the account is not official yet: somebody sets it up."""

CAME_TO_NOTHING = ("declined", "withdrawn")
"""The request is at its end without an official account. An account that was there before it is still there."""


# --- Changes that somebody asked for ----------------------------------------------------------------------------------


def changes_asked_in(case: Case) -> str:
    """The state in which somebody asked for changes: with_principal or with_director.

    A request that was withdrawn and reopened since then holds it as `wanted_in`; where that is missing, it goes to the
    principal.
    """
    return str(case.data.get("wanted_in", "with_principal")) if case.came_from == "withdrawn" else case.came_from


def school_last_read(case: Case) -> str:
    """The school (its id) that the request named when changes were asked for; the requester may have chosen another."""
    return str(case.data.get("answers_then", {}).get("school", case.school))


# --- The account that it may leave behind -----------------------------------------------------------------------------


def is_about_an_account(case: Case) -> bool:
    """Whether the request is about an account that existed before it; a draft that was thrown away is about none."""
    thrown_away = (case.state, case.came_from) == ("withdrawn", "draft")
    return is_there_already(case.data.get("answers", {})) and not thrown_away


def is_marked_gone(case: Case) -> bool:
    """Whether the Director's last word on the request is that its account is gone."""
    return case.last_move == "mark_gone"


def may_have_left_an_account(case: Case) -> bool:
    """Whether there may be an account although the request came to nothing: one from before it, or one that was set up
    after the approval. Not once the Director has noted that it is gone."""
    was_begun = case.came_from in APPROVED or bool(case.data.get("account"))
    return (was_begun or is_about_an_account(case)) and not is_marked_gone(case)
