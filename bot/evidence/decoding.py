"""Decodes files, for pictures.py, which loads it with the first of them."""

from __future__ import annotations

import warnings
from importlib import import_module
from io import BytesIO
from pathlib import PurePath
from typing import IO

import puremagic
from PIL import Image, ImageFile, ImageOps, ImageSequence

from bot.evidence import ENDINGS, MOST_PIXELS, PDF, PICTURES, Unfit

HEIF = "HEIF"
OPENED = ("PNG", "JPEG", "GIF", "WEBP", HEIF)
"""The only formats that Pillow may try: each further one would be a further way in."""
MOST_PIXELS_MOVING = 8 * MOST_PIXELS
"""All the frames of a moving picture together: what can be looked through in a few seconds."""
NAMED_LIKE_OURS = frozenset({*ENDINGS.values(), ".jpeg", ".jpe", ".jfif", ".heif", ".heics"})
QUALITY = 90
"""Of the copy, on JPEG's scale to 95: small print in a screenshot stays readable."""


def _first_of_heif(file: IO[bytes], _name: str | bytes) -> ImageFile.ImageFile:
    # The library that reads these takes 4 MB more, and is loaded with the first of them; from then on Pillow turns to
    # it itself.
    import_module("pillow_heif").register_heif_opener(thumbnails=False)
    return Image.open(file, formats=[HEIF])


Image.register_open(HEIF, _first_of_heif, lambda prefix: prefix[4:8] == b"ftyp")
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
# Pillow's own advice (Image.open): it warns above the limit, and only raises above twice the limit.
warnings.simplefilter("error", Image.DecompressionBombWarning)
BOMBS = (Image.DecompressionBombWarning, Image.DecompressionBombError)


def examine(content: bytes, name: str) -> str:
    """As pictures.py says it."""
    if not content:
        raise Unfit("empty")
    kinds = _kinds(content)
    if PDF in kinds:
        return PDF
    try:
        return _picture_type(content)
    except BOMBS:
        raise Unfit("too_many_pixels") from None
    except Unfit:
        raise
    except Exception:  # a decoder that is given anything at all may raise anything at all
        raise Unfit(_what_else(kinds, name)) from None


def _kinds(content: bytes) -> frozenset[str]:
    """The media types that the content begins (or ends) like."""
    try:
        return frozenset(match.mime_type for match in puremagic.magic_string(content))
    except (puremagic.PureError, ValueError):
        return frozenset()


def _what_else(kinds: frozenset[str], name: str) -> str:
    if kinds & {*PICTURES.values(), "image/heif"}:
        return "broken"
    return "disguised" if PurePath(name.lower()).suffix in NAMED_LIKE_OURS else "not_allowed"


def _picture_type(content: bytes) -> str:
    with Image.open(BytesIO(content), formats=OPENED) as image:
        media_type = PICTURES[image.format or ""]
        # Reads a JPEG to its end as well, and needs a sixty-fourth of the memory.
        image.draft(None, (image.width // 8, image.height // 8))
        _decode(image)
    return media_type


def _decode(image: Image.Image) -> None:
    pixels = 0
    for frame in ImageSequence.Iterator(image):
        pixels += frame.width * frame.height
        if pixels > MOST_PIXELS_MOVING:
            raise Unfit("too_many_pixels")
        frame.load()


def fit_to_look_at(content: bytes) -> bytes:
    """As pictures.py says it."""
    with Image.open(BytesIO(content), formats=OPENED) as image:
        upright = ImageOps.exif_transpose(image).convert("RGBA")
    # A fresh picture: whatever the file said besides its pixels stays behind.
    copy = Image.new("RGB", upright.size, "white")
    copy.paste(upright, mask=upright)
    written = BytesIO()
    copy.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()
