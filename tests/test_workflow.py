"""The table of an account request keeps the rules, whatever anybody does in whatever order.

Two searches: one visits every situation that can come about, one lets people press anything at any version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.content.district import District, load_district
from bot.workflow import Case, Refused, Step, read_stamp, references_in, step
from handlers.account_request import WORKFLOW
from tests.clock import MONDAY_MORNING
from tests.stage import CONTENT

ANA, KIM, LEE = "ana@example.org", "kim@example.org", "lee@example.org"
PAT, DREW = "pat@example.org", "drew@example.org"
CASEY, DEVON, ROBIN = "casey@example.org", "devon@example.org", "robin@example.org"
NOBODYS = ("guest@example.org", "kid@students.example.org", "coach@gmail.com", "")
EVERYBODY = (ANA, KIM, LEE, PAT, DREW, CASEY, DEVON, ROBIN, *NOBODYS)

DECISIONS = {
    *("approve", "approve_with_conditions", "decline", "ask_for_changes"),
    *("override", "reassign", "reopen", "activate", "send_back"),
}
NAMES = sorted({move.name for move in WORKFLOW.moves})

SAMPLE = load_district(CONTENT / "district.yaml")


def with_one_director(district: District) -> District:
    held = district.sheet.holds
    roles = held.roles.model_copy(update={"communications_director": (CASEY,)})
    return District(replace(district.sheet, holds=held.model_copy(update={"roles": roles})))


@dataclass(frozen=True)
class Request:
    """Who asks for an account where, and in which states such a request is never seen."""

    requester: str
    school: str = "central-hs"
    district: District = SAMPLE
    never: frozenset[str] = frozenset()
    second: str = ""

    def filed(self) -> Case:
        """The draft that it begins with: a manager, and often no second one yet."""
        data = {"answers": {"manager": self.requester, "second_manager": self.second}}
        at = MONDAY_MORNING
        return Case(1, "R-1001", WORKFLOW.kind, "draft", 1, self.school, self.requester, at, at, data)


STRAIGHT_TO_THE_DIRECTOR = frozenset({"with_principal"})

REQUESTS = {
    "usual": Request(ANA),
    "a school without a principal": Request(LEE, "cedar-es", never=STRAIGHT_TO_THE_DIRECTOR),
    "the principal asks": Request(PAT, never=STRAIGHT_TO_THE_DIRECTOR),
    "the stand-in asks": Request(DREW),
    "the Director asks": Request(CASEY),
    "the principal will manage it": Request(ANA, second=PAT),
    "the Director will manage it": Request(ANA, second=CASEY),
    "the Director, who is alone, asks": Request(CASEY, district=with_one_director(SAMPLE)),
}

# --- What a move does to the answers, as its screen would -----------------------------------------------------------

Data = Mapping[str, Any]


def accepted(case: Case, by: str) -> Data:
    return {**case.data, "accepted": {**case.data.get("accepted", {}), by: "today"}}


def second_named(case: Case, _by: str) -> Data:
    """Kim, or Lee in Kim's place; what the former one accepted counts no more."""
    former = case.data["answers"]["second_manager"]
    answers = {**case.data["answers"], "second_manager": LEE if former == KIM else KIM}
    kept = {one: day for one, day in case.data.get("accepted", {}).items() if one != former}
    return {**case.data, "answers": answers, "accepted": kept, "replaced": former}


def assigned(case: Case, by: str) -> Data:
    """To Lee; and to the requester, which the screen refuses and the table has to survive."""
    return {**case.data, "assigned": {case.state: LEE if by == CASEY else case.opened_by}}


def first_named(case: Case, _by: str) -> Data:
    """Lee, or Kim where Lee is the second one."""
    answers = case.data["answers"]
    return {**case.data, "answers": {**answers, "manager": KIM if answers["second_manager"] == LEE else LEE}}


def one_gone(case: Case, by: str) -> Data:
    """Who was named says no."""
    stay = {part: "" if email == by else email for part, email in case.data["answers"].items()}
    return {**case.data, "answers": stay, "replaced": by}


EFFECTS: dict[str, Callable[[Case, str], Data]] = {
    "accept_charter": accepted,
    "name_manager": first_named,
    "name_second_manager": second_named,
    "replace_manager": second_named,
    "cannot_manage": one_gone,
    "reassign": assigned,
}


def unchanged(case: Case, _by: str) -> Data:
    return case.data


def attempt(case: Case, name: str, by: str, version: int, district: District) -> Step | None:
    """The step that somebody's press comes to, or None when it is refused."""
    try:
        made = step(WORKFLOW, case, name, by, version=version, district=district, at=MONDAY_MORNING)
    except Refused:
        return None
    return replace(made, case=replace(made.case, data=EFFECTS.get(name, unchanged)(case, by)))


# --- The rules ------------------------------------------------------------------------------------------------------


def check_rules(made: Step, by: str, district: District) -> None:
    """What holds for every move that is made."""
    before, after = made.before, made.case
    assert after.version == before.version + 1
    assert (after.last_by, after.last_move) == (by, made.move.name)
    assert by not in NOBODYS
    answers = before.data["answers"]
    takes_back = (made.move.name, before.last_move, before.last_by) == ("reopen", "withdraw", by)
    assert takes_back or not (by in (before.opened_by, *answers.values()) and made.move.name in DECISIONS)
    assert WORKFLOW.may_see(before, by, district)
    if after.state == "done":
        check_custody(made, by, district)


