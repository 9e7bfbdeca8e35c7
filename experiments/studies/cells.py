"""The cells of a study's design: an arm at a point of a sweep, and what was read off its runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..analysis.reading import DONE, Runs
from ..analysis.survival import Durations
from ..sweeps.milestones import CLOSED

type Values = NDArray[np.float64]
#: From the runs of a sweep, an arm and a point to a value of each replicate (replicates,), NaN where there is none.
type Reading = Callable[[Runs, int, int], Values]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the name of an arm, and where the point is, by factors; what `at` leaves out is the same everywhere."""

    arm: str
    at: dict[str, Any] = field(default_factory=dict)

    def point(self, runs: Runs) -> int:
        """The number of its point. Raises ValueError unless the design has exactly one."""
        points = runs.points
        found = np.ones(len(points), dtype=bool)
        for path, value in self.at.items():
            found &= (points[path] == value).to_numpy()
        if found.sum() != 1:
            raise ValueError(f"{int(found.sum())} points of {runs.folder} are at {self.at}: give every factor")
        return int(found.argmax())


@dataclass(frozen=True, eq=False)
class Sample:
    """The runs that an estimate is made from: a sweep, and a point of it where all cells are read at that one."""

    runs: Runs
    point: int | None = None

    def place(self, cell: Cell) -> tuple[int, int]:
        """The arm and the point of a cell."""
        point = cell.point(self.runs) if self.point is None else self.point
        return self.runs.arms.index(cell.arm), point

    def of(self, reading: str | Reading, cell: Cell) -> Values:
        """An outcome of the cell's replicates (replicates,)."""
        arm, point = self.place(cell)
        if isinstance(reading, str):
            values: Values = self.runs.values(reading)[arm, point]
            return values
        return reading(self.runs, arm, point)

    def durations(self, cell: Cell, until: str, *, since: str = "", instead: str = "") -> Durations:
        """Months from one milestone ("" for the start) until another; `instead` ends the watch as the horizon does."""
        arm, point = self.place(cell)
        done = self.runs.status[arm, point] == DONE
        done &= ~np.isnan(self.runs.values(since)[arm, point]) if since else True
        horizon = float(self.runs.horizon()[arm, point])

        def month(name: str) -> Values:
            months: Values = np.nan_to_num(self.runs.values(name)[arm, point], nan=np.inf)[done]
            return months

        begin = month(since) if since else np.zeros(int(done.sum()))
        event = month(until)
        end = np.minimum(month(instead), horizon) if instead else np.full_like(event, horizon)
        cluster = done.nonzero()[0]
        cause = (event <= end).astype(np.int64)
        time = (np.minimum(event, end) - begin).astype(np.int64)
        return Durations(time, cause, cluster, done.size)


def still_open(month: int) -> Reading:
    """The share of a world's organizations that are open after a month; needs the outcome `closed_month`."""

    def read(runs: Runs, arm: int, point: int) -> Values:
        names = [name for name in runs.outcomes if name.startswith(f"{CLOSED}.")]
        closed = np.array([runs.values(name)[arm, point] for name in names])
        share: Values = (~(closed <= month)).mean(axis=0)
        return np.where(runs.status[arm, point] == DONE, share, np.nan)

    return read
