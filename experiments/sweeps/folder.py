"""The folder of a sweep: its manifest, who works in it, and how far it is."""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sulha.model import MODEL_VERSION

from ..language import text
from ..storage import StorageError, reason
from . import journal, tables
from .disk import replacing
from .plan import Plan, Rectangle

FORMAT = 1
MANIFEST, POINTS = "manifest.json", "points.parquet"
#: What every manifest of this format has.
_KEYS = {"specification", "scenario", "arms", "factors", "outcomes", "points", "plan", "shard", "model_version"}
#: How long [s] and how often whoever wants a folder tries: one who asks for the status holds it for a moment.
_PATIENCE, _TRIES = 0.1, 10


class FolderError(StorageError):
    """A folder is not what is needed: no sweep, another one, of a newer format, or in use."""


@dataclass(frozen=True)
class Manifest:
    """What a folder says of itself: what was asked, of which world, by which version, and which runs that makes."""

    data: dict[str, Any]

    @property
    def plan(self) -> Plan:
        """The runs."""
        return Plan(tuple(Rectangle(**r) for r in self.data["plan"]), len(self.data["arms"]))

    @property
    def shard(self) -> tuple[int, int]:
        """Which part of how many parts of the runs is done here; (1, 1) is all."""
        first, parts = self.data["shard"]
        return int(first), int(parts)


def read(folder: Path) -> Manifest:
    """The manifest of a sweep's folder. Raises `FolderError` where there is none that can be read."""
    path = folder / MANIFEST
    try:
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        if not folder.exists():
            raise FolderError(text("there is no folder {folder}", folder=folder)) from None
        raise FolderError(
            text("{folder} holds no sweep: there is no {name} in it", folder=folder, name=MANIFEST)
        ) from None
    except OSError as error:
        raise FolderError(text("{path} cannot be read: {reason}", path=path, reason=reason(error))) from None
    except ValueError:
        raise FolderError(text("{path} is damaged and cannot be read; nothing was changed", path=path)) from None
    if not isinstance(data, dict) or data.get("kind") != "sweep":
        raise FolderError(text("{folder} holds something else than a sweep", folder=folder))
    if data.get("format") != FORMAT:
        raise FolderError(
            text(
                "{folder} has format {found}, and this version reads format {known}: use the version that wrote it "
                "({version}) or a newer one; nothing was changed",
                folder=folder,
                found=data.get("format"),
                known=FORMAT,
                version=data.get("version"),
            )
        )
    if lacking := _KEYS - data.keys():
        raise FolderError(
            text("{path} is damaged: it lacks {keys}; nothing was changed", path=path, keys=", ".join(sorted(lacking)))
        )
    return Manifest(data)


def _check_version(folder: Path, manifest: Manifest) -> None:
    """See that this version of the model began a folder: no other may add to it. Raises `FolderError`."""
    if (begun := manifest.data["model_version"]) != MODEL_VERSION:
        raise FolderError(
            text(
                "{folder} was begun with version {old} of the model, and this is {new}; go on with the old one or "
                "begin again with another --out; nothing was changed",
                folder=folder, old=begun, new=MODEL_VERSION,
            )
        )  # fmt: skip


def write(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in place of an older one in one step."""
    replaced(folder / MANIFEST, json.dumps(manifest.data, indent=2, ensure_ascii=False) + "\n")


def replaced(path: Path, content: str) -> None:
    """Write a text, or put it in the place of an older one, in one step."""
    with replacing(path) as file:
        file.write(content.encode())


@contextmanager
def held(folder: Path) -> Iterator[Manifest]:
    """Hold a sweep alone, to add to it; its manifest. The system lets go of it whatever ends the process.

    Raises `FolderError` where it is held, or was begun by another version of the model.
    """
    read(folder)  # a folder of something else is left as it is
    with (folder / ".lock").open("a") as file:
        for _ in range(_TRIES):
            with suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            time.sleep(_PATIENCE)
        else:
            raise FolderError(
                text(
                    "{folder} is in use by another process; `sulha status {folder}` shows how far it is", folder=folder
                )
            )
        manifest = read(folder)
        _check_version(folder, manifest)
        yield manifest


def is_held(folder: Path) -> bool:
    """Whether a process is at work in a folder."""
    try:
        with (folder / ".lock").open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


@dataclass(frozen=True, slots=True)
class Status:
    """How far a sweep is: finished runs, failed ones among them, all, whether somebody is at it, runs a second."""

    finished: int
    failed: int
    size: int
    running: bool
    rate: float

    @property
    def left(self) -> float:
        """Seconds that are left at this rate; infinite where none is known."""
        return (self.size - self.finished) / self.rate if self.rate > 0 else float("inf")


def status(folder: Path) -> Status:
    """How far a sweep is, read from outside while it may be running. Raises `FolderError`, `tables.DamagedTable`."""
    manifest = read(folder)
    written: set[int] = set()
    finished = failed = 0
    # The journal first: a run that moves into the tables meanwhile is counted once, by its place.
    waiting = {row["run"]: row["status"] for row, _ in journal.read(folder / "journal")}
    for _, path in tables.blocks(folder / "runs"):
        found = tables.read(path, ["run", "status"])
        places = set(found.column("run").to_pylist())
        written |= places & waiting.keys()
        finished += len(places)
        failed += found.column("status").to_pylist().count("failed")
    new = {place: said for place, said in waiting.items() if place not in written}
    return Status(
        finished=finished + len(new),
        failed=failed + list(new.values()).count("failed"),
        size=manifest.plan.size_of(manifest.shard),
        running=is_held(folder),
        rate=_rate(folder),
    )


def beat(folder: Path, rate: float) -> None:
    """Leave word of the pace, for whoever asks from outside."""
    with suppress(OSError):  # on a full disk this is the least
        (folder / ".pace").write_text(json.dumps({"rate": rate}))


def _rate(folder: Path) -> float:
    try:
        return float(json.loads((folder / ".pace").read_text())["rate"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0.0
