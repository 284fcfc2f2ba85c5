"""The request for an account: four questions, two approvals, and the custody gate.

Procedure 4007P, "Creating and Administering Accounts": the employee asks the building principal, the
Communications Director has the final word and holds administrator rights from the day the site is made.
"""

from __future__ import annotations

from bot.case_card import Face
from bot.content.district import District
from bot.menu import Conversation
from bot.workflow import Asks, Case, Move, Remind, Workflow
from handlers import custody, my_requests, reassign, request_screens, request_start
from handlers.request_card import body, title
from handlers.roles import (
    director,
    director_stand_in,
    managers,
    owes_the_charter,
    principal,
    principal_stand_in,
    requester,
    second_manager,
)

KIND = "account_request"

REASON = Asks("reason")
CHANGES = Asks("changes")
CONDITIONS = Asks("conditions")
MISSING = Asks("missing")
FAREWELL = Asks("farewell", required=False)


def principal_is_asked(case: Case, district: District) -> bool:
    return bool(principal.who(case, district))


def principal_wanted_changes(case: Case, district: District) -> bool:
    return case.came_from == "with_principal" and principal_is_asked(case, district)


def charter_is_accepted(case: Case, district: District) -> bool:
    """Both managers have accepted, and there are two."""
    named = managers.who(case, district)
    return len(named) == 2 and set(named) <= set(case.data.get("accepted", {}))


def second_manager_is_named(case: Case, district: District) -> bool:
    return len(managers.who(case, district)) == 2


def second_manager_is_missing(case: Case, district: District) -> bool:
    return not second_manager_is_named(case, district)


