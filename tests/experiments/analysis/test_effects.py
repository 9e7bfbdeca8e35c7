"""Effects and interactions of arms and factors, on runs whose answers are written down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from synthetic_sweeps import synthetic

from sulha.experiments.analysis.effects import against_first_point, at_points, overall
from sulha.experiments.analysis.frontier import Target, cells, frontier
from sulha.experiments.analysis.layering import contrast, of_arms, of_factors
from sulha.experiments.analysis.measures import difference, level
from sulha.experiments.analysis.reading import Runs, read_runs
from sulha.experiments.statistics import bootstrap_mean, paired_difference
from sulha.experiments.sweeps.plan import Run

GRID = """
set: {time.months: 30}
factors:
  constraints.funding: [0.5, 1, 2]
  constraints.authority: [0, 0.1]
arms: {bare: {without: organizations}}
outcomes: [conduct, agreement_reached]
replicates: 12
"""

LUCK = np.random.default_rng(0).normal(0, 0.1, 12)


def answer(run: Run, values: Any) -> dict[str, Any] | None:
    """Luck is common to all points of a replicate; organizations take away what funding and authority make."""
    acts = values["constraints.funding"] * (1 + 10 * values["constraints.authority"])
    conduct = 0.5 + LUCK[run.replicate] - (0.1 + LUCK[run.replicate] / 10) * acts * (run.arm == 0)
    return {"conduct": conduct, "agreement_reached": float(run.arm == 0 and run.replicate % 2)}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    return read_runs(synthetic(tmp_path_factory.mktemp("e") / "s", GRID, answer))


def test_the_effect_at_a_point_is_that_of_its_pairs(runs: Runs) -> None:
    found = [e for e in at_points(runs) if e.about.name == "conduct"]
    assert len(found) == 6
    expected = paired_difference(*runs.values("conduct")[:, 3])
    assert found[3].difference == expected
    assert found[3].arms == ("scenario", "bare")
    assert found[3].superiority.mean == expected.superiority == 1


def test_over_the_design_replicates_count_and_points_do_not(runs: Runs) -> None:
    conduct, agreed = overall(runs)
    acts = np.mean([f * (1 + 10 * a) for f in (0.5, 1, 2) for a in (0, 0.1)])
    each = -(0.1 + LUCK / 10) * acts
    assert conduct.difference.mean == pytest.approx(each.mean())
    assert conduct.difference.interval == pytest.approx(bootstrap_mean(each))
    assert conduct.difference.pairs == 12
    assert agreed.difference.mean == 0.5
    assert -1 <= agreed.difference.interval[0] < 0.5 < agreed.difference.interval[1] <= 1
    assert agreed.superiority.mean == pytest.approx(0.25)  # the lower value is never the first arm's


def test_cells_of_a_grid_are_means_over_the_rest(runs: Runs) -> None:
    values = runs.values("conduct")[0]
    assert cells(runs, values, ("constraints.authority",))[1] == pytest.approx(values[1::2].mean(axis=0))
    turned = cells(runs, values, ("constraints.authority", "constraints.funding"))
    assert turned.shape == (2, 3, 12)
    assert (turned[1, 2] == values[5]).all()


def test_an_interaction_of_factors_is_a_difference_of_differences(runs: Runs) -> None:
    found = {one.parts: one for one in of_factors(runs, level(runs, "conduct"))}
    each = -(0.1 + LUCK / 10)
    funding, authority = "constraints.funding", "constraints.authority"
    assert found[(funding,)].contrast.mean == pytest.approx((each * 1.5 * 1.5).mean())
    assert found[(funding, authority)].contrast.mean == pytest.approx((each * 1.5).mean())
    assert found[(funding, authority)].contrast.interval == pytest.approx(bootstrap_mean(each * 1.5))
    assert contrast(np.arange(8.0).reshape(2, 2, 2, 1))[0] == 0
    assert contrast(np.array([0, 0, 0, 0, 0, 0, 0, 1.0]).reshape(2, 2, 2, 1))[0] == 1


def test_a_frontier_is_read_off_a_surface(runs: Runs) -> None:
    quantity = difference(runs, "conduct", 0, 1)
    found = frontier(runs, quantity, Target("<=", -0.15), "constraints.authority", "constraints.funding")
    each = (0.1 + LUCK / 10).mean()
    assert [t.at for t in found.thresholds] == pytest.approx([0.15 / each, 0.15 / (2 * each)])
    for one in found.thresholds:
        assert one.interval[0] < one.at < one.interval[1]
    nowhere = frontier(runs, quantity, Target("<=", -9), "constraints.authority", "constraints.funding")
    assert {t.said for t in nowhere.thresholds} == {"not reached"}


LATTICE = """
set: {time.months: 30}
factors: {constraints.funding: [1]}
arms:
  no_talks: {without: activities.track_two}
  no_contact: {without: activities.people_to_people}
  neither: {without: [activities.people_to_people, activities.track_two]}
  poor: {without: activities.advocacy, set: {constraints.funding: 0.5}}
outcomes: [conduct]
replicates: 8
"""


def test_arms_without_things_are_layers(tmp_path: Path) -> None:
    by_arm = {0: 0.3, 1: 0.4, 2: 0.45, 3: 0.5, 4: 0.9}
    runs = read_runs(synthetic(tmp_path / "s", LATTICE, lambda run, _: {"conduct": by_arm[run.arm] + run.replicate}))
    found = {one.parts: one.contrast.mean for one in of_arms(runs)}
    talks, contact = "activities.track_two", "activities.people_to_people"
    # With both .3; each takes away .1 and .15 beside the other, .05 and .1 alone.
    assert found == pytest.approx({(contact,): -0.15, (talks,): -0.1, (contact, talks): -0.05})


def test_levels_of_one_at_a_time_are_paired_with_the_scenario(tmp_path: Path) -> None:
    text = GRID.replace("arms:", "design: one_at_a_time\narms:")
    runs = read_runs(synthetic(tmp_path / "s", text, answer))
    points = runs.points
    for point, what, found in against_first_point(runs):
        if what.name == "conduct":
            acts = [
                points["constraints.funding"][p] * (1 + 10 * points["constraints.authority"][p]) for p in (point, 0)
            ]
            assert found.mean == pytest.approx((-(0.1 + LUCK / 10) * (acts[0] - acts[1])).mean())
