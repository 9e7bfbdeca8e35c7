"""What a sweep costs beside the runs themselves, and beside what else does many runs (`make bench`)."""

from __future__ import annotations

import json
import multiprocessing
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import joblib
import mesa

from sulha.experiments.sweeps.executors import Local, Pause
from sulha.experiments.sweeps.journal import Entry
from sulha.experiments.sweeps.layout import Described, described
from sulha.experiments.sweeps.plan import Run
from sulha.experiments.sweeps.specification import parse
from sulha.experiments.sweeps.sweeping import prepare, resume
from sulha.experiments.sweeps.work import Task, Worker

RUNS, WORKERS, ROUNDS = 2000, 2, 3
#: So small a world makes a run of about 2 ms on a usual machine.
SPEC = """\
format: 1
scenario: baseline
set: {{time.months: 1, societies.society_a.citizens: 20, societies.society_b.citizens: 20}}
factors: {{constraints.funding: [0.25, 0.5, 1, 2]}}
outcomes: [conduct, goldstein, settled_months]
replicates: {replicates}
"""


@cache
def asked(runs: int) -> Described:
    """A sweep of short runs."""
    return described(parse(SPEC.format(replicates=runs // 4)))


@cache
def todo() -> tuple[Worker, list[Run]]:
    """All that is to be done, for whoever does it."""
    made = asked(RUNS)
    return Worker(made.task), list(made.plan.runs(made.points))


def one(place: int) -> list[Entry]:
    """One run."""
    worker, runs = todo()
    return worker.perform([runs[place]])


class Once(mesa.Model):  # type: ignore[misc]
    """One run as a model that Mesa's batch runner can run."""

    def __init__(self, place: int, rng: Any = None) -> None:
        super().__init__(rng=0)
        self.place = place
        self.row: dict[str, Any] = {}
        self.datacollector = mesa.DataCollector(model_reporters={"conduct": lambda model: model.row["conduct"]})

    def step(self) -> None:
        """All of the run."""
        self.row = one(self.place)[0][0]
        self.datacollector.collect(self)
        self.running = False


def serial() -> None:
    """The runs alone, one after the other."""
    for place in range(RUNS):
        one(place)


_folders = count()


def ours() -> None:
    """A sweep, with everything that it saves."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / str(next(_folders))
        prepare(folder, asked(RUNS))
        resume(folder, Local(WORKERS))


def bare_pool() -> None:
    """A pool that keeps results in memory and loses all of them to one exception."""
    with multiprocessing.get_context("fork").Pool(WORKERS) as pool:
        list(pool.imap_unordered(one, range(RUNS), chunksize=16))


def mesas() -> None:
    """Mesa's own batch runner."""
    mesa.batch_run(Once, {"place": range(RUNS)}, number_processes=WORKERS, display_progress=False, rng=[0])


def joblibs() -> None:
    """joblib over a pool of processes: its own workers cannot take a function of a script that keeps a cache."""
    joblib.Parallel(n_jobs=WORKERS, backend="multiprocessing")(joblib.delayed(one)(place) for place in range(RUNS))


def efficiency() -> dict[str, Any]:
    """Time of the runs alone, divided by time on two workers times two; the median of rounds in which all take turns.

    The first round is not counted: in it the process is begun that workers are forked from, which takes `cold` seconds
    once in the life of a program.
    """
    ways: dict[str, Callable[[], None]] = {
        "sulha": ours, "bare_pool": bare_pool, "mesa_batch_run": mesas, "joblib": joblibs,
    }  # fmt: skip
    one(0)
    cold = _seconds(ours)
    found: dict[str, list[float]] = {name: [] for name in ways}
    alone = []
    for _ in range(ROUNDS):
        alone.append(_seconds(serial))
        for name, way in ways.items():
            found[name].append(_seconds(way))
    ratios = {name: statistics.median(a / (WORKERS * t) for a, t in zip(alone, times, strict=True))
              for name, times in found.items()}  # fmt: skip
    return {
        "runs": RUNS,
        "ms_per_run": round(1e3 * statistics.median(alone) / RUNS, 2),
        "cold": round(cold - statistics.median(found["sulha"]), 2),
        "efficiency": {name: round(ratio, 3) for name, ratio in ratios.items()},
        "target_at_least": 0.92,
        "met": ratios["sulha"] >= 0.92,
    }


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


class Instant:
    """Gives back rows at once: what is measured is the process that keeps them."""

    def results(self, task: Task, runs: Iterator[Run], left: int, pause: Pause) -> Generator[list[Entry]]:
        """Rows that nobody computed."""
        worker = Worker(task)
        for run in runs:
            row, _ = worker.given_up(run, "")
            yield [(row | {"status": "done", "conduct": run.position / 7, "goldstein": run.position / 3}, b"")]


def memory() -> dict[str, Any]:
    """Peak memory of the process that keeps the rows, for some runs and a hundred times as many."""
    few, many = 1000, 100_000
    peaks = [
        json.loads(subprocess.check_output([sys.executable, "-P", __file__, "--rows", str(runs)]))
        for runs in (few, many)
    ]
    growth = peaks[1] / peaks[0]
    return {
        "runs": [few, many],
        "megabytes": [round(peak / 1e6, 1) for peak in peaks],
        "growth": round(growth, 3),
        "target_at_most": 1.1,
        "met": growth <= 1.1,
    }


def _peak_with(runs: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        prepare(Path(place) / "out", asked(runs))
        resume(Path(place) / "out", Instant())
    # Not `ru_maxrss`: a process that was started by a large one begins with the peak of that one.
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    print(int(peak[1]) * 1024 if peak else "null")


def main() -> None:
    """Measure and print everything."""
    print(json.dumps({"sweeps": efficiency(), "memory_of_sweeps": memory()}, indent=2))


if __name__ == "__main__":
    if "--rows" in sys.argv:
        _peak_with(int(sys.argv[-1]))
    else:
        main()
