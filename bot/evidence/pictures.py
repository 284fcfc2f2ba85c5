"""What a file really is, whether a picture is whole, and a copy of it that is fit to be looked at.

The libraries that decode them take 4 MB, and are loaded with the first file (decoding.py).
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


def examine(content: bytes, name: str) -> str:
    """The media type of a file, by its content. Unfit when it is none of ours, or not whole.

    A picture is decoded to its end, which takes up to four bytes a pixel. A PDF is taken as it is: nothing here
    opens it.
    """
    media_type: str = _decoding().examine(content, name)
    return media_type


def fit_to_look_at(content: bytes) -> bytes:
    """A JPEG of a picture (the first, where it moves), upright, on white, without anything that its camera wrote
    into it."""
    copy: bytes = _decoding().fit_to_look_at(content)
    return copy


def _decoding() -> Any:
    return import_module("bot.evidence.decoding")
