"""What test workers hold: processes that do as they are told, in a module that they can import."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sulha.experiments.sweeps.plan import Run


@dataclass(frozen=True)
class Orders:
    """Which runs end their process, and which do so only the first time (a file remembers)."""

    deadly: frozenset[int] = frozenset()
    once: str = ""
    how: str = "kill"


class Obedient:
    """Gives back the places of its runs."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders

    def perform(self, runs: Sequence[Run]) -> list[Any]:
        for run in runs:
            time.sleep(0.001)
            if run.position in self._orders.deadly and self._again():
                if self._orders.how == "kill":
                    os.kill(os.getpid(), signal.SIGKILL)
                os._exit(3)
        return [run.position for run in runs]

    def _again(self) -> bool:
        if not self._orders.once:
            return True
        try:
            os.close(os.open(self._orders.once, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return False
        return True


class Stillborn(Obedient):
    """Never comes to life."""

    def __init__(self, orders: Orders) -> None:
        super().__init__(orders)
        os._exit(7)
