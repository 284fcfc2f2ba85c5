"""Files that people sent in Teams: what an activity says of them, and where they lie.

A file from the paperclip lies in the sender's OneDrive, behind an address that opens by itself and for minutes only: it
is fetched without our token. A pasted picture lies with the connector, and only there the token is shown (Teams,
"Send and receive files through your bot").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.events import SentFile
from bot.platforms.download import GONE, Origin
from bot.platforms.teams.activity import part, word_in

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
HOSTS = ("sharepoint.com", "sharepoint.us", "sharepoint-df.com", "sharepoint-mil.us", "1drv.com", "onedrive.com")
"""OneDrive and SharePoint, in the commercial cloud and in those of the government."""
RAN_OUT = {**GONE, 401: "gone", 403: "gone"}
"""An address that opens by itself and does so no more has run out."""
NO_FILES = ("text/html", "messageReference")
"""What Teams attaches to a message by itself: its text once more as HTML, and the message that it answers."""


def sent_files(attachments: Iterable[Mapping[str, Any]]) -> tuple[SentFile, ...]:
    """The files among a message's attachments; also what we have no way to fetch, so that its sender is told."""
    found = (_sent_file(attachment) for attachment in attachments)
    return tuple(file for file in found if file)


def _sent_file(attachment: Mapping[str, Any]) -> SentFile | None:
    kind, name = word_in(attachment, "contentType"), word_in(attachment, "name")
    if kind == DOWNLOAD:
        url = word_in(part(attachment, "content"), "downloadUrl")
        return SentFile(name, source={"url": url, "kind": "download"})
    if kind.startswith("image/"):
        url = word_in(attachment, "contentUrl")
        return SentFile(name or "image", media_type=kind.rstrip("*/"), source={"url": url, "kind": "inline"})
    return None if kind in NO_FILES else SentFile(name, media_type=kind, source={"kind": "unknown"})


def is_onedrives(url: str, more: Iterable[str] = ()) -> bool:
    """Whether an address is one of OneDrive's or SharePoint's, or of a host or an origin that the settings name."""
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}" in more:
        return True
    host = parts.hostname or ""
    known = host in more or any(host.endswith(f".{domain}") for domain in HOSTS)
    return parts.scheme == "https" and parts.port is None and known


def one_drive(allowed: Callable[[str], bool]) -> Origin:
    """Where files of the paperclip lie: no token of ours goes there."""
    return Origin(allowed, lost=RAN_OUT)


def connector(url: str, headers: Mapping[str, str]) -> Origin:
    """Where one pasted picture lies, for whoever shows these headers."""
    return Origin(url.__eq__, headers, {**GONE, 403: "gone"})
