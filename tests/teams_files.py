"""Files in a Teams of our own: from the paperclip, behind an address that opens by itself, and pasted pictures, which
only the bot's token opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from mimetypes import guess_type
from typing import Any

from aiohttp import web

from tests.files import content

Given = dict[str, Any]

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"


@dataclass
class TeamsFiles:
    """What people sent, by a number. `trouble` says how a file answers instead: a status, or the address that it
    leads on to; `shown` keeps the Authorization of each request."""

    bearer: Callable[[], str]
    address: str = ""
    contents: dict[str, bytes] = field(default_factory=dict)
    trouble: dict[str, str | int] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)

    def attach(self, name: str) -> Given:
        """A file from the paperclip, as an attachment of a message."""
        url = f"{self.address}/files/{self._keep(name)}"
        return {"contentType": DOWNLOAD, "name": name, "content": {"downloadUrl": url, "fileType": name[-3:]}}

    def paste(self, name: str) -> tuple[Given, Given]:
        """A pasted picture: Teams sends the message once more as HTML beside it."""
        url = f"{self.address}/amer/v3/attachments/{self._keep(name)}/views/original"
        html = {"contentType": "text/html", "content": f'<p><img src="{url}"></p>'}
        return {"contentType": "image/*", "contentUrl": url}, html

    def _keep(self, name: str) -> str:
        number = str(len(self.contents) + 1)
        self.contents[number] = content(name)
        return number

    async def download(self, request: web.Request) -> web.Response:
        """OneDrive: whoever has the address has the file, and a token is out of place."""
        return self._answer(request)

    async def view(self, request: web.Request) -> web.Response:
        """The connector: for the bot alone."""
        if request.headers.get("Authorization") != self.bearer():
            raise web.HTTPUnauthorized
        return self._answer(request)

    def _answer(self, request: web.Request) -> web.Response:
        number = request.match_info["id"]
        self.shown.append(request.headers.get("Authorization", ""))
        trouble = self.trouble.get(number, 0 if number in self.contents else 404)
        if isinstance(trouble, str):
            raise web.HTTPFound(trouble)
        if trouble:
            return web.Response(status=trouble, headers={"Retry-After": "7"})
        kind = guess_type(number)[0] or "application/octet-stream"
        return web.Response(body=self.contents[number], content_type=kind)
