"""What a worker does: one run of one point and arm, from the description of its world to a row."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isnan
from typing import Any
from uuid import uuid4

import pyarrow as pa

from sulha.model import Conflict, Setup
from sulha.model.metrics import METRICS, Scope
from sulha.scenarios import changed

from ..contrasts import FURTHER, OUTCOMES
from ..counterfactual import missing
from ..outcomes import outcome_window, over_months, series_of
from ..result import Arm
from ..tables import SERIES, TABLES
from ..trajectory import remember
from . import milestones, tables
from .journal import Entry
from .plan import Run
from .specification import ArmSpec

#: How much of a traceback is kept: its last frames say where it was.
_FRAMES = 12
#: The columns of kept series. Words stand in them as they are: the dictionaries of runs differ, and so would the bytes
#: of files that are put together in different ways.
_KEPT = pa.schema([
    ("run", pa.int64()),
    *((field.name, pa.string() if pa.types.is_dictionary(field.type) else field.type) for field in SERIES),
])  # fmt: skip
_OUTCOMES = {outcome.name: outcome for outcome in (*OUTCOMES, *FURTHER)}


@dataclass(frozen=True, eq=False)
class Task:
    """All that a worker needs to know of a sweep, sent to it once. Plain data, so that it can be sent anywhere."""

    setup: Setup
    factors: tuple[str, ...]
    arms: tuple[tuple[str, ArmSpec], ...]
    seed: int
    outcomes: tuple[str, ...]
    series: bool = False
    key: str = ""

    @classmethod
    def new(cls, **parts: Any) -> Task:
        """A task that no process has seen yet."""
        return cls(**parts, key=uuid4().hex)


class Worker:
    """Does the runs of one task, one after the other, and remembers the worlds it has described lately."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._described = lru_cache(maxsize=64)(self._world)

    def perform(self, runs: Sequence[Run]) -> list[Entry]:
        """The rows of some runs, each with its series packed, or nothing where they are not kept."""
        return [self._one(run) for run in runs]

    def trajectory(self, run: Run) -> Arm:
        """An arm with the single replicate that a run is."""
        setup = self._described(run.values, run.arm)
        world = Conflict(setup, self._task.seed, run.replicate)
        world.run_for(setup.time.months)
        return Arm(self._task.arms[run.arm][0], setup, (remember(world, run.replicate),))

    def given_up(self, run: Run, reason: str) -> Entry:
        """The row of a run that never came back."""
        return {**self._head(run), "status": "failed", "error": reason, **dict.fromkeys(self._task.outcomes)}, b""

    def _one(self, run: Run) -> Entry:
        try:
            arm = self.trajectory(run)
            return {**self._head(run), "status": "done", "error": None, **self._outcomes(arm)}, self._series(arm, run)
        except Exception:  # noqa: BLE001 (a run that fails is a result of its own: the sweep goes on)
            return self.given_up(run, traceback.format_exc(limit=-_FRAMES))

    def _world(self, values: tuple[Any, ...], arm: int) -> Setup:
        """The world of a point in an arm: the factors first, then what makes the arm."""
        changes = dict(zip(self._task.factors, values, strict=True))
        return made(changed(self._task.setup, changes, by="study"), self._task.arms[arm][1])

    def _head(self, run: Run) -> dict[str, Any]:
        return {
            "run": run.position,
            "point": run.point,
            "arm": self._task.arms[run.arm][0],
            "replicate": run.replicate,
            **dict(zip(self._task.factors, run.values, strict=True)),
        }

    def _outcomes(self, arm: Arm) -> dict[str, float | None]:
        found = measured(self._task.outcomes, arm)
        # What has no value is null in every table.
        return {name: None if isnan(value) else value for name, value in found.items()}

    def _series(self, arm: Arm, run: Run) -> bytes:
        if not self._task.series:
            return b""
        part = TABLES["series"].part(arm, arm.trajectories[0])
        series = pa.table(part, schema=SERIES)
        series = series.set_column(0, "point", pa.array([run.point] * len(series), pa.int32()))
        series = series.add_column(0, "run", pa.array([run.position] * len(series), pa.int64()))
        return tables.packed(series.cast(_KEPT))


def measured(names: Sequence[str], arm: Arm) -> dict[str, float]:
    """Outcomes of a single run: those that are compared, milestones, and means of metrics of the world."""
    window = outcome_window(arm.setup)
    return {name: _measured(name, arm, window) for name in names}


def _measured(name: str, arm: Arm, window: tuple[int, int]) -> float:
    if milestones.is_milestone(name):
        return milestones.month_of(name, arm.setup, arm.trajectories[0])
    if name in _OUTCOMES:
        return float(_OUTCOMES[name].read(arm, window)[0])
    return float(over_months(series_of(arm, name), window)[0])


def usual_outcomes() -> tuple[str, ...]:
    """The outcomes of a sweep that asks for none in particular."""
    return (*(one.name for one in OUTCOMES), *(one.name for one in milestones.MILESTONES))


def known_outcomes(setup: Setup) -> tuple[str, ...]:
    """Every name of a column that a specification may ask for in a scenario."""
    of_world = (metric.name for metric in METRICS if {Scope.WORLD, Scope.SOCIETY, Scope.DIRECTION} & {*metric.scopes})
    return tuple(
        dict.fromkeys([*usual_outcomes(), *(one.name for one in FURTHER), *of_world, *milestones.closures(setup)])
    )


def made(setup: Setup, arm: ArmSpec) -> Setup:
    """The world of an arm, from that of the scenario. Raises `ScenarioError` for what does not fit."""
    setup = changed(setup, arm.set, by="study")
    for word in arm.without:
        setup = missing(setup, word).taken_from(setup)
    return setup
