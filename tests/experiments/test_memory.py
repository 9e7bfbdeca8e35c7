"""The memory of a run, estimated before it."""

from __future__ import annotations

import pytest
from experiments_ensembles import result, small

from sulha.experiments import memory
from sulha.experiments.arms import arms_of
from sulha.experiments.memory import bytes_per_replicate, room


def test_the_estimate_covers_what_a_replicate_keeps() -> None:
    kept = sum(
        arm.trajectories[0].values.nbytes + arm.trajectories[0].books.nbytes + arm.trajectories[0].acts.nbytes
        for arm in result().arms
    )
    assert kept < bytes_per_replicate(arms_of(small(), without=True).values()) < 5 * kept


def test_half_of_the_memory_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    arms = [small()]
    monkeypatch.setattr(memory, "machine_memory", lambda: 20 * bytes_per_replicate(arms))
    assert room(arms) == 10
    monkeypatch.setattr(memory, "machine_memory", lambda: 0.0)
    assert room(arms) == 1
