"""Worker processes: whatever ends one of them, every run comes back once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from workers import Obedient, Orders, Stillborn

from sulha.experiments.sweeps.plan import Plan, Rectangle
from sulha.experiments.sweeps.pool import Pool, StartError


def done(runs: int, orders: Orders, workers: int) -> list[Any]:
    plan = Plan((Rectangle(first_point=0, points=runs, first_replicate=0, replicates=1),), 1)
    points = [(n,) for n in range(runs)]
    pool = Pool(Obedient, orders, workers)
    return [
        entry
        for entries in pool.results(plan.runs(points), plan.size, lambda run, why: (run.position, why), lambda: None)
        for entry in entries
    ]


@pytest.mark.parametrize(("runs", "workers"), [(1, 4), (50, 1), (300, 3)])
def test_every_run_comes_back_once(runs: int, workers: int) -> None:
    assert sorted(done(runs, Orders(), workers)) == list(range(runs))


def test_a_run_that_kills_its_worker_is_given_up_and_all_others_are_done() -> None:
    found = done(120, Orders(frozenset({17, 90})), 2)
    given_up = {entry[0]: entry[1] for entry in found if isinstance(entry, tuple)}
    assert set(given_up) == {17, 90}
    assert "ended by SIGKILL" in given_up[17]
    assert sorted(entry for entry in found if isinstance(entry, int)) == [n for n in range(120) if n not in {17, 90}]


def test_a_run_that_leaves_its_process_is_given_up() -> None:
    found = done(5, Orders(frozenset({2}), how="exit"), 2)
    assert [entry for entry in found if isinstance(entry, tuple)] == [(2, "its process ended with code 3")]


def test_a_worker_that_was_killed_once_costs_nothing(tmp_path: Path) -> None:
    assert sorted(done(200, Orders(frozenset({40}), once=str(tmp_path / "once")), 2)) == list(range(200))


def test_workers_that_cannot_start_are_told_and_not_tried_for_ever() -> None:
    plan = Plan((Rectangle(first_point=0, points=3, first_replicate=0, replicates=1),), 1)
    pool = Pool(Stillborn, Orders(), 2)
    with pytest.raises(StartError, match="worker processes cannot start: the last one ended with code 7"):
        list(pool.results(plan.runs([(0,), (1,), (2,)]), plan.size, lambda run, why: None, lambda: None))
