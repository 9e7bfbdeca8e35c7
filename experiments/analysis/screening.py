"""Morris's elementary effects: which factors matter, and which act differently in different places."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

from ..statistics import LEVEL, Interval
from .noise import error_of_difference
from .reading import Values

RESAMPLES = 2_000


@dataclass(frozen=True, slots=True)
class Screened:
    """A factor's elementary effects, each the change of a point mean over the factor's whole range at its slope.

    `mu` is their mean, `mu_star` the mean of their sizes, with its interval; `sigma` their standard deviation:
    curvature or interactions. `noise` is the standard deviation that replicate noise alone gives one effect, and
    `idle` the mu_star that a factor without any effect would show for that: what is not beyond `idle` says nothing.
    """

    factor: str
    mu: float
    mu_star: float
    interval: Interval
    sigma: float
    noise: float
    idle: float

    @property
    def sigma_without_noise(self) -> float:
        """The standard deviation of the effects themselves; 0 where noise explains all of it."""
        return sqrt(max(0.0, self.sigma**2 - self.noise**2))


def screened(values: Values, sample: NDArray[np.float64], factors: tuple[str, ...], levels: int) -> list[Screened]:
    """Elementary effects of the means over replicates of `values` (points, replicates), by SALib.

    Morris 1991, Technometrics 33:161-174; mu_star: Campolongo et al. 2007, Environ. Model. Softw. 22:1509-1518.
    `sample` is the design on the unit cube (points, factors), with its number of `levels`. The interval of mu_star is a
    bootstrap over trajectories.
    """
    from SALib.analyze import morris  # noqa: PLC0415 (slow to import)

    problem = {"num_vars": len(factors), "names": list(factors), "bounds": [[0.0, 1.0]] * len(factors)}
    means = values.mean(axis=1)
    found = morris.analyze(
        problem, sample, means, num_resamples=RESAMPLES, conf_level=LEVEL, num_levels=levels, seed=0
    )  # fmt: skip
    noise = _noise(values, sample)
    return [
        Screened(
            name, float(found["mu"][n]), star := float(found["mu_star"][n]),
            (max(0.0, star - float(found["mu_star_conf"][n])), star + float(found["mu_star_conf"][n])),
            float(found["sigma"][n]), float(noise[n]), float(noise[n]) * sqrt(2 / pi),
        )
        for n, name in enumerate(factors)
    ]  # fmt: skip


def _noise(values: Values, sample: NDArray[np.float64]) -> NDArray[np.float64]:
    """The root mean square of what noise gives to an elementary effect of each factor (factors,)."""
    steps = np.diff(sample, axis=0)
    # Between trajectories several factors change at once: those steps are no elementary effects.
    within = np.arange(len(steps)) % (sample.shape[1] + 1) != sample.shape[1]
    variance = error_of_difference(values[1:], values[:-1])
    moved = np.abs(steps) > 1e-12
    return np.array(
        [
            sqrt(float(np.mean(variance[(chosen := within & moved[:, n])] / steps[chosen, n] ** 2)))
            for n in range(sample.shape[1])
        ]
    )
