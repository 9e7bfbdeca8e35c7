"""The verdict: what it says of differences and expectations, in words."""

from __future__ import annotations

import numpy as np
import pytest
from experiments_ensembles import result

from sulha.experiments import run
from sulha.experiments.expectations import judge_interval
from sulha.experiments.phrasing import alike
from sulha.experiments.statistics import paired_difference
from sulha.experiments.summary import _difference


def said(effect: float, spread: float = 0.01) -> str:
    noise = np.linspace(-1, 1, 30) * spread
    without = np.full(30, 0.5)
    return " ".join(_difference(paired_difference(without + effect + noise, without)).split())


def test_lower_conduct_is_said_with_interval_and_pairs() -> None:
    assert said(-0.06).startswith(
        "With organizations conduct is less hostile: H is lower by 0.060 (95 % interval 0.058 to 0.062), "
        "in 30 of 30 pairs."
    )


def test_it_can_say_that_organizations_made_it_worse() -> None:
    assert "conduct is MORE hostile: H is higher by 0.050 (95 % interval 0.0" in said(0.05, 0.1)


def test_it_can_say_that_nothing_can_be_told() -> None:
    assert "cannot be told from zero" in said(0.001, 0.1)


def test_a_small_difference_is_called_small_and_not_zero() -> None:
    text = said(-0.005, 0.001)
    assert "lower by 0.0050 (95 % interval 0.0048 to 0.0052)" in text
    assert "That is small: below 0.02 on the scale of H from 0 to 1, the least difference taken to matter" in text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((0.026, 0.0001, 0.0502), ["0.0260", "0.0001", "0.0502"]),
        ((0.0101, 0.0091, 0.0109), ["0.010", "0.009", "0.011"]),
        ((0.00012, 0.00008, 0.00016), ["0.00012", "0.00008", "0.00016"]),
        ((0.5, 0.5, 0.5), ["0.500", "0.500", "0.500"]),
        ((0.0, 0.0, 0.0), ["0.000", "0.000", "0.000"]),
        ((2e-9, 1e-9, 3e-9), ["2.0e-09", "1.0e-09", "3.0e-09"]),
    ],
)
def test_a_mean_and_its_interval_have_the_same_digits(values: tuple[float, ...], words: list[str]) -> None:
    assert alike(*values) == words


def test_few_pairs_have_no_interval() -> None:
    text = _difference(paired_difference(np.array([0.4]), np.array([0.5])))
    assert text.startswith("H with minus without organizations is -0.100, from 1 pair: too few for an interval")


@pytest.mark.parametrize(
    ("interval", "judgement"),
    [
        ((0.2, 0.4), "shown"), ((0.1, 0.5), "shown"), ((0.05, 0.3), "undecided"), ((0.3, 0.6), "undecided"),
        ((0.0, 0.9), "undecided"), ((0.6, 0.7), "not_shown"), ((0.0, 0.05), "not_shown"),
        ((float("nan"), float("nan")), "undecided"),
    ],
)  # fmt: skip
def test_a_pattern_is_shown_outside_or_undecided(interval: tuple[float, float], judgement: str) -> None:
    assert judge_interval(interval, (0.1, 0.5)) == judgement


def test_the_summary_says_what_it_must() -> None:
    text = result().summary()
    assert text.startswith("A small world: 1992-12 to 1994-06 (18 months), 7 replicates, seed 3")
    assert "Means over months 10 to 18" in text
    assert "with organizations" in text
    assert "Long-run weight of advice, ω_A" in text
    assert "\nAuthority (0 none to 1 binding)         0.025                         -\n" in text
    assert "the most that their advice may weigh in a month" in text
    assert "shown: talks opened by month 12 in 0% to 100% of replicates" in text
    assert "NOT shown: mean hostility of north in months 6 to 18: 0.90 to 1.00" in text
    assert text.endswith("Theory made runnable: for exploration and comparison, not prediction.")
    assert max(map(len, text.splitlines())) <= 110


def test_without_organizations_there_is_no_authority_to_tell() -> None:
    import worlds

    assert "Authority" not in run(worlds.bare(time={"months": 3}), replicates=1).summary()


def test_a_single_replicate_claims_no_interval() -> None:
    from experiments_ensembles import small

    text = run(small(), replicates=1).summary()
    assert "1 replicate," in text
    assert "too few for an interval" in text


def test_the_data_are_plain_and_without_nan() -> None:
    import json

    data = result().verdict.as_data()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert set(data["arms"]) == {"scenario", "without_organizations"}
    assert data["difference_of_conduct"]["pairs"] == 7
