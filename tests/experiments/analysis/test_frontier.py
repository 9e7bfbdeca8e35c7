"""Thresholds: crossings that can be read off, and intervals that must cover a known one."""

from __future__ import annotations

from math import inf, isinf
from typing import Any

import numpy as np
import pytest

from sulha.experiments.analysis.frontier import Target, threshold
from sulha.experiments.statistics import estimate, wilson

LEVELS = np.array([0.0, 1.0, 2.0, 3.0, 4.0])


def exact(means: Any, target: Any, **how: Any) -> Any:
    means = np.array(means, dtype=float)
    return threshold(LEVELS, means, means, means, target, **how)


def test_a_threshold_lies_where_the_line_crosses() -> None:
    found = exact([0, -0.1, -0.2, -0.3, -0.4], Target("<=", -0.15))
    assert found.at == pytest.approx(1.5)
    assert found.interval == pytest.approx((1.5, 1.5))
    assert not found.bent
    assert exact([0, 0.1, 0.2, 0.3, 0.4], Target(">=", 0.25)).at == pytest.approx(2.5)


def test_the_ends_of_the_range_are_said_honestly() -> None:
    everywhere = exact([-0.2, -0.2, -0.2, -0.3, -0.4], Target("<=", -0.15))
    assert (everywhere.at, everywhere.said) == (-inf, "reached everywhere")
    nowhere = exact([0, 0, 0, 0, -0.1], Target("<=", -0.15))
    assert (nowhere.at, nowhere.said, nowhere.interval) == (inf, "not reached", (inf, inf))


def test_a_log_factor_is_crossed_on_its_scale() -> None:
    means = np.array([0.0, 1.0, 2.0])
    found = threshold(np.array([1.0, 10, 100]), means, means, means, Target(">=", 1.5), scale="log")
    assert found.at == pytest.approx(10 * np.sqrt(10))


def test_a_response_that_turns_back_is_marked() -> None:
    found = exact([0, -0.3, -0.1, -0.1, -0.1], Target("<=", -0.2))
    assert found.bent
    assert found.said == "not reached"  # not at any level from which on it stays so
    assert found.interval[0] < 1
    assert found.interval[1] == inf


def test_without_intervals_nothing_is_excluded() -> None:
    unknown = np.full(5, np.nan)
    assert threshold(LEVELS, LEVELS, unknown, unknown, Target(">=", 2)).interval == (-inf, inf)


def covers(low: float, high: float, truth: float) -> bool:
    return low <= truth <= high


@pytest.mark.parametrize("truth", [0.9, 1.0, 2.35])
def test_the_interval_of_a_threshold_of_a_mean_covers_it(truth: float) -> None:
    generator = np.random.default_rng(int(100 * truth))
    hits, finite, tries = 0, 0, 300
    for _ in range(tries):
        # Common random numbers, and noise of its own at each level; the truth is linear, so that it has one crossing.
        values = (-0.1 * LEVELS)[:, None] + generator.normal(0, 0.1, (1, 20)) + generator.normal(0, 0.1, (5, 20))
        cells = [estimate(row) for row in values]
        low, high = np.array([c.interval for c in cells]).T
        found = threshold(LEVELS, np.array([c.mean for c in cells]), low, high, Target("<=", -0.1 * truth))
        hits += covers(*found.interval, truth)
        finite += not any(map(isinf, found.interval))
    assert hits / tries >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / tries)
    assert finite > tries / 3  # and it does not cover by saying nothing


def test_the_interval_of_a_threshold_of_a_share_covers_it() -> None:
    generator = np.random.default_rng(7)
    shares = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
    hits, tries = 0, 400
    for _ in range(tries):
        n = generator.binomial(60, shares)
        low, high = np.array([wilson(int(k), 60) for k in n]).T
        hits += covers(*threshold(LEVELS, n / 60, low, high, Target(">=", 0.6)).interval, 2.5)
    assert hits / tries >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / tries)
