"""Runs blocks of Python one after another in one namespace, and the command `sulha`, each in a process of its own.

`serve` and `sulha` are what a process begins with that is forked from one that has loaded the model (see `sessions`);
`main` is for a new one.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import traceback
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def answer(request: dict[str, Any], namespace: dict[str, Any]) -> dict[str, str]:
    """What a block prints, and its traceback if it fails."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            code = compile("\n" * request["line"] + request["source"], request["page"], "exec")
            exec(code, {"__name__": "__main__"} if request.get("apart") else namespace)
        except BaseException:  # noqa: BLE001 (whatever a block raises is its reader's business)
            return {"printed": printed.getvalue(), "failed": traceback.format_exc()}
    return {"printed": printed.getvalue(), "failed": ""}


def serve(connection: Any, folder: Path, environment: Mapping[str, str]) -> None:
    """Answer what comes over a connection, until it is closed."""
    _settle(folder, environment)
    _strict()
    namespace: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.suppress(EOFError):
        while True:
            connection.send(answer(connection.recv(), namespace))


def sulha(words: list[str], folder: Path, environment: Mapping[str, str], output: Path, errors: Path) -> None:
    """The command, as its console script runs it: ends with its exit code, what it prints lies in two files."""
    _settle(folder, environment)
    for path, number, flags in (
        (Path(os.devnull), 0, os.O_RDONLY),
        (output, 1, os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        (errors, 2, os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
    ):
        os.dup2(os.open(path, flags, 0o600), number)
    sys.argv = ["sulha", *words]
    from sulha.experiments.cli import main as command

    command()


def main() -> None:
    """Answer one request, a line of JSON."""
    _strict()
    print(json.dumps(answer(json.loads(sys.stdin.readline()), {"__name__": "__main__"})))


def _settle(folder: Path, environment: Mapping[str, str]) -> None:
    """Be where a reader is; a group of one's own can be ended as a whole."""
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)


def _strict() -> None:
    # An example that warns would worry its reader.
    warnings.simplefilter("error")
    warnings.simplefilter("default", DeprecationWarning)


if __name__ == "__main__":
    main()
