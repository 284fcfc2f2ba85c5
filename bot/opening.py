"""Opens the house: the content, the wording and the answers of a folder, or everything that is wrong in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from bot.content import load_content
from bot.content.district import District
from bot.content.fault_sentences import did_you_mean
from bot.content.knowledge import Knowledge
from bot.content.yaml_files import Fault, Faults, gathered
from bot.face import Face
from bot.house import House
from bot.knowledge.library import Library, open_library
from bot.wording import Words, asked_in_source, differences, load_words, unfillable
from handlers import CONVERSATIONS

SOURCE = Path(__file__).parent
WORDING = Path("wording", "en.yaml")

Opening = Callable[[Path, District, Knowledge], Library]


def open_house(folder: Path, stock: Opening = open_library) -> House:
    """The house with the content of a folder. Raises Faults with everything that is wrong, each with file and line.

    stock  opens its library, for whoever has the search over these entries already
    """
    faults: list[Fault] = []
    content = gathered(lambda: load_content(folder), faults)
    words = gathered(lambda: load_words(folder / WORDING), faults)
    if words:
        faults += list(_wording_faults(words, folder / WORDING))
    if content:
        faults += content.records.faults({face.workflow.kind: face.classes for face in _faces()})
    library = gathered(lambda: stock(folder, content.district, content.knowledge), faults) if content else None
    if faults or content is None or words is None or library is None:
        raise Faults(faults)
    return House(content, words, content.district.calendar, library)


def _faces() -> Iterator[Face]:
    yield from (conversation.face for conversation in CONVERSATIONS if conversation.face)


def _wording_faults(words: Words, file: Path) -> Iterator[Fault]:
    """A sentence that is missing, or that nothing says any more, or with a blank that nothing fills."""
    derived = dict(key for face in _faces() for key in face.workflow.words())
    asked = {**asked_in_source([SOURCE, SOURCE.parent / "handlers"]), **derived}
    missing, unused = differences(words, asked)
    yield from (Fault(file, 1, f"The sentence {key} is missing. Please add it.") for key in missing)
    yield from (Fault(file, words.line(key), f"Nothing says {key} any more. Please remove it.") for key in unused)
    for key, blank, fillers in unfillable(words, asked):
        hint = did_you_mean(blank, fillers)
        yield Fault(file, words.line(key), f"Nothing fills the blank “{{{blank}}}” of {key}.{hint}")
