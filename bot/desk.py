"""What a handler may touch in one visit: one person, one transaction, and the house around them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

from bot.case_card import HISTORY_READ, case_card, readable, state_label
from bot.desk_holds import HoldsAtTheDesk
from bot.desk_traces import TracesAtTheDesk
from bot.desk_words import WordsAtTheDesk
from bot.events import Filled
from bot.exhibits import with_evidence
from bot.holding import with_holds
from bot.notices import no_longer_reminded, notices
from bot.store import case_lists, cases, deeds, drafts, outbox, people, references, reminders
from bot.store.deeds import Deed, Seen
from bot.store.drafts import HowFar
from bot.ui import Card
from bot.withheld import Withheld
from bot.workflow import Case, Happening, Refused, Role, Step, Workflow, own_step, read_stamp, step

SIFTED = 100
"""Cases that are read at a time where only some of them will be shown."""


@dataclass
class Desk(TracesAtTheDesk, HoldsAtTheDesk, WordsAtTheDesk):
    """Everything here happens in the visit's own transaction: all of it, or nothing."""

    # --- Reading ------------------------------------------------------------------------------------------

    async def case(self, ref: str) -> Case:
        """A case that this person may see. Refused (unknown_case) for any other, whether it exists or not."""
        return await self._shown(ref, await cases.by_ref(self.transaction, ref))

    async def held_case(self, ref: str) -> Case:
        """The same case, held: nobody else moves it during this visit. For what is done whatever version was read."""
        return await self._shown(ref, await cases.held(self.transaction, ref))

    async def asked_for(self, ref: str, what: Seen) -> Case:
        """The same case, of which this person asks to see something: the log remembers it (requirement 8.5)."""
        case = await self.case(ref)
        await self.enter_look(case, what)
        return case

    async def enter_look(self, case: Case, what: Seen) -> None:
        """Enter into the log that this person asked to see a case. Not for one that was never sent: nobody else can."""
        if not self._workflow(case.kind).never_left_home(case):
            await deeds.enter(self.transaction, Deed("viewed", self.me, self.now, case.ref, {"what": what}))

    async def _shown(self, ref: str, case: Case | None) -> Case:
        if case and self.sees(case):
            return case
        if case is None and (gone := await self.destruction(ref)):
            raise Refused("destroyed", None, **gone)
        raise Refused("unknown_case", ref=ref[:20])

    async def destruction(self, ref: str) -> dict[str, str]:
        """The blanks of the sentence that a case was destroyed: its reference, when, and by which list.

        Empty where it was not, and for everybody but the records officer and the Director's office. Those of them from
        whom the case was kept do not hear of its end either.
        """
        role = self.house.district.role
        answers_for_records = self.me in (*role("records_officer"), *role("communications_director"))
        deed = await deeds.destruction(self.transaction, ref) if answers_for_records else None
        if deed is None or not deed.details:
            return {}
        if Withheld.read(deed.details.get("kept_from", {})).keeps_out(self.me, self.house.district):
            return {}
        return {"ref": ref[:20], "when": self.house.day(deed.at), "list": deed.details["list"]}

    def sees(self, case: Case) -> bool:
        """Whether this person may see a case."""
        return self._workflow(case.kind).may_see(case, self.me, self.house.district)

    async def history(self, case: Case, most: int = HISTORY_READ) -> tuple[Happening, ...]:
        """The newest steps of a case that this person may read, oldest first."""
        found = await cases.happenings(self.transaction, case.id, most)
        return readable(self.faces[case.kind], case, found, self.me, self.house)

    async def mine(self, kind: str, most: int, skip: int = 0, states: Collection[str] = ()) -> tuple[Case, ...]:
        """What this person opened (and is in one of these states, where some are given), newest first."""
        return await case_lists.opened_by(self.transaction, kind, self.me, most, skip, states)

    async def drafts(self, kind: str, how_far: HowFar, most: int = 1) -> tuple[Case, ...]:
        """This person's cases that were not sent yet, newest first: those `begun` (a screen was finished), or those
        `untouched`."""
        first = self._workflow(kind).first
        return await drafts.unsent_by(self.transaction, kind, self.me, first, how_far, most)

    async def untouched(self, kind: str, answers: Mapping[str, str]) -> Case | None:
        """The newest case that this person opened with exactly these answers and did nothing with since; or None."""
        return await drafts.untouched(self.transaction, kind, self.me, self._workflow(kind).first, answers)

    async def waiting(self, kind: str, most: int) -> tuple[Case, ...]:
        """The cases in which it is this person's turn, longest waiting first."""
        workflow, district = self._workflow(kind), self.house.district
        turns = [state for state in workflow.states if workflow.waits_for(state)]
        return await self.in_states(kind, turns, lambda case: workflow.is_turn(case, self.me, district), most)

    def is_reminded(self, case: Case) -> bool:
        """Whether this person is among those who are reminded of the case now."""
        return self._workflow(case.kind).reminds(case, self.me, self.house.district)

    def cannot_wait(self, case: Case) -> bool:
        """Whether the reminders of a case count every day, and not school days alone."""
        return self._workflow(case.kind).cannot_wait(case, self.house.district)

    async def register(self, kind: str, schools: Iterable[str] | None, most: int, skip: int = 0) -> tuple[Case, ...]:
        """Cases that this person belongs to or that are of these schools (None: all), newest first."""
        return await case_lists.register(self.transaction, kind, self.me, schools, most, skip)

    async def in_states(
        self, kind: str, states: Collection[str], keep: Callable[[Case], bool], most: int
    ) -> tuple[Case, ...]:
        """The longest waiting of the cases in these states that concern this person, as far as they are to be kept."""
        district, kept, last = self.house.district, list[Case](), 0
        schools = None if self.me in district.office else district.schools_led_by(self.me)
        while len(kept) < most:
            found = await case_lists.in_states(
                self.transaction, kind, states, schools, self.me, most=SIFTED, after=last
            )
            kept += islice(filter(keep, found), most - len(kept))
            if len(found) < SIFTED:
                break
            last = found[-1].id
        return tuple(kept)

    async def at_address(self, kind: str, address: str) -> Case | None:
        """The case of a kind that holds the address of an account (`Address.key`), whoever may see it, or None."""
        return await cases.by_address(self.transaction, kind, address)

    async def registered(self, kind: str, addresses: Iterable[str]) -> frozenset[str]:
        """Those of some addresses that a case of the kind holds."""
        return await cases.registered(self.transaction, kind, addresses)

    async def card(self, case: Case) -> Card:
        """The card of a case as this person sees it."""
        case = await with_holds(self.transaction, self.faces, await self.as_drawn(case), self.me, self.house)
        return case_card(self.faces[case.kind], case, await self.history(case), self.me, self.house)

    async def as_drawn(self, case: Case) -> Case:
        """A case with all that its card and the sentences about it go by."""
        return await with_evidence(self.transaction, self.faces, case)

    def may_read_last_step(self, case: Case) -> bool:
        """Whether this person may know of the step that brought a case where it is."""
        last = Happening(
            case.updated_at, case.last_move, case.last_by, case.came_from, case.state, "", {}, case.version
        )
        return bool(readable(self.faces[case.kind], case, (last,), self.me, self.house))

    def state_label(self, case: Case) -> str:
        """Where a case stands, in words, as far as this person may know."""
        return state_label(self.faces[case.kind], case, self.me, self.house)

    async def standing(self, email: str) -> str:
        """How the chats know somebody: as staff if one of them does, else as another Standing. Of somebody in this form
        whom the tables do not know: what the chats say (`bot/whereabouts.py`); "" where nobody can be asked."""
        found = await people.standings(self.transaction, email)
        nobodys = self.event.nobodys if isinstance(self.event, Filled) else {}
        return "staff" if "staff" in found else min(found, default=nobodys.get(email, ""))

    # --- Doing --------------------------------------------------------------------------------------------

    async def open_case(self, kind: str, school: str, data: Mapping[str, Any], *, address: str | None = None) -> Case:
        """A new case of this person's. AddressTaken when another case of the kind holds the address."""
        workflow = self._workflow(kind)
        ref = await references.next_ref(self.transaction, kind, workflow.prefix)
        fresh = Case(0, ref, kind, workflow.first, cases.FIRST_VERSION, school, self.me, self.now, self.now, dict(data))
        return await cases.open_case(self.transaction, replace(fresh, address=address))

    async def save(self, case: Case, data: Mapping[str, Any], school: str = "") -> Case:
        """Keep the answers of a case that its opener may still edit. Refused when they may not, or
        somebody was quicker."""
        if case.opened_by != self.me:
            raise Refused("not_yours", case)
        edits = self._workflow(case.kind).edits
        kept = await cases.save(self.transaction, case, edits, data, school or case.school, self.now)
        if kept is None:
            raise Refused("already", await self.case(case.ref))
        return kept

    async def move(
        self,
        stamp: str,
        name: str,
        note: str = "",
        data: Mapping[str, Any] | None = None,
        changes: Mapping[str, Any] | None = None,
    ) -> Case:
        """Make a move of the case and the version in this stamp, and tell those whom it concerns.

        note     words that go with it, which the others read as they are
        data     what the case holds from now on, where the move changes it
        changes  field -> (before, after), for the history
        Raises Refused; then nothing is changed.
        """
        made = await self.try_move(stamp, name, note)
        if data is not None:
            made = replace(made, case=replace(made.case, data=dict(data)))
        return await self._make(made, changes or {})

    async def _make(self, made: Step, changes: Mapping[str, Any]) -> Case:
        if not await cases.make(self.transaction, made, changes):
            raise Refused("already", await self.case(made.case.ref))
        await self._tell(made)
        return made.case

    async def move_by_house(
        self, case: Case, name: str, data: Mapping[str, Any], note: str = "", *, by: str | None = None
    ) -> Case:
        """Make a move that no button makes (`own_step`), because of what this person did elsewhere. Raises Refused.

        by  whose name the history gives; this person's, or "" where nobody may learn who led to it
        """
        made = own_step(self._workflow(case.kind), case, name, self.me if by is None else by, self.now, note)
        return await self._make(replace(made, case=replace(made.case, data=dict(data))), {})

    async def try_move(self, stamp: str, name: str, note: str = "") -> Step:
        """The step that a move would be, on paper. Refused when it may not be made."""
        ref, version = read_stamp(stamp)
        return self._step(await self.case(ref), name, version, note)

    def must_be_able(self, case: Case, moves: Collection[str], stamp: str) -> None:
        """Refused unless this person may make one of these moves now. The stamp says which version they read, so that
        the refusal can tell a card that is out of date from a move that is not theirs."""
        workflow = self._workflow(case.kind)
        if not any(move.name in moves for move in workflow.choices(case, self.me, self.house.district)):
            here = [move.name for move in workflow.moves if move.when == case.state and move.name in moves]
            self._step(case, (*here, *moves)[0], read_stamp(stamp)[1])

    def _step(self, case: Case, name: str, version: int, note: str = "") -> Step:
        workflow, district = self._workflow(case.kind), self.house.district
        return step(workflow, case, name, self.me, version=version, district=district, at=self.now, note=note)

    async def _tell(self, made: Step) -> None:
        case = made.case
        await self.refresh(case)
        if made.before.state != case.state:
            for part in await self.parts(self.faces[case.kind].parts(case)):
                await self.refresh(part)
        done = no_longer_reminded(self._workflow(case.kind), made, self.house.district)
        await reminders.cancel(self.transaction, case.id, self.now, done)
        asked = {email for role in made.move.ask for email in role.who(case, self.house.district)}
        if made.move.ask and not asked:
            raise Refused("nobody_to_ask", case)
        unreachable = await people.unreachable(self.transaction, tuple(asked)) if asked else frozenset[str]()
        told = tuple(notices(self._workflow(case.kind), made, self.house, unreachable))
        await outbox.put(self.transaction, told, self.now)

    async def belong(self, case: Case, parts: Mapping[str, str]) -> None:
        """Who belongs to a case besides its opener, by part; "" where nobody has that part any more."""
        await cases.set_members(self.transaction, case.id, parts)

    async def snooze(self, case: Case, until: datetime, words: Card) -> None:
        """Remind this person of a case at that moment, under these words, and not before, but for what has an hour of
        its own. What cannot wait keeps no office hours then either."""
        key = f"{case.stamp}/again/{self.me}/{until:%Y-%m-%d}"
        await reminders.postpone(self.transaction, case.id, self.me, until)
        remind = self.remind_to_the_hour if self.cannot_wait(case) else self.remind
        await remind(case, key, self.me, until, words)

    # --- Its cards and people -----------------------------------------------------------------------------

    async def refresh(self, case: Case) -> None:
        """Draw every card of this case again: what it shows has changed, or somebody has just met an old one."""
        await outbox.draw_anew(self.transaction, case.id, case.version, self.now)

    def _workflow(self, kind: str) -> Workflow:
        return self.faces[kind].workflow

    def holds(self, role: Role, case: Case) -> bool:
        """Whether this person is in a role of a case now."""
        return self.me in role.who(case, self.house.district)
