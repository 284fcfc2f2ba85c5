"""The files of a workspace of our own: uploaded by people, given only to whoever shows the app's token."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from mimetypes import guess_type
from typing import Any

from aiohttp import web

from tests.files import content
from tests.slack_faults import Refusal

Given = dict[str, Any]

SIGN_IN = "<html><title>Sign in to Slack</title></html>"


@dataclass
class FileShelf:
    """What people uploaded, by id. `trouble` says how a file answers instead: deleted, forbidden, signed_out,
    elsewhere (a redirect to another host), hanging, or a status."""

    token: str
    address: str = ""
    contents: dict[str, bytes] = field(default_factory=dict)
    described: dict[str, Given] = field(default_factory=dict)
    trouble: dict[str, str | int] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    taking: str = ""
    """How an upload is answered instead: elsewhere (a redirect), slow (after a second)."""
    strayed: list[str] = field(default_factory=list)
    """The files whose bytes followed a redirect."""

    def upload(self, name: str, data: bytes | None = None, **more: Any) -> Given:
        """A file that somebody put into the workspace, as Slack describes it."""
        file = f"F{len(self.contents) + 1:08}"
        self.contents[file] = content(name) if data is None else data
        url = f"{self.address}/files/{file}/{name}"
        described = {
            "id": file,
            "name": name,
            "mimetype": guess_type(name)[0] or "application/octet-stream",
            "size": len(self.contents[file]),
            "mode": "hosted",
            "url_private": url,
            "url_private_download": url,
        }
        self.described[file] = {**described, **more}
        return self.described[file]

    def info(self, given: Given) -> Given:
        """files.info: how a file is described."""
        if given["file"] not in self.described:
            raise Refusal("file_not_found")
        return {"file": self.described[given["file"]]}

    def promise(self, given: Given) -> Given:
        """files.getUploadURLExternal: where the bytes of a file of this length may be sent."""
        file = f"F{len(self.described) + 1:08}"
        self.described[file] = {"id": file, "name": given["filename"], "size": int(given["length"]), "mode": "hosted"}
        return {"upload_url": f"{self.address}/upload/{file}", "file_id": file}

    async def take(self, request: web.Request) -> web.Response:
        """POST to such an address: as many bytes as were promised, and no token."""
        file, content = request.match_info["id"], await request.read()
        assert "Authorization" not in request.headers
        if "elsewhere" in request.query:
            self.strayed.append(file)
        elif self.taking == "elsewhere":
            raise web.HTTPTemporaryRedirect(f"{self.address}/upload/{file}?elsewhere=1")
        elif self.taking == "slow":
            await asyncio.sleep(1)
        if len(content) != self.described[file]["size"]:
            raise web.HTTPBadRequest
        self.contents[file] = content
        return web.Response(text="OK")

    def share(self, file: str, title: str) -> Given:
        """files.completeUploadExternal: only what was uploaded can be shown, and people see its title."""
        assert file in self.contents, "nothing was uploaded"
        self.described[file] |= {"title": title}
        return self.described[file]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """GET /files/{id}/{name}, as files.slack.com has it."""
        file, shown = request.match_info["id"], request.headers.get("Authorization", "")
        self.asked.append((file, shown))
        trouble = self.trouble.get(file, "")
        if trouble == "hanging":
            await asyncio.sleep(60)
        if trouble == "elsewhere":
            raise web.HTTPFound("http://example.invalid/files")
        if isinstance(trouble, int):
            return web.Response(status=trouble, headers={"Retry-After": "7"})
        if trouble == "deleted" or file not in self.contents:
            raise web.HTTPNotFound
        if trouble == "forbidden":
            raise web.HTTPForbidden
        if trouble == "signed_out" or shown != f"Bearer {self.token}":
            return web.Response(text=SIGN_IN, content_type="text/html")
        return web.Response(body=self.contents[file], content_type=self.described[file]["mimetype"])
