"""Files that people sent in Slack: what a payload says of them, and where it lies. Needs the scope files:read.

The token goes to Slack's own hosts for files and nowhere else: no redirect is followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.events import SentFile
from bot.loopback import is_here
from bot.platforms.download import GONE, Origin

HOSTS = frozenset({"files.slack.com", "slack-files.com"})
LOST = {401: "forbidden", 403: "forbidden", **GONE}
_NO_FILES = frozenset({"external", "remote", "tombstone", "hidden_by_limit"})
"""Modes (Slack, file object) of what lies elsewhere, was deleted, or is out of reach of a free plan."""


def sent_files(files: Sequence[dict[str, Any]]) -> tuple[SentFile, ...]:
    """The files of a message, or of a form's input, as Slack describes them."""
    return tuple(_sent_file(file) for file in files)


def _sent_file(file: dict[str, Any]) -> SentFile:
    url = file.get("url_private_download") or file.get("url_private") or ""
    source = {"id": str(file.get("id", "")), "url": url, "mode": str(file.get("mode", ""))}
    return SentFile(str(file.get("name") or ""), int(file.get("size") or 0), str(file.get("mimetype") or ""), source)


def is_slacks(url: str, api_url: str) -> bool:
    """Whether an address is one of Slack's for files; a workspace on this machine keeps its files itself."""
    parts, api = urlsplit(url), urlsplit(api_url)
    if parts.scheme == "https" and parts.hostname in HOSTS and parts.port is None:
        return True
    return is_here(api.hostname or "") and (parts.scheme, parts.netloc) == (api.scheme, api.netloc)


def origin(token: str, api_url: str) -> Origin:
    """Where Slack's files lie: without the scope, Slack leads to a page to sign in, so that none is followed."""
    headers = {"Authorization": f"Bearer {token}"}
    return Origin(lambda url: is_slacks(url, api_url), headers, LOST, redirects=0, led_off="no_file")


def is_no_file(source: dict[str, str]) -> bool:
    """Whether Slack itself says that it does not have the bytes."""
    return source.get("mode", "") in _NO_FILES
