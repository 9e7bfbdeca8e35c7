"""Runs blocks of Python one after another in one namespace.

`serve` is for a process that is forked from one that has loaded the libraries (see `forked`), `main` for a new one.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import traceback
import warnings
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


def serve(connection: Any) -> None:
    """Answer what comes over a connection, until it is closed."""
    _strict()
    namespace: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.suppress(EOFError):
        while True:
            connection.send(answer(connection.recv(), namespace))


def main() -> None:
    """Answer one request, a line of JSON."""
    _strict()
    print(json.dumps(answer(json.loads(sys.stdin.readline()), {"__name__": "__main__"})))


def _strict() -> None:
    # An example that warns would worry its reader.
    warnings.simplefilter("error")
    warnings.simplefilter("default", DeprecationWarning)


if __name__ == "__main__":
    main()
