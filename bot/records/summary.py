"""The summary of a packet, to be read by a person: what it is, what was asked and answered, who did what and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.face import Face
from bot.house import House
from bot.records.leaving import Order
from bot.records.paper import Page
from bot.records.papers import Paper, Papers, Sheet
from bot.store.case_records import Entered
from bot.store.rows import Row
from bot.workflow import Case


@dataclass(frozen=True)
class Summary:
    """Writes the page. `told` are the messages, without their words."""

    papers: Papers
    faces: Mapping[str, Face]
    house: House
    order: Order
    told: Sequence[Row]

    def page(self) -> Page:
        page = Page()
        self._head(page)
        self._how_to_read(page)
        for sheet in self.papers.sheets:
            self._case(page, sheet)
        self._files(page)
        self._told(page)
        self._done(page)
        return page

    # --- What it is -----------------------------------------------------------------------------------------------

    def _head(self, page: Page) -> None:
        words, papers, order = self.house.words.plain, self.papers, self.order
        page.heading(words("packet.title", ref=papers.case.ref))
        page.pair(words("packet.fact.district"), self.house.district.name)
        page.pair(words("packet.fact.made"), self.house.on_record(order.at))
        page.pair(words("packet.fact.made_by"), self.house.who(order.by))
        page.pair(words("packet.fact.reason"), order.reason or words("packet.no_reason"))
        page.pair(words("packet.fact.holds"), ", ".join(sheet.case.ref for sheet in papers.sheets))
        if papers.goes_on:
            page.say()
            page.say(words("packet.goes_on", ref=papers.case.ref, main=papers.goes_on.ref))

    def _how_to_read(self, page: Page) -> None:
        words = self.house.words.plain
        page.heading(words("packet.how.title"))
        for line in (
            words("packet.how.decide"),
            words("packet.how.lists"),
            words("packet.how.marks"),
            words("packet.how.times", zone=str(self.house.calendar.timezone)),
            words("packet.how.questions"),
            words("packet.how.told"),
            words("packet.how.check"),
        ):
            page.say(f"- {line}")

    # --- Each case ------------------------------------------------------------------------------------------------

    def _case(self, page: Page, sheet: Sheet) -> None:
        case, face, words = sheet.case, self.faces[sheet.case.kind], self.house.words.plain
        page.heading(self._title(sheet))
        page.pair(words("packet.fact.kind"), case.kind.replace("_", " "))
        page.pair(words("packet.fact.state"), words(f"{case.kind}.state.{case.state}"))
        if case.school:
            school = self.house.district.school(case.school)
            page.pair(words("packet.fact.school"), school.name if school else case.school)
        opened, changed = (self.house.on_record(at) for at in (case.opened_at, case.updated_at))
        opener = self.house.who(case.opened_by) or words("packet.program")
        page.pair(words("packet.fact.opened"), f"{opener}, {opened}")
        page.pair(words("packet.fact.changed"), changed)
        self._kept(page, sheet)
        for section in face.on_paper(case, self.house):
            page.say()
            page.say(f"{section.title}")
            for asked, answer in section.pairs:
                page.pair(f"  {asked}", answer)
        self._history(page, case)

    def _title(self, sheet: Sheet) -> str:
        """Its reference and what it is called; of what belongs to the case, how it does."""
        case, papers, words = sheet.case, self.papers, self.house.words.plain
        title = self.faces[case.kind].title(case, case.opened_by, self.house)
        if sheet is papers.sheet:
            return f"{case.ref} · {title}"
        how = words("packet.is_entry") if sheet is papers.entry else words("packet.is_part", ref=papers.case.ref)
        return f"{case.ref} · {title} · {how}"

    def _kept(self, page: Page, sheet: Sheet) -> None:
        words, hold = self.house.words.plain, sheet.hold
        page.pair(words("packet.fact.kept_under"), self._line(sheet.case))
        if hold:
            since = self.house.on_record(hold.at)
            page.pair(words("packet.fact.on_hold"), words("packet.since", when=since, by=self.house.who(hold.by)))
            page.quote(hold.reason)
        else:
            page.pair(words("packet.fact.on_hold"), words("packet.no_hold"))

    def _line(self, case: Case) -> str:
        """The line of content/records.yaml under which it falls."""
        words = self.house.words.plain
        line = self.house.content.records.line(self.faces[case.kind].filed_under(case))
        if line is None:
            return words("packet.not_ended")
        series = line.series or words("packet.no_series")
        return words("packet.kept", title=line.title, keep=str(line.keep), series=series, status=line.status)

    def _history(self, page: Page, case: Case) -> None:
        page.say()
        page.say(self.house.words.plain("packet.history"))
        moves = [one for one in self.papers.log if one.record == "history" and one.ref == case.ref]
        for one in moves:
            page.say(f"  {self.house.on_record(one.at)} · {self._did(case.kind, one)}")
            if one.row["note"]:
                page.quote(one.row["note"])
        if not moves:
            page.say(f"  {self.house.words.plain('packet.nothing')}")

    def _did(self, kind: str, one: Entered) -> str:
        """What was done, as cards say it; a step that the table of today does not know by its name alone."""
        known = f"{kind}.did.{one.row['move']}" in self.house.words
        by = self.house.who(one.row["by"])
        return self.house.words.plain(f"{kind}.did.{one.row['move']}", by=by) if known else f"{one.row['move']}: {by}"

    # --- Its files ------------------------------------------------------------------------------------------------

    def _files(self, page: Page) -> None:
        words, papers = self.house.words.plain, self.papers
        page.heading(words("packet.files"))
        if papers.shut:
            page.say(words("packet.shut"))
            page.say(words("packet.shut_ask"))
            page.say()
        for number, paper in enumerate(papers.files, 1):
            self._file(page, number, paper)
        if not papers.files:
            page.say(words("packet.elsewhere" if papers.goes_on else "packet.nothing"))

    def _file(self, page: Page, number: int, paper: Paper) -> None:
        words, row = self.house.words.plain, paper.row
        kept = row["status"] == "kept"
        where = paper.name or words("packet.not_here" if kept else f"packet.file.{row['status']}")
        page.pair(f"{number:02}", where)
        page.pair(f"  {words('packet.fact.name')}", row["name"])
        sent = f"{self.house.who(row['sender'])}, {self.house.on_record(row['sent_at'])} ({row['platform']})"
        page.pair(f"  {words('packet.fact.sent')}", sent)
        if kept:
            size = words("packet.size", type=row["media_type"], bytes=f"{row['size']:,}")
            page.pair(f"  {words('packet.fact.type')}", size)
            page.pair("  SHA-256", row["sha256"])

    # --- Who was told, and what was done to the records -----------------------------------------------------------

    def _told(self, page: Page) -> None:
        words, ids = self.house.words.plain, self.papers.ids
        page.heading(words("packet.told"))
        told = [row for row in self.told if row["status"] != "cancelled"]
        for row in told:
            what, status = words(f"packet.shows.{row['shows']}"), words(f"packet.status.{_status(row)}")
            when, who = self.house.on_record(row["created_at"]), self.house.who(row["recipient"])
            page.say(f"{ids[row['case_id']]} · {when} · {who} · {what} · {status}")
        if not told:
            page.say(words("packet.nothing"))

    def _done(self, page: Page) -> None:
        """Looks at the files, and what was done to the records: who, what, when."""
        words = self.house.words.plain
        page.heading(words("packet.done"))
        names = {paper.row["id"]: number for number, paper in enumerate(self.papers.files, 1)}
        lines = [one for one in self.papers.log if one.record != "history"]
        for one in lines:
            page.say(f"{one.ref} · {self.house.on_record(one.at)} · {self._deed(one, names)}")
        if not lines:
            page.say(words("packet.nothing"))

    def _deed(self, one: Entered, names: Mapping[int, int]) -> str:
        words = self.house.words.plain
        if one.record == "evidence_views":
            number = f"{names.get(one.row['evidence_id'], 0):02}"
            return words(f"packet.look.{one.row['what']}", by=self.house.who(one.row["viewer"]), number=number)
        by = self.house.who(one.row["by"]) or words("packet.program")
        if one.row["deed"] == "exported":
            came = one.row["details"].get("came", "begun")  # earlier programs entered one deed alone, before they gave
            return words(f"packet.exported.{came}", by=by)
        return words(f"packet.deed.{one.row['deed']}", by=by)


SHOWN_BEFORE = {"due": "again", "sending": "again", "refused": "not_again"}
"""How it stands with what stands in a chat already, and was to be drawn anew there."""


def _status(row: Row) -> str:
    status = str(row["status"])
    return SHOWN_BEFORE.get(status, status) if row["message"] else status
