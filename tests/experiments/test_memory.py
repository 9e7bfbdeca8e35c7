"""The memory of a run, estimated before it."""

from __future__ import annotations

import tracemalloc

import pytest
from experiments_ensembles import result, small

from sulha.experiments import memory
from sulha.experiments.arms import arms_of
from sulha.experiments.memory import bytes_of_world, bytes_per_replicate, citizens, room
from sulha.model import Conflict, Setup
from sulha.scenarios import changed


def test_the_estimate_covers_what_a_replicate_keeps() -> None:
    kept = sum(
        arm.trajectories[0].values.nbytes + arm.trajectories[0].books.nbytes + arm.trajectories[0].acts.nbytes
        for arm in result().arms
    )
    assert kept < bytes_per_replicate(arms_of(small(), without=True).values()) < 5 * kept


def test_half_of_the_memory_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    arms = [small()]
    there = 20 * bytes_per_replicate(arms) + 2 * bytes_of_world(small())
    monkeypatch.setattr(memory, "machine_memory", lambda: there)
    assert room(arms) == 10
    monkeypatch.setattr(memory, "machine_memory", lambda: 2 * bytes_of_world(small()))
    assert room(arms) == 1


def test_a_world_that_does_not_fit_leaves_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "machine_memory", lambda: bytes_of_world(small()))
    assert room([small()]) == 0


def test_the_estimate_covers_what_a_world_takes() -> None:
    def taken(setup: Setup) -> int:
        tracemalloc.start()
        world = Conflict(setup)
        world.run_for(1)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    few, many = (changed(small(), {f"societies.{id}.citizens": n for id in small().societies}) for n in (20, 20_000))
    assert citizens(many) == 40_000
    assert 0.3 * bytes_of_world(many) < taken(many) - taken(few) < bytes_of_world(many)
