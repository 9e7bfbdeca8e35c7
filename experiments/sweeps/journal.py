"""The journal: what was finished since the tables were last written, safe against whatever ends the process.

Each entry is a head (length and checksum of what follows), a row as JSON and, where series are kept, their bytes. An
entry that was cut off, or that the disk garbled, ends the journal: what stands before it counts, the rest is run again.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

_HEAD = struct.Struct("<III")  # checksum, bytes of the row, bytes of the series

type Entry = tuple[dict[str, Any], bytes]


class Journal:
    """An append-only file of finished runs. Everything added is on the disk once `sync` returns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        good = sum(size for _, size in _entries(path))
        self._file = path.open("ab")
        # What follows the last whole entry must not stand before the next.
        self._file.truncate(good)
        self._good = good

    @property
    def size(self) -> int:
        """Bytes of whole entries."""
        return self._good

    def add(self, entries: Iterable[Entry]) -> None:
        """Append entries and have them on the disk. After an OSError the journal is as it was before."""
        block = b"".join(_packed(row, series) for row, series in entries)
        try:
            self._file.write(block)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError:
            self._forget()
            raise
        self._good += len(block)

    def _forget(self) -> None:
        """Open anew at the last good place: Python's own buffer may still hold part of what failed."""
        descriptor = os.open(self._path, os.O_WRONLY)
        try:
            os.ftruncate(descriptor, self._good)
        finally:
            os.close(descriptor)
        with suppress(OSError):  # it tries once more to write what it holds
            self._file.close()
        self._file = self._path.open("ab")
        self._file.truncate(self._good)

    def clear(self) -> None:
        """Begin anew: what was in it is in the tables."""
        self._file.truncate(0)
        os.fsync(self._file.fileno())
        self._good = 0

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def read(path: Path) -> Iterator[Entry]:
    """The whole entries of a journal, which another process may be writing at this moment."""
    for entry, _ in _entries(path):
        yield entry


def _packed(row: dict[str, Any], series: bytes) -> bytes:
    text = json.dumps(row, ensure_ascii=False).encode()
    return _HEAD.pack(crc32(series, crc32(text)), len(text), len(series)) + text + series


def _entries(path: Path) -> Iterator[tuple[Entry, int]]:
    if not path.exists():
        return
    with path.open("rb") as file:
        while len(head := file.read(_HEAD.size)) == _HEAD.size:
            checksum, text_length, series_length = _HEAD.unpack(head)
            if text_length + series_length > os.fstat(file.fileno()).st_size - file.tell():
                return
            text, series = file.read(text_length), file.read(series_length)
            if crc32(series, crc32(text)) != checksum:
                return
            yield (json.loads(text), series), _HEAD.size + text_length + series_length