WORKFLOW = Workflow(
    kind=KIND,
    prefix="R",
    first="draft",
    states={
        "draft": "neutral",
        "with_principal": "waiting",
        "with_director": "waiting",
        "changes_wanted": "waiting",
        "setting_up": "good",
        "custody_check": "waiting",
        "done": "good",
        "declined": "bad",
        "withdrawn": "neutral",
    },
    ends=("done", "withdrawn"),
    edits=("draft", "changes_wanted"),
    sees=(
        requester,
        principal,
        director,
        managers,
        second_manager,
        owes_the_charter,
        principal_stand_in,
        director_stand_in,
    ),
    moves=(
        # The requester answers the four questions and files.
        Move(
            "file",
            "draft",
            "with_principal",
            requester,
            ask=(principal,),
            look="primary",
            form="account_request.review",
            if_=principal_is_asked,
        ),
        Move(
            "file", "draft", "with_director", requester, ask=(director,), look="primary", form="account_request.review"
        ),
        Move(
            "refile",
            "changes_wanted",
            "with_principal",
            requester,
            ask=(principal,),
            look="primary",
            form="account_request.review",
            if_=principal_wanted_changes,
        ),
        Move(
            "refile",
            "changes_wanted",
            "with_director",
            requester,
            ask=(director,),
            look="primary",
            form="account_request.review",
        ),
        # The principal decides whether the school wants it.
        Move(
            "approve", "with_principal", "with_director", principal, ask=(director,), tell=(requester,), look="primary"
        ),
        Move(
            "approve_with_conditions",
            "with_principal",
            "with_director",
            principal,
            asks=CONDITIONS,
            ask=(director,),
            tell=(requester,),
        ),
        Move("ask_for_changes", "with_principal", "changes_wanted", principal, asks=CHANGES, ask=(requester,)),
        Move("decline", "with_principal", "declined", principal, asks=REASON, tell=(requester,), look="danger"),
        # The Director has the final word.
        Move(
            "approve",
            "with_director",
            "setting_up",
            director,
            ask=(requester, second_manager),
            tell=(principal,),
            look="primary",
        ),
        Move(
            "approve_with_conditions",
            "with_director",
            "setting_up",
            director,
            asks=CONDITIONS,
            ask=(requester, second_manager),
            tell=(principal,),
        ),
        Move("ask_for_changes", "with_director", "changes_wanted", director, asks=CHANGES, ask=(requester,)),
        Move("decline", "with_director", "declined", director, asks=REASON, tell=(requester, principal), look="danger"),
        Move(
            "override",
            "with_principal",
            "with_director",
            director,
            asks=REASON,
            ask=(director,),
            tell=(requester, principal),
        ),
        Move(
            "reassign",
            "with_principal",
            "with_principal",
            director,
            form="account_request.reassign",
            ask=(principal,),
            tell=(requester,),
        ),
        Move(
            "reassign",
            "with_director",
            "with_director",
            director,
            form="account_request.reassign",
            ask=(director,),
            tell=(requester,),
        ),
        Move(
            "reopen", "declined", "with_director", director, asks=REASON, ask=(director,), tell=(requester, principal)
        ),
        # The account is set up, and becomes official only when the Director holds the keys.
        Move("accept_charter", "setting_up", "setting_up", owes_the_charter, look="primary"),
        Move("accept_charter", "custody_check", "custody_check", owes_the_charter, look="primary"),
        Move(
            "name_second_manager",
            "setting_up",
            "setting_up",
            requester,
            form="account_request.second_manager",
            ask=(second_manager,),
            if_=second_manager_is_missing,
        ),
        Move(
            "report_set_up",
            "setting_up",
            "custody_check",
            requester,
            form="account_request.set_up",
            ask=(director,),
            look="primary",
            if_=second_manager_is_named,
        ),
        Move(
            "activate",
            "custody_check",
            "done",
            director,
            tell=(requester, second_manager, principal),
            look="primary",
            if_=charter_is_accepted,
        ),
        Move("send_back", "custody_check", "setting_up", director, asks=MISSING, ask=(requester,)),
        # The requester may stop at any time before the end.
        Move("withdraw", "draft", "withdrawn", requester, asks=FAREWELL),
        Move("withdraw", "with_principal", "withdrawn", requester, asks=FAREWELL, tell=(principal,)),
        Move("withdraw", "with_director", "withdrawn", requester, asks=FAREWELL, tell=(director,)),
        Move("withdraw", "changes_wanted", "withdrawn", requester, asks=FAREWELL, tell=(director,)),
        Move("withdraw", "setting_up", "withdrawn", requester, asks=FAREWELL, tell=(director,)),
        Move("withdraw", "custody_check", "withdrawn", requester, asks=FAREWELL, tell=(director,)),
    ),
    reminders=(
        Remind("with_principal", "first", principal),
        Remind("with_principal", "stand_in", principal_stand_in),
        Remind("with_principal", "director", director),
        Remind("with_director", "first", director),
        Remind("with_director", "stand_in", director_stand_in),
        Remind("custody_check", "first", director),
        Remind("custody_check", "stand_in", director_stand_in),
    ),
)


A_TOOL = (
    r"(?:account|page|channel|profile|website|site|blog|instagram|insta|facebook|fb|twitter|x|tiktok|tik tok"
    r"|youtube|snapchat|threads|linkedin|social media)"
)
WANTS = r"(?:want|need|like|going|plan|how (?:do|can) (?:i|we)|can (?:i|we)|may (?:i|we))"
TO_START = r"(?:start|create|make|open|set ?up|launch|get)"
WANTS_TO_START = rf".*\b{WANTS}\b.*\b{TO_START}\b.*\b{A_TOOL}\b.*"

CONVERSATION = Conversation(
    name=KIND,
    hears={
        r"sm-request\b.*": request_start.start,
        r"where(?:'s| is| are) my requests?\W*": my_requests.where_is_it,
        r"(?:my )?requests?": my_requests.hear_mine,
        r"(?:my )?approvals": my_requests.hear_waiting,
        WANTS_TO_START: request_start.start,
    },
    presses={
        "account_request.start": request_start.start,
        "account_request.start_afresh": request_start.start_afresh,
        "account_request.file": request_start.resume,
        "account_request.more": my_requests.more,
        "account_request.show": my_requests.show,
        "account_request.snooze": my_requests.snooze,
        "account_request.accept_charter": custody.accept_charter,
        "account_request.activate": custody.activate,
    },
    screens=(*request_screens.SCREENS, *custody.SCREENS, reassign.SCREEN),
    face=Face(WORKFLOW, title, body),
)
