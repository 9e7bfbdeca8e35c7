"""Durations whose law is known: exponential waits, competing exponential waits, clusters of copies."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf

from sulha.experiments.analysis.survival import (
    Durations,
    band,
    hazard_ratio,
    incidence,
    ratio_of_hazards,
    restricted_mean,
    share_of,
    summarized,
    survival,
    weights,
)

ONE = np.ones((1, 1))


def exponential(
    generator: np.random.Generator,
    subjects: int,
    *rates: Any,
    last: int = 120,
    censoring: float = 0.0,
    cluster: Any = None,
) -> Any:
    """Waits of continuous time, seen in whole months; the first of several causes wins."""
    times = np.array([generator.exponential(1 / rate, subjects) for rate in rates])
    first, cause = np.ceil(times.min(axis=0)), times.argmin(axis=0) + 1
    left = np.full(subjects, float(last))
    if censoring:
        left = np.minimum(left, np.ceil(generator.exponential(1 / censoring, subjects)))
    cluster = np.arange(subjects) if cluster is None else cluster
    return Durations(
        np.minimum(first, left).astype(int), np.where(first <= left, cause, 0), cluster, int(cluster.max()) + 1
    )


def test_kaplan_and_meier_are_those_of_scipy() -> None:
    group = exponential(np.random.default_rng(0), 300, 0.02, censoring=0.01)
    mine = survival(group, np.ones((1, 300)), 120)[0]
    seen, lost = group.time[group.cause == 1], group.time[group.cause == 0]
    theirs = ecdf(CensoredData(uncensored=seen, right=lost)).sf.evaluate(np.arange(121))
    assert mine == pytest.approx(theirs)


def test_survival_is_exponential_where_the_hazard_is_constant() -> None:
    curve = survival(exponential(np.random.default_rng(1), 40_000, 0.02, censoring=0.02), np.ones((1, 40_000)), 60)[0]
    assert curve == pytest.approx(np.exp(-0.02 * np.arange(61)), abs=0.01)


def test_competing_events_have_their_closed_form() -> None:
    group = exponential(np.random.default_rng(2), 40_000, 0.03, 0.01, censoring=0.01)
    shares = incidence(group, np.ones((1, 40_000)), 100, 2)[:, 0]
    months = np.arange(101)
    for cause, rate in enumerate((0.03, 0.01)):
        assert shares[cause] == pytest.approx(rate / 0.04 * (1 - np.exp(-0.04 * months)), abs=0.01)


def test_the_restricted_mean_is_the_area() -> None:
    assert restricted_mean(np.array([[1, 0.5, 0.5, 0.0]]))[0] == pytest.approx(2.0)


@pytest.mark.parametrize("rate", [0.005, 0.05, 0.3])
def test_a_hazard_ratio_is_recovered_however_coarse_the_months(rate: Any) -> None:
    generator = np.random.default_rng(3)
    one, other = (exponential(generator, 60_000, r, last=60) for r in (2 * rate, rate))
    assert hazard_ratio(one, other, np.ones((1, 60_000)), 60)[0] == pytest.approx(2, rel=0.04)


def pair(generator: np.random.Generator, clusters: int = 40, copies: int = 5) -> Any:
    """Two arms of runs that share their luck within a cluster: frailty makes copies alike, and arms pairs."""
    cluster = np.repeat(np.arange(clusters), copies)
    uniform = generator.random(len(cluster))
    shared = np.repeat(generator.random(clusters), copies)
    mixed = np.where(generator.random(len(cluster)) < 0.5, shared, uniform)
    waits = [np.ceil(-np.log(mixed) / rate) for rate in (0.03, 0.015)]
    return [
        Durations(np.minimum(wait, 120).astype(int), (wait <= 120).astype(int), cluster, clusters) for wait in waits
    ]  # fmt: skip


def test_intervals_cover_although_subjects_come_in_clusters() -> None:
    # Half of the subjects of a cluster have one luck between them. Resampling subjects would be far too sure.
    generator = np.random.default_rng(4)
    hits = dict.fromkeys(("survival", "mean", "ratio"), 0)
    tries = 200
    truth_mean = np.exp(-0.03 * np.arange(120)).sum()
    for seed in range(tries):
        one, other = pair(generator)
        weight = weights(40, seed=seed, resamples=400)
        curve = survival(one, weight, 120)
        low, high = band(curve, 40)
        hits["survival"] += low[24] <= np.exp(-0.03 * 24) <= high[24]
        found = summarized(restricted_mean(curve), 40).interval
        hits["mean"] += found[0] <= truth_mean <= found[1]
        found = ratio_of_hazards(one, other, 120).interval
        hits["ratio"] += found[0] <= 2 <= found[1]
    for name, n in hits.items():
        assert n / tries >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / tries), name


def test_what_never_happened_has_an_interval_all_the_same() -> None:
    group = Durations(np.full(20, 50), np.zeros(20, int), np.arange(20), 20)
    curve = incidence(group, weights(20), 50, 1)[0]
    found = share_of(curve[:, -1], 20)
    assert found.value == 0
    assert found.interval == pytest.approx((0, 0.1611), abs=5e-5)  # Newcombe 1998: 0 of 20
    low, high = band(curve, 20)
    assert (low[0], high[0]) == (0, 0)
    assert np.isnan(ratio_of_hazards(group, group, 50).value)
    assert np.isnan(summarized(restricted_mean(1 - curve), 20).interval).all()


def test_few_clusters_have_no_interval() -> None:
    group = exponential(np.random.default_rng(5), 5, 0.05)
    assert np.isnan(band(survival(group, weights(5), 120), 5)).all()


def test_who_was_seen_for_no_month_was_at_no_risk() -> None:
    group = Durations(np.array([0, 1, 2]), np.array([1, 1, 0]), np.arange(3), 3)
    assert survival(group, np.ones((1, 3)), 2)[0] == pytest.approx([1, 0.5, 0.5])
    assert group.filled == 2
