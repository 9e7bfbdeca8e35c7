"""What a sweep will take, and whether its factors do anything, found out with a few runs before all the others."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from sulha.model import Conflict, Setup
from sulha.scenarios import changed

from . import tables
from .layout import Described
from .plan import Run
from .work import Worker

#: Runs that are timed, spread over the plan.
_TIMED = 5
#: Months after which most factors have shown that they act.
_SOON = 24


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a sweep will take: runs, seconds of one processor for one of them, and bytes on disk for one of them."""

    runs: int
    seconds: float
    bytes: float

    def time(self, workers: int) -> float:
        """Seconds on so many processors."""
        return self.runs * self.seconds / workers


def estimate(made: Described, runs: int) -> Estimate:
    """Time some runs, the first to warm up and the others spread over the plan, and see how large their rows are."""
    plan, worker = made.plan, Worker(made.task)
    chosen = [int(point) for point in np.linspace(0, plan.points - 1, _TIMED)]
    trial = [Run(0, point, 0, n % plan.arms, made.points[point]) for n, point in enumerate(chosen)]
    worker.perform(trial[:1])
    begun = time.perf_counter()
    entries = worker.perform(trial)
    seconds = (time.perf_counter() - begun) / len(trial)
    rows = tables.table([row for row, _ in entries], made.layout.schema)
    size = rows.nbytes / rows.num_rows + sum(len(series) for _, series in entries) / len(entries)
    return Estimate(runs, seconds, size)


def inert_factors(made: Described) -> list[str]:
    """The factors that change nothing in one run of the scenario, bit for bit, from one end of them to the other.

    All other factors have the scenario's values. Such a factor may be overruled by something that the scenario says, or
    belong to what it does not contain.
    """
    factors = made.specification.factors
    return [path for path, factor in factors.items() if not _acts(made, path, *_ends(factor.levels()))]


def _ends(levels: tuple[object, ...]) -> tuple[object, object]:
    return levels[0], levels[-1]


def _acts(made: Described, path: str, low: object, high: object) -> bool:
    if low == high:
        return True  # a single level is a setting
    setups = [changed(made.setup, {path: value}, by="study") for value in (low, high)]
    worlds = [Conflict(setup, made.specification.seed) for setup in setups]
    months = [_months(made.setup, path, value) for value in (low, high)]
    if months[0] != months[1]:
        return True
    for world in worlds:
        world.run_for(min(_SOON, months[0]))
    if not _alike(*worlds):
        return True
    if months[0] <= _SOON:
        return False
    for world in worlds:
        world.run_for(months[0] - _SOON)
    return not _alike(*worlds)


def _months(setup: Setup, path: str, value: object) -> int:
    return changed(setup, {path: value}, by="study").time.months


def _alike(one: Conflict, other: Conflict) -> bool:
    return np.array_equal(one.record.series, other.record.series, equal_nan=True)
