"""Processes that are forked from one that has loaded the libraries, which takes longer than most of what tests ask for.

`sulha` answers as a new process does (tests/e2e/test_forked.py sees to that), but for what is decided while Python
starts and the libraries load: a test that is about the process itself starts a new one (see `command`).
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from command import LONGEST, SULHA, anew, environment

#: What is loaded once, and the compiled loops with it. No module of commands: they say their help in one language.
_LOADED = [
    "sulha.experiments.comparison", "sulha.experiments.figures", "sulha.experiments.storage",
    "sulha.experiments.studies.paper", "sulha.experiments.analysis.report", "sulha.experiments.sweeps.warm",
    "pandas", "typer",
]  # fmt: skip
#: Variables, by how they begin, that are heeded only while Python starts and the libraries load.
_EARLY = ("PYTHON", "NUMBA", "MPL", "HOME")


def sulha(folder: Path, *words: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[str]:
    """The command in a folder; `more` are variables of its environment."""
    if any(name.startswith(_EARLY) for name in more):
        return anew(folder, *words, stdin=stdin, **more)
    return answered(folder, words, environment(**more), stdin)


def answered(
    folder: Path, words: tuple[str, ...], variables: Mapping[str, str], stdin: bytes = b"", seconds: float = LONGEST
) -> subprocess.CompletedProcess[str]:
    """The command in a folder and an environment. Raises subprocess.TimeoutExpired when its time is over."""
    with TemporaryDirectory() as place:
        streams = [Path(place, name) for name in ("input", "output", "errors")]
        streams[0].write_bytes(stdin)
        begun = process(folder, variables, _command, words, streams)
        begun.join(seconds)
        code = begun.exitcode
        finish(begun)
        output, errors = (stream.read_text("utf-8") if stream.exists() else "" for stream in streams[1:])
    if code is None:
        raise subprocess.TimeoutExpired(["sulha", *words], seconds, output, errors)
    return subprocess.CompletedProcess(["sulha", *words], code, output, errors)


def process(folder: Path, variables: Mapping[str, str], target: Callable[..., None], *given: Any) -> BaseProcess:
    """A function at work in a folder and an environment, in a process that leads a group of its own."""
    begun = _loaded().Process(target=_begin, args=(folder, dict(variables), target, given))
    begun.start()
    return begun


def finish(begun: BaseProcess) -> None:
    """Let a process be over, whatever it does, and all that it started."""
    end(begun.pid)
    begun.kill()
    begun.join()
    begun.close()


def end(group: int | None) -> None:
    """End a group of processes, if anything of it is left."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group or 0, signal.SIGKILL)


@cache
def _loaded() -> ForkServerContext:
    """Where the processes come from. It knows of this process only what the command would: no filters, no variables."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    # Workers of sweeps that a test starts within its own process are forked from it, too: they count on one thread.
    with mock.patch.dict(os.environ, environment(NUMBA_NUM_THREADS="1", OMP_NUM_THREADS="1"), clear=True):
        forkserver.ensure_running()
    return context


def _begin(folder: Path, variables: dict[str, str], target: Callable[..., None], given: tuple[Any, ...]) -> None:
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    target(*given)


def _command(words: tuple[str, ...], streams: list[Path]) -> None:
    """What the console script does, with files as the standard streams; it ends with an exit code."""
    for number, path in enumerate(streams):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT if number else os.O_RDONLY, 0o600), number)
    sys.stdin = open(0, encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
    sys.argv = [str(SULHA), *words]
    from sulha.experiments.cli import main

    main()
