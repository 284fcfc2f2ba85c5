"""Packets of records as somebody unpacks them: the files by name, and the hashes compared with Python's own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from bot.kept_files import KeptFiles
from bot.records.leaving import Order
from bot.records.packet import Packing
from tests.office import Office

FOR = "Public records request 2026-14"


@dataclass(frozen=True)
class Unpacked:
    """The files of a packet by their names."""

    files: dict[str, bytes]

    def text(self, name: str) -> str:
        return self.files[name].decode()

    def data(self, name: str) -> Any:
        return json.loads(self.files[name])

    def lines(self, name: str) -> list[Any]:
        return [json.loads(line) for line in self.text(name).splitlines()]

    @property
    def summary(self) -> str:
        return self.text("summary.txt")

    def flagged(self, what: str) -> list[dict[str, Any]]:
        """What the list of flags says of one matter."""
        return [one for one in self.data("redactions.json") if one["what"] == what]

    def at(self, place: dict[str, Any]) -> str:
        """What stands at a place of a flag."""
        if "pointer" not in place:
            return self.text(place["file"]).splitlines()[int(place["line"]) - 1]
        data: Any = self.lines(place["file"])[place["line"] - 1] if "line" in place else self.data(place["file"])
        above, found = "", data
        for name in place["pointer"].split("/")[1:]:
            above, found = name, found[int(name)] if isinstance(found, list) else found[name]
        return found if isinstance(found, str) else above


def unpacked(packed: bytes) -> Unpacked:
    """A packet that is whole: its ZIP's own sums hold, and so does each line of the manifest."""
    with ZipFile(BytesIO(packed)) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    hashes = dict(line.split("  ", 1)[::-1] for line in files["manifest.txt"].decode().splitlines())
    assert hashes.keys() == files.keys() - {"manifest.txt"}
    assert all(sha256(files[name]).hexdigest() == digest for name, digest in hashes.items())
    return Unpacked(files)


def packing(opened: Office) -> Packing:
    building = opened.building
    kept = KeptFiles(building.database, building.intake.kept.vault)
    return Packing(building.database, building.menu.faces, building.house, kept)


async def packet_of(opened: Office, ref: str, by: str = "operator:rene") -> Unpacked:
    """The packet of a case, as it was given piece by piece."""
    packed = bytearray()

    async def give(data: bytes) -> None:
        packed.extend(data)

    await packing(opened).write(ref, Order(by, opened.clock(), FOR), give)
    return unpacked(bytes(packed))
