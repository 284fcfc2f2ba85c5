"""Golden conversations: the same on every platform, to the letter."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.stage import THEATRES, stage
from tests.transcript import play

FOLDER = Path(__file__).parent / "transcripts"
SCRIPTS = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("platform", THEATRES)
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda file: file.stem)
async def test_conversation(script: Path, platform: str, tmp_path: Path) -> None:
    """TRANSCRIPTS=write takes what the web playground shows as the new text; read it before you commit it."""
    golden = _read(script)
    async with stage(platform, f"sqlite:///{tmp_path}/transcript.db") as scene:
        played = await play(scene, golden)
    if os.environ.get("TRANSCRIPTS") == "write" and platform == "web":
        _write(script, played)
    assert played == _read(script)


def _read(script: Path) -> str:
    return script.read_text(encoding="utf-8")


def _write(script: Path, played: str) -> None:
    script.write_text(played, encoding="utf-8")
