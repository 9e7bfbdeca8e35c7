"""The course of a paired difference, on data whose answers are known: bands, until when and from when."""

from __future__ import annotations

import numpy as np
import pytest
from coverage_of_intervals import EFFECTS, NULLS, falsely_apart, missed
from numpy.typing import NDArray

from sulha.experiments.bands import course


def arms(difference: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    without = np.full_like(difference, 0.25)
    return without + difference, without


def test_equal_arms_are_identical_to_the_end_and_never_part() -> None:
    c = course(*arms(np.zeros((30, 13))))
    assert c.identical_until == 12
    assert c.parts_from is None
    assert c.apart == ()
    assert not any(edge.any() for edge in (c.low, c.high, c.below, c.above))


def test_an_effect_from_a_month_on_is_found_there_and_the_months_before_are_exactly_equal() -> None:
    noise = np.random.default_rng(1).normal(-0.2, 0.05, (30, 1))
    difference = np.where(np.arange(25) >= 10, noise, 0.0)
    c = course(*arms(difference))
    assert c.identical_until == 9
    assert c.parts_from == 10
    assert c.apart == ((10, 24, -1),)
    assert (c.above[10:] < 0).all()


def test_an_effect_that_passes_has_months_and_no_lasting_part() -> None:
    noise = np.random.default_rng(2).normal(1, 0.1, (30, 1))
    when = np.isin(np.arange(20), (3, 4, 5, 9))
    c = course(*arms(np.where(when, noise, 0.0)))
    assert c.apart == ((3, 5, 1), (9, 9, 1))
    assert c.parts_from is None


def test_sides_that_change_are_two_stretches() -> None:
    noise = np.random.default_rng(3).normal(1, 0.1, (30, 1))
    c = course(*arms(noise * np.where(np.arange(6) < 3, 1.0, -1.0)))
    assert c.apart == ((0, 2, 1), (3, 5, -1))
    assert c.parts_from == 3
    assert c.identical_until is None


def test_a_difference_in_one_pair_of_many_tells_nothing() -> None:
    difference = np.zeros((30, 10))
    difference[4, 5:] = 7.0
    c = course(*arms(difference))
    assert c.identical_until == 4
    assert c.apart == ()


def test_the_band_for_all_months_is_never_narrower_than_for_one() -> None:
    for n in (6, 7, 30):
        c = course(*arms(np.random.default_rng(n).normal(size=(n, 40)).cumsum(axis=1)))
        assert (c.below <= c.low).all()
        assert (c.above >= c.high).all()


def test_few_pairs_have_a_mean_and_no_band() -> None:
    difference = np.arange(12.0).reshape(3, 4)
    c = course(*arms(difference))
    assert c.mean == pytest.approx(difference.mean(axis=0))
    assert np.isnan(c.above).all()
    assert c.apart == ()


def test_a_difference_that_is_the_same_in_all_pairs_is_certain() -> None:
    c = course(np.full((8, 3), 2.0), np.full((8, 3), 1.5))
    assert c.mean == pytest.approx(0.5)
    assert c.above == pytest.approx(0.5)
    assert c.parts_from == 0


def test_a_month_in_which_all_pairs_differ_alike_leaves_the_others_a_band() -> None:
    c = course(*arms(np.array([[1.0, 1.0, 0.3 * k] for k in (1, 1, 1, -1, -1, -1)])))
    assert c.below[:2] == pytest.approx(1.0)
    assert c.below[2] < 0 < c.above[2]
    assert c.apart[0][0] == 0


def test_the_band_of_a_large_effect_is_as_wide_as_that_of_a_small_one() -> None:
    noise = np.random.default_rng(7).normal(size=(30, 60))
    small, large = (course(*arms(noise + effect)) for effect in (0.0, 10.0))
    width = (small.above - small.below).mean()
    assert (large.above - large.below).mean() == pytest.approx(width, rel=0.1)


def test_missing_months_are_no_claim() -> None:
    first = np.random.default_rng(0).normal(3, 0.1, (10, 4))
    first[2, 1] = np.nan
    c = course(first, np.zeros((10, 4)))
    assert np.isnan(c.mean[1])
    assert c.apart == ((0, 0, 1), (2, 3, 1))


def test_it_repeats_and_other_shapes_are_no_pairs() -> None:
    first, second = arms(np.random.default_rng(5).normal(size=(12, 30)))
    assert np.array_equal(course(first, second, seed=1).above, course(first, second, seed=1).above)
    assert not np.array_equal(course(first, second, seed=1).above, course(first, second, seed=2).above)
    with pytest.raises(ValueError, match="are no pairs"):
        course(first, second[:, :-1])


# -- how often it errs


@pytest.mark.parametrize("kind", NULLS)
def test_arms_that_do_not_differ_are_seldom_told_apart(kind: str) -> None:
    # 5 % of 100 is 5; more than 12 would come in 2 of 1000 such tests.
    assert falsely_apart(kind, pairs=10, times=100, seed=1) <= 12


@pytest.mark.verify
@pytest.mark.parametrize("pairs", [6, 10, 30, 100])
@pytest.mark.parametrize("kind", NULLS)
def test_arms_that_do_not_differ_are_told_apart_at_most_once_in_twenty(kind: str, pairs: int) -> None:
    # 5 % of 1000 is 50 with a standard deviation of 6.9.
    assert falsely_apart(kind, pairs=pairs, times=1000, seed=1) <= 71


@pytest.mark.verify
@pytest.mark.parametrize(("kind", "pairs", "most"), EFFECTS)
def test_the_band_holds_the_whole_course_as_often_as_the_documents_say(kind: str, pairs: int, most: float) -> None:
    times = 1000
    allowed = most + 3 * np.sqrt(most * (1 - most) / times)
    assert missed(kind, pairs=pairs, times=times, seed=1) / times <= allowed
