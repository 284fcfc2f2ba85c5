"""Golden conversations: the same on every platform, to the letter."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.stage import CONTENT, THEATRES, stage
from tests.transcript import play
from tests.translated import translated

FOLDER = Path(__file__).parent / "transcripts"
SCRIPTS = sorted(FOLDER.rglob("*.txt"))
IN_SPANISH = FOLDER / "in_spanish"
"""What is played in a district that has a Spanish translation."""


@pytest.mark.parametrize("platform", THEATRES)
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda file: file.relative_to(FOLDER).with_suffix("").as_posix())
async def test_conversation(script: Path, platform: str, tmp_path: Path) -> None:
    """TRANSCRIPTS=write takes what the web playground shows as the new text; read it before you commit it."""
    golden = _read(script)
    content = translated(tmp_path) if script.parent == IN_SPANISH else CONTENT
    async with stage(platform, f"sqlite:///{tmp_path}/transcript.db", content) as scene:
        played = await play(scene, golden)
    if os.environ.get("TRANSCRIPTS") == "write" and platform == "web":
        _write(script, played)
    assert played == _read(script)


def _read(script: Path) -> str:
    return script.read_text(encoding="utf-8")


def _write(script: Path, played: str) -> None:
    script.write_text(played, encoding="utf-8")
