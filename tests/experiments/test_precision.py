"""How many replicates are enough, on spreads that are known."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from scipy.stats import t

from sulha.experiments.precision import enough, pairs_for, rounded_up
from sulha.experiments.statistics import bootstrap_mean


def half_width(deviation: float, n: float) -> float:
    return float(t.ppf(0.975, n - 1) * deviation / np.sqrt(n))


@pytest.mark.parametrize(("deviation", "target"), [(0.1, 0.02), (0.05, 0.02), (1.0, 0.02), (0.02, 0.015)])
def test_it_is_the_smallest_number_that_is_enough(deviation: float, target: float) -> None:
    n = pairs_for(deviation, target)
    assert half_width(deviation, n) <= target < half_width(deviation, n - 1)


def test_six_are_the_fewest_and_ten_million_the_most() -> None:
    assert pairs_for(0.0, 0.02) == 6
    assert pairs_for(0.001, 0.02) == 6
    assert pairs_for(1000.0, 0.02) == inf


def test_too_few_pairs_say_nothing_of_how_many_are_needed() -> None:
    assert enough(np.arange(5.0), 0.02) is None
    assert enough(np.append(np.arange(5.0), np.nan), 0.02) is None


def test_the_number_grows_with_the_square_of_the_spread() -> None:
    values = np.random.default_rng(1).normal(size=40)
    narrow, wide = enough(values, 0.1), enough(2 * values, 0.1)
    assert narrow is not None
    assert wide is not None
    assert wide.pairs / narrow.pairs == pytest.approx(4, rel=0.01)
    assert narrow.fewest < narrow.pairs < narrow.most


def test_numbers_are_rounded_up_to_what_they_are_worth() -> None:
    assert [rounded_up(n) for n in (6, 10, 99, 100, 101, 1234, 99_001)] == [6, 10, 99, 100, 110, 1300, 100_000]


def test_the_range_holds_the_number_that_the_true_spread_asks_for() -> None:
    generator, times = np.random.default_rng(4), 400
    true, held = pairs_for(1.0, 0.2), 0
    for _ in range(times):
        found = enough(generator.normal(size=30), 0.2)
        assert found is not None
        held += found.fewest <= true <= found.most
    assert 0.92 <= held / times <= 0.98


def test_of_skewed_differences_it_promises_too_much() -> None:
    generator, times = np.random.default_rng(6), 400
    true, held, low = pairs_for(1.0, 0.2), 0, 0
    for _ in range(times):
        found = enough(generator.exponential(size=30), 0.2)
        assert found is not None
        held += found.fewest <= true <= found.most
        low += found.pairs < true
    assert held / times < 0.9
    assert low / times > 0.5


def test_so_many_pairs_are_about_enough() -> None:
    generator = np.random.default_rng(5)
    n = int(pairs_for(1.0, 0.25))
    widths = [np.ptp(bootstrap_mean(generator.normal(size=n), seed=k)) / 2 for k in range(60)]
    assert np.median(widths) == pytest.approx(0.25, rel=0.06)


@pytest.mark.verify
@pytest.mark.parametrize("pairs", [10, 30, 100])
def test_the_upper_number_is_nearly_always_enough(pairs: int) -> None:
    """Who runs as many as the upper end says has a narrow enough interval in about 97 of 100 cases, or more."""
    generator, times, kept = np.random.default_rng(pairs), 1000, 0
    for _ in range(times):
        found = enough(generator.normal(size=pairs), 0.25)
        assert found is not None
        again = generator.normal(size=int(found.most))
        kept += half_width(float(again.std(ddof=1)), found.most) <= 0.25 * 1.05
    assert kept / times >= 0.95
