"""What test workers hold: processes that do as they are told, in a module that they can import."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sulha.experiments.sweeps.executors import Pause
from sulha.experiments.sweeps.journal import Entry
from sulha.experiments.sweeps.plan import Run
from sulha.experiments.sweeps.pool import Pool
from sulha.experiments.sweeps.work import Task, Worker


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


@dataclass(frozen=True)
class Logged:
    """Processes of this machine that also note in a file which run they have done, and when."""

    workers: int
    log: str

    def results(self, task: Task, runs: Iterator[Run], left: int, pause: Pause) -> Generator[list[Entry]]:
        pool = Pool(Logging, (task, self.log), self.workers, "sulha.experiments.sweeps.warm")
        return pool.results(runs, left, Worker(task).given_up, pause)


class Logging(Worker):
    """Does runs, not too fast, and notes each of them."""

    def __init__(self, told: tuple[Task, str]) -> None:
        super().__init__(told[0])
        self._log = os.open(told[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def perform(self, runs: Sequence[Run]) -> list[Entry]:
        entries = []
        for run in runs:
            entries += super().perform([run])
            os.write(self._log, f"{run.position} {time.time()}\n".encode())
            time.sleep(0.004)
        return entries


@dataclass(frozen=True)
class Short:
    """Processes of this machine that are short of memory as long as a file exists."""

    workers: int
    file: str

    def results(self, task: Task, runs: Iterator[Run], left: int, pause: Pause) -> Generator[list[Entry]]:
        pool = Pool(Starved, (task, self.file), self.workers, "sulha.experiments.sweeps.warm")
        return pool.results(runs, left, Worker(task).given_up, pause)


class Starved(Worker):
    """Does runs with little memory beside what the process has; one that asks for all of it is killed."""

    def __init__(self, told: tuple[Task, str]) -> None:
        super().__init__(told[0])
        self._short = os.path.exists(told[1])  # noqa: PTH110
        if self._short:
            pages = int(Path("/proc/self/statm").read_text().split()[0])
            limit = pages * resource.getpagesize() + 32_000_000
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    def perform(self, runs: Sequence[Run]) -> list[Entry]:
        # What the kernel does to the largest process when memory is gone.
        if self._short and any(run.values[0] == KILLED for run in runs):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().perform(runs)


#: Citizens of a world whose worker is killed.
KILLED = 100_000
