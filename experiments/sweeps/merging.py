"""Putting the parts of a sweep together that were done where no process could reach the others."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from heapq import merge as merge_sorted
from itertools import batched
from pathlib import Path

from ..language import text
from . import folder as folders
from . import journal, tables
from .folder import FolderError, Manifest
from .journal import Entry
from .layout import described_in, differences, points_table
from .store import Store

_SAME = ("specification", "scenario", "model_version", "plan", "format")
#: Entries that are put into the new folder at one time.
_BATCH = 2048


def merge(parts: Sequence[str | Path], out: str | Path) -> Path:
    """One folder from those of all shards; the parts stay as they are. The result is as if one process had done it all.

    Raises `FolderError` where a part is missing, unfinished, twice there, or of another sweep, or `out` exists.
    """
    folders_ = [Path(part) for part in parts]
    manifests = [folders.read(part) for part in folders_]
    _check(folders_, manifests)
    first, target = manifests[0], Path(out)
    if target.exists():
        raise FolderError(text("{folder} already exists; give another --out or move it away", folder=target))
    made = described_in(folders_[0], first)
    # Under another name until it is whole; what an earlier attempt left is of no use.
    half = target.with_name(f".{target.name}.partial")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    try:
        tables.replace(half / folders.POINTS, points_table(made))
        with closing(Store(half, made.layout, first.plan.size, keep_series=made.specification.series)) as store:
            for batch in _in_order([_entries(part) for part in folders_]):
                store.add(batch)
        folders.write(half, Manifest({**first.data, "shard": [1, 1], "merged": [str(part) for part in folders_]}))
        half.rename(target)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    return target


def _check(parts: Sequence[Path], manifests: Sequence[Manifest]) -> None:
    first = manifests[0]
    shards: dict[int, Path] = {}
    for part, manifest in zip(parts, manifests, strict=True):
        other = {key: manifest.data.get(key) for key in _SAME}
        if changes := differences({key: first.data.get(key) for key in _SAME}, other):
            path, old, new = changes[0]
            raise FolderError(
                text(
                    "{other} is a part of another sweep than {folder}: {path} is {new} there and {old} here",
                    other=part, folder=parts[0], path=path, old=str(old)[:60], new=str(new)[:60],
                )
            )  # fmt: skip
        if manifest.shard[0] in shards or manifest.shard[1] != first.shard[1]:
            raise FolderError(
                text(
                    "{other} is shard {n} of {all}, which does not go with {folder}",
                    other=part, n=manifest.shard[0], all=manifest.shard[1],
                    folder=shards.get(manifest.shard[0], parts[0]),
                )
            )  # fmt: skip
        shards[manifest.shard[0]] = part
        now = folders.status(part)
        if now.finished < now.size:
            raise FolderError(
                text(
                    "{folder} is not finished: {done} of {all} runs; run the same sweep with --shard {n}/{parts} again",
                    folder=part, done=now.finished, all=now.size, n=manifest.shard[0], parts=manifest.shard[1],
                )
            )  # fmt: skip
    lacking = sorted(set(range(1, first.shard[1] + 1)) - set(shards))
    if lacking:
        raise FolderError(
            text(
                "of {all} shards these are missing: {shards}; nothing was written",
                all=first.shard[1], shards=", ".join(map(str, lacking)),
            )
        )  # fmt: skip


def _entries(part: Path) -> Iterator[Entry]:
    """The finished runs of a part, in the order of the plan, block by block."""
    waiting = {row["run"]: (row, series) for row, series in journal.read(part / "journal")}
    for _, path in tables.blocks(part / "runs"):
        kept = _series(part / "series" / path.name)
        for row in tables.read(path).to_pylist():
            waiting.pop(row["run"], None)
            yield row, kept.get(row["run"], b"")
    yield from (waiting[run] for run in sorted(waiting))


def _series(path: Path) -> dict[int, bytes]:
    return dict(tables.by_run(tables.read(path))) if path.exists() else {}


def _in_order(parts: Sequence[Iterator[Entry]]) -> Iterator[list[Entry]]:
    """Entries of all parts in pieces, so that none has to stand in memory as a whole."""
    for piece in batched(merge_sorted(*parts, key=lambda entry: entry[0]["run"]), _BATCH):
        yield list(piece)
