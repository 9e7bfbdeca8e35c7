"""Progress on standard error: a bar on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .language import text
from .terminal import say

if TYPE_CHECKING:
    from .running import Progress

#: How many plain lines a run prints at most, and how often [s] a long one says that it is alive.
_LINES = 10
_ALIVE = 60.0

#: What is told: the words, how much is done of how much, and the seconds left.
type Tell = Callable[[str, float, float, float], None]


@contextmanager
def followed() -> Iterator[Tell]:
    """Something to report progress to: a bar with the time left on a terminal, elsewhere plain lines now and then."""
    from rich.console import Console  # noqa: PLC0415  (asking for help needs no bar)

    console = Console(stderr=True)
    if console.is_terminal and not console.is_dumb_terminal:
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[told]}"),
            TimeRemainingColumn(elapsed_when_finished=True),
        )
        with Progress(*columns, console=console) as bar:
            task = bar.add_task(text("Running"), total=None, told="")
            yield lambda told, done, size, _: bar.update(task, total=size, completed=done, told=told)
    else:
        yield _plain_lines()


def _plain_lines() -> Tell:
    tenth, alive = 0, time.monotonic()

    def tell(told: str, done: float, size: float, left: float) -> None:
        nonlocal tenth, alive
        now = time.monotonic()
        # A new line for every tenth, and every minute; the last is told by what is printed in the end.
        if done >= size or (int(done * _LINES / size) <= tenth and now - alive < _ALIVE):
            return
        tenth, alive = int(done * _LINES / size), now
        if math.isinf(left):
            say(told)
        else:
            say(text("{told}, about {time} left", told=told, time=duration(left)))

    return tell


@contextmanager
def shown(replicates: int) -> Iterator[Callable[[Progress], None]]:
    """Something to report the progress of a run to, for as long as the run lasts."""
    begun = time.monotonic()
    with followed() as tell:

        def report(now: Progress) -> None:
            passed = time.monotonic() - begun
            left = (
                passed / now.replicates_done * (replicates - now.replicates_done) if now.replicates_done else math.inf
            )
            told = text("{done} of {all} replicates", done=now.replicates_done, all=replicates)
            tell(told, now.months_done, now.months, left)

        yield report


def duration(seconds: float) -> str:
    """A time as people say it: seconds, from a minute and a half on minutes, from two hours on hours."""
    if seconds < 90:
        return text("{n} s", n=f"{seconds:.0f}")
    if seconds < 7200:
        return text("{n} min", n=f"{seconds / 60:.0f}")
    return text("{n} h", n=f"{seconds / 3600:.1f}")
