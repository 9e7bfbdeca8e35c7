"""Paired effects of arms: at every point of a design, and over the design as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..precision import Enough, enough
from ..statistics import Difference, Estimate, estimate, paired_difference, paired_shares
from .measures import About, about, pairs_of_arms, plain_outcomes
from .reading import Runs, Values


@dataclass(frozen=True, slots=True)
class Effect:
    """An outcome in two arms, first minus second, at a point; over all points where `point` is None.

    `first` and `second` are means over the pairs. `superiority` is the probability that the first arm of a pair has the
    lower value, ties counting half, with its interval; `pairs` is what the interval of the difference rests on.
    """

    about: About
    arms: tuple[str, str]
    point: int | None
    first: float
    second: float
    difference: Difference
    superiority: Estimate
    needed: Enough | None = None


def at_points(runs: Runs) -> Iterator[Effect]:
    """The effect at every point, for every pair of arms and every outcome."""
    for outcome in plain_outcomes(runs):
        for a, b in pairs_of_arms(runs):
            values = runs.values(outcome)
            for point in range(values.shape[1]):
                yield _effect(about(outcome), (runs.arms[a], runs.arms[b]), point, values[a, point], values[b, point])


def _effect(what: About, arms: tuple[str, str], point: int, first: Values, second: Values) -> Effect:
    paired = ~np.isnan(first) & ~np.isnan(second)
    first, second = first[paired], second[paired]
    found = paired_shares(first, second) if what.share else paired_difference(first, second)
    return Effect(what, arms, point, _mean(first), _mean(second), found, Estimate(found.superiority, (np.nan, np.nan)))


def overall(runs: Runs) -> Iterator[Effect]:
    """The effect over the design: the mean over points of each replicate, then over replicates.

    Replicate j has the same random numbers at every point, so points are no independent evidence: what is resampled is
    the replicate with all of its points. Only replicates that every point has in both arms count.
    """
    for outcome in plain_outcomes(runs):
        values = runs.values(outcome)
        for a, b in pairs_of_arms(runs):
            yield _over_design(about(outcome), (runs.arms[a], runs.arms[b]), values[a], values[b])


def _over_design(what: About, arms: tuple[str, str], first: Values, second: Values) -> Effect:
    kept = ~np.isnan(first - second).any(axis=0)
    first, second = first[:, kept], second[:, kept]
    lower = (np.sign(second - first).mean(axis=0) + 1) / 2
    one, other = first.mean(axis=0), second.mean(axis=0)
    # Where a replicate has the same share, 0 or 1, at all points, an interval for shares is the right one: a bootstrap
    # of pairs of which none differs would have no width.
    whole = what.share and bool(np.isin([one, other], (0, 1)).all())
    return Effect(
        what, arms, None, _mean(one), _mean(other),
        paired_shares(one, other) if whole else paired_difference(one, other), estimate(lower),
        enough(one - other, what.smallest) if what.smallest is not None else None,
    )  # fmt: skip


def against_first_point(runs: Runs) -> Iterator[tuple[int, About, Difference]]:
    """Every point minus point 0 in the scenario, pair by pair: what each level of a one-at-a-time design does."""
    for outcome in plain_outcomes(runs):
        what, values = about(outcome), runs.values(outcome)[0]
        compare = paired_shares if what.share else paired_difference
        for point in range(1, len(values)):
            yield point, what, compare(values[point], values[0])


def _mean(values: Values) -> float:
    return float(values.mean()) if values.size else float("nan")
