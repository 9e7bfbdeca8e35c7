"""The statistics of ensembles, on data whose answers are known."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pytest

from sulha.experiments.statistics import bootstrap_mean, estimate, paired_difference, wilson


def test_wilson_has_the_published_values() -> None:
    # Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)


def test_wilson_stays_inside_and_has_a_width_at_the_ends() -> None:
    assert wilson(20, 20) == pytest.approx((1 - 0.1611, 1.0), abs=5e-5)
    assert wilson(0, 0) == (0.0, 1.0)
    with pytest.raises(ValueError, match="3 successes in 2 trials"):
        wilson(3, 2)


def test_the_bootstrap_agrees_with_the_t_interval_on_normal_data() -> None:
    values = np.random.default_rng(1).normal(3, 2, 30)
    low, high = bootstrap_mean(values)
    half = 2.0452 * values.std(ddof=1) / np.sqrt(30)
    assert low == pytest.approx(values.mean() - half, abs=0.1 * half)
    assert high == pytest.approx(values.mean() + half, abs=0.1 * half)


def test_the_bootstrap_covers_the_mean_about_as_often_as_it_says() -> None:
    generator = np.random.default_rng(2)
    hits = sum(low <= 0 <= high for low, high in (bootstrap_mean(generator.normal(size=10)) for _ in range(200)))
    assert 0.90 <= hits / 200 <= 0.99


def test_the_bootstrap_repeats_and_leaves_out_what_is_missing() -> None:
    values = np.append(np.random.default_rng(0).normal(size=12), nan)
    assert bootstrap_mean(values, seed=4) == bootstrap_mean(values[:-1], seed=4)
    assert bootstrap_mean(values, seed=4) != bootstrap_mean(values, seed=5)
    assert bootstrap_mean(np.full(8, 0.25)) == (0.25, 0.25)


@pytest.mark.parametrize("values", [[], [1.0], [1.0, 2, 3, 4, 5], [nan] * 9])
def test_too_few_values_have_no_interval(values: list[float]) -> None:
    assert all(isnan(end) for end in bootstrap_mean(np.array(values)))


def test_an_estimate_of_nothing_is_missing() -> None:
    assert isnan(estimate(np.array([nan, nan])).mean)


def test_a_paired_difference_is_with_minus_without() -> None:
    without = np.linspace(0.4, 0.8, 30)
    d = paired_difference(without - 0.06, without)
    assert d.mean == pytest.approx(-0.06)
    assert d.interval == pytest.approx((-0.06, -0.06))
    assert (d.lower, d.equal, d.higher, d.pairs) == (30, 0, 0, 30)
    assert d.superiority == 1
    assert d.direction == -1


def test_pairs_remove_what_both_arms_share() -> None:
    generator = np.random.default_rng(3)
    shared = generator.normal(0, 10, 40)
    d = paired_difference(shared + 1 + generator.normal(0, 0.1, 40), shared)
    assert d.direction == 1
    assert d.superiority == 0


def test_ties_count_half_and_zero_is_no_direction() -> None:
    same = np.linspace(0, 1, 10)
    d = paired_difference(same, same)
    assert (d.mean, d.interval, d.superiority, d.direction) == (0, (0, 0), 0.5, 0)


def test_unequal_lengths_are_no_pairs() -> None:
    with pytest.raises(ValueError, match="are no pairs"):
        paired_difference(np.zeros(3), np.zeros(2))
