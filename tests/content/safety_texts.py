"""The fixed words for danger, loaded once, and as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.content.district import load_district
from bot.content.safety import SafetyText, load_safety
from bot.ui import Card, Text, plain

FOLDER = Path(__file__).parents[2] / "content"
SAFETY = load_safety(FOLDER / "safety.yaml")
CONTACTS = load_district(FOLDER / "district.yaml").contacts


def said(text: SafetyText, contacts: Mapping[str, str] = CONTACTS) -> str:
    """A text as a person reads it, with the sample's contacts or with others."""
    lines = (*text.paragraphs(contacts), *text.forbids)
    return plain(Card(text.title, tuple(Text(line) for line in lines)))
