"""Teach the second ear for danger from the messages in tests/: `python -m tools.learn_danger`.

Do so after a change in those messages or in content/danger.yaml. Needs `pip install scikit-learn`; takes a minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.knowledge import meanings
from bot.knowledge.danger import load_danger
from bot.knowledge.danger_ear import DEAF, Ear
from tools.messages import CONTENT, DATA, of_danger
from tools.softmax import Example, learn, write

MUCH_MEANING = 0.5


def examples(messages: Iterable[tuple[str, str]]) -> Iterator[Example]:
    """What the ear is given of each (slug, message)."""
    silent = Ear(DEAF.taught, meanings.shipped())
    danger = load_danger(CONTENT / "danger.yaml", silent)
    for slug, message in messages:
        for stretch in danger.stretches(message):
            yield *stretch, slug


def main() -> None:
    write(learn([*examples(of_danger())], MUCH_MEANING), DATA, "danger")


if __name__ == "__main__":
    main()
