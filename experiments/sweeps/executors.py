"""Who does the runs of a sweep: processes of this machine, this process, or a Dask cluster. The rows are the same."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from ..language import text
from .journal import Entry
from .pace import Pace
from .plan import Run
from .pool import Pool
from .work import Task, Worker

if TYPE_CHECKING:
    from distributed import Client, Future

_WARM = f"{__package__}.warm"
#: A task of a cluster should take about so long [s], and so many are under way for each of its threads.
_TARGET, _AHEAD = 1.0, 3

#: Calls of `pause` are for whoever wants to save what there is, show how far it is, or stop.
type Pause = Callable[[], None]


class Executor(Protocol):
    """Does runs, in any order, and gives back their entries in pieces as they are finished."""

    def results(self, task: Task, runs: Iterator[Run], left: int, pause: Pause) -> Generator[list[Entry]]:
        """The entries of `left` runs. `pause` is called at least every half second or after each run."""


@dataclass(frozen=True)
class Here:
    """This process, run by run: for tests, and where processes cannot be started."""

    def results(self, task: Task, runs: Iterator[Run], left: int, pause: Pause) -> Generator[list[Entry]]:  # noqa: ARG002
        """The entries, one by one."""
        worker = Worker(task)
        for run in runs:
            yield worker.perform([run])
            pause()


@dataclass(frozen=True)
class Local:
    """Processes of this machine, each with one thread."""

    workers: int

    def results(self, task: Task, runs: Iterator[Run], left: int, pause: Pause) -> Generator[list[Entry]]:
        """The entries in chunks. A run that kills its worker twice is told as failed."""
        worker = Worker(task)
        return Pool(Worker, task, self.workers, _WARM).results(runs, left, worker.given_up, pause)


@dataclass(frozen=True)
class Dask:
    """A cluster reached by the address of its scheduler, for those who outgrow one machine."""

    address: str

    def results(self, task: Task, runs: Iterator[Run], left: int, pause: Pause) -> Generator[list[Entry]]:
        """The entries in chunks, as tasks are finished anywhere. A run that ends its processes is told as failed.

        Raises `ClusterError` where there is no cluster at the address, or no longer.
        """
        try:
            from distributed import Client  # noqa: PLC0415 (an extra)
        except ImportError:
            raise ClusterError(text("Dask is not installed; install sulha with its extra `cluster`")) from None
        try:
            client = Client(self.address)
        except (OSError, ValueError) as error:
            raise ClusterError(
                text("there is no Dask cluster at {address}: {reason}", address=self.address, reason=str(error))
            ) from None
        with client:
            yield from _Cluster(client, task).results(runs, left, pause)


class ClusterError(OSError):
    """A cluster cannot be reached."""


class _Cluster:
    """The tasks that are under way on a cluster."""

    def __init__(self, client: Client, task: Task) -> None:
        self._client, self._task = client, task
        self._shared = client.scatter(task, broadcast=True)
        self._waiting: dict[Future[Any], list[Run]] = {}
        self._suspects: deque[Run] = deque()
        self._pace = Pace(_TARGET)

    def results(self, runs: Iterator[Run], left: int, pause: Pause) -> Generator[list[Entry]]:
        while True:
            left -= self._feed(runs, left)
            if not self._waiting:
                return
            done = self._finished()
            pause()
            for future in done:
                yield self._entries(future, self._waiting.pop(future))

    def _feed(self, runs: Iterator[Run], left: int) -> int:
        """Have some tasks under way for each thread; how many new runs were taken."""
        most, taken = max(1, _AHEAD * sum(self._client.nthreads().values())), 0
        while len(self._waiting) < most:
            if self._suspects:
                chunk = [self._suspects.popleft()]
            else:
                chunk = list(islice(runs, self._pace.size(left - taken, most)))
                taken += len(chunk)
            if not chunk:
                break
            future = self._client.submit(performed, self._shared, chunk, pure=False, retries=2)
            self._waiting[future] = chunk
        return taken

    def _finished(self) -> Sequence[Future[Any]]:
        from distributed import wait  # noqa: PLC0415 (an extra)

        try:
            return list(wait(list(self._waiting), timeout=0.5, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            return ()

    def _entries(self, future: Future[Any], chunk: list[Run]) -> list[Entry]:
        if future.status == "finished":
            entries, seconds = future.result()
            self._pace.measured(len(chunk), seconds)
            return list(entries)
        if future.status != "error":
            raise ClusterError(text("the Dask cluster is gone"))
        if len(chunk) > 1:
            # One of them ended its processes: alone, it will be seen which.
            self._suspects.extend(chunk)
            return []
        return [Worker(self._task).given_up(chunk[0], str(future.exception()))]


_workers: dict[str, Worker] = {}


def performed(task: Task, runs: Sequence[Run]) -> tuple[list[Entry], float]:
    """The entries of some runs and the seconds they took, in whatever process this is called."""
    worker = _workers.get(task.key)
    if worker is None:
        _workers.clear()
        worker = _workers[task.key] = Worker(task)
    begun = time.perf_counter()
    return worker.perform(runs), time.perf_counter() - begun
