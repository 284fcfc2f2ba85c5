"""The request for an account: four questions, two approvals, and the custody gate.

Procedure 4007P, "Creating and Administering Accounts": the employee asks the building principal, the Communications
Director has the final word and holds administrator rights from the day the site is made.

This file is the whole of it, from top to bottom: the states, the moves from one to the next, the reminders, and then
the words, buttons and forms that a chat has for it. What a button or a form does stands in the module named there.

How to read a row of MOVES: in the state `when`, whoever is `by` may do this, and then the request is in the state `to`.
`ask` says whose turn it is then: they get the card. `tell` says who else hears of it: they get one line. `asks` and
`form` name what is filled in first. `if_` says when the row counts; of several rows of one name, the first that does.
Every column: `bot/moves.py`. The same as a picture: `docs/account-request.md`.
"""

from __future__ import annotations

from bot.conversation import Conversation
from bot.face import Face
from bot.ui import Tone
from bot.workflow import Asks, Move, Remind, Workflow
from handlers import (
    conditions,
    custody,
    my_requests,
    reassign,
    request_approval,
    request_link,
    request_records,
    request_screens,
    request_start,
    succession,
)
from handlers.request_card import body
from handlers.request_guards import (
    a_manager_is_named,
    an_account_may_be_left,
    charter_is_accepted,
    ended_in,
    is_vacant,
    one_charter_is_missing,
    principal_is_asked,
    principal_is_next,
    principal_wanted_changes,
)
from handlers.request_paper import entry_of, request_on_paper
from handlers.request_review import REVIEW
from handlers.request_roles import (
    asked_to_manage,
    deciders,
    director,
    director_stand_in,
    director_who_acted,
    manager,
    managers,
    may_reopen,
    names_managers,
    newly_named,
    owes_the_charter,
    principal,
    principal_stand_in,
    principal_who_approved,
    principal_who_read,
    relieved,
    replaced_manager,
    requester,
    second_manager,
    sets_it_up,
    superintendent,
)
from handlers.request_states import APPROVED, CAME_TO_NOTHING
from handlers.request_words import KIND, title

# --- The states -------------------------------------------------------------------------------------------------------

STATES: dict[str, Tone] = {
    "draft": "neutral",  # nobody but the requester sees it
    "with_principal": "waiting",
    "with_director": "waiting",
    "changes_wanted": "waiting",  # the requester edits it and sends it again
    "setting_up": "good",  # approved: the managers accept the charter, and somebody makes the account
    "custody_check": "waiting",  # the Director looks whether the office has access and the notice is shown
    "done": "good",  # the account is official, and in the register
    "declined": "bad",
    "withdrawn": "neutral",
}
"""Each state, and the tone in which a card shows it."""

# --- The moves --------------------------------------------------------------------------------------------------------

# Forms of one question; their words stand under `account_request.ask` in content/wording/en.yaml.
DECLINE = Asks("decline")
OVERRIDE = Asks("override")
CALL_OFF = Asks("call_off")
CHANGES = Asks("changes")
MISSING = Asks("missing")
GONE = Asks("gone")
FAREWELL = Asks("farewell", required=False)

