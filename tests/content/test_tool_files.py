"""A slip in a platform's file is named with its line, before anybody pastes a link."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.tools import Tools, load_tools
from bot.content.yaml_files import Faults


def platform(folder: Path, text: str) -> Tools:
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    return load_tools(folder)


PLATFORM = """\
name: Mine
position: 1
allowed: yes
"""


def test_a_pattern_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    addresses = """\
addresses:
  hosts: [mine.example]
  words: {handle: "[a-z"}
  accounts: [{paths: ["/{handle}"], handle: "{handle}", url: "https://mine.example/{handle}"}]
"""
    with pytest.raises(Faults, match=r"mine.yaml:6: “\[a-z” is not a pattern"):
        platform(tmp_path, PLATFORM + addresses)


def test_a_blank_that_nothing_fills_is_named(tmp_path: Path) -> None:
    addresses = """\
addresses:
  hosts: [mine.example]
  words: {handle: "[a-z]+"}
  accounts: [{paths: ["/{hanlde}"], handle: "{handle}", url: "https://mine.example/{handle}"}]
"""
    with pytest.raises(Faults, match=r"mine.yaml:7: “{hanlde}” stands for nothing here. Did you mean “handle”\?"):
        platform(tmp_path, PLATFORM + addresses)


def test_a_handle_that_its_paths_do_not_hold_is_named(tmp_path: Path) -> None:
    addresses = """\
addresses:
  hosts: [mine.example]
  words: {handle: "[a-z]+"}
  accounts: [{paths: ["/{id}"], handle: "{handle}", url: "https://mine.example/{id}"}]
"""
    with pytest.raises(Faults, match=r"mine.yaml:7: “{handle}” stands for nothing here. Known here: id\."):
        platform(tmp_path, PLATFORM + addresses)


def test_a_key_without_an_address_is_named(tmp_path: Path) -> None:
    addresses = """\
addresses:
  hosts: [mine.example]
  words: {handle: "[a-z]+"}
  others:
    - {kind: post, paths: ["/p/{id}"], key: "{id}"}
  accounts: [{paths: ["/{handle}"], handle: "{handle}", url: "https://mine.example/{handle}"}]
"""
    with pytest.raises(Faults, match=r"mine.yaml:8: “key” and “url” belong together"):
        platform(tmp_path, PLATFORM + addresses)


@pytest.mark.parametrize(
    "begins", ["https://mine.example/g/", "mine.example", "Mine.example/g/", "mine.example/a b", ""]
)
def test_a_beginning_that_no_link_has_is_named(tmp_path: Path, begins: str) -> None:
    with pytest.raises(Faults, match=r"mine.yaml:4: .*“members_only”"):
        platform(tmp_path, f'{PLATFORM}members_only: ["{begins}"]\n')


def test_a_name_that_no_title_holds_is_named(tmp_path: Path) -> None:
    with pytest.raises(Faults, match=r"mine.yaml:1: “name” is too long; at most 40 characters fit"):
        platform(tmp_path, PLATFORM.replace("Mine", "m" * 41))


def test_a_folder_without_tools_is_named(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="No tool is here"):
        load_tools(tmp_path)
