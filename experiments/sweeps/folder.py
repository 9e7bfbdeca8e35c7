"""The folder of a sweep: its manifest, who works in it, and how far it is."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from ..language import text
from ..storage import StorageError
from . import journal, tables
from .plan import Plan, Rectangle

FORMAT = 1
MANIFEST = "manifest.json"


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
        raise FolderError(
            text("{folder} holds no sweep: there is no {name} in it", folder=folder, name=MANIFEST)
        ) from None
    except (OSError, ValueError) as error:
        raise FolderError(text("{path} cannot be read: {reason}", path=path, reason=str(error))) from None
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
    return Manifest(data)


def write(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in place of an older one in one step."""
    replaced(folder / MANIFEST, json.dumps(manifest.data, indent=2, ensure_ascii=False) + "\n")


def replaced(path: Path, content: str) -> None:
    """Write a text under another name, flush it, and put it in the place of an older one in one step."""
    temporary = path.with_name(f".{path.name}.partial")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        tables.flush_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder alone. The system lets go of it whatever ends the process.

    Raises `FolderError` where it is held.
    """
    with (folder / ".lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise FolderError(
                text(
                    "{folder} is in use by another process; `sulha status {folder}` shows how far it is", folder=folder
                )
            ) from None
        yield


def is_held(folder: Path) -> bool:
    """Whether a process is at work in a folder."""
    try:
        with held(folder):
            return False
    except FolderError:
        return True


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
    path = folder / ".pace"
    temporary = path.with_name(".pace.partial")
    temporary.write_text(json.dumps({"rate": rate, "time": time.time()}))
    temporary.replace(path)


def _rate(folder: Path) -> float:
    try:
        return float(json.loads((folder / ".pace").read_text())["rate"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0.0


def rows_of(path: Path) -> int:
    """How many rows a file has, without reading them."""
    return int(pq.read_metadata(path).num_rows)
