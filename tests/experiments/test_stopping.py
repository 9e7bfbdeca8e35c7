"""Signals: what they interrupt, and what they only leave a note for."""

from __future__ import annotations

import signal

import pytest

from sulha.experiments.stopping import Stopping


def test_a_signal_interrupts_what_is_open_and_is_remembered_elsewhere() -> None:
    stop = Stopping()
    stop.handle(signal.SIGINT, None)
    with pytest.raises(KeyboardInterrupt), stop.open():
        pytest.fail("a signal that came before is delivered at once")
    stop.taken()
    with stop.open():
        stop.close()
        stop.handle(signal.SIGINT, None)
    assert stop.asked


def losing(stop: Stopping, error: Exception | None = None) -> None:
    """A signal comes where nobody catches what it raises; then something else may go wrong."""
    with pytest.raises(KeyboardInterrupt):
        stop.handle(signal.SIGINT, None)
    if error is not None:
        raise error


def test_a_signal_that_was_lost_is_delivered_at_the_end() -> None:
    stop = Stopping()
    with pytest.raises(KeyboardInterrupt), stop.open():
        losing(stop)
    stop = Stopping()
    with pytest.raises(KeyboardInterrupt), stop.open():
        losing(stop, ValueError("what else went wrong"))
    # Once nothing may be interrupted any more it is a note.
    stop = Stopping()
    with stop.open():
        losing(stop)
        stop.close()
    assert stop.asked
    # Once it is heeded it is over.
    stop = Stopping()
    with stop.open():
        losing(stop)
        stop.taken()
    assert not stop.asked
