"""The statistics of ensembles, on data whose answers are known."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pytest
from coverage_of_intervals import covered, shares_covered

from sulha.experiments.statistics import bootstrap_mean, estimate, paired_difference, paired_shares, wilson


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


# -- paired shares


def test_paired_shares_have_the_interval_of_their_authors() -> None:
    # Of 30 pairs 9 only in the first and 3 only in the second: (9 + 1) / 32 and (3 + 1) / 32.
    first = np.repeat([1.0, 0, 1, 0], [9, 3, 10, 8])
    second = np.repeat([0.0, 1, 1, 0], [9, 3, 10, 8])
    d = paired_shares(first, second)
    half = 1.959964 * np.sqrt((14 / 32 - (6 / 32) ** 2) / 32)
    assert d.mean == pytest.approx(0.2)
    assert d.interval == pytest.approx((6 / 32 - half, 6 / 32 + half), abs=1e-6)
    assert (d.higher, d.lower, d.equal) == (9, 3, 18)


def test_shares_that_never_differ_are_not_certain_to_be_equal() -> None:
    low, high = paired_shares(np.ones(30), np.ones(30)).interval
    assert low == -high
    assert 0.05 < high < 0.15
    assert all(isnan(end) for end in paired_shares(np.array([nan]), np.array([1.0])).interval)
    assert paired_shares(np.ones(2), np.zeros(2)).interval[1] <= 1


# -- how often intervals hold what they should: docs/compare.md says so


@pytest.mark.parametrize(("kind", "least"), [("normal", 0.95), ("exponential", 0.93), ("zero in 70 % of pairs", 0.9)])
def test_intervals_of_thirty_pairs_hold_the_mean(kind: str, least: float) -> None:
    times = 300
    assert covered(kind, 30, times, seed=1) / times >= least - 3 * np.sqrt(least * (1 - least) / times)


@pytest.mark.verify
@pytest.mark.parametrize(
    ("kind", "shares"),
    [
        ("normal", (0.95, 0.95, 0.95)), ("exponential", (0.91, 0.93, 0.95)), ("lognormal", (0.85, 0.89, 0.93)),
        ("zero in 70 % of pairs", (0.8, 0.9, 0.93)), ("zero in 90 % of pairs", (0.56, 0.76, 0.89)),
    ],
)  # fmt: skip
def test_intervals_hold_the_mean_as_often_as_the_documents_say(kind: str, shares: tuple[float, ...]) -> None:
    times = 2000
    for pairs, share in zip((10, 30, 100), shares, strict=True):
        assert covered(kind, pairs, times, seed=1) / times >= share - 3 * np.sqrt(share * (1 - share) / times), pairs


@pytest.mark.verify
@pytest.mark.parametrize("rates", [(0.0, 0.0), (0.02, 0.02), (0.1, 0.0), (0.2, 0.1), (0.4, 0.1)])
def test_intervals_of_shares_hold_the_difference(rates: tuple[float, float]) -> None:
    times = 2000
    for pairs in (6, 10, 30, 100):
        assert shares_covered(rates, pairs, times, seed=1) / times >= 0.94 - 3 * np.sqrt(0.94 * 0.06 / times), pairs
