"""Files that belong to a case: what is taken of them, what is known of each, and why one is not taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

MOST_FILES = 10
"""Files of one case that are wanted or kept; REQUIREMENTS 4.3, as are the size and the types."""
MOST_BYTES = 20 * 1024**2
MOST_PIXELS = 50_000_000
"""The largest photographs that telephones take have 48 million."""
PIECE = 256 * 1024
"""Bytes that are encrypted and stored at a time; no more of a file is ever on its way at once."""

PDF = "application/pdf"
PICTURES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # several pictures in one JPEG, as telephones with two lenses make it
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "HEIF": "image/heic",
}
"""Media types by the name that Pillow has for a format."""
ENDINGS = {
    PDF: ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/heic": ".heic",
}
"""What a file of each media type is called when it leaves the house."""

EvidenceStatus = Literal["wanted", "taking", "kept", "refused"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One file of a case.

    name    what the sender's device calls it, without what nobody types; never shown without being escaped
    size    in bytes; until it is kept, what the chat says
    status  wanted: not fetched yet; taking: on its way; kept; refused
    why     the last word of its sentence under evidence.refused; "" unless it was refused
    sha256  of the original, in hexadecimal; "" until it is kept
    """

    id: int
    case_id: int
    name: str
    size: int
    media_type: str
    status: EvidenceStatus
    why: str
    sender: str
    sent_at: datetime
    sha256: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether a copy of it can be shown; the other kind is a PDF. Said of kept files only."""
        return self.media_type != PDF


class Unfit(Exception):
    """A file that is not taken. `why` is the last word of its sentence under evidence.refused: too_big, too_many,
    empty, not_allowed (another type), disguised (another type under the name of one of ours), broken,
    too_many_pixels, no_keys (nothing to encrypt it with), trouble (it did not come, however often it was tried),
    words_only (its case takes no files any more), or what `platforms.base.FileLost` says."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
