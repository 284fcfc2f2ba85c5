"""What Slack's Web API answers, and in the machine's words what its refusals mean."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.platforms.base import MessageGone, Rejected, Throttled, Unclear, Undelivered, Unreachable
from bot.platforms.download import WAIT_UNLESS_TOLD

_UNREACHABLE = {
    "user_disabled": "gone",
    "users_not_found": "unknown",
    "user_not_found": "unknown",
    "user_not_visible": "unknown",
    "channel_not_found": "unknown",
    "cannot_dm_bot": "blocked",
    "messages_tab_disabled": "blocked",
    "restricted_action": "blocked",
    "account_inactive": "not_installed",
    "token_revoked": "not_installed",
    "app_uninstalled": "not_installed",
}
_GONE = {"message_not_found", "edit_window_closed", "cant_update_message", "is_inactive"}
# A wrong token is the operator's to mend: nobody's message may be given up for it.
_AGAIN_LATER = {
    "fatal_error",
    "internal_error",
    "invalid_auth",
    "not_authed",
    "request_timeout",
    "service_unavailable",
    "token_expired",
}
_THROTTLED = {"ratelimited", "rate_limited"}


async def answered(call: Awaitable[AsyncSlackResponse]) -> dict[str, Any]:
    """What a Web API call answers; the Undelivered that its refusal means."""
    try:
        response = await call
    except SlackApiError as error:
        raise undelivered(error.response) from error
    except (TimeoutError, aiohttp.ClientError) as error:
        raise Unclear(type(error).__name__) from error
    return response.data if isinstance(response.data, dict) else {}


def undelivered(response: Any) -> Undelivered:
    """What a refused call means, from its status and its `error` (the method references list them)."""
    status, code = _status(response), _code(response)
    if status == 429 or code in _THROTTLED:
        return Throttled(float(response.headers.get("Retry-After", WAIT_UNLESS_TOLD)))
    if status >= 500 or not code or code in _AGAIN_LATER:
        return Unclear(code or f"status {status} without a word")
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
