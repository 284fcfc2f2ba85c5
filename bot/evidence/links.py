"""Links to evidence and to packets of records: made for one person, good for a quarter of an hour, and proof against
changes."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PATH = "/evidence"
VALID_FOR = timedelta(minutes=15)


class BadLink(Exception):
    """A link that is too old, was altered, or was never ours."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What a link says: which file, by its number, or the packet of which case, by its reference; and for whom."""

    what: int | str
    viewer: str


class Links:
    """Makes links and reads them. What they say is encrypted as well: an address in a log names nobody."""

    def __init__(self, site: str, secret: str) -> None:
        """`site` is where people reach us (https://guard.example.org), `secret` the setting SECRET_KEY."""
        self.site = site.rstrip("/")
        self._fernet = Fernet(_key(secret))

    @property
    def path(self) -> str:
        """Where the page lies on its host, also behind a prefix."""
        return f"{urlsplit(self.site).path}{PATH}"

    @property
    def is_secure(self) -> bool:
        """Whether browsers send the page's cookie over https only."""
        return self.site.startswith("https://")

    def url(self, what: int | str, viewer: str, at: datetime) -> str:
        """A link to one file (its number) or packet (a reference) for one person, good from now on for VALID_FOR."""
        token = self._fernet.encrypt_at_time(json.dumps([what, viewer]).encode(), int(at.timestamp()))
        return f"{self.site}{PATH}/{token.decode()}"

    def read(self, token: str, at: datetime) -> Pass:
        """What a link says. Raises BadLink."""
        try:
            said = self._fernet.decrypt_at_time(token, int(VALID_FOR.total_seconds()), int(at.timestamp()))
        except (InvalidToken, ValueError):
            raise BadLink from None
        return Pass(*json.loads(said))


def _key(secret: str) -> bytes:
    # A key for this purpose alone (RFC 5869): what else the secret signs opens no file.
    derived = HKDF(SHA256(), length=32, salt=None, info=b"links to evidence").derive(secret.encode())
    return urlsafe_b64encode(derived)
