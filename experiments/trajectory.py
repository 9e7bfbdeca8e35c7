"""One replicate of one arm, kept in compact columns once the world that made it is gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sulha.model.metrics import METRICS

if TYPE_CHECKING:
    from sulha.model import Conflict
    from sulha.model.actions import Act
    from sulha.model.record import Event, Record

#: Columns of an act that are words, and those that are numbers.
ACT_WORDS = ("organization", "activity", "channel", "society", "other", "issue", "refused")
ACT_NUMBERS = ("size", "cost", "reach", "coordination")
PLACES = {metric.name: place for place, metric in enumerate(METRICS)}

WORD = pa.dictionary(pa.int16(), pa.string())


@dataclass(frozen=True, slots=True, eq=False)
class Trajectory:
    """What one run left behind.

    `rows` names the (actor, toward) of each row; `values` is float32 (metrics, rows, months + 1), NaN where a metric
    does not apply; `books` is float32 (organization metrics, organizations, months + 1); `acts` has a row for every
    act decided, those refused too; `events` are in order.
    """

    replicate: int
    rows: tuple[tuple[str, str], ...]
    values: NDArray[np.float32]
    organizations: tuple[str, ...]
    books: NDArray[np.float32]
    acts: pa.Table
    events: tuple[Event, ...]

    def of(self, metric: str, actor: str, toward: str = "") -> NDArray[np.float32]:
        """One series (months + 1,). Raises KeyError where there is no such metric or row."""
        place = PLACES[metric]
        if (actor, toward) not in self.rows:
            raise KeyError((actor, toward))
        series: NDArray[np.float32] = self.values[place, self.rows.index((actor, toward))]
        return series


def remember(world: Conflict, replicate: int) -> Trajectory:
    """The record of a world that has run, in columns: float32, about a fifth of what the record itself holds."""
    record: Record = world.record
    return Trajectory(
        replicate=replicate,
        rows=tuple((actor, toward) for _, actor, toward in record.rows),
        values=_columns(record.series),
        organizations=record.organizations,
        books=_columns(record.books),
        acts=_acts(record.decisions),
        events=tuple(record.events),
    )


def _columns(series: NDArray[np.float64]) -> NDArray[np.float32]:
    """(months, rows, columns) as contiguous float32 (columns, rows, months)."""
    return np.ascontiguousarray(series.transpose(2, 1, 0), dtype=np.float32)


def _acts(decisions: list[tuple[int, Act]]) -> pa.Table:
    columns: dict[str, pa.Array] = {"month": pa.array([month for month, _ in decisions], pa.int32())}
    for name in ACT_WORDS:
        columns[name] = pa.array([getattr(act, name) for _, act in decisions], pa.string()).cast(WORD)
    for name in ACT_NUMBERS:
        columns[name] = pa.array([getattr(act, name) for _, act in decisions], pa.float32())
    return pa.table(columns)
