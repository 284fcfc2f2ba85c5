"""Every key that school staff may write into the content is read by the program: what does nothing is not asked for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from bot import app
from bot.content.district_file import Roles
from bot.content.yaml_files import Part

ROOT = Path(app.__file__).parent.parent


NAMED_BY_CONTENT = (Roles,)
"""Whose keys other files of the content name, as `incidents.yaml` names a role; the program reads them by that name."""


def every_part(of: type[Part] = Part) -> Iterator[type[Part]]:
    """The parts that the program's own content is made of; other tests make some of their own."""
    for part in of.__subclasses__():
        if part.__module__.startswith("bot."):
            yield part
        yield from every_part(part)


def read_somewhere() -> set[str]:
    """The names that the source reads as an attribute of something, or as a text."""
    nodes = (node for room in ("bot", "handlers") for file in (ROOT / room).rglob("*.py") for node in _nodes(file))
    return {name for node in nodes if (name := getattr(node, "attr", "") or getattr(node, "value", ""))}


def _nodes(file: Path) -> Iterator[ast.Attribute | ast.Constant]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            yield node


def test_no_key_of_the_content_goes_unread() -> None:
    read = read_somewhere()
    asked_for = {(part, key) for part in every_part() if part not in NAMED_BY_CONTENT for key in part.model_fields}
    assert {f"{part.__name__}.{key}" for part, key in asked_for if key not in read} == set()
