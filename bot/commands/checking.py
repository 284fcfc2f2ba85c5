"""`check`: what is wrong with the content and the settings, with file and line."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime

from bot.content.yaml_files import Faults
from bot.knowledge import review
from bot.knowledge.finder import open_finder
from bot.opening import open_house
from bot.settings import Settings


def check(_arguments: Namespace, environment: Mapping[str, str]) -> int:
    """Print what is worth a look. Raises BadSettings, and Faults for content that would keep the bot from starting or
    that cannot be so today."""
    settings = Settings.read(environment)
    house = open_house(settings.content_dir)
    today = datetime.now(house.calendar.timezone).date()
    if wrong := house.content.knowledge.faults(today):
        raise Faults(wrong)
    finder = open_finder(house.content.knowledge.entries, settings.content_dir, house.district.sure)
    notes = [
        *house.content.notes(today),
        *review.notes(house.content.knowledge, finder),
        *settings.missing(),
        *settings.notes(),
    ]
    print(*(str(note) for note in notes), sep="\n", end="\n" if notes else "")
    print(f"{house.district.name}: the content is in order{_to_look_at(len(notes))}.")
    return 0


def _to_look_at(count: int) -> str:
    """So that nobody takes a list of notes for none: the bot starts with them, and somebody should read them."""
    return "" if count == 0 else ", with one note to look at" if count == 1 else f", with {count} notes to look at"
