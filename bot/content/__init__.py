"""What school staff edit, loaded and checked: the district, questions, tools, safety, reports, answers, records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.content.district import District, load_district
from bot.content.incidents import Incidents, load_incidents
from bot.content.knowledge import Knowledge, load_knowledge
from bot.content.playbooks import load_playbooks
from bot.content.questions import load_questions
from bot.content.questions_file import Questions
from bot.content.records import Records, load_records
from bot.content.safety import Safety, load_safety
from bot.content.tools import Tools, load_tools
from bot.content.translations import Translation, load_translations, unlisted
from bot.content.yaml_files import Fault, Faults, gathered

__all__ = ["Content", "load_content"]


@dataclass(frozen=True)
class Content:
    """Everything in the content folder but the wording."""

    district: District
    questions: Questions
    tools: Tools
    safety: Safety
    incidents: Incidents
    knowledge: Knowledge
    records: Records
    translations: tuple[Translation, ...]

    def notes(self, today: date) -> list[Fault]:
        """What is allowed and yet worth a look: a role that nobody holds, a contact that is empty, an address of a
        platform that nobody has opened for long."""
        contacts = self.district.contacts
        empty = (*self.safety.empty_contacts(contacts), *self.incidents.empty_contacts(contacts))
        vacant = self.incidents.vacancies(self.district)
        other = (*self._translated(), *self.tools.notes(today), *self.knowledge.notes(today))
        return [*self.district.notes(), *empty, *vacant, *other, *self.records.notes()]

    def _translated(self) -> list[Fault]:
        folder = self.safety.sheet.document.file.parent
        notes = [note for one in self.translations for note in one.notes(self.knowledge)]
        return [*notes, *unlisted(folder, self.district)]


def load_content(folder: Path) -> Content:
    """The content of a folder. Raises Faults with everything that is wrong in all of its files."""
    faults: list[Fault] = []
    district = gathered(lambda: load_district(folder / "district.yaml"), faults)
    safety = gathered(lambda: load_safety(folder / "safety.yaml"), faults)
    incidents = gathered(lambda: load_incidents(folder / "incidents.yaml", safety), faults)
    playbooks = gathered(lambda: load_playbooks(folder / "playbooks.yaml", incidents), faults)
    tools = gathered(lambda: load_tools(folder / "platforms", playbooks), faults)
    questions = gathered(lambda: load_questions(folder / "questions.yaml", tools), faults)
    knowledge = gathered(lambda: load_knowledge(folder / "knowledge", folder / "topics.yaml", district), faults)
    records = gathered(lambda: load_records(folder / "records.yaml"), faults)
    if safety and knowledge:
        faults += safety.unknown_entries({entry.slug for entry in knowledge.entries})
    if faults or not (
        district and questions and tools and playbooks and safety and incidents and knowledge and records
    ):
        raise Faults(faults)
    translations = load_translations(folder, district, safety, knowledge)
    here = questions.of_district(district.blanks)
    return Content(district, here, tools, safety, incidents, knowledge, records, translations)
