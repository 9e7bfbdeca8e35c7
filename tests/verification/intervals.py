"""Intervals of 95 % for what ensembles measure. Written for the verification alone, and for nothing it verifies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Z = 1.959964
RESAMPLES = 4_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval of 95 %."""

    value: float
    low: float
    high: float


def exact(value: float) -> Estimate:
    """A figure without sampling error."""
    return Estimate(float(value), float(value), float(value))


def contrast(statistic: Callable[..., Any], *samples: NDArray[np.float64]) -> Estimate:
    """A statistic of the samples' means, with a percentile bootstrap interval over replicates.

    Each sample is (replicates,), all as long; replicates are drawn jointly, so that arms stay paired. `statistic`
    takes as many means, as numbers or as arrays.
    """
    n = len(samples[0])
    if any(len(sample) != n for sample in samples):
        raise ValueError("paired samples need as many replicates each")
    value = float(statistic(*(sample.mean() for sample in samples)))
    generator = np.random.Generator(np.random.Philox(len(samples)))
    means: list[list[NDArray[np.float64]]] = [[] for _ in samples]
    for start in range(0, RESAMPLES, 500):
        chosen = generator.integers(0, n, size=(min(500, RESAMPLES - start), n))
        for found, sample in zip(means, samples, strict=True):
            found.append(sample[chosen].mean(axis=1))
    resampled = np.asarray(statistic(*(np.concatenate(found) for found in means)), float)
    low, high = np.quantile(resampled[np.isfinite(resampled)], (0.025, 0.975))
    return Estimate(value, float(low), float(high))


def mean(sample: NDArray[np.float64]) -> Estimate:
    """The mean of a sample (replicates,)."""
    return contrast(lambda a: a, sample)


def difference(one: NDArray[np.float64], other: NDArray[np.float64]) -> Estimate:
    """The mean of the paired differences, one minus other."""
    return contrast(lambda a: a, one - other)


def share(happened: NDArray[np.bool_] | NDArray[np.float64]) -> Estimate:
    """A share of cases with Wilson's score interval (Wilson 1927, J. Am. Stat. Assoc. 22:209-212)."""
    n, k = len(happened), float(np.sum(happened))
    shrink = 1 + Z * Z / n
    middle = (k / n + Z * Z / (2 * n)) / shrink
    half = Z / shrink * sqrt(k / n * (1 - k / n) / n + Z * Z / (4 * n * n))
    return Estimate(k / n, max(0.0, middle - half), min(1.0, middle + half))


def share_difference(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> Estimate:
    """The difference of two paired shares (Bonett & Price 2012, J. Educ. Behav. Stat. 37:479-488)."""
    n = len(one)
    more, less = float(np.sum(one & ~other)), float(np.sum(other & ~one))
    p, q = (more + 1) / (n + 2), (less + 1) / (n + 2)
    half = Z * sqrt((p + q - (p - q) ** 2) / (n + 2))
    return Estimate((more - less) / n, p - q - half, p - q + half)


def formatted(number: float) -> str:
    """A number with three significant digits, as short as it can be."""
    if not isfinite(number):
        return str(number)
    if abs(number) < 5e-6:
        return "0"
    return f"{number:.3g}" if abs(number) >= 0.001 else f"{number:.1e}"
