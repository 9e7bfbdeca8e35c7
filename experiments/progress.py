"""Progress on standard error: a bar on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .language import text
from .terminal import say

if TYPE_CHECKING:
    from .running import Progress

#: How many plain lines a run prints at most.
_LINES = 10


@contextmanager
def shown(replicates: int) -> Iterator[Callable[[Progress], None]]:
    """Something to report progress to, for as long as the run lasts."""
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
            task = bar.add_task(text("Running"), total=None, told=_done(0, replicates))
            yield lambda now: bar.update(
                task, total=now.months, completed=now.months_done, told=_done(now.replicates_done, replicates)
            )
    else:
        yield _plain_lines(replicates)


def _done(done: int, asked: int) -> str:
    return text("{done} of {all} replicates", done=done, all=asked)


def _plain_lines(replicates: int) -> Callable[[Progress], None]:
    begun, told = time.monotonic(), 0

    def report(now: Progress) -> None:
        nonlocal told
        # A new line for every tenth of the replicates; the last is told by the summary.
        tenth = now.replicates_done * _LINES // replicates
        if tenth <= told or now.replicates_done == replicates:
            return
        told = tenth
        left = (time.monotonic() - begun) / now.replicates_done * (replicates - now.replicates_done)
        say(
            text(
                "{done} of {all} replicates, about {time} left",
                done=now.replicates_done,
                all=replicates,
                time=duration(left),
            )
        )

    return report


def duration(seconds: float) -> str:
    """A time as people say it: seconds, from a minute and a half on minutes, from two hours on hours."""
    if seconds < 90:
        return text("{n} s", n=f"{seconds:.0f}")
    if seconds < 7200:
        return text("{n} min", n=f"{seconds / 60:.0f}")
    return text("{n} h", n=f"{seconds / 3600:.1f}")
