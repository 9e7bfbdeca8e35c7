"""How often intervals and bands hold what they should: samples whose truth is known, and counting.

    python -P tests/coverage_of_intervals.py

prints the tables of docs/compare.md.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sulha.experiments.bands import course
from sulha.experiments.statistics import FEWEST, bootstrap_mean, paired_shares

type Values = NDArray[np.float64]
type Draw = Callable[[np.random.Generator, int], Values]

MONTHS = 60

#: Differences of pairs whose true mean is 0, or is taken off.
SAMPLES: dict[str, Draw] = {
    "normal": lambda g, n: g.normal(size=n),
    "exponential": lambda g, n: g.exponential(size=n) - 1,
    "lognormal": lambda g, n: g.lognormal(size=n) - np.exp(0.5),
    "zero in 70 % of pairs": lambda g, n: (g.random(n) < 0.3) * g.exponential(size=n) - 0.3,
    "zero in 90 % of pairs": lambda g, n: (g.random(n) < 0.1) * g.exponential(size=n) - 0.1,
}


def covered(kind: str, pairs: int, times: int, seed: int = 0) -> int:
    """How many of `times` bootstrap intervals of `pairs` values hold the true mean 0."""
    generator = np.random.default_rng([seed, pairs, list(SAMPLES).index(kind)])
    intervals = (bootstrap_mean(SAMPLES[kind](generator, pairs), seed=k) for k in range(times))
    return sum(low <= 0 <= high for low, high in intervals)


def shares_covered(rates: tuple[float, float], pairs: int, times: int, seed: int = 0) -> int:
    """How many intervals of a difference of paired shares hold it; `rates` are of pairs with only one or the other."""
    generator = np.random.default_rng([seed, pairs])
    more, less = rates
    held = 0
    for _ in range(times):
        u = generator.random(pairs)
        first, second = (u < more).astype(float), ((u >= more) & (u < more + less)).astype(float)
        low, high = paired_shares(first, second).interval
        held += low <= more - less <= high
    return held


# -- courses


def _wander(g: np.random.Generator, n: int) -> Values:
    """Strongly dependent months that begin at zero (n, months + 1)."""
    steps = g.normal(size=(n, MONTHS))
    out = np.zeros((n, MONTHS + 1))
    for month in range(MONTHS):
        out[:, month + 1] = 0.95 * out[:, month] + steps[:, month]
    return out


def _rare(g: np.random.Generator, n: int) -> Values:
    """Most pairs never differ, the others from a month of their own on."""
    begins = np.where(g.random(n) < 0.2, g.integers(1, MONTHS, n), MONTHS + 1)
    return _wander(g, n) * (np.arange(MONTHS + 1) >= begins[:, None])


def _heavy(g: np.random.Generator, n: int) -> Values:
    """A few pairs differ by far more than the rest."""
    return _wander(g, n) * g.lognormal(0, 1.5, size=(n, 1))


def _lopsided(g: np.random.Generator, n: int) -> Values:
    """Differences of mean zero that are not symmetric: most pairs a little up, a few far down, as a rare agreement."""
    ramp = np.minimum(np.arange(MONTHS + 1) / 20, 1.0)
    return np.where(g.random((n, 1)) < 0.1, -0.9, 0.1) * ramp + 0.05 * _wander(g, n)


#: Courses of arms that do not differ: changing signs changes nothing, but for the last, which is not symmetric.
COURSES: dict[str, Draw] = {"wandering": _wander, "rare": _rare, "heavy": _heavy, "lopsided": _lopsided}
NULLS = ("wandering", "rare", "heavy")


def _shifted(g: np.random.Generator, n: int) -> tuple[Values, Values]:
    truth = -np.minimum(np.arange(MONTHS + 1) / 20, 1.0)
    return truth + _wander(g, n), truth


def _large(g: np.random.Generator, n: int) -> tuple[Values, Values]:
    """An effect ten times the spread, of months that do not depend on one another."""
    truth = 10 * np.minimum(np.arange(MONTHS + 1) / 20, 1.0)
    return truth + g.normal(size=(n, MONTHS + 1)), truth


def _skewed(g: np.random.Generator, n: int) -> tuple[Values, Values]:
    sizes = g.exponential(size=(n, 1)) * np.minimum(np.arange(MONTHS + 1) / 20, 1.0)
    return sizes + 0.2 * _wander(g, n), np.minimum(np.arange(MONTHS + 1) / 20, 1.0)


_EFFECTS = {"shifted": _shifted, "large": _large, "skewed": _skewed}


def falsely_apart(kind: str, *, pairs: int, times: int, seed: int = 0) -> int:
    """How often arms that do not differ are told apart in any month."""
    generator = np.random.default_rng([seed, pairs, list(COURSES).index(kind)])
    found = 0
    for k in range(times):
        differences = COURSES[kind](generator, pairs)
        found += bool(course(differences, np.zeros_like(differences), seed=k).apart)
    return found


def missed(kind: str, *, pairs: int, times: int, seed: int = 0) -> int:
    """How often the band misses the true course in any month."""
    generator = np.random.default_rng([seed, pairs])
    found = 0
    for k in range(times):
        differences, truth = _EFFECTS[kind](generator, pairs)
        band = course(differences, np.zeros_like(differences), seed=k)
        inside = (band.below <= truth + 1e-12) & (truth - 1e-12 <= band.above)
        found += not inside.all()
    return found


#: Courses with an effect: how often the band misses it somewhere, at most, by what docs/compare.md says.
EFFECTS = (
    ("shifted", 6, 0.05), ("shifted", 10, 0.05), ("shifted", 30, 0.06), ("shifted", 100, 0.05),
    ("large", 6, 0.06), ("large", 10, 0.06), ("large", 30, 0.06), ("large", 100, 0.05),
    ("skewed", 6, 0.06), ("skewed", 10, 0.06), ("skewed", 30, 0.05), ("skewed", 100, 0.06),
)  # fmt: skip


def _main() -> None:
    times, sizes = 4000, (FEWEST, 10, 30, 100)
    print("mean:", *sizes)
    for kind in SAMPLES:
        print(kind, *(f"{covered(kind, n, times) / times:.3f}" for n in sizes), flush=True)
    print("shares:")
    for rates in ((0.0, 0.0), (0.02, 0.02), (0.1, 0.0), (0.2, 0.1), (0.4, 0.1)):
        print(rates, *(f"{shares_covered(rates, n, times) / times:.3f}" for n in sizes), flush=True)
    print("falsely apart:")
    for kind in COURSES:
        print(kind, *(f"{falsely_apart(kind, pairs=n, times=1000) / 1000:.3f}" for n in sizes), flush=True)
    print("course missed:")
    for kind in _EFFECTS:
        print(kind, *(f"{missed(kind, pairs=n, times=1000) / 1000:.3f}" for n in sizes), flush=True)


if __name__ == "__main__":
    _main()
