"""The card of a case, as one viewer should see it now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from bot.face import Face
from bot.house import House
from bot.ui import Button, Card, DoesNotFit, Element, Quote, Status, Text, literal
from bot.workflow import Case, Happening, Move, Workflow

HISTORY_SHOWN = 6
HOLDS_SHOWN = 3
HISTORY_READ = 20
"""Steps that are read for a card: its viewer may read only some of them."""


def case_card(
    face: Face, case: Case, history: Sequence[Happening], viewer: str, house: House, lead: Card | None = None
) -> Card:
    """A case as this viewer may see it: what it is, where it stands, what happened, what they can do.

    lead  why this card comes now, above it all; its buttons (to snooze a reminder) stand behind the others
    """
    if not face.workflow.may_see(case, viewer, house.district):
        return Card(body=(Text(house.words("card.not_yours", ref=case.ref)),))
    title = f"{case.ref} · {face.title(case, viewer, house)}"
    above = (status(face, case, viewer, house), *face.body(case, viewer, house), *_on_hold(case, house))
    why = tuple(part for part in (lead.body if lead else ()) if part not in above)
    buttons = (*_buttons(face.workflow, case, viewer, house), *(lead.buttons if lead else ()))
    history = readable(face, case, history, viewer, house)
    for steps in range(HISTORY_SHOWN, -1, -1):
        # People's notes may be long. The oldest give way, and the card says where to read them all.
        with suppress(DoesNotFit):
            return Card(title, (*why, *above, *_newest(case, history, steps, house, (*why, *above))), buttons)
    # The note that goes with the sentence is in the history too, and there it can be read in full.
    return Card(title, (*why[:1], *above, *_newest(case, history, 0, house)), buttons)


def _on_hold(case: Case, house: House) -> Iterator[Text]:
    """That nothing of it may be deleted. Why, whoever may know reads in the list of holds."""
    for hold in case.holds[:HOLDS_SHOWN]:
        since, by = house.day(hold.at), house.name(hold.by)
        yield Text(house.words("holds.on_card", ref=hold.ref, since=since, by=by), quiet=True)


def readable(face: Face, case: Case, history: Sequence[Happening], viewer: str, house: House) -> tuple[Happening, ...]:
    """Those lines of a history that this viewer may read."""
    return tuple(one for one in history if face.reads(case, viewer, house, one))


def _newest(
    case: Case, history: Sequence[Happening], steps: int, house: House, above: Collection[Element] = ()
) -> tuple[Element, ...]:
    newest = happened(case.kind, history[max(len(history) - steps, 0) :], house, above)
    if len(history) <= steps:
        return newest
    return (Text(house.words("card.earlier", ref=case.ref), quiet=True), *newest)


def folded_card(face: Face, case: Case, viewer: str, house: House) -> Card:
    """What stays of a card once a newer one of its case stands below it in the same chat."""
    if not face.workflow.may_see(case, viewer, house.district):
        return Card(body=(Text(house.words("card.not_yours", ref=case.ref)),))
    return Card(
        body=(Text(house.words("card.folded", title=f"{case.ref} · {face.title(case, viewer, house)}"), quiet=True),)
    )


def _buttons(workflow: Workflow, case: Case, viewer: str, house: House) -> tuple[Button, ...]:
    moves = [move for move in workflow.choices(case, viewer, house.district) if not move.hidden]
    first = next((move for move in moves if move.look == "primary"), None)
    # What is to be done first stands out alone: two such buttons would leave the choice to the reader.
    one_first = (replace(move, look="plain") if move.look == "primary" and move != first else move for move in moves)
    return tuple(button(case, move, house) for move in one_first)


def about(case: Case, house: House) -> dict[str, str]:
    """What a sentence about a case may name."""
    school = house.district.school(case.school)
    return {
        "ref": case.ref,
        "by": house.name(case.last_by),
        "requester": house.name(case.opened_by) if case.opened_by else house.words.plain("chat.name"),
        "school": school.name if school else "",
        "when": house.clock(case.updated_at),
    }


def status(face: Face, case: Case, viewer: str, house: House) -> Status:
    """Where a case stands, as far as this viewer may know: a word, and the tone that the table gives it."""
    seen = face.state_seen(case, viewer, house)
    return Status(state_label(face, case, viewer, house), face.workflow.states[seen])


def state_label(face: Face, case: Case, viewer: str, house: House) -> str:
    """Where a case stands, in words, as far as this viewer may know: on a card, in a list and in every sentence."""
    return house.words.plain(f"{case.kind}.state.{face.state_seen(case, viewer, house)}")


def button(case: Case, move: Move, house: House) -> Button:
    """The button for a move; it carries the case and the version that was read, and nothing else."""
    label = house.words.plain(f"{case.kind}.button.{move.name}")
    return Button(f"{case.kind}.{move.name}", label, case.stamp, move.look, opens_form=bool(move.asks or move.form))


def happened(
    kind: str, history: Sequence[Happening], house: House, above: Collection[Element] = ()
) -> tuple[Element, ...]:
    """Lines of a case's history; what somebody wrote stands under the line, word for word, unless it is read above."""
    elements: list[Element] = []
    for one in history:
        did = house.words(f"{kind}.did.{one.move}", by=house.name(one.by))
        elements.append(Text(f"{literal(house.clock(one.at))} · {did}", quiet=True))
        elements += [Quote(one.note)] if one.note and Quote(one.note) not in above else []
    return tuple(elements)
