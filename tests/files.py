"""Small files for people to send, made when they are asked for: each is what its name says, or only pretends to be."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath

from PIL import Image

PROGRAM = b"MZ" + bytes(200)
"""How a Windows program begins."""

KINDS = {".png": "PNG", ".jpg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}


def content(name: str) -> bytes:
    """The bytes of a file by its name: a picture of its kind, a PDF, a program; `cut.jpg` is a truncated one."""
    path = PurePath(name)
    if path.suffix == ".pdf":
        return b"%PDF-1.7\n%%EOF\n"
    if path.stem.startswith("program"):
        return PROGRAM
    whole = _picture(KINDS[path.suffix], name)
    return whole[: len(whole) // 2] if path.stem.startswith("cut") else whole


def _picture(kind: str, name: str) -> bytes:
    """A picture that differs from that of any other name."""
    written = BytesIO()
    shade = sum(name.encode()) % 256
    Image.new("RGB", (60, 40), (shade, 255 - shade, 90)).save(written, kind)
    return written.getvalue()


def bomb(side: int) -> bytes:
    """A few kilobytes that would be a very large picture."""
    written = BytesIO()
    Image.new("1", (side, side)).save(written, "PNG")
    return written.getvalue()
