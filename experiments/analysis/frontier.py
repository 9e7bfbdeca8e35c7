"""The frontier of two constraints: for each level of one, the smallest value of the other that reaches a target."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from ..statistics import Interval, estimate, paired_shares, wilson
from .measures import Quantity
from .reading import Runs, Values

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached: a quantity at most (`<=`) or at least (`>=`) a value."""

    relation: Literal["<=", ">="]
    value: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """The smallest value of a factor from which on a target is reached, with its interval of 95 %.

    -inf is "reached everywhere in the range tried", inf "not reached in it"; so are the ends of the interval. `bent` is
    whether the means go against the order that the search assumes (more of the factor helps) beyond their intervals.
    """

    at: float
    interval: Interval
    bent: bool

    @property
    def said(self) -> Literal["reached everywhere", "not reached", "threshold"]:
        """What was found, in a word."""
        return "reached everywhere" if self.at == -inf else "not reached" if self.at == inf else "threshold"


@dataclass(frozen=True, eq=False)
class Frontier:
    """Means and their intervals (levels of `by`, levels of `along`), and the threshold of each level of `by`."""

    by: str
    along: str
    levels_by: tuple[Any, ...]
    levels_along: tuple[float, ...]
    scale: Literal["linear", "log"]
    target: Target
    means: Floats
    low: Floats
    high: Floats
    replicates: int
    thresholds: tuple[Threshold, ...]


def frontier(runs: Runs, quantity: Quantity, target: Target, by: str, along: str) -> Frontier:
    """The frontier of a quantity over a grid, averaged over all other factors replicate by replicate.

    Raises ValueError where `along` has levels that are no numbers, or fewer than two of them, or fewer than two
    replicates are complete.
    """
    specification = runs.described.specification
    levels_by = specification.factors[by].levels()
    values = cells(runs, quantity.values, (by, along))
    order, levels = _ordered(specification.factors[along].levels(), along)
    values = values[:, order]
    kept = ~np.isnan(values).any(axis=(0, 1))
    if kept.sum() < 2:
        raise ValueError("fewer than two replicates are complete at every point")
    values = values[..., kept]
    summary = np.array([[_summary(cell, quantity) for cell in row] for row in values])
    means, low, high = summary[..., 0], summary[..., 1], summary[..., 2]
    scale: Literal["linear", "log"] = getattr(specification.factors[along], "scale", "linear")
    found = tuple(
        threshold(levels, *rows, target, scale=scale) for rows in zip(means, low, high, strict=True)
    )  # fmt: skip
    return Frontier(
        by, along, levels_by, tuple(levels), scale, target, means, low, high, int(kept.sum()), found
    )  # fmt: skip


def cells(runs: Runs, values: Values, factors: tuple[str, ...]) -> Values:
    """Values (points, replicates) of a grid as (levels of the first factor, ..., replicates), means over the others."""
    all_factors = runs.described.specification.factors
    shape = [len(factor.levels()) for factor in all_factors.values()]
    grid = values.reshape(*shape, -1)
    places = [list(all_factors).index(name) for name in factors]
    others = tuple(n for n in range(len(shape)) if n not in places)
    found: Values = grid.mean(axis=others) if others else grid
    # What is left stands in the order of the specification.
    return found.transpose(*(sorted(places).index(place) for place in places), len(places))


def _ordered(levels: tuple[Any, ...], path: str) -> tuple[NDArray[np.int64], Floats]:
    if len(levels) < 2 or not all(isinstance(v, int | float) and not isinstance(v, bool) for v in levels):
        raise ValueError(f"{path} has no two numbers as levels")
    order = np.argsort(np.array(levels, dtype=float), kind="stable")
    return order, np.array(levels, dtype=float)[order]


def _summary(values: Values, quantity: Quantity) -> tuple[float, float, float]:
    """Mean and interval of a cell: of shares, of paired shares or of a mean, as everywhere else."""
    whole = bool(np.isin(values, (-1, 0, 1)).all())
    if quantity.about.share and whole and len(quantity.arms) == 1:
        return (float(values.mean()), *wilson(int(values.sum()), values.size))
    if quantity.about.share and whole:
        found = paired_shares(values, np.zeros_like(values))
        return (found.mean, *found.interval)
    one = estimate(values)
    return (one.mean, *one.interval)


def threshold(
    levels: Floats,
    means: Floats,
    low: Floats,
    high: Floats,
    target: Target,
    *,
    scale: Literal["linear", "log"] = "linear",
) -> Threshold:
    """The smallest value from which on a target is reached, from means and intervals at rising `levels` (levels,).

    The estimate is where the isotonic regression of the means (Barlow et al. 1972), more of the factor helping, crosses
    the target, linear between levels (on the factor's scale).

    The interval is a pair of fixed-sequence tests. From the lowest level up, as long as the interval of the mean lies
    wholly on the wrong side, the target is not reached there; from the highest down, as long as it lies wholly on the
    right side, it is. The first level at which a test does not reject ends its sequence, so each of the two ends is
    wrong with at most 2.5 %, however many levels there are and whether or not the means are monotone (Maurer, Hothorn &
    Lehmacher 1995, in *Biometrie in der chemisch-pharmazeutischen Industrie* 6). Between levels the limits are linear,
    which is conservative. It holds for each level of the other factor by itself, not for all at once.
    """
    sign = -1.0 if target.relation == "<=" else 1.0
    goal = sign * target.value
    worst, best = (low, high) if sign > 0 else (-high, -low)
    middle = sign * means
    at = np.log(levels) if scale == "log" else levels
    rising = isotonic_regression(middle).x
    estimate_ = _crossing(at, rising, goal)
    # `best` below the goal: not reached. `worst` at or above it: reached.
    lower = _crossing(at, np.maximum.accumulate(best), goal)
    upper = _crossing(at, np.minimum.accumulate(worst[::-1])[::-1], goal)
    unknown = bool(np.isnan(low).any())
    ends = (-inf, inf) if unknown else (min(lower, estimate_), max(upper, estimate_))
    bent = not unknown and bool((np.maximum.accumulate(worst) > best).any())
    back = np.exp if scale == "log" else np.asarray
    return Threshold(_back(estimate_, back), (_back(ends[0], back), _back(ends[1], back)), bent)


def _back(value: float, function: Any) -> float:
    return value if np.isinf(value) else float(function(value))


def _crossing(at: Floats, rising: Floats, goal: float) -> float:
    """Where a rising line through points reaches the goal; -inf if it begins there, inf if it never does."""
    reached = rising >= goal
    if not reached.any():
        return inf
    first = int(reached.argmax())
    if first == 0:
        return -inf
    share = (goal - rising[first - 1]) / (rising[first] - rising[first - 1])
    return float(at[first - 1] + share * (at[first] - at[first - 1]))
