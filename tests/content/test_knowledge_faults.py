"""Several slips in the knowledge base: an editor is told of all that can be told, and of none that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.knowledge import load_knowledge
from bot.content.yaml_files import Faults
from tests.changed_content import changed, changed_further

SLIP = "knowledge/records.yaml", "    audience: staff", "    audiense: staff"
SAID = "“audiense” is not a word that is known here. Did you mean “audience”?"


def sentences(content: Path) -> list[str]:
    with pytest.raises(Faults) as refused:
        load_knowledge(content / "knowledge", content / "topics.yaml", None)
    return sorted(fault.sentence for fault in refused.value.faults)


def test_a_word_that_is_not_known_hides_no_entry_that_is_missing(tmp_path: Path) -> None:
    changed(tmp_path, *SLIP)
    changed_further(tmp_path, "knowledge/comments.yaml", "follow_ups: [", "follow_ups: [comments-gone, ")
    content = changed_further(tmp_path, "knowledge/ferpa.yaml", "slug: coppa-under-13", "slug: coppa-under-14")
    dangling, *others = sentences(content)
    assert dangling.startswith("No entry in “knowledge” is called “coppa-under-13”.")
    assert any(one.startswith("There is no entry “comments-gone” to follow.") for one in others)
    assert SAID in others


@pytest.mark.parametrize("broken", ["slag: coppa-under-13", "slug: [coppa-under-13", "slug: COPPA"])
def test_what_cannot_be_read_may_be_what_others_name(broken: str, tmp_path: Path) -> None:
    changed(tmp_path, *SLIP)
    content = changed_further(tmp_path, "knowledge/ferpa.yaml", "slug: coppa-under-13", broken)
    told = sentences(content)
    assert SAID in told
    assert not [one for one in told if "No entry in" in one or "There is no entry" in one]
