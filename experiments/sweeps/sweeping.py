"""Running a sweep: from what is asked for to a folder, from a folder that is half full to a full one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sulha.scenarios.problems import shortened

from ..language import text
from . import folder as folders
from . import specification, tables
from .executors import Executor, Local
from .folder import FolderError, Manifest
from .journal import Entry
from .layout import Described, described, differences, manifest_of, points_table
from .specification import Specification
from .store import Store

#: Finished runs wait at most so long [s] until they are on the disk.
_LATEST = 0.5


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sweep is: runs finished and failed of all, and runs a second lately."""

    finished: int
    failed: int
    size: int
    rate: float

    @property
    def left(self) -> float:
        """Seconds that are left at this rate."""
        return (self.size - self.finished) / self.rate if self.rate > 0 else float("inf")


class Interrupted(KeyboardInterrupt):
    """Ctrl-C came. What was finished is in the folder; the same call goes on from there."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.folder, self.progress = folder, progress
        super().__init__("interrupted")


def sweep(
    asked: Specification | str | Path,
    out: str | Path,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    shard: tuple[int, int] = (1, 1),
    progress: Callable[[Progress], None] | None = None,
) -> Path:
    """Run a sweep into a folder, or the rest of it where the folder has some of it.

    `asked` is a specification or the path of one; `workers` processes of this machine do it (all cores by default), or
    `executor`. `shard` (part, parts) does one part of the runs. The folder is the same whoever did what, bit for bit.

    Raises `ScenarioError` for what is wrong with the specification; `FolderError` where the folder holds something
    else, or the same with another specification, scenario or version of the model; OSError where the disk refuses;
    `Interrupted` on Ctrl-C. All that was finished is kept.
    """
    folder = Path(out)
    made = described(asked if isinstance(asked, Specification) else specification.load(Path(asked)))
    manifest = prepared(folder, made, shard)
    return resume(folder, manifest, made, executor or Local(workers or cores()), progress)


def prepared(folder: Path, made: Described, shard: tuple[int, int]) -> Manifest:
    """The manifest of a folder for a sweep: written where there is none yet, else the one that is there.

    Raises `FolderError` where the folder holds something else.
    """
    if not (folder / folders.MANIFEST).exists():
        return _begun(folder, made, shard)
    manifest = folders.read(folder)
    wanted = manifest_of(made, shard).data
    compared = ("specification", "scenario", "model_version", "shard")
    changes = differences({key: manifest.data.get(key) for key in compared}, {key: wanted[key] for key in compared})
    if changes:
        raise FolderError(_changed(folder, changes))
    return manifest


def _begun(folder: Path, made: Described, shard: tuple[int, int]) -> Manifest:
    manifest = manifest_of(made, shard)
    if folder.exists() and any(not item.name.startswith(".") for item in folder.iterdir()):
        raise FolderError(text("{folder} holds something else than a sweep; give another --out", folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    tables.replace(folder / "points.parquet", points_table(made))
    # Last: a folder with a manifest has all that it needs.
    folders.write(folder, manifest)
    return manifest


def _changed(folder: Path, changes: list[tuple[str, Any, Any]]) -> str:
    lines = [text("{folder} holds another sweep than the one asked for; nothing was changed:", folder=folder)]
    lines += [
        "  " + text("{path}: {old} there, {new} now", path=path, old=shortened(old), new=shortened(new))
        for path, old, new in changes
    ]
    lines.append(text("Give another --out, or `sulha extend` for more points or replicates."))
    return "\n".join(lines)


def resume(
    folder: Path, manifest: Manifest, made: Described, executor: Executor, progress: Callable[[Progress], None] | None
) -> Path:
    """Do what is left of a sweep."""
    plan, shard = manifest.plan, manifest.shard
    with folders.held(folder):
        store = Store(folder, made.layout, plan.size, keep_series=made.specification.series)
        try:
            keeper = _Keeper(folder, store, plan.size_of(shard), progress)
            left = (run for run in plan.runs(made.points, shard) if not store.finished[run.position])
            for entries in executor.results(made.task, left, keeper.left, keeper.pause):
                keeper.take(entries)
            keeper.save()
        except KeyboardInterrupt:
            keeper.save()
            raise Interrupted(folder, keeper.now()) from None
        finally:
            store.close()
    return folder


class _Keeper:
    """Saves finished runs every half second and tells how far it is."""

    def __init__(self, folder: Path, store: Store, size: int, report: Callable[[Progress], None] | None) -> None:
        self._folder, self._store, self._size, self._report = folder, store, size, report
        self._finished = int(store.finished.sum())
        self._waiting: list[Entry] = []
        self._begun = self._saved = time.monotonic()
        self._before = self._finished

    @property
    def left(self) -> int:
        return self._size - self._finished

    def take(self, entries: Sequence[Entry]) -> None:
        self._waiting += entries
        self.pause()

    def pause(self) -> None:
        if time.monotonic() - self._saved > _LATEST:
            self.save()

    def save(self) -> None:
        self._store.add(self._waiting)
        self._finished += len(self._waiting)
        self._waiting = []
        self._saved = time.monotonic()
        now = self.now()
        folders.beat(self._folder, now.rate)
        if self._report is not None:
            self._report(now)

    def now(self) -> Progress:
        passed = time.monotonic() - self._begun
        rate = (self._finished - self._before) / passed if passed > 0 else 0.0
        return Progress(self._finished, self._store.failed, self._size, rate)


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
