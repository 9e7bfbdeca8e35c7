"""What is read off every replicate: conduct over the outcome window, when talks opened, who is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
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
    return common_window((setup,))


def common_window(setups: Collection[Setup]) -> tuple[int, int]:
    """The outcome window of the months that several runs have in common, after the longest `start.skip` of them."""
    months = min(setup.time.months for setup in setups)
    skip = max(int(setup.resolved_parameters().start.skip) for setup in setups)
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


def peak_rise(arm: Arm, window: tuple[int, int]) -> NDArray[np.float64]:
    """How far conduct rises at most in the six months that begin with an attack (replicates,), from the month before.

    A mean over the attacks of the window on any side, by whoever suffers them; NaN in a replicate without any.
    """
    rises: list[list[float]] = [[] for _ in arm.trajectories]
    for s, o in directions(arm.setup.societies):
        conduct, attacks = arm.values("conduct", s, o), arm.values("attack", s, o)
        for place, month in zip(*(attacks[:, window[0] : window[1] + 1] > 0).nonzero(), strict=True):
            at = window[0] + int(month)
            rises[place].append(float(conduct[place, at : at + 6].max() - conduct[place, at - 1]))
    return np.array([np.mean(found) if found else np.nan for found in rises])


def first_month(arm: Arm, code: str) -> NDArray[np.float64]:
    """When an event first happened in each replicate (replicates,), between whomever; NaN where it never did."""
    return np.array([_first(kept, code) for kept in arm.trajectories])


def _first(kept: Trajectory, code: str) -> float:
    return next((float(event.month) for event in kept.events if event.code == code), float("nan"))


def ever_agreed(arm: Arm, until: int | None = None) -> NDArray[np.bool_]:
    """Whether a replicate was ever in agreement or peace by a month, at the start included (replicates,)."""
    return _settled(arm)[:, :, : None if until is None else until + 1].any(axis=(1, 2))


def settled_months(arm: Arm, until: int) -> NDArray[np.float64]:
    """How many of the months 1 to `until` were in agreement or peace (replicates,), as a mean over pairs of sides."""
    months: NDArray[np.float64] = _settled(arm)[:, :, 1 : until + 1].sum(axis=2).mean(axis=1)
    return months


def _settled(arm: Arm) -> NDArray[np.bool_]:
    """Whether each pair of sides is in agreement or peace (replicates, pairs, months + 1)."""
    pairs = [pair for pair in directions(arm.setup.societies) if pair[0] < pair[1]]
    states = np.array([[kept.of("process", s, o) for s, o in pairs] for kept in arm.trajectories])
    settled: NDArray[np.bool_] = states >= PROCESSES.index("agreement")
    return settled


def open_at_end(arm: Arm, until: int = -1) -> NDArray[np.float64]:
    """How many organizations are open in the last month, or in the month `until` (replicates,)."""
    return arm.values("organizations_open")[:, until]


def refusals(arm: Arm) -> tuple[dict[str, int], int]:
    """Acts refused by code, and how many were planned, in all replicates together."""
    counts: Counter[str] = Counter()
    for kept in arm.trajectories:
        for item in pc.value_counts(kept.acts["refused"]).to_pylist():
            counts[item["values"]] += item["counts"]
    return {code: counts[code] for code in REFUSALS}, sum(counts.values())
