"""Processes that begin at once: each is forked from one that has imported everything, and done nothing else."""

from __future__ import annotations

import multiprocessing

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    ["pytest", "tests.commands", "tests.crash_server", "tests.intake_server", "tests.opened_already"]
)
