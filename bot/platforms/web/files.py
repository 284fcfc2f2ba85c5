"""Takes what the page posts: its controls, and its files, which go to their parking place as they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator

from aiohttp import BodyPartReader, web

from bot.platforms.web.parking import PIECE, Parking
from bot.platforms.web.read import Files, Post

LARGEST_POST = 256 * 1024**2
"""Bytes: ten files of the size that evidence may have, and room for one that is too large to be told so."""


async def read_post(request: web.Request, parking: Parking) -> tuple[Post, Files]:
    """The controls of a posted form, and its files. 413 for one that is larger than any that the page would send;
    OSError where the files cannot be parked."""
    if (request.content_length or 0) > LARGEST_POST:
        raise web.HTTPRequestEntityTooLarge(LARGEST_POST, request.content_length or 0)
    if request.content_type != "multipart/form-data":
        data = await request.post()
        return {name: [str(value) for value in data.getall(name)] for name in data}, ()
    post, files = defaultdict[str, list[str]](list), []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        if part.filename:
            files.append(await parking.park(part.filename, part.headers.get("Content-Type", ""), _pieces(part)))
        elif part.filename is None:  # a control for files in which none was chosen has an empty name
            post[part.name or ""].append(await part.text())
    return post, tuple(files)


async def _pieces(part: BodyPartReader) -> AsyncIterator[bytes]:
    while piece := await part.read_chunk(PIECE):
        yield piece
