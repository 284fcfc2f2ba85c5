"""Files that people sent in Teams: what an activity says of them, and fetching one.

A file from the paperclip lies in the sender's OneDrive, behind an address that opens by itself and for minutes only: it
is fetched without our token. A pasted picture lies with the connector, and only there the token is shown (Teams,
"Send and receive files through your bot").
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp

from bot.events import SentFile
from bot.platforms.base import FileLost, Throttled, Unclear
from bot.platforms.teams.activity import part, word_in

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
HOSTS = ("sharepoint.com", "sharepoint.us", "sharepoint-df.com", "sharepoint-mil.us", "1drv.com", "onedrive.com")
"""OneDrive and SharePoint, in the commercial cloud and in those of the government."""
MOST_REDIRECTS = 3
PIECE = 64 * 1024
PATIENCE = aiohttp.ClientTimeout(total=None, connect=5, sock_read=30)
WAIT_UNLESS_TOLD = 5.0
_LOST = {403, 404, 410}
"""An address that opens by itself and does so no more has run out."""


class Unauthorised(Exception):
    """The connector wants a fresh token."""


Headers = Mapping[str, str]
Allowed = Callable[[str], bool]


def sent_files(attachments: Iterable[Mapping[str, Any]]) -> tuple[SentFile, ...]:
    """The files among a message's attachments. Teams adds the text once more as HTML: that is no file."""
    found = (_sent_file(attachment) for attachment in attachments)
    return tuple(file for file in found if file)


def _sent_file(attachment: Mapping[str, Any]) -> SentFile | None:
    kind, name = word_in(attachment, "contentType"), word_in(attachment, "name")
    if kind == DOWNLOAD:
        url = word_in(part(attachment, "content"), "downloadUrl")
        return SentFile(name, source={"url": url, "kind": "download"})
    if kind.startswith("image/"):
        url = word_in(attachment, "contentUrl")
        return SentFile(name or "image", media_type=kind.rstrip("*/"), source={"url": url, "kind": "inline"})
    return None


def is_onedrives(url: str, more: Iterable[str] = ()) -> bool:
    """Whether an address is one of OneDrive's or SharePoint's, or of a host or an origin that the settings name."""
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}" in more:
        return True
    host = parts.hostname or ""
    known = host in more or any(host.endswith(f".{domain}") for domain in HOSTS)
    return parts.scheme == "https" and parts.port is None and known


def is_here(url: str) -> bool:
    """Whether an address leads to this machine: for the playground alone."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


async def fetch(session: aiohttp.ClientSession, url: str, allowed: Allowed, headers: Headers) -> AsyncIterator[bytes]:
    """The bytes at an address, a piece at a time; no redirect leads off the hosts that are allowed."""
    try:
        async for piece in _followed(session, url, allowed, headers):
            yield piece
    except (TimeoutError, aiohttp.ClientError) as error:
        raise Unclear(type(error).__name__) from error


async def _followed(
    session: aiohttp.ClientSession, url: str, allowed: Allowed, headers: Headers
) -> AsyncIterator[bytes]:
    for _ in range(MOST_REDIRECTS + 1):
        if not allowed(url):
            raise FileLost("elsewhere")
        async with session.get(url, headers=headers, allow_redirects=False, timeout=PATIENCE) as answer:
            if answer.status not in (301, 302, 303, 307, 308):
                _check(answer)
                async for piece in answer.content.iter_chunked(PIECE):
                    yield piece
                return
            url = urljoin(url, answer.headers.get("Location", ""))
    raise FileLost("elsewhere")


def _check(answer: aiohttp.ClientResponse) -> None:
    if answer.status == 429:
        told = answer.headers.get("Retry-After", "")
        raise Throttled(float(told) if told.isdigit() else WAIT_UNLESS_TOLD)
    if answer.status >= 500:
        raise Unclear(f"status {answer.status}")
    if answer.status == 401 and "Authorization" in answer.request_info.headers:
        raise Unauthorised
    if answer.status == 401 or answer.status in _LOST:
        raise FileLost("gone")
    if answer.status != 200 or answer.content_type == "text/html":
        raise FileLost("no_file")
