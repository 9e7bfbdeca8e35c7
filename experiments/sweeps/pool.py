"""Worker processes on this machine: each does one run after the other, and none can take the sweep with it.

A worker that dies (killed, out of memory, a crash in compiled code) is replaced. The chunk it was at is tried again run
by run; a run that, alone, takes its worker with it twice is given up and told as failed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

from sulha.model.wording import said

from ..language import text
from .pace import Pace
from .plan import Run

#: Chunks sent to a worker ahead of the one it is at, so that it never waits for us.
_AHEAD = 2
#: A chunk should take about so long [s].
_TARGET = 0.2
_TRIES = 2
#: So many processes in a row that end before they are ready mean that none ever will be.
_STILLBORN = 3


class StartError(OSError):
    """Worker processes end before they can do anything."""


class Performer(Protocol):
    """What a worker process holds: it turns runs into finished entries."""

    def perform(self, runs: Sequence[Run]) -> list[Any]:
        """The entries of some runs, in their order."""


@dataclass(slots=True)
class _Chunk:
    runs: list[Run]
    suspect: bool = False  # a run that is tried alone, since its chunk took a worker with it
    deaths: int = 0  # of workers that were at it alone


@dataclass(slots=True)
class _Process:
    process: BaseProcess
    connection: Connection
    ready: bool = False
    sent: deque[_Chunk] = field(default_factory=deque)


class Pool:
    """As many processes as asked for, made from a function that builds what they hold.

    `preload` names a module with what all of them need.
    """

    def __init__(self, build: Callable[[Any], Performer], task: Any, workers: int, preload: str = "") -> None:
        self._build, self._task, self._workers = build, task, workers
        self._preload = preload or build.__module__
        self._processes: list[_Process] = []
        self._again: deque[_Chunk] = deque()
        self._pace = Pace(_TARGET)
        self._stillborn = 0

    def results(
        self, runs: Iterator[Run], left: int, given_up: Callable[[Run, str], Any], pause: Callable[[], None]
    ) -> Generator[list[Any]]:
        """Entries of finished chunks as they come, until all `left` runs are done.

        `given_up` makes the entry of a run that kills its workers; `pause` is called at least every half second.
        """
        try:
            for _ in range(min(self._workers, left)):
                self._start()
            while True:
                left -= self._feed(runs, left)
                busy = [worker for worker in self._processes if worker.sent]
                if not busy:
                    return
                wait([worker.connection for worker in busy], timeout=0.5)
                pause()
                for worker in busy:
                    yield from self._received(worker, given_up)
        finally:
            self.stop()

    def stop(self) -> None:
        """End all processes at once."""
        for worker in self._processes:
            worker.process.kill()
            worker.connection.close()
        for worker in self._processes:
            worker.process.join()
        self._processes.clear()

    # -- within

    def _start(self) -> None:
        context = _context()
        # Done once, in the process that all workers are forked from.
        context.set_forkserver_preload([self._preload])
        ours, theirs = context.Pipe()
        with _without_main(), _one_thread():
            process = context.Process(
                target=_serve, args=(theirs, self._build, self._task), daemon=True, name="sulha worker"
            )
            process.start()
        theirs.close()
        self._processes.append(_Process(process, ours))

    def _feed(self, runs: Iterator[Run], left: int) -> int:
        """Send every worker what it may do next; how many new runs were taken."""
        taken = 0
        for depth in range(_AHEAD):
            for worker in self._processes:
                if len(worker.sent) > depth:
                    continue
                chunk = self._again.popleft() if self._again and not worker.sent else None
                if chunk is None and any(sent.suspect for sent in worker.sent):
                    continue  # who tries a suspect does nothing else
                if chunk is None:
                    chunk = _Chunk(self._next(runs, left - taken))
                    taken += len(chunk.runs)
                if chunk.runs:
                    self._send(worker, chunk)
        return taken

    def _next(self, runs: Iterator[Run], left: int) -> list[Run]:
        return list(islice(runs, self._pace.size(left, len(self._processes) * (_AHEAD + 1))))

    def _send(self, worker: _Process, chunk: _Chunk) -> None:
        worker.sent.append(chunk)
        with suppress(OSError):  # where it has died, that is noticed when we listen
            worker.connection.send(chunk.runs)

    def _received(self, worker: _Process, given_up: Callable[[Run, str], Any]) -> Iterator[list[Any]]:
        try:
            while worker.connection.poll():
                message = worker.connection.recv()
                if message is None:
                    worker.ready, self._stillborn = True, 0
                    continue
                entries, seconds = message
                chunk = worker.sent.popleft()
                self._pace.measured(len(chunk.runs), seconds)
                yield entries
        except (EOFError, OSError):
            yield from self._died(worker, given_up)

    def _restart(self, worker: _Process) -> None:
        """Try another process for one that never came to life; not for ever."""
        self._stillborn += 1
        if self._stillborn >= _STILLBORN:
            cause = _cause(worker.process.exitcode)
            raise StartError(text("worker processes cannot start: the last one {cause}", cause=cause))
        self._again.extend(worker.sent)
        self._start()

    def _died(self, worker: _Process, given_up: Callable[[Run, str], Any]) -> Iterator[list[Any]]:
        worker.process.join()
        worker.connection.close()
        self._processes.remove(worker)
        if not worker.ready:
            self._restart(worker)
            return
        at, *rest = worker.sent
        self._again.extend(rest)
        if not at.suspect:
            self._again.extend(_Chunk([run], suspect=True) for run in at.runs)
        elif at.deaths + 1 < _TRIES:
            self._again.append(_Chunk(at.runs, suspect=True, deaths=at.deaths + 1))
        else:
            yield [given_up(at.runs[0], f"its process {_cause(worker.process.exitcode)}")]
        self._start()


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        name = signal.Signals(-code).name
        if name == "SIGKILL":
            return said("was ended by {signal} (perhaps the machine was short of memory)", signal=name)
        return said("was ended by {signal}", signal=name)
    return said("ended with code {code}", code=code)


def _context() -> ForkServerContext | SpawnContext:
    """How processes are started: none inherits the memory, the threads or the locks of this one."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("forkserver")
    return multiprocessing.get_context("spawn")


@contextmanager
def _without_main() -> Iterator[None]:
    """Start a process without running the caller's script in it again: nothing there is needed."""
    main = sys.modules["__main__"]
    hidden = {name: getattr(main, name) for name in ("__spec__", "__file__") if hasattr(main, name)}
    for name in hidden:
        setattr(main, name, None)
    try:
        yield
    finally:
        for name, value in hidden.items():
            setattr(main, name, value)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Numerical libraries of new processes use one thread each."""
    names = ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _serve(connection: Connection, build: Callable[[Any], Performer], task: Any) -> None:
    """The life of a worker process: until nobody listens any more."""
    # Ctrl-C and the end of a terminal reach every process of the group; the parent decides.
    for number in {signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGINT)}:
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_watch, daemon=True).start()
    performer = build(task)
    try:
        connection.send(None)
        while True:
            runs = connection.recv()
            begun = time.perf_counter()
            entries = performer.perform(runs)
            connection.send((entries, time.perf_counter() - begun))
    except (EOFError, OSError):
        return


def _watch() -> None:
    """Leave when the sweep has been killed, even from the middle of a long run."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)
