"""The rule on estimates whose verdict is known by hand."""

from __future__ import annotations

from math import inf, isnan, nan

import numpy as np
import pytest

from sulha.experiments.statistics import NO_INTERVAL
from sulha.experiments.studies.measures import Estimated
from sulha.experiments.studies.rule import Rule, ShareRule, Signs, signs

LOWER = Rule(direction=-1, smallest=0.02)
FASTER = Rule(direction=1, smallest=1.25, ratio=True)
HOLD = {"pain": Signs(13, 16, 3), "pain_and_opportunity": Signs(16, 16, 3)}
FAIL = HOLD | {"pain": Signs(12, 16, 3)}


def found(low: float, high: float, value: float | None = None, pairs: int = 60) -> Estimated:
    return Estimated((low + high) / 2 if value is None else value, (low, high), pairs)


@pytest.mark.parametrize(
    ("low", "high", "decision"),
    [
        (-0.08, -0.03, "confirmed"),
        (-0.08, -0.02, "confirmed"),  # an end that touches is beyond
        (-0.08, -0.019, "not decided"),
        (-0.019, 0.019, "refuted"),
        (-0.019, -0.001, "refuted"),  # an effect, and one too small to matter
        (0.02, 0.05, "refuted"),
        (0.01, 0.05, "not decided"),
        (-0.02, 0.01, "not decided"),
        (nan, nan, "not decided"),
        (-inf, inf, "not decided"),
    ],
)
def test_a_difference_is_held_against_the_smallest_effect(low: float, high: float, decision: str) -> None:
    assert LOWER.decide(found(low, high), HOLD) == decision
    mirrored = Rule(direction=1, smallest=0.02)
    assert mirrored.decide(found(-high, -low), HOLD) == decision


@pytest.mark.parametrize(
    ("low", "high", "decision"),
    [
        (1.3, 2.0, "confirmed"), (1.2, 2.0, "not decided"), (0.81, 1.24, "refuted"), (0.5, 0.79, "refuted"),
        (0.0, 0.5, "refuted"), (0.0, inf, "not decided"), (0.7, 1.1, "not decided"),
    ],
)  # fmt: skip
def test_ratios_are_judged_on_the_log_scale(low: float, high: float, decision: str) -> None:
    assert FASTER.decide(found(low, high, 1.0), HOLD) == decision


def test_confirmed_needs_the_sign_under_both_theories_and_refuted_does_not() -> None:
    assert LOWER.decide(found(-0.08, -0.03), FAIL) == "not decided"
    assert LOWER.decide(found(-0.08, -0.03), {}) == "not decided"
    assert LOWER.decide(found(-0.01, 0.01), FAIL) == "refuted"
    assert Signs(4, 5, 2).hold
    assert not Signs(0, 0, 2).hold


def test_a_point_without_effect_or_value_has_not_the_sign() -> None:
    counted = signs(np.array([-0.1, 0.1, 0.0, nan, -0.2]), -1, 3)
    assert counted == Signs(2, 5, 3, still=2)
    assert counted.share == 0.4


@pytest.mark.parametrize(
    ("low", "high", "decision", "word"),
    [
        (0.52, 0.9, "confirmed", "the main channel"), (0.5, 0.9, "confirmed", "the main channel"),
        (0.2, 0.6, "confirmed", "a channel"), (0.1, 0.3, "confirmed", "a channel"),
        (0.05, 0.3, "not decided", ""), (-0.2, 0.09, "refuted", ""), (nan, nan, "not decided", ""),
    ],
)  # fmt: skip
def test_shares_lost_have_degrees(low: float, high: float, decision: str, word: str) -> None:
    rule = ShareRule()
    assert rule.decide(found(low, high), HOLD) == decision
    if word:
        assert rule.word(found(low, high)) == word
        assert rule.decide(found(low, high), FAIL) == "not decided"


def test_how_many_pairs_would_decide() -> None:
    # Half a width of .02 around -.03 must shrink to .01: four times the pairs.
    assert LOWER.pairs_needed(found(-0.05, -0.01)) == pytest.approx(240, rel=0.05)
    assert LOWER.pairs_needed(found(-0.04, 0.0)) == inf  # at the limit no number is enough
    assert isnan(LOWER.pairs_needed(found(-0.08, -0.03)))
    assert isnan(LOWER.pairs_needed(Estimated(nan, NO_INTERVAL, 60)))
    assert ShareRule().pairs_needed(found(0.05, 0.35)) == pytest.approx(60 * (0.15 / 0.1) ** 2, rel=0.05)


def test_noise_alone_leaves_fewer_signs() -> None:
    generator = np.random.default_rng(1)
    effect, spread, pairs, at_point = -0.03, 0.06, 400, 4
    half = 1.96 * spread / np.sqrt(pairs)
    told = LOWER.most_signs(found(effect - half, effect + half, pairs=pairs), at_point)
    points = generator.normal(effect, spread, (20_000, at_point)).mean(axis=1)
    assert told == pytest.approx((points < 0).mean(), abs=0.01)
    assert isnan(LOWER.most_signs(Estimated(nan, NO_INTERVAL, 0), 3))
