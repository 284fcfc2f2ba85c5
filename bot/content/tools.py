"""The tools that a request may name (`content/platforms/*.yaml`), with what all platforms share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.content.playbook_checks import unknown_tools
from bot.content.playbooks import Badge, Playbook, Playbooks
from bot.content.tool import ANY_OTHER, Tool
from bot.content.tool_file import ToolFile, checks, old_looks
from bot.content.tools_in_links import ToolsInLinks
from bot.content.yaml_files import YAML_FILES, Fault, Faults, read


@dataclass(frozen=True)
class Tools(ToolsInLinks):
    """All tools: what people call them, what links say of them, and what to do where something is reported there."""

    shared: Playbooks | None = None

    def playbook(self, tool_id: str, category: str) -> Playbook:
        """(the tool of an item, a category of incidents.yaml) -> what to do about it there.

        A tool that lists no routes, or that the content no longer has, is handled as `other`; a category that the
        content no longer has as the last plan says.
        """
        listed = (self.get(name) for name in (tool_id, ANY_OTHER))
        tool = next((tool for tool in listed if tool and tool.file.routes), None)
        return self.playbooks.playbook(tool_id, tool.file.routes if tool else (), category)

    def fill_in(self, text: str, facts: Mapping[str, str]) -> str:
        """A route's text with its blanks filled from facts; an unknown one stays, and says what belongs there."""
        return self.playbooks.fill_in(text, facts)

    def verification(self, tool_id: str) -> Badge | None:
        """How a school's account is verified there; None where there is nothing to verify."""
        tool = self.get(tool_id)
        return self.playbooks.badge(tool.file.verification) if tool and tool.file.verification else None

    def notes(self, today: date) -> list[Fault]:
        """A note for each address of a platform that nobody has looked at, or not for 180 days."""
        own = (tool.sheet.faults([old_looks(today)]) for tool in self.every)
        return sorted([*self.playbooks.notes(today), *(note for found in own for note in found)])

    @property
    def playbooks(self) -> Playbooks:
        """What all platforms share; LookupError for tools that were loaded without it."""
        if self.shared is None:
            raise LookupError("These tools were loaded without content/playbooks.yaml.")
        return self.shared


def load_tools(folder: Path, shared: Playbooks | None = None) -> Tools:
    """The tools in a folder, one for each file; Faults with everything that is wrong in all of them.

    Without what all platforms share, the names that their routes take from there go unchecked.
    """
    found: list[Tool] = []
    faults: list[Fault] = []
    for file in sorted(folder.glob(YAML_FILES)):
        try:
            found.append(Tool(file.stem, read(file, ToolFile, checks(shared.file if shared else None))))
        except Faults as error:
            faults += error.faults
    if not found:
        faults = faults or [Fault(folder, 1, "No tool is here. Put the files of this folder back, one for each tool.")]
    if shared and not faults:
        faults = shared.sheet.faults([unknown_tools(tool.id for tool in found)])
    if faults:
        raise Faults(faults)
    return Tools(tuple(sorted(found, key=lambda tool: (tool.file.position, tool.id))), shared)
