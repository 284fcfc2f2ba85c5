"""Encryption of evidence: a key of its own for each file, locked with the keys of the district."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BITS = 256
NONCE_BYTES = 12


class Locked(Exception):
    """None of the keys opens this, or it was altered."""


@dataclass(frozen=True)
class FileKey:
    """The key of one file; nothing else is ever encrypted with it.

    Each piece is bound to the file and to its place in it (NIST SP 800-38D: additional data), so that a piece which
    was moved, exchanged or altered does not open. The place is also the nonce, which must never come twice.
    """

    file: int
    cipher: AESGCM

    def seal(self, position: int, piece: bytes) -> bytes:
        """A piece, encrypted for its place (0 for the first); each place is sealed once."""
        return self.cipher.encrypt(_nonce(position), piece, self._bound_to(position))

    def open(self, position: int, sealed: bytes) -> bytes:
        """The piece as it was. Raises Locked."""
        try:
            return self.cipher.decrypt(_nonce(position), sealed, self._bound_to(position))
        except InvalidTag:
            raise Locked from None

    def _bound_to(self, position: int) -> bytes:
        return f"{self.file}:{position}".encode()


def _nonce(position: int) -> bytes:
    return position.to_bytes(NONCE_BYTES, "big")


class Vault:
    """Holds the keys of the district (Fernet keys, newest first): the newest locks, each of them opens."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = MultiFernet([Fernet(key) for key in keys])

    def new_key(self) -> str:
        """A fresh key for a file, locked: fit to be stored beside it."""
        return self._keys.encrypt(AESGCM.generate_key(KEY_BITS)).decode()

    def unlock(self, locked: str, file: int) -> FileKey:
        """The key of a file. Raises Locked."""
        try:
            return FileKey(file, AESGCM(self._keys.decrypt(locked)))
        except InvalidToken:
            raise Locked from None

    def lock_anew(self, locked: str) -> str:
        """The same key, locked with the newest key of the district; the file itself stays as it is. Raises Locked."""
        try:
            return self._keys.rotate(locked).decode()
        except InvalidToken:
            raise Locked from None
