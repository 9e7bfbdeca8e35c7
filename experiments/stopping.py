"""Ctrl-C and its like (SIGTERM, SIGHUP) for the length of a command: they interrupt only where nothing can be lost."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

#: What asks a command to stop; a signal that is ignored at the start (as under nohup) stays ignored.
SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Stopping:
    """Whether somebody asked to stop, and whether that may interrupt now.

    Outside `open` a signal is only remembered. Inside, the first one raises KeyboardInterrupt and closes again, so
    that a second cannot disturb whoever saves what there is.
    """

    def __init__(self) -> None:
        self.asked = False
        self._open = False
        self._raised = False  # and perhaps lost: in a callback of the garbage collector nobody catches it

    def handle(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """The handler of the signals."""
        self.asked = True
        if self._open:
            self._open = False
            self._raised = True
            raise KeyboardInterrupt

    @contextmanager
    def open(self) -> Iterator[None]:
        """What runs inside can be interrupted; a signal that came before, or was lost, is delivered."""
        self._open = True
        try:
            self.check()
            yield
        finally:
            lost = self._raised and not isinstance(sys.exception(), KeyboardInterrupt | SystemExit)
            self._open = self._raised = False
            if lost:
                raise KeyboardInterrupt

    def close(self) -> None:
        """From here on signals are only remembered."""
        self._open = self._raised = False

    def check(self) -> None:
        """Interrupt where that was asked for: an exception raised by a handler can be lost in a callback."""
        if self.asked:
            self._open = False
            raise KeyboardInterrupt

    def taken(self) -> None:
        """What was asked so far has been heeded; only a new signal counts from now on."""
        self.asked = self._raised = False


@contextmanager
def undisturbed() -> Iterator[None]:
    """Where something is being saved: a signal that comes meanwhile is delivered at the end, whoever handles it."""
    came: list[tuple[int, FrameType | None]] = []
    # Python calls handlers in the main thread alone, so nothing can disturb another one.
    here = threading.current_thread() is threading.main_thread()
    handlers = {number: handler for number in SIGNALS if here and callable(handler := signal.getsignal(number))}
    for number in handlers:
        signal.signal(number, lambda *what: came.append(what))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for number, frame in came:
            handlers[number](number, frame)


@contextmanager
def stopping() -> Iterator[Stopping]:
    """Handle the signals for the rest of the process; once it has nothing left to do they are ignored.

    A signal that met the interpreter while it shuts down would end it as if it had been killed.
    """
    state = Stopping()
    handled = [number for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    for number in handled:
        signal.signal(number, state.handle)
    told = sys.unraisablehook
    sys.unraisablehook = lambda lost: None if issubclass(lost.exc_type, KeyboardInterrupt) else told(lost)
    try:
        yield state
    finally:
        for number in handled:
            signal.signal(number, signal.SIG_IGN)
