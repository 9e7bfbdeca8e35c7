"""From milestones to durations: what is censored, what was at risk, who is a subject."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from synthetic_sweeps import synthetic

from sulha.experiments.analysis.durations import waits
from sulha.experiments.analysis.reading import Runs, read_runs
from sulha.experiments.sweeps.plan import Run

SPECIFICATION = """
set: {time.months: 40}
factors: {constraints.funding: [1]}
arms: {no_forum: {without: forum_a}}
outcomes: [talks_month, agreement_month, breakdown_month, relapse_month, closed_month]
replicates: 6
"""
#: talks, breakdown, agreement, relapse of each replicate.
MONTHS = [
    (5, None, 9, None),  # agreed after 4 months of talks, and kept
    (5, 8, 20, 30),  # broke down first, agreed later, relapsed after 10
    (10, None, None, None),  # still talking
    (None, None, None, None),  # never talked
    (40, None, None, None),  # talked in the last month: seen for none
    (12, None, 22, 23),
]


def answer(run: Run, _: Any) -> dict[str, Any] | None:
    talks, breakdown, agreement, relapse = MONTHS[run.replicate]
    closed = {"closed_month.forum_a": 7.0 if run.replicate == 0 and run.arm == 0 else None}
    return {"talks_month": talks, "breakdown_month": breakdown, "agreement_month": agreement,
            "relapse_month": relapse, **closed}  # fmt: skip


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    return read_runs(synthetic(tmp_path_factory.mktemp("d") / "s", SPECIFICATION, answer))


def seen(runs: Runs, name: str, arm: int = 0) -> Any:
    wait = next(one for one in waits(runs) if one.name == name)
    found = wait.seen(runs, arm, np.ones(runs.status.shape[1:], dtype=bool))
    return found.time.tolist(), found.cause.tolist(), found.cluster.tolist()


def test_what_did_not_come_is_censored_at_the_horizon(runs: Runs) -> None:
    assert seen(runs, "talks") == ([5, 5, 10, 40, 40, 12], [1, 1, 1, 0, 1, 1], [0, 1, 2, 3, 4, 5])


def test_talks_end_in_what_came_first(runs: Runs) -> None:
    assert seen(runs, "outcome_of_talks") == ([4, 3, 30, 0, 10], [1, 2, 0, 0, 1], [0, 1, 2, 4, 5])


def test_relapse_is_counted_from_the_agreement(runs: Runs) -> None:
    assert seen(runs, "relapse") == ([31, 10, 1], [0, 1, 1], [0, 1, 5])


def test_every_organization_of_an_arm_is_a_subject(runs: Runs) -> None:
    time, cause, cluster = seen(runs, "closing")
    organizations = len(runs.described.setup.organizations)
    assert len(time) == 6 * organizations
    assert (min(time), sum(cause)) == (7, 1)
    assert cluster.count(0) == organizations
    assert len(seen(runs, "closing", arm=1)[0]) == 6 * (organizations - 1)
