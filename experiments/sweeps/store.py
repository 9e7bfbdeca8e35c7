"""What a sweep has so far, on disk: finished runs enter the journal at once and the tables from time to time."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from . import tables
from .journal import Entry, Journal
from .journal import read as read_journal
from .tables import BLOCK, BLOCK_WITH_SERIES, Layout

#: At most so long [s] and so large [bytes] the journal grows before its runs are put into the tables.
_LONGEST, _LARGEST = 60.0, 64_000_000
#: Blocks in memory at one time, at most.
_MOST = 8


class Store:
    """The runs of a folder: which there are, and how more are added. One process at a time may hold it.

    `finished` is a truth value for every place in the plan. Rows are forgotten once they are written, but for those
    of the block that fills now, so memory does not grow with the sweep.
    """

    def __init__(self, folder: Path, layout: Layout, size: int, *, keep_series: bool = False) -> None:
        self._folder, self._layout = folder, layout
        self._block = BLOCK_WITH_SERIES if keep_series else BLOCK
        self._size = size
        self.finished: NDArray[np.bool_] = np.zeros(size, dtype=bool)
        self.count = self.failed = 0
        self._rows: dict[int, dict[int, dict[str, Any]]] = {}
        self._series: dict[int, dict[int, bytes]] = defaultdict(dict)
        self._dirty: set[int] = set()
        for place in (self._runs, self._kept):
            place.mkdir(exist_ok=True)
        self._read_tables()
        self._journal = Journal(folder / "journal")
        self._take(list(read_journal(folder / "journal")))
        self._written = time.monotonic()

    @property
    def _runs(self) -> Path:
        return self._folder / "runs"

    @property
    def _kept(self) -> Path:
        return self._folder / "series"

    def add(self, entries: Sequence[Entry]) -> None:
        """Keep finished runs. Raises OSError where the disk refuses; then nothing of them is kept."""
        if not entries:
            return
        self._journal.add(entries)
        self._take(entries)
        full = any(self._is_full(block) for block in self._dirty)
        late = time.monotonic() - self._written > _LONGEST
        if full or late or len(self._rows) > _MOST or self._journal.size > _LARGEST:
            self.write()

    def write(self) -> None:
        """Put all that is in the journal into the tables, and begin a new journal."""
        for block in sorted(self._dirty):
            self._write(block)
        self._dirty.clear()
        self._journal.clear()
        self._written = time.monotonic()
        self._forget()

    def close(self) -> None:
        """Write what there is and let go."""
        try:
            if self._dirty:
                self.write()
        finally:
            self._journal.close()

    # -- within

    def _is_full(self, block: int) -> bool:
        return len(self._rows[block]) == min(self._block, self._size - block * self._block)

    def _read_tables(self) -> None:
        for _, path in tables.blocks(self._runs):
            found = tables.read(path, ["run", "status"])
            self.finished[found.column("run").to_numpy()] = True
            self.count += found.num_rows
            self.failed += found.column("status").to_pylist().count("failed")

    def _take(self, entries: Sequence[Entry]) -> None:
        for row, series in entries:
            position = row["run"]
            # A crash between the tables and the new journal leaves runs in both.
            if self.finished[position]:
                continue
            block = position // self._block
            self._load(block)
            self._rows[block][position] = row
            if series:
                self._series[block][position] = series
            self.finished[position] = True
            self.count += 1
            self.failed += row["status"] == "failed"
            self._dirty.add(block)

    def _load(self, block: int) -> None:
        """The rows of a block that are in its table already: it will be written anew as a whole."""
        if block in self._rows:
            return
        name = f"{block:06d}.parquet"
        there = tables.read(self._runs / name).to_pylist() if (self._runs / name).exists() else []
        self._rows[block] = {row["run"]: row for row in there}
        if (self._kept / name).exists():
            self._series[block].update(tables.by_run(tables.read(self._kept / name)))

    def _write(self, block: int) -> None:
        name, rows = f"{block:06d}.parquet", self._rows[block]
        # Series first: a run that is in the table of runs has its series.
        if kept := self._series[block]:
            parts = [tables.unpacked(kept[position]) for position in sorted(kept)]
            tables.replace(self._kept / name, pa.concat_tables(parts))
        tables.replace(self._runs / name, tables.table(list(rows.values()), self._layout.schema))

    def _forget(self) -> None:
        """Let go of what is on the disk; a block of which more runs come nevertheless is read again."""
        newest = max(self._rows, default=0)
        for block in [block for block in self._rows if block < newest or self._is_full(block)]:
            del self._rows[block]
            self._series.pop(block, None)
