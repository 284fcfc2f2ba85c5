"""The file of signs: its notation, and what is said of a slip in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.yaml_files import Faults
from bot.knowledge.danger import Danger, load_danger
from bot.knowledge.danger_ear import DEAF

SMALL = """version: 1
spelling: {u: you}
fillers: [the]
words:
  gun: [gun, pistol]
  weapon: [<gun>, knife]
everyday: [water <gun>]
dangers:
  - slug: safety-threat
    outright: [<weapon>, {sign: kill* .. all, unless: [time]}]
    signs: [mask]
"""


def small(folder: Path, old: str = "", new: str = "") -> Danger:
    assert old in SMALL
    file = folder / "danger.yaml"
    file.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    return load_danger(file, DEAF)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("[<weapon>,", "[<wepon>,", 10, "“<wepon>” is no family under “words”. Did you mean “weapon”?"),
        ("[gun, pistol]", "[gun, <weapon>]", 5, "“gun” stands within itself."),
        ("[gun, pistol]", "[gun, air .. pistol]", 5, "“air .. pistol” is a sign."),
        ("[<weapon>,", "[<weapon>, <weapon>,", 10, "“<weapon>” is here twice."),
        ("slug: safety-threat", "slug: threat", 9, "“threat” does not fit “slug”."),
        ("version: 1", "version: 0", 1, "“version” is 0; the least is 1."),
        ("unless:", "except:", 10, "“except” is not a word that is known here."),
    ],
)
def test_a_slip_is_told_with_its_line(old: str, new: str, line: int, says: str, tmp_path: Path) -> None:
    with pytest.raises(Faults) as found:
        small(tmp_path, old, new)
    assert [fault.line for fault in found.value.faults if says in fault.sentence] == [line]


def test_the_notation_means_what_it_says(tmp_path: Path) -> None:
    danger = small(tmp_path)
    assert danger.of("the water pistol") is None
    assert danger.of("water. A pistol")
    assert danger.of("killing u and them all")
    assert danger.of("kill one two three four all") is None
    assert danger.of("kill. all") is None
    assert danger.of("kill them all, it is time") is None
