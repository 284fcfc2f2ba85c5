"""The sample's content in a folder of its own, with a slip or a change in it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.opened import CONTENT


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    """A copy of the content in which the first `old` of one file reads `new`."""
    shutil.copytree(CONTENT, folder / "content")
    return changed_further(folder, file, old, new)


def changed_further(folder: Path, file: str, old: str, new: str) -> Path:
    """The same copy with one change more."""
    content = folder / "content"
    text = (content / file).read_text(encoding="utf-8")
    assert old in text
    (content / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return content
