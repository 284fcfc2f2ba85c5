"""What a large file took in memory goes back to the system, and what one thread left is there for the others."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import os
from pathlib import Path
from bot.memory import give_back_large_pieces

def resident():
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")

give_back_large_pieces()
first = b"x" * 5_000_000
del first  # from now on the system's library would keep what is as large
large = b"y" * 5_000_000
kept = [b"z" * 2_000 for _ in range(1_000)]  # and something small lies behind the next large piece
before = resident()
del large
print(before - resident())
"""

STAYS = """
import gc
from bot import memory

class Content:
    pass

with memory.start():
    stays = Content()
later = Content()
looked_through = {id(each) for each in gc.get_objects()}
print(gc.isenabled(), id(stays) in looked_through, id(later) in looked_through)
"""

THREADS = """
import ctypes
import threading
from bot.memory import share_what_is_free

share_what_is_free()
together = threading.Barrier(3)

def work():
    held = bytes(10_000)
    together.wait()

threads = [threading.Thread(target=work) for _ in range(3)]
for each in threads:
    each.start()
for each in threads:
    each.join()
system = ctypes.CDLL(None)
system.malloc_info(0, ctypes.c_void_p.in_dll(system, "stdout"))
"""

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such switch")


def test_what_the_start_made_is_not_looked_through_for_garbage_any_more() -> None:
    told = subprocess.run([sys.executable, "-c", STAYS], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "False", "True"]


@on_linux
def test_threads_that_work_at_the_same_moment_take_from_one_store() -> None:
    told = subprocess.run([sys.executable, "-c", THREADS], capture_output=True, text=True, check=True)
    assert told.stdout.count("<heap") == 1


@on_linux
def test_a_large_piece_goes_back_though_something_small_lies_behind_it() -> None:
    told = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert int(told.stdout) > 4_000_000
