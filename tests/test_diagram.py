"""The pictures in the documents are the tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.diagram import diagram
from bot.workflow import Workflow
from handlers import account_request, incident

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize(
    ("workflow", "page"),
    [(account_request.WORKFLOW, "account-request.md"), (incident.WORKFLOW, "incident-report.md")],
)
def test_the_documented_diagram_is_drawn_from_the_table(workflow: Workflow, page: str) -> None:
    """When this fails, copy what `diagram(WORKFLOW)` gives into the page."""
    assert diagram(workflow) in (DOCS / page).read_text(encoding="utf-8")
