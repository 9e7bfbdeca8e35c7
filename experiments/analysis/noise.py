"""How much of what varies over a design is the parameters' doing, and how much is mere replicate noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import f

from ..statistics import LEVEL, NO_INTERVAL, Interval
from .reading import Values


@dataclass(frozen=True, slots=True)
class Components:
    """Components of variance of a design whose point i and replicate j is y_ij = m + P_i + R_j + E_ij.

    `parameters` is the variance of P, what the factors do; `luck` that of R, what the random numbers of a replicate do
    alike at every point; `residual` that of E, what they do differently at different points. R drops out of every
    comparison of points, since all have the same replicates; E does not.

    `noise_share` is the part of the variance of *point means* that is E: sensitivities of these means cannot be known
    better. `interval` is its own, exact for normal P and E.
    """

    points: int
    replicates: int
    parameters: float
    luck: float
    residual: float
    noise_share: float
    interval: Interval

    @property
    def of_one_run(self) -> tuple[float, float, float]:
        """The shares of parameters, luck and residual in the variance of a single run; NaN where nothing varies."""
        parts = [max(part, 0.0) for part in (self.parameters, self.luck, self.residual)]
        total = sum(parts)
        return tuple(part / total if total else float("nan") for part in parts)  # type: ignore[return-value]


def components(values: Values) -> Components | None:
    """The components of variance of values (points, replicates), all known; None with fewer than two of either.

    Two-way random effects by the method of moments: MS_E estimates s2_E, MS_P estimates s2_E + n s2_P (Searle, Casella
    & McCulloch 1992, *Variance Components*, ch. 4), so that the expected share of noise in a point mean's variance is
    MS_E / MS_P, whose interval follows from the F distribution. Estimates of variances are unbiased and may be negative
    where there is nothing; shares are cut to [0, 1].
    """
    m, n = values.shape
    if m < 2 or n < 2:
        return None
    mean = values.mean()
    of_points, of_replicates = values.mean(axis=1), values.mean(axis=0)
    residuals = values - of_points[:, None] - of_replicates + mean
    free = (m - 1) * (n - 1)
    ms_points = n * float(((of_points - mean) ** 2).sum()) / (m - 1)
    ms_replicates = m * float(((of_replicates - mean) ** 2).sum()) / (n - 1)
    ms_residual = float((residuals**2).sum()) / free
    ratio = ms_residual / ms_points if ms_points > 0 else float("nan")
    low, high = (f.ppf(level, m - 1, free) for level in ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    interval = (min(1.0, ratio * low), min(1.0, ratio * high)) if ms_points > 0 else NO_INTERVAL
    return Components(
        m, n, (ms_points - ms_residual) / n, (ms_replicates - ms_residual) / m, ms_residual, min(1.0, ratio), interval
    )


def error_of_difference(first: Values, second: Values) -> Values:
    """The variance (rows,) that noise gives to the difference of two means over the same replicates (rows, replicates).

    Common random numbers are in it: where they make two points move together, it is small.
    """
    n = first.shape[1]
    variance: Values = (first - second).var(axis=1, ddof=1) / n if n > 1 else np.full(len(first), np.nan)
    return variance
