"""The command `sulha`. What a command needs is imported when it is called, so that asking for help is quick."""

from __future__ import annotations

import sys

from ..stopping import Stopping, stopping


def main() -> None:
    """The console script: exit code 0 done, 1 failed while running, 2 wrong input, 130 interrupted."""
    # Before anything is imported that takes its time: a signal that comes meanwhile is remembered.
    with stopping() as stop:
        _main(stop)


def _main(stop: Stopping) -> None:
    import os

    from ..language import chosen, install, text
    from ..terminal import flush, prepare

    prepare()
    # First of all: the descriptions of commands and options are made when their modules are imported.
    install(chosen(sys.argv[1:], os.environ))
    from typer.exceptions import TyperException

    from .application import FAILED, INTERRUPTED, WRONG_INPUT, leave, line
    from .commands import app
    from .complaints import complaint

    try:
        sys.exit(app(obj=stop, standalone_mode=False))
    except TyperException as error:
        leave(complaint(error), WRONG_INPUT)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        what = text(
            "Something went wrong that should not: {error}. Run again with --debug to see where.", error=line(error)
        )
        leave(what, FAILED)
    finally:
        # What typer printed may wait in a buffer: a stream that fails now would make Python complain at exit.
        for stream in (sys.stdout, sys.stderr):
            flush(stream)
