"""The picture in the documents is the table."""

from __future__ import annotations

from pathlib import Path

from bot.diagram import diagram
from handlers.account_request import WORKFLOW

PAGE = Path(__file__).parent.parent / "docs" / "account-request.md"


def test_the_documented_diagram_is_drawn_from_the_table() -> None:
    """When this fails, copy what `diagram(WORKFLOW)` gives into the page."""
    assert diagram(WORKFLOW) in PAGE.read_text(encoding="utf-8")
