"""Sobol indices of functions whose indices are known in closed form, without and with replicate noise."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from SALib.sample import sobol as sampling

from sulha.experiments.analysis.indices import sensitivities

PI = np.pi


def ishigami(x: Any) -> Any:
    """Ishigami & Homma 1990, with a = 7 and b = .1, on the unit cube."""
    a, b, c = (2 * PI * x - PI).T
    return np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)


# Sobol' & Levitan 1999: D = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2
TOTAL = 49 / 8 + 0.1 * PI**4 / 5 + 0.01 * PI**8 / 18 + 0.5
V1, V2, V13 = 0.5 * (1 + 0.1 * PI**4 / 5) ** 2, 49 / 8, 0.01 * PI**8 * (1 / 18 - 1 / 50)
FIRST = np.array([V1, V2, 0]) / TOTAL
ALL = np.array([V1 + V13, V2, V13]) / TOTAL


def g_function(x: Any, a: Any = (0, 1, 9, 99)) -> Any:
    """Sobol's G function: V_i = 1 / (3 (1 + a_i)²)."""
    a = np.array(a)
    return np.prod((np.abs(4 * x - 2) + a) / (1 + a), axis=1)


def sampled(factors: int, base: int, seed: int = 0, second: bool = False) -> Any:
    problem = {"num_vars": factors, "names": [str(n) for n in range(factors)], "bounds": [[0, 1]] * factors}
    return sampling.sample(problem, base, calc_second_order=second, seed=seed)


def with_noise(means: Any, replicates: int, luck: float, noise: float, seed: int = 0) -> Any:
    generator = np.random.default_rng(seed)
    return (
        means[:, None]
        + generator.normal(0, luck, (1, replicates))
        + generator.normal(0, noise, (len(means), replicates))
    )


@pytest.mark.parametrize("second", [False, True])
def test_ishigami_has_the_published_indices(second: bool) -> None:
    values = with_noise(ishigami(sampled(3, 4096, second=second)), 2, 0, 0)
    found = sensitivities(values, ("a", "b", "c"), second_order=second)
    for order, truth in (("first", FIRST), ("total", ALL)):
        for one, exact in zip(found, truth, strict=True):
            index = getattr(one, order)
            assert index.value == pytest.approx(exact, abs=0.02)
            assert index.without_noise == pytest.approx(index.value, abs=0.005)
            low, high = index.interval_without_noise
            assert low - 0.005 <= exact <= high + 0.005


def test_the_g_function_has_its_closed_form() -> None:
    values = with_noise(g_function(sampled(4, 4096)), 2, 0, 0)
    parts = 1 / (3 * (1 + np.array([0, 1, 9, 99])) ** 2)
    variance = np.prod(1 + parts) - 1
    found = sensitivities(values, tuple("abcd"), second_order=False)
    assert [one.first.value for one in found] == pytest.approx(parts / variance, abs=0.03)
    totals = parts * np.prod(1 + parts) / (1 + parts) / variance
    assert [one.total.value for one in found] == pytest.approx(totals, abs=0.03)


def test_noise_is_taken_out_of_the_indices() -> None:
    # As much noise in the means as there is signal; luck common to all points does not matter.
    values = with_noise(ishigami(sampled(3, 2048)), 4, 10, 2 * np.sqrt(TOTAL), seed=1)
    found = sensitivities(values, ("a", "b", "c"), second_order=False)
    assert found[0].first.value < 0.7 * FIRST[0]  # diluted
    assert found[2].total.value > ALL[2] + 0.2  # and raised
    for order, truth in (("first", FIRST), ("total", ALL)):
        for one, exact in zip(found, truth, strict=True):
            low, high = getattr(one, order).interval_without_noise
            assert low <= exact <= high


def test_the_intervals_without_noise_cover_as_often_as_they_say() -> None:
    hits, tries = 0, 60
    for seed in range(tries):
        values = with_noise(ishigami(sampled(3, 256, seed=seed)), 4, 1, np.sqrt(TOTAL), seed=seed)
        found = sensitivities(values, ("a", "b", "c"), second_order=False, seed=seed)
        hits += sum(
            getattr(one, order).interval_without_noise[0] <= exact <= getattr(one, order).interval_without_noise[1]
            for order, truth in (("first", FIRST), ("total", ALL))
            for one, exact in zip(found, truth, strict=True)
        )
    # The six intervals of a sample are not independent: the error is taken as if only the samples were.
    assert hits / (6 * tries) > 0.95 - 3 * np.sqrt(0.95 * 0.05 / tries)


def test_a_factor_without_effect_on_common_random_numbers_has_a_total_index_of_zero() -> None:
    # Runs that differ in an idle factor alone are the same run: subtracting a noise that is not there would be wrong.
    sample = sampled(2, 512)
    generator = np.random.default_rng(3)
    noise = {x: generator.normal(size=5) for x in set(sample[:, 0])}
    values = np.array([x + noise[x] for x in sample[:, 0]])
    found = sensitivities(values, ("acts", "idle"), second_order=False)
    assert found[1].total.value == pytest.approx(0, abs=1e-12)
    assert found[1].total.without_noise == pytest.approx(0, abs=1e-12)


def test_noise_that_follows_a_factor_is_taken_out_of_its_index() -> None:
    # y = (1 + e_j) x1 + x2, the e_j of replicates with a mean of zero: what is subtracted can be written down.
    e = np.random.default_rng(4).normal(size=6)
    e = 1.5 * (e - e.mean()) / e.std(ddof=1)
    sample = sampled(2, 8192)
    found = sensitivities((1 + e) * sample[:, :1] + sample[:, 1:], ("a", "b"), second_order=False)
    noise = 1.5**2 / 6
    assert found[0].first.without_noise == pytest.approx((1 - noise) / (2 - noise), abs=0.01)
    assert found[1].first.without_noise == pytest.approx(1 / (2 - noise), abs=0.01)
    assert found[0].total.without_noise == pytest.approx((1 - noise) / (2 - noise), abs=0.01)
