"""What docs/content.md shows can be typed into the sample's files, and the check says about it what the page says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.commands import ROOT, complaint, run
from tests.stage import CONTENT

PAGE = (ROOT / "docs" / "content.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(
    r"`(content/[^`*]+)`[^`]*:\n\n```diff\n(.*?)```"  # the file, and the lines that go and come
    r"(?:\n\ngives\n\n```text\n(.*?)```)?",  # what the check says, where the change is a slip
    re.S,
)


class Example(NamedTuple):
    """A change of one file; `says` is what the check says when it is a slip, else empty."""

    file: str
    lines: str
    says: str

    def without(self, sign: str) -> str:
        """The lines as they are before the change (`+`) or after it (`-`)."""
        kept = (line for line in self.lines.splitlines(keepends=True) if not line.startswith(sign))
        return "".join(line[1:] for line in kept)

    def type_into(self, folder: Path) -> None:
        file = folder / self.file
        text = file.read_text(encoding="utf-8")
        assert text.count(self.without("+")) == 1, f"not once in {self.file}:\n{self.without('+')}"
        file.write_text(text.replace(self.without("+"), self.without("-")), encoding="utf-8")


EXAMPLES = [Example(*found) for found in EXAMPLE.findall(PAGE)]
SLIPS = [example for example in EXAMPLES if example.says]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the sample's content."""
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path


def test_every_example_of_the_page_is_tried() -> None:
    assert len(EXAMPLES) == PAGE.count("```diff")
    assert len(SLIPS) == PAGE.count("```text") == 3


def test_the_changes_of_the_page_pass_the_check_together(folder: Path) -> None:
    for example in EXAMPLES:
        if not example.says:
            example.type_into(folder)
    done = run(folder, "check", CONTENT_DIR="content")
    assert (done.returncode, done.stderr) == (0, "")
    assert ": the content is in order" in done.stdout.splitlines()[-1]
    asked = run(folder, "ask", "Can the banner have a QR code?", CONTENT_DIR="content")
    assert "qr-code-on-a-poster" in asked.stdout


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.says.split(" ")[0])
def test_a_slip_of_the_page_is_said_as_the_page_says_it(slip: Example, folder: Path) -> None:
    slip.type_into(folder)
    assert complaint(folder, "check", CONTENT_DIR="content") == f"The content needs attention:\n{slip.says}"


def test_every_file_of_the_content_is_in_the_table() -> None:
    named = set(re.findall(r"`(content/[^`]+)`", PAGE[PAGE.index("| file |") : PAGE.index("## People")]))
    there = {str(file.relative_to(CONTENT.parent)) for file in CONTENT.rglob("*.yaml")}
    assert {file for file in there if not any(Path(file).match(name) for name in named)} == set()
