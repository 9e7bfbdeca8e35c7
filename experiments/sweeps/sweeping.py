"""Running a sweep: from what is asked for to a folder, from a folder that is half full to a full one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from sulha.scenarios.problems import shortened

from ..language import text
from ..stopping import undisturbed
from ..storage import StorageError, reason
from . import folder as folders
from . import specification, tables
from .executors import Executor, Local
from .folder import FolderError
from .journal import Entry
from .layout import Change, Described, described, described_in, differences, manifest_of, points_table
from .specification import Specification
from .store import Store

#: Finished runs wait at most so long [s], and at most so many, until they are on the disk.
_LATEST, _MOST = 0.25, 1000
#: Differences that are told, at most.
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sweep is: runs finished and failed of all, and runs a second since it was begun or resumed."""

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
    place = Path(out)
    if isinstance(asked, Specification):
        made = described(asked)
    else:
        made = described(specification.load(Path(asked)), Path(asked).parent, origin=str(asked))
    prepare(place, made, shard)
    return resume(place, executor or Local(workers or cores()), progress)


def prepare(folder: Path, made: Described, shard: tuple[int, int] = (1, 1)) -> None:
    """Have a folder hold a sweep: begin it where there is nothing yet, else see that it is the same one.

    Raises `FolderError` where the folder holds something else, `StorageError` where it cannot be written.
    """
    try:
        if not (folder / folders.MANIFEST).exists():
            _begin(folder, made, shard)
        elif changes := _changes(folder, made, shard):
            raise FolderError(_refused(folder, changes))
        if not (folder / folders.POINTS).exists():
            _add_points(folder, made)
    except OSError as error:
        raise StorageError(
            text("The sweep could not be begun in {folder}: {reason}.", folder=folder, reason=reason(error))
        ) from None


def _begin(folder: Path, made: Described, shard: tuple[int, int]) -> None:
    if folder.exists() and any(not item.name.startswith(".") for item in folder.iterdir()):
        raise FolderError(text("{folder} holds something else than a sweep; give another --out", folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    folders.write(folder, manifest_of(made, shard))


def _add_points(folder: Path, made: Described) -> None:
    """The table of points is written last, so it is missing where the beginning was interrupted; never later."""
    if folders.status(folder).finished:
        raise FolderError(
            text("{folder} has runs but no {name}; without it the sweep cannot go on", folder=folder,
                 name=folders.POINTS)
        )  # fmt: skip
    tables.replace(folder / folders.POINTS, points_table(made))


def _changes(folder: Path, made: Described, shard: tuple[int, int]) -> list[Change]:
    """What is asked for now and is not what the folder was begun with."""
    there, wanted = folders.read(folder).data, manifest_of(made, shard).data
    compared = ("specification", "scenario", "model_version", "shard")
    changes = differences({key: there[key] for key in compared}, {key: wanted[key] for key in compared})
    file = made.specification.design.file
    if file is not None and not changes and (folder / folders.POINTS).exists():
        # A specification only names its file of points.
        before = described_in(folder, folders.read(folder)).points
        pairs = enumerate(zip_longest(before, made.points), 1)
        changes = [(f"{file}, {n}", old, new) for n, (old, new) in pairs if old != new]
    return changes


def _refused(folder: Path, changes: list[Change]) -> str:
    lines = [text("{folder} holds another sweep than the one asked for; nothing was changed:", folder=folder)]
    lines += [
        "  " + text("{path}: {old} there, {new} now", path=path, old=shortened(old), new=shortened(new))
        for path, old, new in changes[:_SHOWN]
    ]
    if len(changes) > _SHOWN:
        lines.append("  " + text("and {n} more", n=len(changes) - _SHOWN))
    lines.append(text("Give another --out, or `sulha extend` for more points or replicates."))
    return "\n".join(lines)


def resume(folder: Path, executor: Executor, progress: Callable[[Progress], None] | None = None) -> Path:
    """Do what is left of the sweep in a folder, as the folder says: what it was begun from may have changed.

    Raises what `sweep` raises.
    """
    with folders.held(folder) as manifest:
        made, plan, shard = described_in(folder, manifest), manifest.plan, manifest.shard
        store = Store(folder, made.layout, plan.size, keep_series=made.specification.series)
        keeper = _Keeper(folder, store, plan.size_of(shard), progress)
        left = (run for run in plan.runs(made.points, shard) if not store.finished[run.position])
        try:
            with closing(executor.results(made.task, left, keeper.left, keeper.pause)) as pieces:
                for entries in pieces:
                    keeper.take(entries)
        except KeyboardInterrupt:
            keeper.save()
            raise Interrupted(folder, keeper.now()) from None
        finally:
            keeper.close()
    return folder


class _Keeper:
    """Saves finished runs every quarter of a second and tells how far it is."""

    def __init__(self, folder: Path, store: Store, size: int, report: Callable[[Progress], None] | None) -> None:
        self._folder, self._store, self._size, self._report = folder, store, size, report
        self._waiting: list[Entry] = []
        self._begun = self._saved = time.monotonic()
        self._before = store.count

    @property
    def left(self) -> int:
        return self._size - self._store.count

    def take(self, entries: Sequence[Entry]) -> None:
        self._waiting += entries
        self.pause()

    def pause(self) -> None:
        if time.monotonic() - self._saved > _LATEST or len(self._waiting) > _MOST:
            self.save()

    def save(self) -> None:
        with undisturbed():
            self._store.add(self._waiting)
            self._waiting = []
        self._saved = time.monotonic()
        now = self.now()
        folders.beat(self._folder, now.rate)
        if self._report is not None:
            self._report(now)

    def close(self) -> None:
        with undisturbed():
            try:
                self.save()
            finally:
                self._store.close()

    def now(self) -> Progress:
        passed = time.monotonic() - self._begun
        rate = (self._store.count - self._before) / passed if passed > 0 else 0.0
        return Progress(self._store.count, self._store.failed, self._size, rate)


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
