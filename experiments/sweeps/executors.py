"""Who does the runs of a sweep: processes of this machine, this process, or a Dask cluster. The rows are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from .journal import Entry
from .plan import Run
from .pool import Pool
from .work import Task, Worker

if TYPE_CHECKING:
    from distributed import Client, Future

#: Calls of `pause` are for whoever wants to save what there is, show how far it is, or stop.
type Pause = Callable[[], None]


class Executor(Protocol):
    """Does runs, in any order, and gives back their entries in pieces as they are finished."""

    def results(self, task: Task, runs: Iterator[Run], left: int, pause: Pause) -> Iterator[list[Entry]]:
        """The entries of `left` runs. `pause` is called at least every half second or after each run."""


@dataclass(frozen=True)
class Here:
    """This process, run by run: for tests, and where processes cannot be started."""

    def results(self, task: Task, runs: Iterator[Run], left: int, pause: Pause) -> Iterator[list[Entry]]:  # noqa: ARG002
        """The entries, one by one."""
        worker = Worker(task)
        for run in runs:
            yield worker.perform([run])
            pause()


@dataclass(frozen=True)
class Local:
    """Processes of this machine, each with one thread."""

    workers: int

    def results(self, task: Task, runs: Iterator[Run], left: int, pause: Pause) -> Iterator[list[Entry]]:
        """The entries in chunks. A run that kills its worker twice is told as failed."""
        worker = Worker(task)
        return Pool(Worker, task, self.workers).results(runs, left, worker.given_up, pause)


@dataclass(frozen=True)
class Dask:
    """A cluster reached by the address of its scheduler, for those who outgrow one machine."""

    address: str
    #: Runs in one task of the cluster: some seconds of work, as a task costs about a millisecond.
    chunk: int = 32
    #: Tasks that are under way for each thread of the cluster.
    ahead: int = 3

    def results(self, task: Task, runs: Iterator[Run], left: int, pause: Pause) -> Iterator[list[Entry]]:  # noqa: ARG002
        """The entries in chunks, as tasks are finished anywhere."""
        from distributed import Client, wait  # noqa: PLC0415 (an extra)

        with Client(self.address) as client:
            shared = client.scatter(task, broadcast=True)
            waiting: dict[Future[Any], list[Run]] = {}
            while True:
                while len(waiting) < self._most(client) and (chunk := list(islice(runs, self.chunk))):
                    waiting[client.submit(performed, shared, chunk, pure=False, retries=2)] = chunk
                if not waiting:
                    return
                done = _finished(wait, list(waiting))
                pause()
                for future in done:
                    yield _entries(future, waiting.pop(future), task)

    def _most(self, client: Client) -> int:
        threads: dict[str, int] = client.nthreads()
        return max(1, self.ahead * sum(threads.values()))


def _finished(wait: Callable[..., Any], futures: list[Future[Any]]) -> Sequence[Future[Any]]:
    try:
        return list(wait(futures, timeout=0.5, return_when="FIRST_COMPLETED").done)
    except TimeoutError:
        return ()


def _entries(future: Future[Any], runs: list[Run], task: Task) -> list[Entry]:
    if future.status == "finished":
        entries: list[Entry] = future.result()
        return entries
    worker = Worker(task)
    return [worker.given_up(run, str(future.exception())) for run in runs]


_workers: dict[str, Worker] = {}


def performed(task: Task, runs: Sequence[Run]) -> list[Entry]:
    """The entries of some runs, in whatever process this is called."""
    key = task.key
    if key not in _workers:
        _workers.clear()
        _workers[key] = Worker(task)
    return _workers[key].perform(runs)
