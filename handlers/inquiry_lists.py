"""The lists of questions to people: one's own, and those that wait for an answer."""

from __future__ import annotations

from handlers.inquiry_start import KIND
from handlers.lists import CaseList, mine, waiting

MINE = CaseList("my_questions", mine(KIND), f"{KIND}.more")
WAITING = CaseList("questions", waiting(KIND), f"{KIND}.more_waiting", instead=MINE)
"""Whoever answers none sees their own questions."""
