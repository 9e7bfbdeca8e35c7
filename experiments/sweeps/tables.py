"""The tables of a sweep: Parquet files of a fixed number of consecutive runs of the plan.

The file of a block is replaced as a whole while the block fills. Once it is full its bytes depend on the runs alone,
whoever computed them and after whatever interruption.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .disk import replacing

#: Runs in a file; fewer where series are kept, since a block is held until it is full.
BLOCK, BLOCK_WITH_SERIES = 4096, 64


class DamagedTable(Exception):  # noqa: N818 (read as what is wrong)
    """A file of a results folder cannot be read; `path` says which."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"{path}: {reason}")


@dataclass(frozen=True)
class Layout:
    """The columns of `runs`: keys, a column a factor, the status, a column an outcome."""

    factors: Mapping[str, pa.DataType]
    outcomes: Sequence[str]

    @property
    def schema(self) -> pa.Schema:
        """The columns and their types."""
        return pa.schema([
            ("run", pa.int64()),
            ("point", pa.int32()),
            ("arm", pa.string()),
            ("replicate", pa.int32()),
            *((name, kind) for name, kind in self.factors.items()),
            ("status", pa.string()),
            ("error", pa.string()),
            *((name, pa.float64()) for name in self.outcomes),
        ])  # fmt: skip


def factor_type(values: Sequence[Any]) -> pa.DataType:
    """The column type of a factor's values: numbers, truth values, or texts of anything else."""
    values = [value for value in values if value is not None]
    if all(isinstance(value, bool) for value in values):
        return pa.bool_()
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return pa.float64()
    return pa.string()


def table(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    """Rows as a table in the order of the plan."""
    ordered = sorted(rows, key=lambda row: row["run"])
    return pa.table([column([row.get(field.name) for row in ordered], field.type) for field in schema], schema=schema)


def column(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Values as a column; whatever stands in a column of texts is written out."""
    if pa.types.is_string(kind):
        values = [value if value is None else str(value) for value in values]
    return pa.array(values, kind)


def replace(path: Path, content: pa.Table) -> None:
    """Write a file, or put it in the place of an older one, in one step.

    The same rows give the same bytes, in however many pieces they come.
    """
    words = [field.name for field in content.schema if pa.types.is_string(field.type)]
    with replacing(path) as file:
        pq.write_table(content.combine_chunks(), file, compression="zstd", use_dictionary=words)


def blocks(folder: Path) -> Iterator[tuple[int, Path]]:
    """The number and path of every block in a folder, in order."""
    for path in sorted(folder.glob("[0-9]*.parquet")):
        yield int(path.stem), path


def read(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """A file of the folder. Raises `DamagedTable` where it is none, or cut off."""
    try:
        return pq.read_table(path, columns=list(columns) if columns else None, partitioning=None)
    except (OSError, pa.ArrowException) as error:
        raise DamagedTable(path, str(error).splitlines()[0]) from error


def packed(series: pa.Table) -> bytes:
    """A table as bytes, for the way from a worker and for the journal."""
    buffer = io.BytesIO()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(buffer, series.schema, options=options) as writer:
        writer.write_table(series)
    return buffer.getvalue()


def unpacked(data: bytes) -> pa.Table:
    """The table of `packed` bytes."""
    return pa.ipc.open_stream(data).read_all()


def by_run(series: pa.Table) -> Iterator[tuple[int, bytes]]:
    """The series of each run in a table, packed."""
    runs = series.column("run").to_numpy()
    edges = [0, *(np.flatnonzero(np.diff(runs)) + 1), len(runs)]
    for first, last in pairwise(edges):
        if last > first:
            yield int(runs[first]), packed(series.slice(first, last - first))
