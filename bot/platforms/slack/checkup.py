"""Looks at how the app stands in its workspace: its tokens and its scopes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.findings import Finding, fault, note, well
from bot.platforms.base import Undelivered
from bot.platforms.slack.manifest import missing, scopes
from bot.platforms.slack.send import SlackChat
from bot.platforms.slack.web_api import answered
from bot.settings import SlackSettings

TOKEN, SCOPES, SOCKET = "Slack token", "Slack scopes", "Slack Socket Mode"
ROTATING = ("xoxe.", "xoxe-")
"""How tokens begin that run out after twelve hours (Slack, "Using token rotation")."""


async def examine(chat: SlackChat, settings: SlackSettings) -> AsyncIterator[Finding]:
    """Ask Slack who the token is, and read what it says beside that."""
    try:
        answer = await chat.client.auth_test()
    except SlackApiError as error:
        yield _refused(error)
        return
    except Exception as error:
        yield fault(TOKEN, f"Slack does not answer: {type(error).__name__}.", "Let this machine reach slack.com.")
        return
    yield well(TOKEN, f"It is {answer.get('user', 'the bot')} in {answer.get('team') or answer.get('team_id')}.")
    if str(chat.client.token).startswith(ROTATING):
        yield fault(TOKEN, "It runs out after twelve hours.", "Switch token rotation off, and install the app again.")
    yield _scopes(answer.headers)
    if settings.app_token.get_secret_value():
        yield await _socket(chat, settings)


def _refused(error: SlackApiError) -> Finding:
    code = str(error.response.get("error", "unknown"))
    advice = "Copy the Bot User OAuth Token (xoxb-…) from the app's page into SLACK_BOT_TOKEN."
    return fault(TOKEN, f"Slack refuses it: {code}.", advice)


def _header(headers: Any, wanted: str) -> str:
    return next((str(value) for name, value in headers.items() if name.lower() == wanted), "")


def _scopes(headers: Any) -> Finding:
    told = _header(headers, "x-oauth-scopes")
    granted = [scope.strip() for scope in told.split(",") if scope.strip()]
    again = "Paste `slack-manifest` into the app's manifest, and install the app again."
    if not granted:
        return note(SCOPES, "Slack does not say which there are.", "Compare them with `slack-manifest`.")
    if lacking := missing(granted):
        return fault(SCOPES, f"Missing: {', '.join(lacking)}.", again)
    if more := sorted({*granted} - {*scopes()}):
        return note(SCOPES, f"More than the bot uses: {', '.join(more)}.", again)
    return well(SCOPES, "Those that the bot uses, and no more.")


async def _socket(chat: SlackChat, settings: SlackSettings) -> Finding:
    try:
        await answered(chat.client.apps_connections_open(app_token=settings.app_token.get_secret_value()))
    except Undelivered as error:
        advice = "Make an app-level token (xapp-…) with connections:write, and set SLACK_APP_TOKEN."
        return fault(SOCKET, f"Slack gives no connection: {error}.", advice)
    return well(SOCKET, "Slack gives a connection.")
