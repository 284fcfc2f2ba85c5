"""What the file of one tool holds (`content/platforms/*.yaml`), and what can be wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from bot.content.addresses import Addresses
from bot.content.fault_sentences import did_you_mean
from bot.content.playbook_checks import day_of, old_look, own_ways
from bot.content.playbook_file import OwnWay, PlaybookFile, Verification
from bot.content.yaml_files import Check, Part, Problem


class AgeLimit(Part):
    """From what age a platform lets people in, and whether somebody read its own page about it."""

    years: Annotated[int, Field(ge=1, le=21)]
    checked_on: date
    status: Literal["verified", "unverified"]


class ToolFile(Part):
    """A file in `content/platforms`. Without `addresses` any website may be the tool's address; with `codes`, where a
    group or a world often has none, also its name or code after an @. `members_only` are beginnings of links, without
    "https://" and "www.", that lead into a group or a chat. A card's title holds the name beside the longest team and
    what is said of an account that is there already."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    position: Annotated[int, Field(ge=1, le=1_000)]
    allowed: Literal["yes", "ask"]
    comments: bool = False
    age_limit: AgeLimit | None = None
    bio_limit: Annotated[int, Field(ge=1, le=5_000)] | None = None
    addresses: Addresses | None = None
    members_only: tuple[Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+/\S*$")], ...] = ()
    codes: bool = False
    verification: Verification | None = None
    routes: tuple[OwnWay, ...] = ()


def checks(shared: PlaybookFile | None) -> list[Check[ToolFile]]:
    """What is checked across the fields of a file; without what all platforms share, no names of it."""
    own = [lambda file: own_ways(file.routes, shared)] if shared else []
    return [_patterns, _blanks, _keys, _days, *own]


def old_looks(today: date) -> Check[ToolFile]:
    """(a day) -> the check that notes each address of a platform that somebody should open again."""

    def check(file: ToolFile) -> Iterator[Problem]:
        if file.verification:
            yield from old_look(("verification",), file.verification, today)
        for position, way in enumerate(file.routes):
            yield from old_look(("routes", position), way, today)

    return check


def _days(file: ToolFile) -> Iterator[Problem]:
    if file.verification:
        yield from day_of(("verification",), file.verification)


def _patterns(file: ToolFile) -> Iterator[Problem]:
    for name, pattern in (file.addresses.words if file.addresses else {}).items():
        try:
            re.compile(pattern)
        except re.error:
            yield ("addresses", "words", name), f"“{pattern}” is not a pattern. Compare it with the sample file."


def _blanks(file: ToolFile) -> Iterator[Problem]:
    for spot, template, known in file.addresses.templates() if file.addresses else ():
        for blank in re.findall(r"\{(\w*)\}", template):
            if blank not in known:
                sentence = f"“{{{blank}}}” stands for nothing here.{did_you_mean(blank, known)}"
                yield ("addresses", *spot), sentence


def _keys(file: ToolFile) -> Iterator[Problem]:
    for position, other in enumerate(file.addresses.others if file.addresses else ()):
        if bool(other.key) != bool(other.url):
            yield ("addresses", "others", position), "“key” and “url” belong together. Add the other one."
