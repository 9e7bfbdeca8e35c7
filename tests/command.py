"""The command `sulha` as a user starts it: in a folder, in an environment, with something happening meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

SULHA = Path(sys.executable).with_name("sulha")
#: Longest that a command may take [s].
LONGEST = 120.0


def environment(**more: str) -> dict[str, str]:
    """The environment without what decides of colors and languages, 100 columns wide."""
    deciding = {"NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "LANGUAGE", "LC_ALL", "LC_MESSAGES"}
    kept = {key: value for key, value in os.environ.items() if key not in deciding}
    return kept | {"COLUMNS": "100", "LANG": "C.UTF-8"} | more


def anew(folder: Path, *words: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[str]:
    """The command in a folder, in a new process, which `forked.sulha` does without; `more` are variables."""
    done = subprocess.run(
        [SULHA, *words], cwd=folder, env=environment(**more), input=stdin, capture_output=True, timeout=LONGEST,
        check=False,
    )  # fmt: skip
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def listening() -> None:
    """Undo in a child what shells and nohup do to jobs in the background: they ignore Ctrl-C and the terminal's end."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def meanwhile(folder: Path, code: str, *words: str) -> subprocess.CompletedProcess[str]:
    """`sulha` with something that happens in the middle of it: Python run before the command starts."""
    program = "import os, signal, sys, time\nsys.argv = ['sulha', *sys.argv[1:]]\n" + code + "\n"
    program += "from sulha.experiments.cli import main\nmain()\n"
    return subprocess.run(
        [sys.executable, "-P", "-c", program, *words],
        cwd=folder, env=environment(), capture_output=True, text=True, timeout=120, check=False, preexec_fn=listening,
    )  # fmt: skip


def left(folder: Path) -> set[str]:
    """All that lies in the folder but for the scenario that was there."""
    return {str(item.relative_to(folder)) for item in folder.rglob("*")} - {"tiny.yaml"}
