"""Who runs a command, as the audit log names them."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from bot.commands.beginning import operator
from bot.limits import LONGEST_EMAIL


def without_a_name() -> str:
    """In a container a number may have none: Python says so until 3.12."""
    raise KeyError("getpwuid(): uid not found: 10001")


def without_a_name_any_more() -> str:
    """And from 3.13 on so."""
    raise OSError("No username set in the environment")


def test_an_operator_is_named_by_their_login() -> None:
    assert operator(lambda: "rene") == "operator:rene"


@pytest.mark.parametrize("name", [without_a_name, without_a_name_any_more])
def test_one_whose_login_has_no_name_is_named_by_its_number(name: Callable[[], str]) -> None:
    assert operator(name) == f"operator:uid-{os.getuid()}"


def test_a_name_is_no_longer_than_what_has_room_for_it() -> None:
    assert len(operator(lambda: "r" * 300)) == LONGEST_EMAIL
