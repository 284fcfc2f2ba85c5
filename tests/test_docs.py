"""What the papers tell a technician to do can be done: commands run, variables are read, links lead somewhere."""

from __future__ import annotations

import asyncio
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.__main__ import COMMANDS
from bot.commands.databases import NEW
from bot.settings import Settings, SlackSettings, TeamsSettings
from tests.commands import ROOT, database, run
from tests.office import office
from tests.reports import report

PAPERS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
GUIDES = {
    name: (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    for name in ("content", "install", "install-slack", "install-teams", "operate")
}
LASTING = {"serve", "work", "demo"}
"""What runs until it is stopped; other tests run these."""
KEY = "cGxheWdyb3VuZC1vbmx5LW5vdC1hLXNlY3JldC1rZXk="


def blocks(text: str) -> Iterator[str]:
    yield from (line for block in re.findall(r"```sh\n(.*?)```", text, re.S) for line in block.splitlines() if line)


def test_every_guide_has_commands_and_every_command_is_one() -> None:
    for text in GUIDES.values():
        assert list(blocks(text))
    told = {name for text in GUIDES.values() for name in re.findall(r"python -m bot ([a-z-]+)", text)}
    assert told <= set(COMMANDS)
    assert {"migrate", "doctor", "backup", "rotate-keys", "move-database", "undelivered", "slack-manifest"} <= told


async def a_report_came(address: str) -> None:
    """The database has a case that the guides can name."""
    async with office(address) as opened:
        assert (await report(opened)).ref == "I-1001"
        await opened.building.sealer.round()


@pytest.mark.parametrize("guide", sorted(GUIDES))
def test_the_commands_of_a_guide_run_one_after_the_other(guide: str, tmp_path: Path) -> None:
    given = {"DATABASE_URL": database(tmp_path), "EVIDENCE_KEYS": KEY, NEW: f"sqlite:///{tmp_path}/new.db"}
    asyncio.run(a_report_came(database(tmp_path)))
    for line in blocks(GUIDES[guide]):
        words = shlex.split(line)
        variables = dict(word.split("=", 1) for word in words if "=" in word)
        _python, _m, _bot, *command = [word for word in words if "=" not in word]
        if command[0] not in LASTING:
            done = run(tmp_path, *command, **given, **variables)
            assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


def test_every_variable_that_is_read_is_in_the_papers_and_no_other() -> None:
    read = {field.alias for part in (Settings, SlackSettings, TeamsSettings) for field in part.model_fields.values()}
    told = set(re.findall(r"`((?:[A-Z]+(?:_[A-Z]+)*|MicrosoftApp\w+))(?:=[^`]*)?`", "".join(GUIDES.values())))
    assert told - {NEW} == read - {None}


def test_the_scopes_of_the_paper_are_those_of_the_manifest(tmp_path: Path) -> None:
    told = re.findall(
        r"`((?:[a-z]+)(?::[a-z.]+)?)`", "".join(re.findall(r"^\| (`[^|]*) \|", GUIDES["install-slack"], re.M))
    )
    made = yaml.safe_load(run(tmp_path, "slack-manifest", "--socket").stdout)
    assert sorted(told) == sorted(made["oauth_config"]["scopes"]["bot"])


def test_the_readme_fits_on_a_screen_and_has_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 70
    assert re.findall(r"```\n(.*?)\n```", text) == ["make demo", "make test"]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_the_pictures_of_a_paper_load_quickly(paper: Path) -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", paper.read_text(encoding="utf-8"))
    assert [name for name in pictures if (paper.parent / name).stat().st_size > 150_000] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_the_links_of_a_paper_lead_somewhere(paper: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", paper.read_text(encoding="utf-8"))
    assert [link for link in links if not (paper.parent / link).exists()] == []


def test_the_procfile_names_commands_that_there_are() -> None:
    lines = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
    assert set(lines) == {"release", "web", "worker"}
    assert {command.split()[3] for command in lines.values()} <= set(COMMANDS)
