"""Results folders: written under a temporary name, renamed when whole, never over anything that is there.

The figure may join a folder later, file by file and each of them whole.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from .language import noted, text
from .tables import TABLES, Layout

if TYPE_CHECKING:
    from .result import Ensemble

RESULTS = Path("results")
#: Rows of a row group: large enough to compress well, small enough to hold.
_GROUP = 250_000

_REASONS = {
    errno.ENOSPC: noted("the disk is full"),
    errno.EDQUOT: noted("the disk quota is used up"),
    errno.EFBIG: noted("a file would become larger than allowed"),
    errno.EACCES: noted("there is no permission to write there"),
    errno.EPERM: noted("there is no permission to write there"),
    errno.EROFS: noted("the disk is read-only"),
    errno.ENOTDIR: noted("part of the path is a file, not a folder"),
    errno.EEXIST: noted("part of the path is a file, not a folder"),
    errno.ENAMETOOLONG: noted("the name is too long"),
}


class StorageError(Exception):
    """Results could not be stored; the text is one sentence that says why and what to do."""


class FolderExistsError(StorageError):
    """Somebody's results, or something else, are already there."""


def reason(error: OSError) -> str:
    """Why nothing could be written, in words."""
    known = _REASONS.get(error.errno or 0)
    return text(known) if known else (error.strerror or str(error)).lower()


def slug(name: str) -> str:
    """A name as a folder can be called: letters, digits, dots and dashes, at most 60."""
    return re.sub(r"[^A-Za-z0-9._]+", "-", name).strip("-._")[:60].lower() or "run"


def free_folder(name: str, parent: Path = RESULTS) -> Path:
    """The first of `parent`/NAME-1, -2, … that does not exist."""
    return next(folder for n in count(1) if not os.path.lexists(folder := parent / f"{slug(name)}-{n}"))


def _exists(folder: Path) -> str:
    return text("{folder} already exists; give another --out or move it away", folder=folder)


def check_free(folder: Path) -> None:
    """Say before a long run what would fail after it.

    Raises `FolderExistsError` where there is something, `StorageError` where nothing can be written. Leaves nothing.
    """
    if os.path.lexists(folder):
        raise FolderExistsError(_exists(folder))
    try:
        parent = next(p for p in folder.absolute().parents if os.path.lexists(p))
        # A name that is too long is one wherever it stands.
        for path in (folder, *(parent / name for name in folder.parts)):
            with suppress(FileNotFoundError, NotADirectoryError):
                path.lstat()
        with tempfile.TemporaryDirectory(prefix=".sulha-", dir=parent):
            pass
    except OSError as error:
        raise _refused(folder, error) from error


def save(result: Ensemble, folder: Path, pictures: Mapping[str, bytes] = MappingProxyType({})) -> Path:
    """Write a result as a new folder, with pictures that are there already.

    Everything is written and flushed to disk under a hidden temporary name beside it, then renamed in one step: a
    folder of that name is whole. Raises `StorageError`, and then the temporary folder is gone.
    """
    if os.path.lexists(folder):
        raise FolderExistsError(_exists(folder))
    temporary: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}-", suffix=".partial", dir=folder.parent))
        _open_to_others(temporary, 0o777)
        _write(result, temporary, pictures)
        _rename(temporary, folder)
    except OSError as error:
        raise _refused(folder, error) from error
    finally:
        # After the rename there is nothing under this name; before it, whatever happened, it must not stay.
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
    return folder


def add(folder: Path, pictures: Mapping[str, bytes]) -> None:
    """Put pictures into a saved folder: each appears under its name once it is on disk as a whole.

    Raises `StorageError`; what is in the folder already stays, and nothing in part.
    """
    temporary: Path | None = None
    try:
        for name, picture in pictures.items():
            descriptor, path = tempfile.mkstemp(prefix=f".{name}-", suffix=".partial", dir=folder)
            temporary = Path(path)
            with os.fdopen(descriptor, "wb") as file:
                file.write(picture)
                file.flush()
                os.fsync(descriptor)
            _open_to_others(temporary, 0o666)
            temporary.rename(folder / name)
        _flush(folder)
    except OSError as error:
        raise _refused(folder, error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _refused(folder: Path, error: OSError) -> StorageError:
    return StorageError(
        text(
            "The results could not be written to {folder}: {reason}; give another place with --out.",
            folder=folder,
            reason=reason(error),
        )
    )


def _open_to_others(path: Path, rights: int) -> None:
    """The rights of an ordinary new folder or file: temporary ones are private."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(rights & ~mask)


def _write(result: Ensemble, folder: Path, pictures: Mapping[str, bytes]) -> None:
    for name, layout in TABLES.items():
        _parquet(result, layout, folder / f"{name}.parquet")
        if result.asked == 1:
            _csv(layout.of(result), folder / f"{name}.csv")
    for name, table in result.findings().items():
        with (folder / f"{name}.parquet").open("wb") as file:
            pq.write_table(table, file, compression="zstd")
        _csv(table, folder / f"{name}.csv")
    for name, picture in pictures.items():
        (folder / name).write_bytes(picture)
    text = json.dumps(result.manifest, indent=2, ensure_ascii=False)
    # A name on the command line may be no text at all; as an escape it is JSON still.
    (folder / "manifest.json").write_bytes((text + "\n").encode("utf-8", "backslashreplace"))
    for path in sorted(folder.iterdir()):
        _flush(path)
    _flush(folder)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _rename(temporary: Path, folder: Path) -> None:
    # rename(2) replaces an empty folder without a word: look once more.
    if os.path.lexists(folder):
        raise FolderExistsError(text("{folder} has come into being meanwhile; give another --out", folder=folder))
    temporary.rename(folder)
    _flush(folder.parent)


def _parquet(result: Ensemble, layout: Layout, path: Path) -> None:
    words = [field.name for field in layout.schema if pa.types.is_dictionary(field.type)]
    # Opened here: what is no text, as a name on the command line may be, is a path all the same.
    with (
        path.open("wb") as file,
        pq.ParquetWriter(
            file,
            layout.schema,
            compression="zstd",
            use_dictionary=words,
            column_encoding=dict.fromkeys(layout.metrics, "BYTE_STREAM_SPLIT"),
        ) as writer,
    ):
        waiting: list[pa.Table] = []
        for part in layout.parts(result):
            waiting.append(part)
            if sum(piece.num_rows for piece in waiting) >= _GROUP:
                _put(writer, waiting)
        if waiting:
            _put(writer, waiting)


def _put(writer: pq.ParquetWriter, waiting: list[pa.Table]) -> None:
    table = pa.concat_tables(waiting).unify_dictionaries()
    writer.write_table(table, row_group_size=max(1, table.num_rows))
    waiting.clear()


def _csv(table: pa.Table, path: Path) -> None:
    columns = []
    for column in table.columns:
        if pa.types.is_dictionary(column.type):
            columns.append(column.cast(pa.string()))
        elif pa.types.is_floating(column.type):
            # An empty cell, not "nan": what every spreadsheet and statistics package reads as missing.
            columns.append(pc.if_else(pc.is_nan(column), pa.scalar(None, column.type), column))
        else:
            columns.append(column)
    with path.open("wb") as file:
        pyarrow.csv.write_csv(pa.table(columns, names=table.column_names), file)
