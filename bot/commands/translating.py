"""`translation`: the fixed texts for whoever translates them."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Mapping

from bot.commands import CannotGoOn
from bot.content.district import load_district
from bot.content.knowledge import load_knowledge
from bot.content.safety import load_safety
from bot.content.translation_checks import English
from bot.content.translation_sheet import empty_translation
from bot.opening import WORDING
from bot.settings import Settings
from bot.wording import load_words

CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
BESIDE = {
    "other_language": "question.other_language.english",
    "nobody_alerted": "danger.nobody_alerted",
    "questions_first": "incident.intro.safety",
    "ask_a_person": "question.ask_a_person.english",
}
"""The sentences of the wording that stand beside a fixed text."""


def translation(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """An empty translation, as YAML, to standard output. The district may list the language already: so only those
    files are read that are needed. Raises Faults for what is wrong in them, and CannotGoOn for what is no language."""
    if not CODE.fullmatch(arguments.language) or arguments.language == "en":
        raise CannotGoOn(
            f"“{arguments.language}” is not a language to translate into. Write its code, such as es or vi."
        )
    folder = Settings.read(environment).content_dir
    district = load_district(folder / "district.yaml")
    knowledge = load_knowledge(folder / "knowledge", folder / "topics.yaml", district)
    words = load_words(folder / WORDING)
    english = English(load_safety(folder / "safety.yaml").sheet.holds, knowledge.interrupts)
    print(empty_translation(english, {name: words.sentence(key) for name, key in BESIDE.items()}), end="")
    return 0
