"""What is read off every replicate: conduct over the outcome window, when talks opened, who is left."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from sulha.model.actions import REFUSALS
from sulha.model.metrics import METRICS, Scope
from sulha.model.setup import directions
from sulha.model.terms import PROCESSES, WORLD

if TYPE_CHECKING:
    from sulha.model import Setup

    from .result import Arm
    from .trajectory import Trajectory

_METRICS = {metric.name: metric for metric in METRICS}


def outcome_window(setup: Setup) -> tuple[int, int]:
    """First and last month that outcomes are read off: after `start.skip`, or the last half of a shorter run."""
    months, skip = setup.time.months, int(setup.resolved_parameters().start.skip)
    return (skip + 1 if months > skip else months // 2 + 1), months


def over_months(values: NDArray[np.float64], window: tuple[int, int]) -> NDArray[np.float64]:
    """Means (replicates,) over the months of a window, both ends included; NaN where a replicate has no value."""
    part = values[:, window[0] : window[1] + 1]
    known = ~np.isnan(part)
    total, n = np.where(known, part, 0.0).sum(axis=1), known.sum(axis=1)
    means: NDArray[np.float64] = np.divide(total, n, out=np.full(len(part), np.nan), where=n > 0)
    return means


def series_of(arm: Arm, metric: str, society: str | None = None) -> NDArray[np.float64]:
    """A metric (replicates, months + 1) of a society or the world: its own row, else the mean of its directions."""
    scope, actor = (Scope.SOCIETY, society) if society else (Scope.WORLD, WORLD)
    if scope in _METRICS[metric].scopes:
        return arm.values(metric, str(actor))
    pairs = [(s, o) for s, o in directions(arm.setup.societies) if society in (None, s)]
    return np.mean([arm.values(metric, s, o) for s, o in pairs], axis=0)


def first_month(arm: Arm, code: str) -> NDArray[np.float64]:
    """When an event first happened in each replicate (replicates,), between whomever; NaN where it never did."""
    return np.array([_first(kept, code) for kept in arm.trajectories])


def _first(kept: Trajectory, code: str) -> float:
    return next((float(event.month) for event in kept.events if event.code == code), float("nan"))


def ever_agreed(arm: Arm) -> NDArray[np.bool_]:
    """Whether a replicate was ever in agreement or peace, at the start included (replicates,)."""
    agreement = PROCESSES.index("agreement")
    pairs = [pair for pair in directions(arm.setup.societies) if pair[0] < pair[1]]
    return np.array([
        any(bool((kept.of("process", s, o) >= agreement).any()) for s, o in pairs) for kept in arm.trajectories
    ])  # fmt: skip


def open_at_end(arm: Arm) -> NDArray[np.float64]:
    """How many organizations are open in the last month (replicates,)."""
    return arm.values("organizations_open")[:, -1]


def refusals(arm: Arm) -> tuple[dict[str, int], int]:
    """Acts refused by code, and how many were planned, in all replicates together."""
    counts: Counter[str] = Counter()
    for kept in arm.trajectories:
        for item in pc.value_counts(kept.acts["refused"]).to_pylist():
            counts[item["values"]] += item["counts"]
    return {code: counts[code] for code in REFUSALS}, sum(counts.values())
