"""Files that people sent in Slack: what a payload says of them, and fetching one. Needs the scope files:read.

The token goes to Slack's own hosts for files and nowhere else: no redirect is followed.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.events import SentFile
from bot.platforms.base import FileLost, Throttled, Unclear

HOSTS = frozenset({"files.slack.com", "slack-files.com"})
PIECE = 64 * 1024
PATIENCE = aiohttp.ClientTimeout(total=None, connect=5, sock_read=30)
WAIT_UNLESS_TOLD = 30.0
_LOST = {401: "forbidden", 403: "forbidden", 404: "gone", 410: "gone"}
_NO_FILES = frozenset({"external", "remote", "tombstone", "hidden_by_limit"})
"""Modes (Slack, file object) of what lies elsewhere, was deleted, or is out of reach of a free plan."""


def sent_files(files: Sequence[dict[str, Any]]) -> tuple[SentFile, ...]:
    """The files of a message, or of a form's input, as Slack describes them."""
    return tuple(_sent_file(file) for file in files)


def _sent_file(file: dict[str, Any]) -> SentFile:
    url = file.get("url_private_download") or file.get("url_private") or ""
    source = {"id": str(file.get("id", "")), "url": url, "mode": str(file.get("mode", ""))}
    return SentFile(str(file.get("name") or ""), int(file.get("size") or 0), str(file.get("mimetype") or ""), source)


def is_slacks(url: str, api_url: str) -> bool:
    """Whether an address is one of Slack's for files; a workspace on this machine keeps its files itself."""
    parts, api = urlsplit(url), urlsplit(api_url)
    if parts.scheme == "https" and parts.hostname in HOSTS and parts.port is None:
        return True
    return _is_here(api.hostname or "") and (parts.scheme, parts.netloc) == (api.scheme, api.netloc)


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


async def fetch(session: aiohttp.ClientSession, url: str, token: str) -> AsyncIterator[bytes]:
    """The bytes at one of Slack's addresses, a piece at a time; see `platforms.base.FileSource` for what it raises."""
    headers = {"Authorization": f"Bearer {token}"}
    try:
        async with session.get(url, headers=headers, allow_redirects=False, timeout=PATIENCE) as answer:
            _check(answer)
            async for piece in answer.content.iter_chunked(PIECE):
                yield piece
    except (TimeoutError, aiohttp.ClientError) as error:
        raise Unclear(type(error).__name__) from error


def _check(answer: aiohttp.ClientResponse) -> None:
    if answer.status == 429:
        told = answer.headers.get("Retry-After", "")
        raise Throttled(float(told) if told.isdigit() else WAIT_UNLESS_TOLD)
    if answer.status >= 500:
        raise Unclear(f"status {answer.status}")
    if answer.status in _LOST:
        raise FileLost(_LOST[answer.status])
    # Without the scope Slack leads to a page to sign in, or shows it with status 200.
    if answer.status != 200 or answer.content_type == "text/html":
        raise FileLost("no_file")


def is_no_file(source: dict[str, str]) -> bool:
    """Whether Slack itself says that it does not have the bytes."""
    return source.get("mode", "") in _NO_FILES
