"""`check`: what is wrong with the content and the settings, with file and line."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime

from bot.knowledge import review
from bot.knowledge.finder import open_finder
from bot.opening import open_house
from bot.settings import Settings


def check(_arguments: Namespace, environment: Mapping[str, str]) -> int:
    """Print what is worth a look. Raises BadSettings, and Faults for content that would keep the bot from starting."""
    settings = Settings.read(environment)
    house = open_house(settings.content_dir)
    finder = open_finder(house.content.knowledge.entries, settings.content_dir, house.district.sure)
    notes = [
        *house.content.notes(datetime.now(house.calendar.timezone).date()),
        *review.notes(house.content.knowledge, finder),
        *settings.missing(),
        *settings.notes(),
    ]
    print(*(str(note) for note in notes), sep="\n", end="\n" if notes else "")
    print(f"{house.district.name}: the content is in order.")
    return 0
