"""The sample's content with a translation beside it, made up for the tests."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.changed_content import changed

SPANISH = Path(__file__).parent / "translations" / "safety.es.yaml"


def translated(folder: Path) -> Path:
    """A copy of the content for a district that lists Spanish too."""
    content = changed(folder, "district.yaml", "languages: [en]", "languages: [en, es]")
    shutil.copy(SPANISH, content)
    return content
