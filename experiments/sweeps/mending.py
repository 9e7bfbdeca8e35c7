"""Runs that failed: one of them again where its traceback can be seen, or all of them once the cause is gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from ..language import text
from ..result import Arm
from . import folder as folders
from . import journal, tables
from .executors import Executor, Local
from .folder import FolderError, Manifest
from .layout import Described, described_in
from .plan import Run
from .store import Store
from .sweeping import Progress, cores, resume
from .work import Worker, measured


@dataclass(frozen=True)
class Replayed:
    """A run done again: the arm with this one replicate, its outcomes, and the row that stands in the folder."""

    run: Run
    arm: Arm
    outcomes: Mapping[str, float]
    row: Mapping[str, Any] | None

    @property
    def same(self) -> bool:
        """Whether the outcomes are, bit for bit, those in the folder."""
        if self.row is None or self.row["status"] != "done":
            return False
        kept = {name: self.row[name] for name in self.outcomes}
        return all(new == kept[name] or (new != new and kept[name] is None) for name, new in self.outcomes.items())  # noqa: PLR0124


def replay(folder: str | Path, *, point: int, replicate: int, arm: str = "scenario") -> Replayed:
    """Do one run of a sweep again, in this process. Whatever it raises is raised.

    Raises `FolderError` where the sweep has no such run.
    """
    place = Path(folder)
    manifest = folders.read(place)
    made = described_in(place, manifest)
    run = _found(manifest, made, point, replicate, arm)
    again = Worker(made.task).trajectory(run)
    outcomes = measured(made.outcomes, again)
    return Replayed(run, again, outcomes, _row(place, run))


def _found(manifest: Manifest, made: Described, point: int, replicate: int, arm: str) -> Run:
    names = [name for name, _ in made.arms]
    place = manifest.plan.position(point, replicate, names.index(arm)) if arm in names else None
    if place is not None:
        return Run(place, point, replicate, names.index(arm), made.points[point])
    raise FolderError(
        text(
            "there is no run of point {point}, replicate {replicate}, arm {arm}: points are 0 to {points}, replicates "
            "0 to {replicates}, arms {arms}",
            point=point, replicate=replicate, arm=arm, points=manifest.plan.points - 1,
            replicates=manifest.plan.replicates - 1, arms=", ".join(names),
        )
    )  # fmt: skip


def _row(folder: Path, run: Run) -> Mapping[str, Any] | None:
    for row, _ in journal.read(folder / "journal"):
        if row["run"] == run.position:
            return row
    for _, path in tables.blocks(folder / "runs"):
        found = tables.read(path)
        if rows := found.filter(pc.equal(found["run"], run.position)).to_pylist():
            return dict(rows[0])
    return None


def retry(
    folder: str | Path,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Path:
    """Do the failed runs of a sweep again, and whatever is missing; all that was done stays. Raises `FolderError`."""
    place = Path(folder)
    with folders.held(place) as manifest:
        made = described_in(place, manifest)
        # What is in the journal goes into the tables first, so that failures stand in one place only.
        Store(place, made.layout, manifest.plan.size, keep_series=made.specification.series).close()
        for _, path in tables.blocks(place / "runs"):
            found = tables.read(path)
            good = found.filter(pc.not_equal(found["status"], "failed"))
            if good.num_rows < found.num_rows:
                tables.replace(path, good)
    return resume(place, executor or Local(workers or cores()), progress)
