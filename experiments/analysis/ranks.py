"""Sensitivity from a Latin hypercube: partial rank correlations and standardized rank regression."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from ..statistics import LEVEL, Interval

RESAMPLES = 2_000


@dataclass(frozen=True, slots=True)
class Ranked:
    """A factor's partial rank correlation (PRCC) and standardized rank regression coefficient (SRRC)."""

    factor: str
    partial: float
    partial_interval: Interval
    coefficient: float
    coefficient_interval: Interval


@dataclass(frozen=True, slots=True)
class Ranking:
    """All factors, and `explained`, the share of the variance of ranks that the regression explains (R squared).

    Where that is small the relation is not monotone, and neither coefficient says much.
    """

    factors: tuple[Ranked, ...]
    explained: float


def ranking(
    design: NDArray[np.float64], means: NDArray[np.float64], factors: tuple[str, ...], *, seed: int = 0
) -> Ranking:
    """The ranking of factors by `means` (points,) over `design` (points, factors).

    Partial rank correlation: Iman & Conover 1979, Technometrics 21:499-509; Marino et al. 2008, J. Theor. Biol.
    254:178-196. Intervals are percentiles of a bootstrap over points. Raises ValueError with no more points than
    factors plus 2, where nothing is left to estimate the rest from.
    """
    if len(means) < len(factors) + 3:
        raise ValueError(f"{len(means)} points are too few for {len(factors)} factors")
    partial, coefficients, explained = _coefficients(design, means)
    generator = np.random.default_rng(seed)
    draws = (generator.integers(0, len(means), len(means)) for _ in range(RESAMPLES))
    again = np.array([np.stack(_coefficients(design[rows], means[rows])[:2]) for rows in draws])
    low, high = np.nanquantile(again, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    ranked = tuple(
        Ranked(name, float(partial[n]), (float(low[0, n]), float(high[0, n])), float(coefficients[n]),
               (float(low[1, n]), float(high[1, n])))
        for n, name in enumerate(factors)
    )  # fmt: skip
    return Ranking(ranked, explained)


def _coefficients(
    design: NDArray[np.float64], means: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    ranks = rankdata(np.column_stack([design, means]), axis=0)
    ranks -= ranks.mean(axis=0)
    spread = ranks.std(axis=0)
    unknown = np.full(design.shape[1], np.nan)
    if (spread == 0).any():
        return unknown, unknown, float("nan")
    ranks /= spread
    x, y = ranks[:, :-1], ranks[:, -1]
    inverse = np.linalg.pinv(ranks.T @ ranks / len(ranks))
    partial = -inverse[:-1, -1] / np.sqrt(np.diag(inverse)[:-1] * inverse[-1, -1])
    coefficients = np.linalg.lstsq(x, y, rcond=None)[0]
    return partial, coefficients, float(1 - ((y - x @ coefficients) ** 2).mean())
