"""Plain text for somebody who reads it: our own lines, and what people wrote behind a mark, so that it passes for none
of ours (requirement 8.3)."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.typed import BLANK

WIDTH = 100
MARK = "    | "
"""Stands before every line that a person wrote."""
FURTHER = "    "
"""Stands before the second line of what is longer than one."""
JOINER = "\u200d"
"""Holds a picture letter together that is made of several, and disguises nothing."""
UNPRINTED = ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")
"""Controls, marks that turn the direction or are not seen, halves of characters, what is no character, and the other
ends of lines (Unicode general categories)."""

UNSEEN = BLANK.union(map(chr, (0x034F, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""Letters that are drawn as nothing, and marks that only choose how the letter before them is drawn (Unicode,
"Default_Ignorable_Code_Point", so far as they are of none of these categories)."""


def shown(text: str) -> str:
    """A text on one line in which everything can be seen: a character that cannot be printed stands as `<U+202E>`."""
    return "".join(map(_shown, text.replace("\t", "    ")))


def _shown(letter: str) -> str:
    unprinted = letter in UNSEEN or (unicodedata.category(letter) in UNPRINTED and letter != JOINER)
    return f"<U+{ord(letter):04X}>" if unprinted else letter


@dataclass
class Page:
    """A text that grows line by line. `read` is what stands in it, each piece whole and with the number of the line on
    which it begins: a name may be cut in two where a line ends."""

    lines: list[str] = field(default_factory=list)
    read: list[tuple[int, str]] = field(default_factory=list)

    def heading(self, words: str) -> None:
        """Begins a part of the page."""
        lines = _wrapped(words, FURTHER)
        above = [""] if self.lines else []
        self._add([*above, *lines, "=" * max(map(len, lines))], words, after=len(above))

    def say(self, words: str = "") -> None:
        """Our own words; an empty line without any."""
        self._add(_wrapped(words, FURTHER), words)

    def pair(self, label: str, value: str) -> None:
        """A question or a label of ours, and what stands for it: beside it where that fits on one line, else below."""
        line = f"{shown(label)}: {shown(value)}"
        if "\n" not in value and len(line) <= WIDTH:
            return self._add([line], line)
        self._add(_wrapped(f"{label}:", FURTHER), label)
        return self.quote(value)

    def quote(self, words: str) -> None:
        """What a person wrote, line by line as they did."""
        for line in words.replace("\r\n", "\n").split("\n"):
            self._add([*_marked(line)], line)

    def text(self) -> str:
        return "\n".join((*self.lines, ""))

    def _add(self, lines: list[str], words: str, after: int = 0) -> None:
        self.read.append((len(self.lines) + 1 + after, words))
        self.lines += lines


def _marked(line: str) -> Iterator[str]:
    for part in _wrapped(line, "", WIDTH - len(MARK)):
        yield f"{MARK}{part}".rstrip(" ")


def _wrapped(words: str, further: str, width: int = WIDTH) -> list[str]:
    return textwrap.wrap(shown(words), width, subsequent_indent=further, break_on_hyphens=False) or [""]
