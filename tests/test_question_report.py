"""The report on paper holds everything, however much was asked."""

from __future__ import annotations

from datetime import date

from bot import question_report
from bot.question_report import Report
from bot.store.questions import Days, Question, Tally
from tests.opened import sample

MONDAY = date(2026, 11, 9)


def test_the_report_on_paper_has_all_that_a_card_has_no_room_for() -> None:
    asked = tuple(Question(str(number), MONDAY, f"What about {number}? {'x' * 250}", "person") for number in range(60))
    entries = tuple(Tally(f"entry-{number}", 1, 60 - number, 0, 0) for number in range(40))
    report = Report(Days(MONDAY), {"person": 60}, asked, (), entries)
    told = question_report.on_paper(report, sample())
    assert "> What about 59?" in told
    assert "- entry-39: shown 21, helped 0, did not help 0" in told
    assert question_report.card(report, sample())


def test_a_report_of_nothing_is_a_report() -> None:
    told = question_report.on_paper(Report(Days(MONDAY), {}, (), (), ()), sample())
    assert told.startswith("Questions since November 9, 2026\n0 asked.")
