"""The course of a paired difference: its bands month by month, until when it is zero, from when it is not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from .statistics import FEWEST, LEVEL

type Months = NDArray[np.float64]

#: Ways of changing signs of pairs that the simultaneous band is made from, the true one among them.
FLIPS = 2_000
#: A variance below this share of the mean square is rounding.
_ROUNDING = 1e-12
#: Values of all flips that stand in memory at once.
_AT_ONCE = 5_000_000


class Stretch(NamedTuple):
    """Months, both ends included, in which the first arm is above (`side` 1) or below (-1) the second."""

    first: int
    last: int
    side: int


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """A paired difference, first minus second, over months 0 to the last; every array is (months + 1,).

    `mean` over pairs; `low`, `high` the pointwise interval of 95 %, which holds for a month chosen beforehand; `below`,
    `above` the simultaneous band of 95 %, which holds for all months at once. With fewer than six pairs they are NaN.
    """

    mean: Months
    low: Months
    high: Months
    below: Months
    above: Months
    identical_until: int | None
    """Last month up to which all pairs are exactly equal; None where they differ in month 0 already."""

    @property
    def apart(self) -> tuple[Stretch, ...]:
        """The stretches of months in which the simultaneous band lies on one side of zero."""
        sides = np.where(self.below > 0, 1, np.where(self.above < 0, -1, 0))
        stretches, month = [], 0
        for side, run in groupby(sides.tolist()):
            length = len(list(run))
            if side:
                stretches.append(Stretch(month, month + length - 1, side))
            month += length
        return tuple(stretches)

    @property
    def parts_from(self) -> int | None:
        """First month from which the simultaneous band stays on one side of zero to the end; None if there is none.

        The arms may have been apart before, even on the other side: see `apart`.
        """
        stretches = self.apart
        return stretches[-1].first if stretches and stretches[-1].last == len(self.mean) - 1 else None


def course(first: NDArray[np.float64], second: NDArray[np.float64], *, seed: int = 0) -> Course:
    """The course of first minus second; both (pairs, months + 1), row j of both from the same random numbers.

    The pointwise interval is Student's. The simultaneous band is mean ± c s.e., with c a 95th percentile of max |t|
    over months when signs of the differences are changed in a random choice of pairs: the larger of that of the
    differences themselves and that of their deviations from the mean. The first bounds false claims: where differences
    are symmetric about zero, changing signs changes nothing, and a band that excludes zero in any month comes in at
    most one of twenty courses (Lehmann & Romano 2005, *Testing Statistical Hypotheses*, ch. 15; the maximum as in
    Nichols & Holmes 2002, Human Brain Mapping 15:1-25). The second makes the band hold a course that is not zero: the
    common mean would make months look more dependent than their errors are. Skewed differences are told apart more
    often (docs/compare.md has the rates). A month in which all pairs differ by the same has no error and no width.
    The same values and seed give the same band.

    Raises ValueError where the shapes differ.
    """
    if first.shape != second.shape:
        raise ValueError(f"{first.shape} and {second.shape} are no pairs: give as many replicates and months of each")
    differences = first - second
    pairs, _ = differences.shape
    mean = differences.mean(axis=0)
    if pairs < FEWEST:
        unknown = np.full_like(mean, np.nan)
        return Course(mean, unknown, unknown, unknown, unknown, _identical_until(first, second))
    error = _error(mean * pairs, (differences**2).sum(axis=0), pairs)
    one = float(t.ppf((1 + LEVEL) / 2, pairs - 1))
    varying = error > 0
    both = (_critical(values[:, varying], seed) for values in (differences, differences - mean))
    # What holds for all months holds for each of them: with few pairs, chance could make it the narrower one.
    point, band = one * error, error.copy()
    band[varying] *= max(one, *both)
    return Course(mean, mean - point, mean + point, mean - band, mean + band, _identical_until(first, second))


def _identical_until(first: NDArray[np.float64], second: NDArray[np.float64]) -> int | None:
    equal = ((first == second) | (np.isnan(first) & np.isnan(second))).all(axis=0)
    until = int(np.argmin(equal)) if not equal.all() else equal.size
    return until - 1 if until else None


def _error(total: Months, squares: Months, pairs: int) -> Months:
    """Standard error of the mean from the sum and the sum of squares; 0 where it is rounding."""
    mean_square = squares / pairs
    variance = mean_square - (total / pairs) ** 2
    variance = np.where(variance > _ROUNDING * mean_square, variance, 0.0)
    error: Months = np.sqrt(variance / (pairs - 1))
    return error


def _critical(moving: NDArray[np.float64], seed: int) -> float:
    """The 95th percentile of max |t| over months, when signs of pairs change at random; 0 of no months."""
    pairs = len(moving)
    if not moving.size:
        return 0.0
    squares = (moving**2).sum(axis=0)
    generator = np.random.Generator(np.random.Philox(seed))
    chunk = max(1, _AT_ONCE // max(pairs, moving.shape[1]))
    largest = [_largest(np.ones((1, pairs)), moving, squares)]
    for start in range(1, FLIPS, chunk):
        signs = 2.0 * generator.integers(0, 2, size=(min(chunk, FLIPS - start), pairs)) - 1
        largest.append(_largest(signs, moving, squares))
    return float(np.sort(np.concatenate(largest))[ceil(LEVEL * FLIPS) - 1])


def _largest(signs: NDArray[np.float64], moving: NDArray[np.float64], squares: Months) -> Months:
    """Max |t| over months for each choice of signs (choices, pairs)."""
    totals = signs @ moving
    errors = _error(totals, squares, len(moving))
    with np.errstate(divide="ignore", invalid="ignore"):
        sizes = np.abs(totals / len(moving)) / errors
    largest: Months = np.nan_to_num(sizes, nan=0.0, posinf=np.inf).max(axis=1)
    return largest
