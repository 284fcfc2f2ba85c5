"""`content/words.yaml`: how staff write, so that a question meets its entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.content.fault_sentences import did_you_mean
from bot.content.yaml_files import Part, Problem, read


class Vocabulary(Part):
    """Words that help the search; nobody reads them.

    plain     what is typed on a phone, and the plain words for it
    concepts  one thing that has many names; a name may be of several words
    beside    kinds of messages that no entry answers, each with examples
    ours      the concepts that tell a question about social media from one about anything else at school
    quiet     words that say nothing about the matter, several in a line
    """

    plain: Mapping[str, str]
    concepts: Mapping[str, tuple[str, ...]]
    beside: Mapping[str, tuple[str, ...]]
    ours: tuple[str, ...]
    quiet: tuple[str, ...]


def _everyday_names(vocabulary: Vocabulary) -> Iterable[Problem]:
    # A concept that is named by an everyday word draws every question to its entries.
    quiet = {word for line in vocabulary.quiet for word in line.split()}
    for concept, names in vocabulary.concepts.items():
        for position, name in enumerate(names):
            if name in quiet:
                sentence = (
                    f"“{name}” is among the quiet words, so it cannot name a concept. Take it out of one of them."
                )
                yield ("concepts", concept, position), sentence


def _unknown_concepts(vocabulary: Vocabulary) -> Iterable[Problem]:
    for position, concept in enumerate(vocabulary.ours):
        if concept not in vocabulary.concepts:
            yield ("ours", position), f"There is no concept “{concept}”.{did_you_mean(concept, vocabulary.concepts)}"


def load_vocabulary(file: Path) -> Vocabulary:
    """The words of a file. Raises Faults with everything that is wrong in it."""
    return read(file, Vocabulary, [_everyday_names, _unknown_concepts]).holds
