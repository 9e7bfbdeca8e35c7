"""Runs blocks of Python one after another in one namespace: a request a line comes in, an answer a line goes out."""

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


def main() -> None:
    """Answer until the input ends."""
    # An example that warns would worry its reader.
    warnings.simplefilter("error")
    warnings.simplefilter("default", DeprecationWarning)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    answers = sys.stdout
    for line in sys.stdin:
        answers.write(json.dumps(answer(json.loads(line), namespace)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
