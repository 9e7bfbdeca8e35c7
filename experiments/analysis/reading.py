"""The runs of a sweep's folder, finished or not, as arrays and as a DataFrame.

One outcome at a time is read, block by block, into an array of (arms, points, replicates): memory is eight bytes a run
and outcome that is looked at, whatever the size of the sweep.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..language import text
from ..sweeps import folder as folders
from ..sweeps import journal, tables
from ..sweeps.folder import FolderError, Manifest
from ..sweeps.layout import Described, described_in

type Values = NDArray[np.float64]

#: A run that is not there yet, one that failed, one that was done.
MISSING, FAILED, DONE = 0, 1, 2
#: A DataFrame larger than this [bytes] is not made: outcomes are read one at a time instead.
LARGEST = 2_000_000_000


@dataclass(frozen=True, eq=False)
class Runs:
    """The runs of a folder. Every array is (arms, points, replicates); NaN where a run is missing or has no value."""

    folder: Path
    manifest: Manifest
    described: Described
    status: NDArray[np.int8]

    @property
    def arms(self) -> tuple[str, ...]:
        """The names of the arms; the first is the scenario itself."""
        return tuple(name for name, _ in self.described.arms)

    @property
    def factors(self) -> tuple[str, ...]:
        """The factors, as dotted paths."""
        return tuple(self.described.specification.factors)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The columns of outcomes that the folder has."""
        return tuple(self.manifest.data["outcomes"])

    @property
    def points(self) -> pd.DataFrame:
        """The design: a row a point, a column a factor."""
        return pd.DataFrame(list(self.described.points), columns=list(self.factors)).rename_axis("point")

    @property
    def done(self) -> int:
        """How many runs were done without failing."""
        return int((self.status == DONE).sum())

    @property
    def failed(self) -> int:
        """How many runs failed."""
        return int((self.status == FAILED).sum())

    @property
    def size(self) -> int:
        """How many runs there are to be."""
        return self.manifest.plan.size_of(self.manifest.shard)

    @property
    def replicates(self) -> int:
        """The most replicates that any point has by now."""
        there = (self.status != MISSING).any(axis=(0, 1))
        return int(there.nonzero()[0][-1] + 1) if there.any() else 0

    def values(self, outcome: str) -> Values:
        """An outcome (arms, points, replicates). Raises KeyError for one that the folder does not have."""
        if outcome not in self.outcomes:
            raise KeyError(f"no outcome {outcome!r}; there are {', '.join(self.outcomes)}")
        return _values(self, outcome)

    def horizon(self) -> NDArray[np.int64]:
        """The last month of each run (arms, points)."""
        months = np.full(self.status.shape[:2], self.described.setup.time.months, dtype=np.int64)
        if "time.months" in self.factors:
            months[:] = self.points["time.months"].to_numpy()
        for place, (_, arm) in enumerate(self.described.arms):
            months[place] = arm.set.get("time.months", months[place])
        return months

    def frame(self, outcomes: Sequence[str] | None = None) -> pd.DataFrame:
        """Every run that is there, in the order of arm, point, replicate: ids, factors, status, outcomes.

        Raises MemoryError, saying what to do, where it would be larger than `LARGEST`.
        """
        wanted = list(self.outcomes if outcomes is None else outcomes)
        arm, point, replicate = np.nonzero(self.status != MISSING)
        if arm.size * 8 * (len(wanted) + len(self.factors) + 4) > LARGEST:
            raise MemoryError(
                text("{n} runs with {m} outcomes are too many for one table; ask for fewer outcomes at a time",
                     n=arm.size, m=len(wanted))
            )  # fmt: skip
        status = pd.Categorical.from_codes(self.status[arm, point, replicate] - 1, pd.Index(["failed", "done"]))
        columns: dict[str, Any] = {
            "arm": pd.Categorical.from_codes(arm, pd.Index(self.arms)), "point": point, "replicate": replicate,
            **{path: self.points[path].to_numpy()[point] for path in self.factors}, "status": status,
            **{name: self.values(name)[arm, point, replicate] for name in wanted},
        }  # fmt: skip
        return pd.DataFrame(columns)

    def fingerprint(self) -> str:
        """A checksum of all that was read: the same runs give the same."""
        found = sha256(np.ascontiguousarray(self.status).tobytes())
        for name in self.outcomes:
            found.update(np.ascontiguousarray(self.values(name)).tobytes())
        return found.hexdigest()[:16]


def read_runs(folder: str | Path) -> Runs:
    """The runs of a folder, those that are only in its journal too; a sweep that is still running may be read.

    Raises `FolderError` where there is no sweep or not one run was done, `tables.DamagedTable` for a damaged file.
    """
    place = Path(folder)
    manifest = folders.read(place)
    made = described_in(place, manifest)
    plan = manifest.plan
    status = np.full((plan.arms, plan.points, plan.replicates), MISSING, dtype=np.int8)
    index = {name: n for n, (name, _) in enumerate(made.arms)}
    for columns in _pieces(place, "status"):
        arm = [index[name] for name in columns["arm"]]
        status[arm, columns["point"], columns["replicate"]] = [
            DONE if s == "done" else FAILED for s in columns["status"]
        ]
    runs = Runs(place, manifest, made, status)
    if runs.done == 0:
        raise FolderError(
            text("{folder} has no finished run yet; `sulha status {folder}` says how far it is", folder=place)
            if runs.failed == 0
            else text("all {n} runs of {folder} failed; `sulha replay {folder} --point 0` shows why", n=runs.failed,
                      folder=place)
        )  # fmt: skip
    return runs


@lru_cache(maxsize=16)
def _values(runs: Runs, outcome: str) -> Values:
    values = np.full(runs.status.shape, np.nan)
    index = {name: n for n, name in enumerate(runs.arms)}
    for columns in _pieces(runs.folder, outcome):
        found = np.array([np.nan if value is None else value for value in columns[outcome]], dtype=float)
        values[[index[name] for name in columns["arm"]], columns["point"], columns["replicate"]] = found
    # What came in after the status was read belongs to another reading.
    values[runs.status != DONE] = np.nan
    return values


def _pieces(folder: Path, column: str) -> Iterator[dict[str, list[Any]]]:
    """Ids and a column of all runs, block by block: the journal first, as runs move from it into the tables."""
    names = ("arm", "point", "replicate", column)
    rows = [row for row, _ in journal.read(folder / "journal")]
    yield {name: [row[name] for row in rows] for name in names}
    for _, path in tables.blocks(folder / "runs"):
        yield tables.read(path, names).to_pydict()