# fmt: off
MOVES = (
    # The requester answers the four questions and files; after changes, the request returns to whoever asked.
    Move("file", when="draft", to="with_principal", by=requester, form=REVIEW, look="primary",
         ask=(principal,), if_=principal_is_asked),
    Move("file", when="draft", to="with_director", by=requester, form=REVIEW, look="primary",
         ask=(director,)),
    Move("refile", when="changes_wanted", to="with_principal", by=requester, form=REVIEW, look="primary",
         ask=(principal,), if_=principal_is_next),
    Move("refile", when="changes_wanted", to="with_director", by=requester, form=REVIEW, look="primary",
         ask=(director,)),

    # The principal decides whether the school wants it.
    Move("approve", when="with_principal", to="with_director", by=principal, look="primary",
         ask=(director,), tell=(requester,)),
    Move("approve_with_conditions", when="with_principal", to="with_director", by=principal, asks=conditions.ASKS,
         form=conditions.NAME, ask=(director,), tell=(requester,)),
    Move("ask_for_changes", when="with_principal", to="changes_wanted", by=principal, asks=CHANGES,
         ask=(requester,)),
    Move("decline", when="with_principal", to="declined", by=principal, asks=DECLINE, look="danger",
         tell=(requester, director)),

    # Until the Director has decided, a yes can be taken back by whoever gave it.
    Move("take_back", when="with_director", to="with_principal", by=principal_who_approved, tell=(requester,)),

    # The Director has the final word.
    Move("approve", when="with_director", to="setting_up", by=director, look="primary",
         ask=(manager, second_manager, sets_it_up), tell=(principal,)),
    Move("approve_with_conditions", when="with_director", to="setting_up", by=director, asks=conditions.ASKS,
         form=conditions.NAME, ask=(manager, second_manager, sets_it_up), tell=(principal,)),
    Move("ask_for_changes", when="with_director", to="changes_wanted", by=director, asks=CHANGES,
         ask=(requester,)),
    Move("decline", when="with_director", to="declined", by=director, asks=DECLINE, look="danger",
         tell=(requester, principal)),

    # What else the Director may do, always with a reason that both sides read.
    Move("override", when="with_principal", to="with_director", by=director, asks=OVERRIDE,
         ask=(director_who_acted, director), tell=(requester, principal)),
    Move("reassign", when="with_principal", to="with_principal", by=director, form=reassign.NAME,
         ask=(principal,), tell=(requester, relieved)),
    Move("reassign", when="with_director", to="with_director", by=director, form=reassign.NAME,
         ask=(director,), tell=(requester, relieved)),
    Move("reopen", when="declined", to="with_director", by=director, asks=request_link.REOPEN,
         form=request_link.REOPENING, ask=(director_who_acted, director), tell=(requester, principal)),

    # The requester or the first manager sets the account up; it is official only when the Director holds the keys.
    Move("accept_charter", when="setting_up", to="setting_up", by=owes_the_charter, look="primary",
         ask=(sets_it_up,), if_=one_charter_is_missing),
    Move("accept_charter", when="setting_up", to="setting_up", by=owes_the_charter, look="primary"),
    Move("name_manager", when="setting_up", to="setting_up", by=names_managers, form=succession.FIRST,
         ask=(newly_named,), tell=(requester,), if_=is_vacant("manager")),
    Move("name_second_manager", when="setting_up", to="setting_up", by=names_managers, form=succession.SECOND,
         ask=(newly_named,), tell=(requester,), if_=is_vacant("second_manager")),
    Move("report_set_up", when="setting_up", to="custody_check", by=sets_it_up, form=custody.SET_UP, look="primary",
         ask=(director,), if_=charter_is_accepted),
    Move("activate", when="custody_check", to="done", by=director, look="primary",
         tell=(requester, manager, second_manager, principal), if_=charter_is_accepted),
    Move("send_back", when="custody_check", to="setting_up", by=director, asks=MISSING,
         ask=(sets_it_up,)),

    # A manager who cannot do it, does not exist, or does not stay, makes room for another.
    Move("cannot_manage", when="setting_up", to="setting_up", by=asked_to_manage, tell=(requester, director)),
    Move("replace_manager", when="setting_up", to="setting_up", by=names_managers, form=succession.ANOTHER,
         ask=(newly_named,), tell=(replaced_manager, requester), if_=a_manager_is_named),
    # During the access check the report names the former manager: it is made again once the new one has accepted.
    Move("replace_manager", when="custody_check", to="setting_up", by=names_managers, form=succession.ANOTHER,
         ask=(newly_named, sets_it_up), tell=(replaced_manager, director)),

    # The requester may stop at any time before the end.
    Move("withdraw", when="draft", to="withdrawn", by=requester, asks=FAREWELL),
    Move("withdraw", when="with_principal", to="withdrawn", by=requester, asks=FAREWELL, tell=(principal,)),
    Move("withdraw", when="with_director", to="withdrawn", by=requester, asks=FAREWELL, tell=(director,)),
    Move("withdraw", when="changes_wanted", to="withdrawn", by=requester, asks=FAREWELL, tell=(principal_who_read,),
         if_=principal_wanted_changes),
    Move("withdraw", when="changes_wanted", to="withdrawn", by=requester, asks=FAREWELL, tell=(director,)),
    *(Move("withdraw", when=state, to="withdrawn", by=requester, asks=FAREWELL,
           tell=(director, manager, second_manager, principal))
      for state in APPROVED),

    # The requester may have left: then the Director ends what nobody else could.
    Move("call_off", when="changes_wanted", to="withdrawn", by=director, asks=CALL_OFF, look="danger",
         tell=(requester, principal_who_read)),
    *(Move("call_off", when=state, to="withdrawn", by=director, asks=CALL_OFF, look="danger",
           tell=(requester, manager, second_manager, principal))
      for state in APPROVED),

    # What was withdrawn or ended by mistake goes on where it was: the Director reopens it, or whoever withdrew it.
    *(Move("reopen", when="withdrawn", to=state, by=may_reopen, asks=request_link.REOPEN, form=request_link.REOPENING,
           ask=asked, tell=told, if_=ended_in(state))
      for state, asked, told in (
          ("with_principal", (principal,), (requester, director)),
          ("with_director", (director_who_acted, director), (requester, principal)),
          ("changes_wanted", (requester,), (director,)),
          ("setting_up", (manager, second_manager, sets_it_up), (director, principal)),
          ("custody_check", (director,), (requester, manager, second_manager, principal)),
      )),

    # An account that existed before the request stays in the Director's list until it is known to be gone. The same
    # holds where one was being set up.
    *(Move("mark_gone", when=state, to=state, by=director, asks=GONE, tell=(requester,), if_=an_account_may_be_left)
      for state in CAME_TO_NOTHING),
)
# fmt: on

