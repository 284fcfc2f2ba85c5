"""The command line as an operator has it: each command in a process and a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.__main__ import main
from tests.forks import FORKS
from tests.opened import CONTENT

ROOT = Path(__file__).parent.parent
SECRET = "hunter2secret"
LONGEST = 60.0
"""Seconds."""


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command, with these variables and no others of ours."""
    with TemporaryDirectory() as beside:
        return run_into(Path(beside, "said"), folder, *words, **environment)


def run_into(out: Path, folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same, whose standard output is this file."""
    given = {"PATH": os.environ["PATH"], "CONTENT_DIR": str(CONTENT), **environment}
    with TemporaryDirectory() as beside:
        said = out, Path(beside, "complained")
        process = FORKS.Process(target=_begin, args=(folder, words, given, said))
        process.start()
        process.join(LONGEST)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(list(words), LONGEST)
        told = [file.read_text("utf-8") if file.is_file() else "" for file in said]
        return subprocess.CompletedProcess(list(words), process.exitcode, *told)


def _begin(folder: Path, words: tuple[str, ...], given: Mapping[str, str], said: tuple[Path, Path]) -> None:
    """In the new process: all that a shell would do, and then what `python -m bot` does."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(given)
    for stream, file in zip((sys.stdout, sys.stderr), said, strict=True):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), stream.fileno())
    sys.argv = ["crossing-guard", *words]
    main()


def complaint(folder: Path, *words: str, **environment: str) -> str:
    """What a command that cannot go on says, on standard error alone."""
    done = run(folder, *words, **environment)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    assert SECRET not in done.stderr
    return done.stderr


def database(folder: Path) -> str:
    return f"sqlite:///{folder}/here.db"
