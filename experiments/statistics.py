"""The statistics of ensembles: shares, paired differences, intervals."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, t

type Interval = tuple[float, float]

#: Confidence level of every interval.
LEVEL = 0.95
RESAMPLES = 10_000
#: With fewer values even their whole range misses the median more often than one time in twenty (2 * .5**5 = .06).
FEWEST = 6
NO_INTERVAL: Interval = (float("nan"), float("nan"))


def wilson(successes: int, trials: int, level: float = LEVEL) -> Interval:
    """Wilson's score interval [0, 1] of a share (Wilson 1927, J. Am. Stat. Assoc. 22:209-212).

    Unlike the textbook interval it stays inside [0, 1] and has a width when nothing or everything succeeded. Without
    any trial it is the whole of [0, 1].
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} successes in {trials} trials: give 0 <= successes <= trials")
    if trials == 0:
        return 0.0, 1.0
    z = float(norm.ppf((1 + level) / 2))
    share, shrink = successes / trials, 1 + z * z / trials
    middle = (share + z * z / (2 * trials)) / shrink
    half = z / shrink * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return (0.0 if successes == 0 else middle - half), (1.0 if successes == trials else middle + half)


def bootstrap_mean(values: NDArray[np.float64], *, seed: int = 0, level: float = LEVEL) -> Interval:
    """Expanded percentile bootstrap interval of a mean (Hesterberg 2015, The American Statistician 69:371-386).

    The percentile interval is too narrow for few values; its tails are taken further out by as much as Student's t is
    wider than the normal. `values` is (n,), NaN left out; with fewer than six known both ends are NaN.
    The same values and seed give the same interval.
    """
    known = values[~np.isnan(values)]
    n = known.size
    if n < FEWEST:
        return NO_INTERVAL
    tail = float(norm.cdf(-sqrt(n / (n - 1)) * t.ppf((1 + level) / 2, n - 1)))
    # Chunks bound the memory: ten thousand resamples of a thousand replicates would be 80 MB at once.
    generator, means = np.random.Generator(np.random.Philox(seed)), []
    for start in range(0, RESAMPLES, 500):
        chosen = generator.integers(0, n, size=(min(500, RESAMPLES - start), n))
        means.append(known[chosen].mean(axis=1))
    low, high = np.quantile(np.concatenate(means), [tail, 1 - tail])
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over replicates with its interval; NaN where there is none."""

    mean: float
    interval: Interval


def estimate(values: NDArray[np.float64], *, seed: int = 0) -> Estimate:
    """The mean over replicates (n,) and its bootstrap interval; NaN values are left out."""
    known = values[~np.isnan(values)]
    return Estimate(float(known.mean()) if known.size else float("nan"), bootstrap_mean(values, seed=seed))


@dataclass(frozen=True, slots=True)
class Share:
    """A share of replicates with Wilson's interval."""

    successes: int
    trials: int

    @property
    def share(self) -> float:
        """The share [0, 1], NaN without trials."""
        return self.successes / self.trials if self.trials else float("nan")

    @property
    def interval(self) -> Interval:
        """Wilson's interval [0, 1]."""
        return wilson(self.successes, self.trials)


@dataclass(frozen=True, slots=True)
class Difference:
    """A paired difference, first minus second: mean, interval, and how many pairs lie on each side."""

    mean: float
    interval: Interval
    lower: int
    equal: int
    higher: int

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        return self.lower + self.equal + self.higher

    @property
    def superiority(self) -> float:
        """Probability that the first of a pair is the lower one, ties counting half; .5 is no tendency."""
        return (self.lower + self.equal / 2) / self.pairs if self.pairs else float("nan")

    @property
    def direction(self) -> int:
        """-1 where the interval lies wholly below zero, 1 wholly above, 0 where it does not tell."""
        low, high = self.interval
        if isnan(low) or low <= 0 <= high:
            return 0
        return -1 if high < 0 else 1


def paired_difference(first: NDArray[np.float64], second: NDArray[np.float64], *, seed: int = 0) -> Difference:
    """First minus second, pair by pair; both (pairs,). Pairs with a missing value are left out.

    Raises ValueError where the lengths differ: such values are no pairs.
    """
    differences = _differences(first, second)
    return _counted(differences, bootstrap_mean(differences, seed=seed))


def paired_shares(first: NDArray[np.float64], second: NDArray[np.float64]) -> Difference:
    """Difference of two paired shares, first minus second; both (pairs,) of 0 and 1, NaN left out.

    The interval is Bonett & Price's (2012, J. Educ. Behav. Stat. 37:479-488), inside [-1, 1]: like Wilson's it has a
    width where no pair differs, which a bootstrap of such pairs has not. Without any pair there is none.
    Raises ValueError where the lengths differ.
    """
    differences = _differences(first, second)
    n = differences.size
    if n == 0:
        return _counted(differences, NO_INTERVAL)
    z = float(norm.ppf((1 + LEVEL) / 2))
    more, less = ((float((differences * sign > 0).sum()) + 1) / (n + 2) for sign in (1, -1))
    half = z * sqrt((more + less - (more - less) ** 2) / (n + 2))
    return _counted(differences, (max(-1.0, more - less - half), min(1.0, more - less + half)))


def _differences(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """First minus second where both are known."""
    if first.shape != second.shape:
        raise ValueError(f"{first.size} and {second.size} values are no pairs: give as many of each")
    differences = first - second
    return differences[~np.isnan(differences)]


def _counted(differences: NDArray[np.float64], interval: Interval) -> Difference:
    return Difference(
        mean=float(differences.mean()) if differences.size else float("nan"),
        interval=interval,
        lower=int((differences < 0).sum()),
        equal=int((differences == 0).sum()),
        higher=int((differences > 0).sum()),
    )
