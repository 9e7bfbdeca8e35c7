"""The same rows and bytes whoever computes them: this process, one or eight others, shards, a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sweeping import content, rows, written

from sulha.experiments import sweep
from sulha.experiments.sweeps import store as stores
from sulha.experiments.sweeps.executors import Dask, Executor, Here, Local
from sulha.experiments.sweeps.merging import merge

SERIES = "series: true\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sweeps")


@pytest.fixture(scope="module")
def wanted(place: Path) -> dict[str, bytes]:
    """What one process gives that does all runs, one after the other: 108 runs, two blocks of series."""
    return content(sweep(written(place, 6, SERIES), place / "here", executor=Here()))


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A Dask cluster of two worker processes on this machine."""
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
        ) as cluster
    ):  # fmt: skip
        yield cluster.scheduler_address


def test_the_reference_is_whole(place: Path, wanted: dict[str, bytes]) -> None:
    found = rows(place / "here")
    assert [row["run"] for row in found] == list(range(108))
    assert {row["status"] for row in found} == {"done"}
    assert {"points.parquet", "runs/000000.parquet", "series/000000.parquet", "runs/000001.parquet"} <= set(wanted)
    assert len({row["conduct"] for row in found}) > 20


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_any_number_of_workers(place: Path, wanted: dict[str, bytes], workers: int) -> None:
    folder = sweep(place / "spec.yaml", place / f"local-{workers}", executor=Local(workers))
    assert content(folder) == wanted


def test_a_cluster(place: Path, wanted: dict[str, bytes], cluster: str) -> None:
    assert content(sweep(place / "spec.yaml", place / "dask", executor=Dask(cluster))) == wanted


@pytest.mark.parametrize("parts", [2, 3])
def test_shards_and_merge(place: Path, wanted: dict[str, bytes], parts: int) -> None:
    shards = [
        sweep(place / "spec.yaml", place / f"{part}-of-{parts}", executor=Here(), shard=(part, parts))
        for part in range(1, parts + 1)
    ]
    assert sum(len(rows(shard)) for shard in shards) == 108
    before = [content(shard) for shard in shards]
    assert content(merge(shards[::-1], place / f"merged-{parts}")) == wanted
    assert [content(shard) for shard in shards] == before


class Stopped(Exception):  # noqa: N818
    """Something ended the sweep."""


def stopping_after(times: int) -> Callable[[object], None]:
    left = iter(range(times))

    def report(_: object) -> None:
        if next(left, None) is None:
            raise Stopped

    return report


@pytest.mark.parametrize("executor", [Here(), Local(2)])
def test_interrupted_again_and_again(
    place: Path, wanted: dict[str, bytes], executor: Executor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sulha.experiments.sweeps import sweeping

    monkeypatch.setattr(sweeping, "_LATEST", 0.0)
    folder, attempts = tmp_path / "out", 0
    while True:
        attempts += 1
        try:
            sweep(place / "spec.yaml", folder, executor=executor, progress=stopping_after(3 * attempts))
            break
        except Stopped:
            pass
    assert attempts > 2
    assert content(folder) == wanted


def test_blocks_that_come_late_are_read_again(
    place: Path, wanted: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often tables are written and forgotten meanwhile."""
    monkeypatch.setattr(stores, "_LARGEST", 1)
    monkeypatch.setattr(stores, "BLOCK_WITH_SERIES", 64)
    assert content(sweep(place / "spec.yaml", tmp_path / "out", executor=Local(3))) == wanted
