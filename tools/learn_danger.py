"""Teach the second ear for danger from the messages in tests/: `python -m tools.learn_danger`.

Do so after a change in those messages or in content/danger.yaml. Needs `pip install scikit-learn`; takes three minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.knowledge import meanings
from bot.knowledge.danger import load_danger
from bot.knowledge.danger_ear import DEAF, NO_MEANING, Stretch
from tools.messages import CONTENT, DATA, of_danger
from tools.softmax import learn, write

MUCH_MEANING = 0.5


def heard(messages: Iterable[tuple[str, str]]) -> Iterator[tuple[Stretch, str]]:
    """What the ear is given of each (slug, message)."""
    danger = load_danger(CONTENT / "danger.yaml", replace(DEAF, meanings=meanings.shipped()))
    for slug, message in messages:
        yield from ((stretch, slug) for stretch in danger.stretches(message))


def main() -> None:
    every = [*heard(of_danger())]
    write(learn([(one.words, one.meaning, slug) for one, slug in every], MUCH_MEANING), DATA, "danger")
    write(learn([(one.letters, NO_MEANING, slug) for one, slug in every], 0), DATA, "danger-letters")


if __name__ == "__main__":
    main()
