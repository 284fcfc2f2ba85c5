"""Teach the second ear for danger from the messages in tests/danger/: `python -m tools.learn_danger`.

Do so after a change in those messages, in content/danger.yaml or in the questions of the knowledge base.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import yaml

from bot.knowledge.danger import Danger, load_danger
from bot.knowledge.danger_ear import DANGER, EVERYDAY, Ear, Scales, learn, write

ROOT = Path(__file__).parent.parent
MESSAGES = ROOT / "tests" / "danger"
CONTENT = ROOT / "content"
SHIPPED = ROOT / "bot" / "knowledge" / "data" / "danger.tsv"
DEAF = Ear(Scales((EVERYDAY, DANGER), {}), Scales((), {}))

Example = tuple[str, str]
"""A message, and the slug that has to be shown for it; EVERYDAY for none."""


def corpus(name: str) -> Iterator[tuple[str, str]]:
    """(heading, message) for each message of a file; the first line says what the file is for."""
    heading = ""
    for line in (MESSAGES / name).read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("# "):
            heading = line.removeprefix("# ")
        elif line:
            yield heading, line


def examples() -> list[Example]:
    """Everything that the ear learns from, in an order that mixes the kinds."""
    found = [(message, heading.split(" | ")[0]) for heading, message in corpus("dangers.txt")]
    found += [(message, EVERYDAY) for _, message in corpus("everyday.txt")]
    found += _questions()
    Random(0).shuffle(found)  # noqa: S311 - an order, no secret
    return found


def _questions() -> Iterator[Example]:
    for file in sorted((CONTENT / "knowledge").glob("*.yaml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["entries"]:
            for question in entry["ask"]:
                yield question, entry["slug"] if entry.get("interrupt") else EVERYDAY


def learned(danger: Danger, given: list[Example]) -> Ear:
    """The ear for these examples; `danger` finds their traits."""
    known = [(danger.traits(message), slug) for message, slug in given]
    sides = [(found, EVERYDAY if slug == EVERYDAY else DANGER) for found, slug in known]
    kinds = [(found, slug) for found, slug in known if slug != EVERYDAY]
    return Ear(learn(sides, (EVERYDAY, DANGER)), learn(kinds, danger.slugs))


def main() -> None:
    danger = load_danger(CONTENT / "danger.yaml", DEAF)
    SHIPPED.write_text(write(learned(danger, examples())), encoding="utf-8")


if __name__ == "__main__":
    main()
