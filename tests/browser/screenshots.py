"""What a reporter has on their phone: screenshots that look like some, and a program that claims to be one."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from playwright.async_api import FilePayload

from tests.files import PROGRAM

PHONE = (540, 960)
FAKE_PAGE, COMMENTS, DISGUISED = "fake_page.png", "comments.jpg", "program.png"

LINES = {
    FAKE_PAGE: ("09:41", "instagram.com/central.hs.fake", "central.hs.fake", "No school tomorrow, share this with all"),
    COMMENTS: ("09:42", "instagram.com/central.hs.fake", "Comments (31)", "is this real?", "who runs this account"),
}


def payload(name: str) -> FilePayload:
    """A file as a browser's own control sends it."""
    return {"name": name, "mimeType": "image/png", "buffer": content(name)}


def content(name: str) -> bytes:
    """The bytes of a file by its name."""
    return _drawn(LINES[name], name) if name in LINES else PROGRAM


def _drawn(lines: tuple[str, ...], name: str) -> bytes:
    picture = Image.new("RGB", PHONE, "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 200, PHONE[0] - 20, 620), fill="#c8d6e5")
    for number, line in enumerate(lines):
        pen.text((24, 24 + 56 * number if number < 3 else 500 + 56 * number), line, "black", _letters())
    written = BytesIO()
    picture.save(written, "JPEG" if name.endswith("jpg") else "PNG")
    return written.getvalue()


def _letters() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(26)
