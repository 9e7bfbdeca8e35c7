"""How many runs are sent to a process at one time."""

from __future__ import annotations

_MOST = 256


class Pace:
    """As many runs go into a chunk as take about `target` seconds, fewer toward the end so that all finish together.

    What is lost when all is killed, and what a message costs, both stay small.
    """

    def __init__(self, target: float) -> None:
        self._target = target
        self._seconds = target  # of one run, as measured lately

    def measured(self, runs: int, seconds: float) -> None:
        """Learn what some runs took."""
        self._seconds += 0.5 * (seconds / runs - self._seconds)

    def size(self, left: int, shares: int) -> int:
        """How long the next chunk is, where `left` runs are to be shared out as `shares` chunks at least."""
        fair = -(-left // shares)
        return max(1, min(_MOST, fair, int(self._target / max(self._seconds, 1e-6))))
