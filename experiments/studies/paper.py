"""All studies, run or resumed, and then written up: `sulha paper`."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..language import text
from ..sweeps import folder as folders
from ..sweeps.executors import Executor, Local
from ..sweeps.folder import FolderError
from ..sweeps.layout import described
from ..sweeps.sweeping import Interrupted, Progress, cores, prepare, resume
from ..sweeps.trying import Estimate, estimate
from .examining import Examined, examined
from .page import write
from .scales import Planned, Scale, planned
from .study import Study

#: By this file a folder is known to be one of results, and of which scale.
MARK = "paper.json"
FORMAT = 1


@dataclass(frozen=True)
class Paper:
    """The studies whose runs are all there, and those that are still to be run."""

    out: Path
    done: tuple[Examined, ...]
    missing: tuple[Study, ...]

    @property
    def failed(self) -> int:
        """How many runs failed in all."""
        return sum(one.failed for one in self.done)


def sweeps_of(studies: Sequence[Study], scale: Scale) -> list[Planned]:
    """Every sweep of some studies at a scale, in the order in which they are run."""
    return [one for study in studies for one in planned(study, scale)]


def estimates(studies: Sequence[Study], scale: Scale) -> Iterator[tuple[Planned, Estimate]]:
    """What each sweep will take, found out with a few runs of it."""
    for one in sweeps_of(studies, scale):
        made = described(one.specification)
        yield one, estimate(made, made.plan.size)


def paper(
    studies: Sequence[Study],
    scale: Scale,
    out: Path,
    *,
    everything: Sequence[Study] = (),
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Paper:
    """Run some studies, or what is left of them, and write the page of all among `everything` that are finished.

    Raises `FolderError` where the folder holds something else or another scale; `Interrupted` on Ctrl-C, with how far
    all of it is; OSError where the disk refuses. What was finished is kept.
    """
    _marked(out, scale)
    _run(sweeps_of(studies, scale), out, executor or Local(workers or cores()), progress)
    return written(everything or studies, scale, out)


def written(studies: Sequence[Study], scale: Scale, out: Path) -> Paper:
    """Examine the studies whose runs are all there and write the page of them."""
    there = [study for study in studies if all(_is_whole(one.folder(out)) for one in planned(study, scale))]
    done = tuple(examined(study, scale, out) for study in there)
    found = Paper(out, done, tuple(study for study in studies if study not in there))
    write(found.done, found.missing, scale, out)
    return found


def _run(sweeps: Sequence[Planned], out: Path, executor: Executor, progress: Callable[[Progress], None] | None) -> None:
    """One sweep after the other, with the progress of all of them together."""
    told = _Together(progress)
    sizes = {}
    for one in sweeps:
        made = described(one.specification)
        prepare(one.folder(out), made)
        sizes[one.folder(out)] = made.plan.size
    told.expect(sum(sizes.values()))
    for folder, size in sizes.items():
        try:
            if not _is_whole(folder):
                resume(folder, executor, told.take)
        except Interrupted as interruption:
            told.take(interruption.progress)
            raise Interrupted(out, told.now) from None
        told.next(size)


def _is_whole(folder: Path) -> bool:
    if not (folder / folders.MANIFEST).exists():
        return False
    status = folders.status(folder)
    return status.finished == status.size


class _Together:
    """The progress of several sweeps as one."""

    def __init__(self, report: Callable[[Progress], None] | None) -> None:
        self._report = report
        self._size = self._before = self._failed = self._old = 0
        self._begun = time.monotonic()
        self.now = Progress(0, 0, 0, 0.0)

    def expect(self, size: int) -> None:
        """So many runs there are in all."""
        self._size = size

    def take(self, one: Progress) -> None:
        """What the sweep at work says of itself."""
        finished = self._before + one.finished
        # Sweeps differ in how long their runs take, so the pace is that of all since the beginning.
        passed, new = time.monotonic() - self._begun, finished - self._old
        self.now = Progress(
            finished, self._failed + one.failed, self._size, new / passed if new and passed else one.rate
        )
        if self._report is not None:
            self._report(self.now)

    def next(self, size: int) -> None:
        """The sweep at work is finished; where it was so from the beginning, its runs are not part of the pace."""
        if self.now.finished < self._before + size:
            self._old += size
        self._before += size
        self._failed = self.now.failed


def _marked(out: Path, scale: Scale) -> None:
    """Have the folder say what it is; refuse one that says something else."""
    mark = out / MARK
    if mark.exists():
        try:
            found = json.loads(mark.read_text("utf-8"))["scale"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise FolderError(text("{path} cannot be read: {reason}", path=mark, reason=str(error))) from None
        if found != scale.name:
            raise FolderError(
                text("{folder} has results of the scale {found}, not {asked}; give another --out", folder=out,
                     found=found, asked=scale.name)
            )  # fmt: skip
        return
    if out.exists() and any(not item.name.startswith(".") for item in out.iterdir()):
        raise FolderError(text("{folder} holds something else than results of studies; give another --out", folder=out))
    out.mkdir(parents=True, exist_ok=True)
    data = {"format": FORMAT, "kind": "paper", "scale": scale.name}
    folders.replaced(mark, json.dumps(data, indent=1) + "\n")
