"""The measures on sweeps whose answers are known, and the coverage of their intervals."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from synthetic_sweeps import synthetic

from sulha.experiments.analysis.reading import read_runs
from sulha.experiments.studies.cells import Cell, Sample, still_open
from sulha.experiments.studies.measures import (
    BestAgainst,
    HazardRatio,
    ShareLost,
    difference,
    interaction,
)
from sulha.experiments.sweeps.plan import Run

LUCK = np.random.default_rng(3).normal(0, 1, 5000)
A, B, C, D = (Cell(name) for name in ("scenario", "b", "c", "d"))
TEXT = """
set: {{time.months: 240}}
factors: {{shocks.rate: [{rates}]}}
arms: {{b: {{set: {{images.noise: 0.2}}}}, c: {{set: {{images.noise: 0.3}}}}, d: {{set: {{images.noise: 0.1}}}}}}
outcomes: [{outcomes}]
replicates: {replicates}
"""


def sample(place: Path, answer: Any, *, outcomes: str = "conduct", replicates: int = 40, rates: str = "0.1") -> Sample:
    text = TEXT.format(outcomes=outcomes, replicates=replicates, rates=rates)
    return Sample(read_runs(synthetic(place, text, answer)))


def by_arm(*means: float, spread: float = 0.0) -> Any:
    """Conduct of each arm: its mean, the luck that all arms of a replicate share, and some of its own."""

    def answer(run: Run, _: Mapping[str, Any]) -> dict[str, float]:
        own = LUCK[(7 * run.replicate + 1000 * run.arm + 17) % LUCK.size]
        return {"conduct": means[run.arm] + 0.1 * LUCK[run.replicate] + spread * own}

    return answer


def test_contrasts_are_taken_pair_by_pair(tmp_path: Path) -> None:
    shown = sample(tmp_path / "s", by_arm(0.5, 0.6, 0.3, 0.35, spread=0.02))
    one = difference("conduct", A, B).estimate(shown)
    assert one.value == pytest.approx(-0.1, abs=0.02)
    assert one.interval[0] < one.value < one.interval[1]
    assert one.interval[1] - one.interval[0] < 0.03  # the luck that arms share is gone
    both = interaction("conduct", (A, B), (C, D)).estimate(shown)
    assert both.value == pytest.approx(-0.05, abs=0.02)
    assert both.pairs == 40
    assert difference("conduct", A, B).at_point(shown) == one.value


def test_pairs_that_do_not_differ_have_no_interval(tmp_path: Path) -> None:
    shown = sample(tmp_path / "s", by_arm(0.5, 0.5, 0.4, 0.4))
    found = difference("conduct", A, B).estimate(shown)
    assert (found.value, found.note) == (0, "no pair differs")
    assert isnan(found.interval[0])


def test_failed_runs_leave_their_pair_out(tmp_path: Path) -> None:
    answer = by_arm(0.5, 0.6, 0.3, 0.35, spread=0.02)
    shown = sample(tmp_path / "s", lambda run, at: None if (run.arm, run.replicate) == (1, 3) else answer(run, at))
    assert difference("conduct", A, B).estimate(shown).pairs == 39
    assert difference("conduct", A, C).estimate(shown).pairs == 40


def test_cells_name_their_point(tmp_path: Path) -> None:
    shown = sample(tmp_path / "s", lambda run, at: {"conduct": at["shocks.rate"]}, rates="0.1, 0.3")
    assert (shown.of("conduct", Cell("b", {"shocks.rate": 0.3})) == 0.3).all()
    with pytest.raises(ValueError, match="2 points"):
        shown.of("conduct", Cell("b"))
    assert (Sample(shown.runs, 0).of("conduct", Cell("b")) == 0.1).all()


def test_a_share_lost_is_a_ratio_of_means(tmp_path: Path) -> None:
    shown = sample(tmp_path / "s", by_arm(0.4, 0.47, 0.5, 0, spread=0.01), replicates=200)
    lost = ShareLost("conduct", A, B, C, smallest=0.02)
    found = lost.estimate(shown)
    assert found.value == pytest.approx(0.7, abs=0.03)
    assert found.interval[0] < 0.7 < found.interval[1]
    assert lost.at_point(shown) == pytest.approx(0.07, abs=0.01)
    nothing = ShareLost("conduct", C, B, C, smallest=0.02).estimate(shown)
    assert nothing.note == "no effect to share"
    assert isnan(nothing.interval[0])


def waits(*rates: float, horizon: int = 240) -> Any:
    """Talks open at a constant hazard of each arm, by a draw that arms share in part."""
    generator = np.random.default_rng(5)
    draws = generator.random((5000, 4))

    def answer(run: Run, _: Mapping[str, Any]) -> dict[str, float | None]:
        rate = rates[run.arm]
        month = np.ceil(-np.log(draws[run.replicate, run.arm]) / rate) if rate else np.inf
        return {"talks_month": float(month) if month <= horizon else None}

    return answer


def test_a_hazard_ratio_and_a_ratio_of_them(tmp_path: Path) -> None:
    shown = sample(tmp_path / "s", waits(0.02, 0.01, 0.01, 0.01), outcomes="talks_month", replicates=800)
    ratio = HazardRatio("talks_month", A, B)
    found = ratio.estimate(shown)
    assert found.interval[0] < 2 < found.interval[1]
    assert found.value == pytest.approx(2, rel=0.15)
    assert ratio.at_point(shown) == pytest.approx(np.log(found.value))
    than = HazardRatio("talks_month", A, B, (C, D)).estimate(shown)
    assert than.interval[0] < 2 < than.interval[1]
    assert than.interval[1] / than.interval[0] > found.interval[1] / found.interval[0]


def test_no_event_at_all_is_no_ratio(tmp_path: Path) -> None:
    shown = sample(tmp_path / "s", waits(0.0, 0.0, 0.02, 0.0), outcomes="talks_month")
    for ratio in (HazardRatio("talks_month", A, B), HazardRatio("talks_month", C, B), HazardRatio("talks_month", C, C)):
        found = ratio.estimate(shown)
        assert isnan(found.interval[0])
    assert isnan(HazardRatio("talks_month", A, B).at_point(shown))


def test_what_ends_the_watch_censors(tmp_path: Path) -> None:
    def answer(run: Run, _: Mapping[str, Any]) -> dict[str, float | None]:
        return {"talks_month": 10, "breakdown_month": 20 if run.replicate % 2 else None, "agreement_month": 15}

    shown = sample(tmp_path / "s", answer, outcomes="talks_month, breakdown_month, agreement_month", replicates=8)
    until = shown.durations(A, "breakdown_month", since="talks_month")
    assert until.time.tolist() == [230, 10] * 4
    assert until.cause.tolist() == [0, 1] * 4
    ended = shown.durations(A, "breakdown_month", since="talks_month", instead="agreement_month")
    assert ended.time.tolist() == [5] * 8
    assert not ended.cause.any()


def test_the_best_is_chosen_on_other_pairs_than_it_is_tested_on(tmp_path: Path) -> None:
    # By luck b is far ahead on the pairs that choose, and behind on those that test.
    def answer(run: Run, _: Mapping[str, Any]) -> dict[str, float]:
        lucky = run.arm == 1 and run.replicate % 2 == 0
        return {"conduct": [0.5, 0.6, 0.52, 0.53][run.arm] - 0.3 * lucky + 0.001 * LUCK[run.replicate * 4 + run.arm]}

    shown = sample(tmp_path / "s", answer)
    best = BestAgainst("conduct", {"mix": A}, {"b": B, "c": C, "d": D})
    found = best.estimate(shown)
    assert found.note == "mix against b"
    assert found.value == pytest.approx(-0.1, abs=0.01)
    assert found.pairs == 20
    # At a point both halves test: the other one chooses c.
    assert best.at_point(shown) == pytest.approx((-0.1 - 0.02) / 2, abs=0.01)


def test_equal_strategies_are_not_told_apart(tmp_path: Path) -> None:
    """The best of three equal ones is no better than another equal one: choosing does not flatter."""
    inside = 0
    for n in range(60):
        luck = np.random.default_rng(n).normal(0, 0.1, (40, 4))
        shown = sample(tmp_path / str(n), lambda run, _, luck=luck: {"conduct": 0.5 + luck[run.replicate, run.arm]})
        low, high = BestAgainst("conduct", {"mix": A}, {"b": B, "c": C, "d": D}).estimate(shown).interval
        inside += low <= 0 <= high
    assert inside >= 52  # of 60 intervals of 95 %: fewer has a probability of .01


def test_organizations_that_are_still_open(tmp_path: Path) -> None:
    def answer(run: Run, _: Mapping[str, Any]) -> dict[str, float | None]:
        closed = dict.fromkeys(names, None)
        for name in names[: 3 * run.arm]:
            closed[name] = 50 if run.replicate % 2 else 130
        return closed

    from sulha.scenarios import load

    names = [f"closed_month.{name}" for name in load("baseline").organizations]
    shown = sample(tmp_path / "s", answer, outcomes="closed_month", replicates=4)
    assert shown.of(still_open(120), A).tolist() == [1] * 4
    assert shown.of(still_open(120), B).tolist() == [1, 0.75] * 2
    assert shown.of(still_open(140), C).tolist() == [0.5] * 4
