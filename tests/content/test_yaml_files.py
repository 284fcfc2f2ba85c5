"""Whatever is wrong in a file, its editor reads where, what, and what to do."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.yaml_files import Faults, Part, read, read_yaml


class Bell(Part):
    name: str
    rings: time
    loud: bool = False


class Tower(Part):
    number: str
    kind: Literal["brick", "wood"] = "brick"
    bells: tuple[Bell, ...] = ()


def faults(folder: Path, text: str) -> list[str]:
    file = folder / "tower.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Faults) as refused:
        read(file, Tower)
    return [line.removeprefix(f"{folder}/") for line in str(refused.value).splitlines()]


def test_values_are_what_was_typed(tmp_path: Path) -> None:
    file = tmp_path / "tower.yaml"
    file.write_text("number: 0412\nbells:\n  - {name: no, rings: 07:30, loud: yes}\n", encoding="utf-8")
    tower = read(file, Tower).holds
    assert tower.number == "0412"
    assert tower.bells == (Bell(name="no", rings=time(7, 30), loud=True),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "tower.yaml:1: This file is empty. Put its lines back, or copy the sample again."),
        ("# only a remark\n", "tower.yaml:1: This file is empty. Put its lines back, or copy the sample again."),
        ("- number", "tower.yaml:1: This file takes lines such as “name: …” at its left edge."),
        ("number: 1\n\tkind: wood\n", "tower.yaml:2: There is a tab at the start of this line. Use spaces instead."),
        (
            'number: "1\nkind: wood\n',
            "tower.yaml:1: A quotation mark opens here and is never closed. Add the second one.",
        ),
        (
            "number: 1\nbells: [{name: a}\n",
            "tower.yaml:2: A square bracket opens here and is never closed, or a comma is missing.",
        ),
        (
            "number: 1: 2\n",
            "tower.yaml:1: There is a colon too many, or this line starts too far right. "
            "Put the text in quotation marks, or line it up with the lines above.",
        ),
        (
            "number: 1\nkind wood\n",
            "tower.yaml:2: This line has no colon after its first word. Write it like “name: …”.",
        ),
        (
            "number: 1\nkind: wood\nnumber: 2\n",
            "tower.yaml:3: “number” is here twice; the first is on line 1. Keep one of them.",
        ),
        ("number: 1\n? [a]\n: b\n", "tower.yaml:2: One word goes before the colon, not a list or a group."),
        ("number: &n 1\nkind: *n\n", "tower.yaml:2: “*n” points to another place. Write the lines out here."),
        ("number: 1\x00\n", "tower.yaml:1: This line holds a character that cannot be read. Type it again."),
        ("kind: wood\n", "tower.yaml:1: “number” is missing here. Add a line “number: …”."),
        ("kind: wood\nnumber:\n", "tower.yaml:2: “number” has nothing after its colon. Fill it in."),
        ("number: 1\nkidn: wood\n", "tower.yaml:2: “kidn” is not a word that is known here. Did you mean “kind”?"),
        ("number: 1\n\nkind: stone\n", "tower.yaml:3: “stone” does not fit “kind”. Known here: brick, wood."),
        ("number: [1]\n", "tower.yaml:1: “number” takes one piece of text, not a list or a group of lines."),
        (
            "number: 1\nbells: big\n",
            "tower.yaml:2: “bells” takes a list. Start each item with a dash, or put them all in square brackets.",
        ),
        (
            "number: 1\nbells:\n  - big\n",
            "tower.yaml:3: “bells” takes lines such as “name: …” under it, each a little indented.",
        ),
        (
            "number: 1\nbells:\n  - name: a\n    rings: noonish\n",
            "tower.yaml:4: “noonish” is not a time of day. Write it like 07:30.",
        ),
        (
            "number: 1\nbells:\n  - {name: a, rings: 07:30}\n  - {name: b}\n",
            "tower.yaml:4: “rings” is missing here. Add a line “rings: …”.",
        ),
        (
            "number: 1\nbells:\n  - {name: a, rings: 07:30, laud: yes}\n",
            "tower.yaml:3: “laud” is not a word that is known here. Did you mean “loud”?",
        ),
        (
            "number: 1\nbells:\n  - {name: a, rings: 07:30, loud: very}\n",
            "tower.yaml:3: “loud” takes yes or no, and “very” is neither.",
        ),
        (
            "number: 1\nbells:\n  - {name: a big, old one, rings: 07:30}\n",
            "tower.yaml:3: “old one” comes after a comma. Put all the words in quotation marks.",
        ),
    ],
)
def test_each_fault_is_one_sentence_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert faults(tmp_path, text) == [said]


def test_all_faults_come_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    said = faults(tmp_path, "colour: red\nkind: stone\nbells: big\n")
    assert [line.split(":")[1] for line in said] == ["1", "1", "2", "3"]


def test_a_missing_file_and_an_old_encoding_are_said(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="This file is missing"):
        read_yaml(tmp_path / "tower.yaml")
    (tmp_path / "old.yaml").write_bytes("name: Schüler".encode("latin-1"))
    with pytest.raises(Faults, match="Save it again as UTF-8"):
        read_yaml(tmp_path / "old.yaml")


@given(st.text(max_size=80) | st.text(alphabet="ab:- \n\t[]{}'\"#&*!|>?,1", max_size=80))
def test_no_text_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert all(1 <= line <= len(text.splitlines()) + 1 for line in lines_with_faults(file))


def lines_with_faults(file: Path) -> list[int]:
    try:
        read(file, Tower)
    except Faults as error:
        return [fault.line for fault in error.faults]
    return []
