"""Sweeps for tests: a tiny world, folders compared byte for byte, processes that are started and ended."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from command import environment, listening

WORLD = """\
format: 1
name: A tiny world
time: {start: 1992-12, months: 6}
societies:
  north: {citizens: 20}
  south: {citizens: 20}
organizations:
  forum:
    home: international
    works_on: {north: {}, south: {}}
    funding: {foreign: 1}
    strategy: {track_two: 1, public_diplomacy: 1}
"""
SPEC = """\
format: 1
scenario: tiny.yaml
factors:
  constraints.funding: [0.25, 0.5, 1.0]
  constraints.authority: [none, 0.1, binding]
arms: {without: {without: organizations}}
replicates: %d
seed: 3
"""


def written(folder: Path, replicates: int = 4, more: str = "") -> Path:
    """A specification in a folder, beside the scenario that it names; 18 runs a replicate."""
    (folder / "tiny.yaml").write_text(WORLD, encoding="utf-8")
    spec = folder / "spec.yaml"
    spec.write_text(SPEC % replicates + more, encoding="utf-8")
    return spec


def content(folder: Path) -> dict[str, bytes]:
    """The bytes of every table of a sweep."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("[!.]*.parquet"))}


def everything(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder, hidden ones too."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def rows(folder: Path) -> list[dict[str, Any]]:
    """All rows of a sweep in the order of the plan."""
    parts = [pq.read_table(path, partitioning=None) for path in sorted((folder / "runs").glob("*.parquet"))]
    found: list[dict[str, Any]] = pa.concat_tables(parts).to_pylist()
    return found


def told(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """`sulha` with these words in this process: its exit code and what it says."""
    from sulha.experiments.cli import _main
    from sulha.experiments.stopping import Stopping

    before = sys.argv
    sys.argv = ["sulha", *words]
    try:
        with pytest.raises(SystemExit) as left:
            _main(Stopping())
    finally:
        sys.argv = before
    said = capfd.readouterr()
    return int(left.value.code or 0), said.out, said.err


@contextmanager
def started(folder: Path, *words: Any, ignoring: int = 0, **more: str) -> Iterator[subprocess.Popen[str]]:
    """A program at work in a folder as the leader of a group of its own; the group is ended in the end."""
    import signal

    def ready() -> None:
        listening()
        if ignoring:
            signal.signal(ignoring, signal.SIG_IGN)

    with subprocess.Popen(
        [str(word) for word in words], cwd=folder, env=environment(**more), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=ready,  # noqa: PLW1509
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            for pid in group(process.pid):
                os.kill(pid, signal.SIGKILL)


def group(leader: int) -> list[int]:
    """The processes of a group that still live, its leader first."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            state, _, of = place.joinpath("stat").read_text().rpartition(")")[2].split()[:3]
        except OSError:  # it ended meanwhile
            continue
        if int(of) == leader and state != "Z":
            found.append(int(place.name))
    return sorted(found)


def workers(leader: int) -> list[int]:
    """The worker processes of a sweep: what its process server has started."""
    found = []
    for pid in group(leader):
        children = Path(f"/proc/{pid}/task/{pid}/children")
        if pid != leader and children.exists():
            found += [int(child) for child in children.read_text().split()]
    return found


def until(true: Any, seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)
