"""Processes that begin at once: each is forked from one that has imported everything, and done nothing else."""

from __future__ import annotations

import multiprocessing

from bot.__main__ import COMMANDS as commands

COMMANDS = {f"bot.commands.{at.partition(':')[0]}" for at, _ in commands.values()}
"""Where each command is, so that none loads it anew."""

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    [
        "pytest",
        "tests.commands",
        "tests.crash_server",
        "tests.destroying_server",
        "tests.intake_server",
        "tests.opened_already",
        *COMMANDS,
    ]
)
