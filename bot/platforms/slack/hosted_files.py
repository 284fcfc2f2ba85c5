"""Files as they lie with Slack: fetched from there, and put there for a message to show.

Needs the scopes files:read and files:write.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.events import SentFile
from bot.platforms.base import Copy, FileLost, Rejected, Unclear
from bot.platforms.download import download
from bot.platforms.slack.files import is_no_file, is_slacks, origin
from bot.platforms.slack.web_api import Answers, NotAllowed

UPLOAD_TIMEOUT = aiohttp.ClientTimeout(total=120, connect=5)
"""Seconds. The largest file that is taken, over the line of a small school."""

_NO_SUCH_FILE = {"file_not_found", "file_deleted"}


@dataclass(frozen=True)
class HostedFiles:
    """The files of one workspace, for whoever holds its bot token."""

    client: AsyncWebClient
    answers: Answers

    async def fetch(self, file: SentFile) -> AsyncGenerator[bytes, None]:
        """The bytes of a file that somebody sent here; see `platforms.base.Platform`."""
        if is_no_file(file.source):
            raise FileLost("gone" if file.source["mode"] == "tombstone" else "elsewhere")
        url = file.source.get("url") or await self._file_address(file.source.get("id", ""))
        if self.client.session is None:
            raise Unclear("not started")
        source = origin(str(self.client.token), self.client.base_url)
        async with aclosing(download(self.client.session, url, source)) as pieces:
            async for piece in pieces:
                yield piece

    async def _file_address(self, file: str) -> str:
        # A file from a shared channel comes without its address (Slack, "check_file_info").
        try:
            found = (await self.answers.wait_for(self.client.files_info(file=file)))["file"]
        except (NotAllowed, Rejected) as error:
            raise FileLost("gone" if str(error) in _NO_SUCH_FILE else "forbidden") from error
        return str(found.get("url_private_download") or found.get("url_private") or "")

    async def upload(self, copy: Copy, mark: str) -> str:
        """Put a copy there under a name that bears the mark; nobody sees it yet. Gives its id."""
        asking = self.client.files_getUploadURLExternal(filename=f"{mark}-{copy.name}", length=len(copy.content))
        place = await self.answers.wait_for(asking)
        if not is_slacks(place["upload_url"], self.client.base_url):
            raise Rejected("the upload leads elsewhere")
        if self.client.session is None:
            raise Unclear("not started")
        await _put(self.client.session, place["upload_url"], copy.content)
        return str(place["file_id"])


async def _put(session: aiohttp.ClientSession, url: str, content: bytes) -> None:
    """Give bytes to an address of Slack's, and to no other: a redirect is a refusal, since it may lead anywhere."""
    try:
        async with session.post(url, data=content, allow_redirects=False, timeout=UPLOAD_TIMEOUT) as answer:
            status = answer.status
    except (TimeoutError, aiohttp.ClientError) as error:
        raise Unclear(type(error).__name__) from None
    if status == 429 or status >= 500:
        raise Unclear(f"upload answered {status}")
    if status != 200:
        raise Rejected(f"upload answered {status}")
