"""Activities signed as the Bot Framework signs them, with keys of our own."""

from __future__ import annotations

import json
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

Json = dict[str, Any]

ISSUER = "https://api.botframework.com"

_KEY = generate_private_key(65537, 2048)
_OTHER_KEY = generate_private_key(65537, 2048)


class Signer:
    """Signs activities as the Bot Framework does."""

    def __init__(self, app_id: str) -> None:
        self._app_id = app_id
        self.published = [public_key("key-1", _KEY, ["msteams", "webchat"])]

    def roll(self) -> None:
        """A new key in place of the old."""
        self.published = [public_key("key-2", _OTHER_KEY, ["msteams"])]

    def authorize(self, service: str, *, key_id: str = "key-1", alien: str = "", **claims: Any) -> str:
        """The header for an activity of this service address. `alien` signs with a key that nobody published."""
        key = _OTHER_KEY if alien or key_id == "key-2" else _KEY
        now = int(time.time())
        usual = {"iss": ISSUER, "aud": self._app_id, "serviceurl": service, "nbf": now - 10, "exp": now + 600}
        return "Bearer " + jwt.encode(usual | claims, key, algorithm="RS256", headers={"kid": key_id})


def public_key(key_id: str, key: RSAPrivateKey, endorsements: list[str]) -> Json:
    """A key as the Bot Framework publishes it."""
    published: Json = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return published | {"kid": key_id, "use": "sig", "endorsements": endorsements}
