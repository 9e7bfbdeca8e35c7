"""Sobol's indices: the share of the variance of point means that each factor makes, alone and with others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..statistics import LEVEL, Interval
from .noise import error_of_difference
from .reading import Values

RESAMPLES = 1_000
#: Resamples that are computed together: their weights stand in memory.
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Index:
    """A share of variance with its interval, as the point means show it and as it is once their noise is taken out."""

    value: float
    interval: Interval
    without_noise: float
    interval_without_noise: Interval


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """A factor's first-order index (what it does alone) and total index (with all interactions it is part of)."""

    factor: str
    first: Index
    total: Index


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    """Saltelli's matrices: `a`, `b` (base, replicates), `ab` (factors, base, replicates)."""

    a: Values
    b: Values
    ab: Values


def sensitivities(values: Values, factors: tuple[str, ...], *, second_order: bool, seed: int = 0) -> list[Sensitivity]:
    """The indices of each factor, from `values` (points, replicates) of a Saltelli design in SALib's order.

    First-order by Saltelli et al. 2010 (Comput. Phys. Commun. 181:259-270), total by Jansen 1999, intervals by a
    bootstrap over the base sample, all by SALib, on means over replicates (Sobol' 2001, Math. Comput. Simul.
    55:271-280).

    Noise enters the numerators by products of differences of two means and the variance by their spread. As every point
    has the same replicates, its part is estimated without bias from the replicates themselves, common random numbers
    included, and subtracted: `without_noise`. With few replicates that estimate is rough, and may leave [0, 1].
    """
    from SALib.analyze import sobol  # noqa: PLC0415 (slow to import)

    problem = {"num_vars": len(factors), "names": list(factors), "bounds": [[0.0, 1.0]] * len(factors)}
    found = sobol.analyze(
        problem,
        values.mean(axis=1),
        calc_second_order=second_order,
        num_resamples=RESAMPLES,
        conf_level=LEVEL,
        seed=seed,
    )
    sample = _matrices(values, len(factors), second_order=second_order)
    base = len(sample.a)
    corrected = _corrected(sample, np.ones((1, base)))[0]
    generator = np.random.Generator(np.random.Philox(seed))
    again = np.concatenate(
        [
            _corrected(sample, generator.multinomial(base, np.full(base, 1 / base), size=_AT_ONCE))
            for _ in range(RESAMPLES // _AT_ONCE)
        ]
    )  # (resamples, 2, factors)
    low, high = np.nanquantile(again, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)

    def index(order: int, key: str, n: int) -> Index:
        value, half = float(found[key][n]), float(found[f"{key}_conf"][n])
        spread = (float(low[order, n]), float(high[order, n]))
        return Index(value, (value - half, value + half), float(corrected[order, n]), spread)

    return [Sensitivity(name, index(0, "S1", n), index(1, "ST", n)) for n, name in enumerate(factors)]


def independent_points(values: Values, factors: int, *, second_order: bool) -> Values:
    """The points of a Saltelli design that were drawn independently of each other: its matrices A and B."""
    sample = _matrices(values, factors, second_order=second_order)
    return np.concatenate([sample.a, sample.b])


def _matrices(values: Values, factors: int, *, second_order: bool) -> _Sample:
    step = 2 * factors + 2 if second_order else factors + 2
    blocks = values[: len(values) // step * step].reshape(-1, step, values.shape[1])
    return _Sample(blocks[:, 0], blocks[:, -1], blocks[:, 1 : factors + 1].transpose(1, 0, 2))


def _corrected(sample: _Sample, weight: NDArray[np.float64] | NDArray[np.int64]) -> Values:
    """First-order and total indices, noise taken out (resamples, 2, factors); NaN where nothing but noise varies.

    `weight` (resamples, base) says how often each row of the base sample counts.
    """
    a, b, n = sample.a, sample.b, sample.a.shape[1]
    share = weight / len(a)
    means_a, means_b = a.mean(axis=1), b.mean(axis=1)
    middle = share @ (means_a + means_b) / 2
    spread = share @ (means_a**2 + means_b**2) / 2 - middle**2
    variance = spread - _residual(sample, share, middle) / n
    variance = np.where(variance > 0, variance, np.nan)
    indices = []
    for one in sample.ab:
        change = one.mean(axis=1) - means_a
        together = share @ (means_b * change - _covariance(b, one - a) / n) - middle * (share @ change)
        alone = share @ (change**2 - error_of_difference(a, one)) / 2
        indices.append(np.stack([together, alone]) / variance)
    return np.array(indices).transpose(2, 1, 0)


def _covariance(x: Values, y: Values) -> Values:
    """The covariance over replicates of each row (rows,)."""
    centered = x - x.mean(axis=1, keepdims=True)
    products: Values = (centered * (y - y.mean(axis=1, keepdims=True))).sum(axis=1) / (x.shape[1] - 1)
    return products


def _residual(sample: _Sample, share: Values, middle: Values) -> Values:
    """The variance of noise that differs between points, as in `noise.components`, in each resample (resamples,)."""
    points, n = 2 * len(sample.a), sample.a.shape[1]
    within = sum(share @ ((x - x.mean(axis=1, keepdims=True)) ** 2).sum(axis=1) for x in (sample.a, sample.b)) / 2
    of_replicates = share @ (sample.a + sample.b) / 2
    alike = ((of_replicates - middle[:, None]) ** 2).sum(axis=1)
    found: Values = points * (within - alike) / ((points - 1) * (n - 1))
    return found