def check_custody(made: Step, by: str, district: District) -> None:
    """Official only by the Director's word, with two managers who accepted the charter."""
    answers = made.before.data["answers"]
    assert (made.move.name, made.before.state) == ("activate", "custody_check")
    assert by in (*district.role("communications_director"), *district.role("superintendent"))
    assert len({answers["manager"], answers["second_manager"]} - {""}) == 2
    assert {answers["manager"], answers["second_manager"]} <= set(made.before.data["accepted"])


def check_choices(case: Case, by: str, district: District) -> None:
    """The buttons that somebody sees are the moves that would be made for them, and no others."""
    offered = {move.name for move in WORKFLOW.choices(case, by, district)}
    assert offered == {name for name in NAMES if attempt(case, name, by, case.version, district)}


# --- Every situation ------------------------------------------------------------------------------------------------


def situation(case: Case) -> str:
    """What matters of a case: all but its version and, until it was withdrawn, who was last."""
    withdrawn_by = case.last_by if case.state == "withdrawn" else ""
    return repr((case.state, case.came_from, case.data, withdrawn_by))


def followers(case: Case, district: District) -> Iterator[Step]:
    for by in EVERYBODY:
        check_choices(case, by, district)
        for name in NAMES:
            made = attempt(case, name, by, case.version, district)
            if made:
                check_rules(made, by, district)
                yield made


def explore(request: Request) -> set[str]:
    """Visit every situation, checking the rules at each move; the states that were seen."""
    fresh, known = [request.filed()], {situation(request.filed()): "draft"}
    while fresh:
        for made in followers(fresh.pop(), request.district):
            if situation(made.case) not in known:
                known[situation(made.case)] = made.case.state
                fresh.append(made.case)
    return set(known.values())


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_the_rules_hold_in_every_situation_and_every_state_is_reached(request_: Request) -> None:
    assert explore(request_) == set(WORKFLOW.states) - request_.never


# --- Any order, any version -----------------------------------------------------------------------------------------


class AnyOrder(RuleBasedStateMachine):
    """People press what they see, what they saw a while ago, and what they made up."""

    @initialize(request=st.sampled_from(list(REQUESTS.values())))
    def begin(self, request: Request) -> None:
        self.case, self.district, self.moves = request.filed(), request.district, 0

    @rule(choice=st.data())
    def press_a_button(self, choice: st.DataObject) -> None:
        buttons = [(move, by) for by in EVERYBODY for move in WORKFLOW.choices(self.case, by, self.district)]
        if buttons:
            move, by = choice.draw(st.sampled_from(buttons))
            assert self.make(move.name, by, self.case.version)

    @rule(name=st.sampled_from([*NAMES, "delete", ""]), by=st.sampled_from(EVERYBODY), ahead=st.integers(-2, 2))
    def press_anything(self, name: str, by: str, ahead: int) -> None:
        offered = {move.name for move in WORKFLOW.choices(self.case, by, self.district)}
        assert self.make(name, by, self.case.version + ahead) == (name in offered and ahead == 0)

    def make(self, name: str, by: str, version: int) -> bool:
        made = attempt(self.case, name, by, version, self.district)
        if made is None:
            return False
        check_rules(made, by, self.district)
        self.case, self.moves = made.case, self.moves + 1
        return True

    @invariant()
    def versions_count_moves(self) -> None:
        assert self.case.version == 1 + self.moves


def test_the_rules_hold_in_any_order_and_at_any_version() -> None:
    run_state_machine_as_test(AnyOrder, settings=settings(max_examples=60, stateful_step_count=30, deadline=None))


# --- Why something is refused ---------------------------------------------------------------------------------------

WAITING = replace(REQUESTS["usual"].filed(), state="with_principal", version=4)


@pytest.mark.parametrize(
    ("name", "by", "version", "why"),
    [
        ("approve", ANA, 4, "not_yours"),
        ("approve", LEE, 3, "already"),
        ("approve", PAT, 3, "stale"),
        ("approve", PAT, 5, "stale"),
        ("activate", CASEY, 4, "already"),
        ("delete", PAT, 4, "already"),
    ],
)
def test_a_refusal_says_what_is_the_case(name: str, by: str, version: int, why: str) -> None:
    with pytest.raises(Refused) as refused:
        step(WORKFLOW, WAITING, name, by, version=version, district=SAMPLE, at=MONDAY_MORNING)
    assert (refused.value.why, refused.value.case) == (why, WAITING)


def test_what_is_not_ready_is_refused_as_such() -> None:
    with pytest.raises(Refused) as refused:
        step(
            WORKFLOW,
            replace(WAITING, state="custody_check"),
            "activate",
            CASEY,
            version=4,
            district=SAMPLE,
            at=MONDAY_MORNING,
        )
    assert refused.value.why == "not_now"


@pytest.mark.parametrize(
    ("stamp", "read"),
    [
        ("R-1042.7", ("R-1042", 7)),
        ("R-1042", ("R-1042", 0)),
        ("R-1042.-7", ("R-1042.-7", 0)),
        ("R-1042.7e3", ("R-1042.7e3", 0)),
        ("R-1042.٧", ("R-1042.٧", 0)),
        ("R-1042." + "9" * 30, ("R-1042." + "9" * 30, 0)),
        ("", ("", 0)),
    ],
)
def test_a_forged_stamp_reads_as_no_version(stamp: str, read: tuple[str, int]) -> None:
    assert read_stamp(stamp) == read


def test_the_references_that_words_name_are_found_however_they_are_typed() -> None:
    words = "for i-1002 and I-1001, not R-1003, XI-1004 or page I-1005b"
    assert references_in(words, "I") == ("I-1002", "I-1001")
    assert references_in(words) == ("I-1002", "I-1001", "R-1003")