# --- The reminders ----------------------------------------------------------------------------------------------------

REMINDERS = (
    Remind("with_principal", "first", principal),
    Remind("with_principal", "stand_in", principal_stand_in),
    Remind("with_principal", "director", director),
    Remind("with_director", "first", director),
    Remind("with_director", "stand_in", director_stand_in),
    Remind("with_director", "director", director),
    Remind("setting_up", "first", owes_the_charter),
    Remind("setting_up", "director", director),
    Remind("custody_check", "first", director),
    Remind("custody_check", "stand_in", director_stand_in),
    Remind("custody_check", "director", director),
)
"""In which state, after which of the times under `reminders` in content/district.yaml, and who."""

WORKFLOW = Workflow(
    kind=KIND,
    prefix="R",
    first="draft",
    states=STATES,
    ends=("done", "withdrawn"),
    edits=("draft", "changes_wanted"),
    private=("draft",),
    moves=MOVES,
    reminders=REMINDERS,
    also_sees=(deciders, managers),
    last_told=(requester, superintendent),
)

# --- What a chat has for it -------------------------------------------------------------------------------------------

SM_REQUEST = r"sm[-_ –]?request"
"""The command, also as a phone corrects it."""

CONVERSATION = Conversation(
    name=KIND,
    hears={
        SM_REQUEST: request_start.start,
        my_requests.WHERE_IS_IT: my_requests.where_is_it,
        r"(?:my )?requests?": my_requests.MINE.open,
        r"(?:my )?approvals": my_requests.WAITING.open,
    },
    picks_up={rf"{SM_REQUEST}\b.*": request_start.start},
    presses={
        "account_request.start": request_start.start,
        "account_request.start_afresh": request_start.start_afresh,
        "account_request.file": request_start.resume,
        my_requests.MINE.more: my_requests.MINE.show_more,
        my_requests.WAITING.more: my_requests.WAITING.show_more,
        "account_request.approve": request_approval.approve,
        "account_request.take_back": request_approval.take_back,
        "account_request.accept_charter": custody.accept_charter,
        "account_request.cannot_manage": succession.cannot_manage,
        "account_request.activate": custody.activate,
    },
    screens=(
        *request_screens.SCREENS,
        *custody.SCREENS,
        *succession.SCREENS,
        *request_link.SCREENS,
        conditions.SCREEN,
        reassign.SCREEN,
    ),
    face=Face(
        WORKFLOW,
        title,
        body,
        filed_under=request_records.filed_under,
        classes=request_records.CLASSES,
        on_paper=request_on_paper,
        entry=entry_of,
    ),
)
