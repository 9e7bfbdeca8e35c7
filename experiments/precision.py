"""How many replicates are enough for an interval as narrow as one wants."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log10, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2, t

from .statistics import FEWEST, LEVEL

#: With fewer pairs that differ the spread is that of chance: what makes most of it may not have been drawn yet.
DIFFERING = 10
#: More than these are not worth counting.
MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Enough:
    """How many pairs make the half width of the 95 % interval of a mean difference at most `target`.

    `pairs` follows from the standard deviation of the differences as it was found; as that is an estimate too, so is
    the number: `fewest` and `most` follow from the ends of its own 95 % interval, which holds for normal differences.
    Infinite where it would be more than ten million.
    """

    target: float
    pairs: float
    fewest: float
    most: float


def enough(differences: NDArray[np.float64], target: float) -> Enough | None:
    """The pairs needed for a half width of `target` (above 0), from differences (pairs,); NaN left out.

    None with fewer than six, or where some pairs are equal and fewer than ten differ: their spread says too little.
    """
    known = differences[~np.isnan(differences)]
    n, differing = known.size, int((known != 0).sum())
    if n < FEWEST or (differing < n and differing < DIFFERING):
        return None
    deviation, free = float(known.std(ddof=1)), n - 1
    low, high = (sqrt(free / float(chi2.ppf(level, free))) for level in ((1 + LEVEL) / 2, (1 - LEVEL) / 2))
    return Enough(target, *(pairs_for(deviation * factor, target) for factor in (1.0, low, high)))


def pairs_for(deviation: float, target: float) -> float:
    """The smallest number of pairs, six at least, with Student's half width t s / sqrt(n) no larger than `target`."""

    def half_width(n: int) -> float:
        return float(t.ppf((1 + LEVEL) / 2, n - 1)) * deviation / sqrt(n)

    if half_width(MOST) > target:
        return inf
    too_few, many = FEWEST - 1, MOST
    if half_width(FEWEST) <= target:
        return FEWEST
    while many - too_few > 1:
        middle = (too_few + many) // 2
        if half_width(middle) <= target:
            many = middle
        else:
            too_few = middle
    return many


def rounded_up(pairs: float) -> int:
    """A number of pairs with two digits that count, rounded up: more would pretend to a precision that is not there."""
    step = 10 ** max(0, int(log10(pairs)) - 1)
    return int(-(-pairs // step) * step)
