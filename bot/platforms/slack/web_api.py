"""What Slack's Web API answers, and in the machine's words what its refusals mean."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.platforms.base import Barred, MessageGone, Rejected, Throttled, Unclear, Undelivered, Unreachable
from bot.platforms.download import WAIT_UNLESS_TOLD

_UNREACHABLE = {
    "user_disabled": "gone",
    "users_not_found": "unknown",
    "user_not_found": "unknown",
    "user_not_visible": "unknown",
    "cannot_dm_bot": "blocked",
    "messages_tab_disabled": "blocked",
    "restricted_action": "blocked",
}
_GONE = {"message_not_found", "edit_window_closed", "cant_update_message", "is_inactive"}
_AGAIN_LATER = {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}
# Slack's words for our own token: `account_inactive` is a deactivated bot, `user_disabled` a deactivated person.
_TOKEN = {
    "account_inactive",
    "app_uninstalled",
    "invalid_auth",
    "not_allowed_token_type",
    "not_authed",
    "token_expired",
    "token_revoked",
}
# What the app may not do until its scopes, its network or its organization let it.
_RIGHTS = {
    "accesslimited",
    "ekm_access_denied",
    "missing_scope",
    "no_permission",
    "org_login_required",
    "team_access_not_granted",
    "team_added_to_org",
}
_THROTTLED = {"ratelimited", "rate_limited"}


class NoConversation(Unreachable):
    """The bot has no such conversation. Each app has its own: this may be one of an app before."""


class NotAllowed(Barred):
    """The app lacks a right that this call takes, and others may not."""


async def answered(call: Awaitable[AsyncSlackResponse]) -> dict[str, Any]:
    """What a Web API call answers; the Undelivered that its refusal means."""
    try:
        response = await call
    except SlackApiError as error:
        raise undelivered(error.response) from error
    except (TimeoutError, aiohttp.ClientError) as error:
        raise Unclear(type(error).__name__) from error
    return response.data if isinstance(response.data, dict) else {}


@dataclass
class Answers:
    """What is answered to calls with one token. `refused` is what Slack last said against that token; "" while it is
    good for something."""

    refused: str = ""

    async def wait_for(self, call: Awaitable[AsyncSlackResponse]) -> dict[str, Any]:
        """See `answered`."""
        try:
            answer = await answered(call)
        except Barred as error:
            self.refused = str(error) if str(error) in _TOKEN else ""
            raise
        self.refused = ""
        return answer


def undelivered(response: Any) -> Undelivered:
    """What a refused call means, from its status and its `error` (the method references list them)."""
    status, code = _status(response), _code(response)
    if status == 429 or code in _THROTTLED:
        return Throttled.as_told(response.headers.get("Retry-After", ""), else_for=WAIT_UNLESS_TOLD)
    if status >= 500 or not code or code in _AGAIN_LATER:
        return Unclear(code or f"status {status} without a word")
    if code in _TOKEN | _RIGHTS:
        return NotAllowed(code) if code in _RIGHTS else Barred(code)
    if code == "channel_not_found":
        return NoConversation("unknown", code)
    if code in _UNREACHABLE:
        return Unreachable(_UNREACHABLE[code], code)
    return _refused(code)


def _refused(code: str) -> Undelivered:
    return MessageGone(code) if code in _GONE else Rejected(code)


def _status(response: Any) -> int:
    return int(response.status_code if isinstance(response, AsyncSlackResponse) else response.status)


def _code(response: Any) -> str:
    data = getattr(response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""
