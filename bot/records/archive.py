"""A ZIP that is written while its contents come, and the list of hashes that goes into it: nothing is in memory as a
whole, and whoever takes it needs no place to go back to."""

from __future__ import annotations

from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Give = Callable[[bytes], Awaitable[object]]
"""Takes the next bytes, to a file or to a browser."""

MANIFEST = "manifest.txt"
ITS_MAKERS = 0o100600 << 16
"""How a file of ours unpacks on Unix: for whoever unpacks it alone (PKWARE's APPNOTE, 4.4.15)."""


@dataclass
class _Outlet:
    """What zipfile writes to. It has no place to go back to, so that sizes and sums follow each file's bytes."""

    held: bytearray = field(default_factory=bytearray)

    def write(self, data: bytes, /) -> int:
        self.held += data
        return len(data)

    def flush(self) -> None:
        """zipfile asks for it; what is held goes on with `Archive._give_on`."""

    def close(self) -> None:
        """There is nothing to close."""

    def taken(self) -> bytes:
        taken, self.held = bytes(self.held), bytearray()
        return taken


@dataclass(frozen=True, slots=True)
class Written:
    """What a file of the archive came to."""

    size: int
    sha256: str


class Archive:
    """Add files one after the other, then `close`. Of each the hash is remembered for the manifest."""

    def __init__(self, give: Give, at: datetime) -> None:
        """`at` is the time that the files bear."""
        self._give, self._at = give, at.timetuple()[:6]
        self._outlet = _Outlet()
        self._zip = ZipFile(self._outlet, "w")
        self._written: dict[str, Written] = {}

    async def add(self, name: str, pieces: AsyncIterable[bytes]) -> Written:
        """A file from its pieces. What raises while they come leaves an archive that is not to be kept."""
        size, digest = 0, sha256()
        with self._zip.open(self._info(name), "w", force_zip64=True) as file:
            async for piece in pieces:
                size += len(piece)
                digest.update(piece)
                file.write(piece)
                await self._give_on()
        await self._give_on()
        self._written[name] = Written(size, digest.hexdigest())
        return self._written[name]

    def _info(self, name: str) -> ZipInfo:
        info = ZipInfo(name, self._at)
        info.compress_type, info.external_attr = ZIP_DEFLATED, ITS_MAKERS
        return info

    async def close(self) -> str:
        """End it with the list of hashes. Gives the hash of that list, which stands for all of it."""
        text = manifest_of((name, one.sha256) for name, one in self._written.items())
        written = await self.add(MANIFEST, in_one(text))
        self._zip.close()
        await self._give_on()
        return written.sha256

    async def _give_on(self) -> None:
        if taken := self._outlet.taken():
            await self._give(taken)


async def in_one(text: str) -> AsyncIterable[bytes]:
    """A text that is there already, as `Archive.add` takes it."""
    yield text.encode()


def manifest_of(found: Iterable[tuple[str, str]]) -> str:
    """Names and hashes as `sha256sum --check` reads them (GNU coreutils, "md5sum invocation": a name with a backslash
    or an end of a line in it is escaped, and its line begins with a backslash)."""
    return "".join(_manifest_line(name, digest) for name, digest in found)


def _manifest_line(name: str, digest: str) -> str:
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{chr(92) if escaped != name else ''}{digest}  {escaped}\n"
