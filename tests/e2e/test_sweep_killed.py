"""Sweeps whose processes are killed at any moment, whose disk is full, whose memory is gone: nothing spoils them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command import SULHA, environment
from forked import sulha
from sweeping import content, everything, group, rows, started, told, until, workers, written
from workers import KILLED, Short

from sulha.experiments import sweep
from sulha.experiments.sweeps import folder as folders
from sulha.experiments.sweeps.executors import Here
from sulha.experiments.sweeps.mending import retry

pytestmark = pytest.mark.e2e

REPLICATES = 30  # 540 runs
#: A sweep whose workers note what they do.
PROGRAM = f"""
import sys
sys.path[:0] = [{str(Path(__file__).parents[1])!r}]
from workers import Logged
from sulha.experiments import sweep
sweep("spec.yaml", "out", executor=Logged(2, "log"))
"""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed")
    return content(sweep(written(folder, REPLICATES), folder / "out", executor=Here()))


def lines(log: Path) -> list[tuple[int, float]]:
    """The runs that were done, whatever became of them: the place of each and when."""
    if not log.exists():
        return []
    return [(int(run), float(when)) for run, when in (line.split() for line in log.read_text().splitlines())]


def server(leader: int) -> list[int]:
    """The process that workers are forked from, and what keeps count of resources."""
    return [pid for pid in group(leader) if pid not in {leader, *workers(leader)}]


VICTIMS: dict[str, Callable[[int], list[int]]] = {
    "worker": lambda leader: workers(leader)[:1],
    "server": server,
    "sweep": lambda leader: [leader],
    "all": lambda leader: group(leader)[::-1],
}


def test_kills_at_random_moments_cost_nothing_but_the_last_two_seconds(
    tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    written(tmp_path, REPLICATES)
    rng, log, kills = np.random.default_rng(7), tmp_path / "log", []
    for victims in (["worker", "server", "sweep"], ["all"], []):
        with started(tmp_path, sys.executable, "-P", "-c", PROGRAM) as process:
            for victim in victims:
                seen = len(lines(log))
                until(lambda seen=seen: len(lines(log)) > seen + 10)
                time.sleep(rng.uniform(0, 0.3))
                assert process.poll() is None, "it was over too soon to be killed"
                for pid in VICTIMS[victim](process.pid):
                    os.kill(pid, signal.SIGKILL)
                kills.append(time.time())
            _, err = process.communicate(timeout=120)
            assert process.returncode == (-signal.SIGKILL if victims else 0), err
            # Workers do not outlive the sweep.
            until(lambda leader=process.pid: not group(leader), 10)
    assert len(kills) == 4
    assert content(tmp_path / "out") == undisturbed
    when: dict[int, list[float]] = {}
    for run, moment in lines(log):
        when.setdefault(run, []).append(moment)
    assert set(when) == set(range(18 * REPLICATES))
    again = [moment for moments in when.values() for moment in moments[:-1]]
    # Each was done again because of a kill; workers need a moment to see that they are alone.
    lost = [min(abs(kill - moment) for kill in kills) for moment in again]
    assert lost
    assert max(lost) <= 2


def limited(size: int) -> Any:
    import resource

    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_full_disk_stops_the_sweep_in_words_and_it_goes_on(tmp_path: Path, undisturbed: dict[str, bytes]) -> None:
    written(tmp_path, REPLICATES)
    words: list[str] = [str(SULHA), "sweep", "spec.yaml", "--out", "out", "--workers", "2", "--allow-inert"]
    done = subprocess.run(
        words, cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=120, check=False,
        preexec_fn=limited(150_000),
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert done.stderr.splitlines()[-1] == (
        "Stopped: a file would become larger than allowed. What was finished is saved; the same command goes on from "
        "there."
    )
    assert "Traceback" not in done.stderr
    assert folders.status(tmp_path / "out").finished < 540
    again = sulha(tmp_path, *words[1:])
    assert again.returncode == 0, again.stderr
    assert content(tmp_path / "out") == undisturbed
    assert not [name for name in everything(tmp_path / "out") if "partial" in name]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "none", place], check=False).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def test_a_disk_that_is_really_full(
    tmp_path: Path, small_disk: Path, undisturbed: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    from sulha.experiments.sweeps import sweeping

    monkeypatch.setattr(sweeping, "_LATEST", 0.02)
    spec = written(tmp_path, REPLICATES)
    with pytest.raises(OSError, match="No space left"):
        sweep(spec, small_disk / "out", executor=Here())
    saved = folders.status(small_disk / "out").finished
    assert 0 < saved < 540
    with pytest.raises(OSError, match="No space left"):
        sweep(spec, small_disk / "out", executor=Here())
    assert folders.status(small_disk / "out").finished >= saved
    subprocess.run(["mount", "-o", "remount,size=4m", small_disk], check=True)
    assert content(sweep(spec, small_disk / "out", executor=Here())) == undisturbed


def test_runs_without_memory_become_rows_and_are_tried_again_when_there_is_more(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path)
    spec = tmp_path / "large.yaml"
    spec.write_text(
        "format: 1\nscenario: tiny.yaml\nset: {time.months: 1}\nreplicates: 2\n"
        f"factors: {{societies.north.citizens: [20, 400000, {KILLED}], constraints.funding: [0.5, 1]}}\n"
    )
    short, folder = tmp_path / "short", tmp_path / "out"
    short.touch()
    sweep(spec, folder, executor=Short(2, str(short)))
    first = rows(folder)
    assert len(first) == 12
    for row in first:
        size = row["societies.north.citizens"]
        assert (row["status"] == "done") is (size == 20) is (row["conduct"] is not None)
        if size == 400_000:
            assert row["error"].startswith("Traceback (most recent call last):")
            assert "MemoryError" in row["error"]
        elif size == KILLED:
            assert row["error"] == "its process was ended by SIGKILL (perhaps the machine was short of memory)"
    code, out, _ = told(capfd, "replay", str(folder), "--point", "2")
    assert code == 0
    assert "In the folder this run failed, now it does not" in out
    # Only the failures are done again.
    short.unlink()
    asked: list[int] = []

    class Watched(Short):
        def results(self, task: Any, runs: Any, left: int, pause: Any) -> Any:
            todo = list(runs)
            asked.extend(run.position for run in todo)
            return super().results(task, iter(todo), left, pause)

    retry(folder, executor=Watched(2, str(short)))
    assert asked == [row["run"] for row in first if row["status"] == "failed"]
    second = rows(folder)
    assert {row["status"] for row in second} == {"done"}
    assert [row for row in second if row["societies.north.citizens"] == 20] == [
        row for row in first if row["societies.north.citizens"] == 20
    ]
    assert content(folder) == content(sweep(spec, tmp_path / "plenty", executor=Here()))
