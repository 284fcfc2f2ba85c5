"""Fetches a file over the network: from the hosts that a platform keeps its files on, and from no others."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from urllib.parse import urljoin

import aiohttp

from bot.platforms.base import FileLost, Throttled, Unclear

PIECE = 64 * 1024
"""Bytes."""
PATIENCE = aiohttp.ClientTimeout(total=None, connect=5, sock_read=30)
"""Seconds. A large file may come slowly; it may not stand still."""
MOST_REDIRECTS = 3
WAIT_UNLESS_TOLD = 30.0
"""Seconds to wait after a 429 that does not say how long."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE: Mapping[int, str] = {404: "gone", 410: "gone"}


class TokenRefused(Exception):
    """The host wants a fresh token."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a platform's files lie.

    allowed    whether an address is on one of its hosts; asked for each redirect as well, since the headers go along
    headers    what proves who we are
    lost       what a status means that will not change: the `why` of a FileLost, by the status
    redirects  how many are followed
    led_off    the `why` of a FileLost where a redirect leads to another host, or there are too many
    """

    allowed: Callable[[str], bool]
    headers: Mapping[str, str] = field(default_factory=dict)
    lost: Mapping[int, str] = field(default_factory=lambda: GONE)
    redirects: int = MOST_REDIRECTS
    led_off: str = "elsewhere"


async def download(session: aiohttp.ClientSession, url: str, origin: Origin) -> AsyncGenerator[bytes, None]:
    """The bytes at an address, a piece at a time, as they come.

    Raises FileLost for good; Throttled or Unclear when it is worth another try; TokenRefused for a 401 that `lost`
    does not name.
    """
    if not origin.allowed(url):
        raise FileLost("elsewhere")
    try:
        async with aclosing(_followed(session, url, origin)) as pieces:
            async for piece in pieces:
                yield piece
    except (TimeoutError, aiohttp.ClientError) as error:
        # The library's own words would name the address, which ends up in a log.
        raise Unclear(type(error).__name__) from None


async def _followed(session: aiohttp.ClientSession, url: str, origin: Origin) -> AsyncGenerator[bytes, None]:
    for _ in range(1 + origin.redirects):
        async with session.get(url, headers=origin.headers, allow_redirects=False, timeout=PATIENCE) as answer:
            if answer.status not in REDIRECTS:
                _check(answer, origin.lost)
                async for piece in answer.content.iter_chunked(PIECE):
                    yield piece
                return
            url = urljoin(url, answer.headers.get("Location", ""))
        if not origin.allowed(url):
            break
    raise FileLost(origin.led_off)


def _check(answer: aiohttp.ClientResponse, lost: Mapping[int, str]) -> None:
    if answer.status == 429:
        raise Throttled.as_told(answer.headers.get("Retry-After", ""), else_for=WAIT_UNLESS_TOLD)
    if answer.status >= 500:
        raise Unclear(f"status {answer.status}")
    if answer.status in lost:
        raise FileLost(lost[answer.status])
    if answer.status == 401:
        raise TokenRefused
    # Whoever may not read a file is often given a page to sign in, as if that were the file.
    if answer.status != 200 or answer.content_type == "text/html":
        raise FileLost("no_file")
