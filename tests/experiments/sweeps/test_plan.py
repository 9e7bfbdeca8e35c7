"""Which runs a sweep has, in which order: pairs stay together, shards share them out, what is there keeps its place."""

from __future__ import annotations

import pytest

from sulha.experiments.sweeps.plan import STRIDE, Plan, Rectangle


def plan(points: int = 3, replicates: int = 4, arms: int = 2) -> Plan:
    return Plan((Rectangle(first_point=0, points=points, first_replicate=0, replicates=replicates),), arms)


def values(n: int) -> list[tuple[int]]:
    return [(point,) for point in range(n)]


def test_every_run_is_there_once_and_in_its_place() -> None:
    runs = list(plan(3, 25, 2).runs(values(3)))
    assert [run.position for run in runs] == list(range(plan(3, 25, 2).size))
    assert len({(run.point, run.replicate, run.arm) for run in runs}) == 3 * 25 * 2
    assert all(run.values == (run.point,) for run in runs)


def test_the_arms_of_a_pair_follow_one_another() -> None:
    runs = list(plan().runs(values(3)))
    pairs = zip(runs[::2], runs[1::2], strict=True)
    assert all((a.point, a.replicate, a.arm, b.arm) == (b.point, b.replicate, 0, 1) for a, b in pairs)


def test_an_interrupted_sweep_has_some_of_every_point() -> None:
    first = [run for run, _ in zip(plan(5, 100, 1).runs(values(5)), range(5 * STRIDE), strict=False)]
    assert {run.point for run in first} == set(range(5))


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
def test_shards_share_out_all_pairs(parts: int) -> None:
    whole = plan(5, 13, 3)
    shards = [list(whole.runs(values(5), (part, parts))) for part in range(1, parts + 1)]
    assert sorted(run.position for shard in shards for run in shard) == list(range(whole.size))
    for part, shard in enumerate(shards, 1):
        assert len(shard) == whole.size_of((part, parts))
        cells = {(run.point, run.replicate) for run in shard}
        assert len(shard) == 3 * len(cells)


def test_what_grows_keeps_its_place() -> None:
    small = plan(3, 4, 2)
    large = small.extended(points=5, replicates=6)
    runs = list(large.runs(values(5)))
    assert runs[: small.size] == list(small.runs(values(3)))
    assert len({(run.point, run.replicate, run.arm) for run in runs}) == len(runs) == 5 * 6 * 2 == large.size
    assert (large.points, large.replicates) == (5, 6)


@pytest.mark.parametrize("less", [{"points": 2}, {"replicates": 3}])
def test_a_sweep_cannot_shrink(less: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="3 points and 4 replicates are there; a sweep can grow, not shrink"):
        plan().extended(**less)
