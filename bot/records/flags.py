"""What a records officer should look at before a packet leaves the house: found by its place, and by looking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.content.records import Flag
from bot.house import House
from bot.records.leaves import Leaf, leaves, lies_under
from bot.records.looking import LOOKS, Finds, excerpt

SHORTEST = 8
"""Letters of what is looked for again where it stands elsewhere: a short word stands in many places for something
else."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a packet. `line` counts from 1, 0 where the file is one piece of JSON; `pointer` leads
    on within it, "" in a text and for a file as a whole."""

    file: str
    line: int = 0
    pointer: str = ""


Finding = tuple[int, str]
"""Which flag, by its number in the file, and what it found, as the list shows it: "" for what is not shown by
itself."""


@dataclass
class Flags:
    """Tell it first what stands in its place (`note`), then show it every file that is written."""

    rules: Sequence[Flag]
    house: House
    found: dict[Finding, dict[Place, None]] = field(default_factory=dict)
    _known: dict[str, dict[Finding, None]] = field(default_factory=dict)
    _places: dict[str, list[tuple[int, Callable[[str], bool]]]] = field(default_factory=dict)

    def note(self, kind: str, data: Any) -> None:
        """What stands in its place in a case of this kind, or in a line of a file ("log"), is known from now on, and is
        found wherever else it stands."""
        for flag, (_, text) in self._in_their_places(kind, data):
            for again in self._again(text):
                self._known.setdefault(again, {})[(flag, _title(text))] = None

    def see(self, kind: str, data: Any, place: Place) -> None:
        """Data of this kind, which stands at a place."""
        for flag, (pointer, text) in self._in_their_places(kind, data):
            self._add(flag, _title(text), Place(place.file, place.line, f"{place.pointer}{pointer}"))
        for pointer, text in leaves(data):
            self.read(text, Place(place.file, place.line, f"{place.pointer}{pointer}"))

    def read(self, text: str, place: Place) -> None:
        """Some words, which stand at a place."""
        for again, findings in self._known.items():
            if again in text:
                for flag, title in findings:
                    self._add(flag, title, place)
        for flag, look in self._by_looking:
            for found in look(text, self.house):
                self._add(flag, found, place)

    def file(self, place: Place) -> None:
        """A file that was sent: nobody here can say what it shows."""
        for number, flag in enumerate(self.rules):
            if "files" in flag.looks:
                self._add(number, "", place)

    def list(self) -> Iterator[tuple[Flag, list[tuple[str, list[Place]]]]]:
        """Each flag that found something, in the order of the file; what it found, and where."""
        for number, flag in enumerate(self.rules):
            findings = [(title, [*places]) for (of, title), places in self.found.items() if of == number]
            if findings:
                yield flag, findings

    @property
    def _by_looking(self) -> Iterable[tuple[int, Finds]]:
        return ((number, LOOKS[name]) for number, flag in enumerate(self.rules) for name in flag.looks)

    def _in_their_places(self, kind: str, data: Any) -> Iterator[tuple[int, Leaf]]:
        if kind not in self._places:
            meant = ((number, flag.fields.get(kind, ())) for number, flag in enumerate(self.rules))
            self._places[kind] = [(number, lies_under(fields)) for number, fields in meant if fields]
        for leaf in leaves(data):
            yield from ((flag, leaf) for flag, is_meant in self._places[kind] if is_meant(leaf[0]) and leaf[1])

    def _again(self, text: str) -> Iterator[str]:
        """As what it may stand elsewhere: an address also as the name of whom it is, words line by line."""
        if "@" in text and " " not in text:
            yield from {text, self.house.name(text)}
        else:
            yield from (line.strip() for line in text.splitlines() if len(line.strip()) >= SHORTEST)

    def _add(self, flag: int, title: str, place: Place) -> None:
        self.found.setdefault((flag, title), {})[place] = None


def _title(text: str) -> str:
    return excerpt(text) if "@" in text or len(text) >= SHORTEST else ""
