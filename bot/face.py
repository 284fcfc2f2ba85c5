"""How one kind of case looks, and what the machine asks of its conversation to show it to whom it may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bot.content.district import District
from bot.content.records_file import Counts
from bot.house import House
from bot.ui import Element
from bot.withheld import Withheld
from bot.workflow import Case, Happening, Workflow

Title = Callable[[Case, str, House], str]
"""What a case is called in one line, as this viewer knows it: (case, the viewer's address, house) -> words."""

Body = Callable[[Case, str, House], tuple[Element, ...]]
"""What a case has to say: (case, the viewer's address, house) -> elements."""

Reads = Callable[[Case, str, House, Happening], bool]
Opens = Callable[[Case, str, House], bool]
TakesFiles = Callable[[Case, House], bool]
Refers = Callable[[Case], str]
Holds = Callable[[Case], tuple[str, ...]]
StateSeen = Callable[[Case, str, House], str]
KeptFrom = Callable[[Case], Withheld]


Pairs = tuple[tuple[str, str], ...]
"""What was asked with what was answered, or a label with what stands for it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a case on paper, under a heading of ours."""

    title: str
    pairs: Pairs


def answered(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Those of these pairs that have an answer."""
    return tuple((asked, answer) for asked, answer in pairs if answer)


def written(*sections: Section) -> tuple[Section, ...]:
    """Those of these sections that say anything."""
    return tuple(section for section in sections if section.pairs)


HandledBy = Callable[[Case, District], tuple[str, ...]]
OnPaper = Callable[[Case, House], tuple[Section, ...]]
EntryOf = Callable[[Case], tuple[str, str] | None]


# --- A kind of case that has no secrets, no files and no parts --------------------------------------------------------


def everything(_case: Case, _viewer: str, _house: House, _happening: Happening) -> bool:
    """Its whole history is read."""
    return True


def everybody(_case: Case, _viewer: str, _house: House) -> bool:
    """Whoever may see it may open its files."""
    return True


def always(_case: Case, _house: House) -> bool:
    """Its files are never dangerous to hold."""
    return True


def nothing(_case: Case) -> str:
    """It never becomes part of another; it is never at its end."""
    return ""


def no_others(_case: Case) -> tuple[str, ...]:
    """It never takes in another, and recalls none."""
    return ()


def nobody(_case: Case) -> Withheld:
    """It is kept from nobody by name."""
    return Withheld()


def the_office(_case: Case, district: District) -> tuple[str, ...]:
    """The Communications Director's office handles it."""
    return district.role("communications_director")


def nothing_more(_case: Case, _house: House) -> tuple[Section, ...]:
    """On paper it says no more than every case does."""
    return ()


def no_entry(_case: Case) -> None:
    """It makes no entry in a register."""


def as_it_is(case: Case, _viewer: str, _house: House) -> str:
    """Its state is no secret from whoever may see it."""
    return case.state


@dataclass(frozen=True)
class Face:
    """How one kind of case looks: its table, its title and its body.

    reads           which lines of its history a viewer may read
    shows_evidence  whether its body speaks of the files of the case, which are read for it then
    may_open        who may open those files, of all who may see the case
    takes_files     whether files may be fetched, kept or shown for a case as it is now, to anybody at all
    part_of         the reference of the case that this one has become part of; "" when it stands by itself
    parts           the references of those that became part of this one: their cards say how far it is
    recalls         the references of earlier cases of which its body may speak, the weightiest first
    state_seen      the state in which a viewer sees it, where not everybody may know how far it is
    filed_under     the class of `content/records.yaml` by which it is kept; "" while it is not at its end
    classes         every class that `filed_under` gives, and from when its time can count
    kept_from       those who must not hear of it, whatever their office
    handled_by      the addresses of those who handle it, and may have all of its records
    on_paper        the whole of it for whoever may read the whole, in a packet of records
    entry           the entry that it made in a register: the kind of case and its address there; None for none yet
    """

    workflow: Workflow
    title: Title
    body: Body
    reads: Reads = everything
    shows_evidence: bool = False
    may_open: Opens = everybody
    takes_files: TakesFiles = always
    part_of: Refers = nothing
    parts: Holds = no_others
    recalls: Holds = no_others
    state_seen: StateSeen = as_it_is
    filed_under: Refers = nothing
    classes: Mapping[str, Counts] = field(default_factory=dict)
    kept_from: KeptFrom = nobody
    handled_by: HandledBy = the_office
    on_paper: OnPaper = nothing_more
    entry: EntryOf = no_entry
