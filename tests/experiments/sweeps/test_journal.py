"""The journal: whatever is cut off or garbled, what stands before it counts, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sulha.experiments.sweeps.journal import Journal, read

ROWS = [({"run": n, "text": "نص" * n, "value": n / 3}, bytes([n]) * n * 10) for n in range(5)]


def written(path: Path) -> bytes:
    journal = Journal(path)
    journal.add(ROWS[:3])
    journal.add(ROWS[3:])
    journal.close()
    return path.read_bytes()


def test_what_is_added_is_read(tmp_path: Path) -> None:
    written(tmp_path / "j")
    assert list(read(tmp_path / "j")) == ROWS
    assert list(read(tmp_path / "none")) == []


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_a_journal_that_is_cut_off_holds_what_was_whole(data: st.DataObject) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "j"
        whole = written(path)
        length = data.draw(st.integers(0, len(whole)))
        path.write_bytes(whole[:length])
        found = list(read(path))
        assert found == ROWS[: len(found)]
        # Whoever goes on appends behind the last whole entry.
        journal = Journal(path)
        journal.add([({"run": 99}, b"")])
        journal.close()
        assert list(read(path)) == [*found, ({"run": 99}, b"")]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_a_garbled_byte_ends_the_journal_where_it_stands(data: st.DataObject) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "j"
        whole = bytearray(written(path))
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] ^= data.draw(st.integers(1, 255))
        path.write_bytes(whole)
        found = list(read(path))
        assert found == ROWS[: len(found)]
        assert len(found) < len(ROWS)


def test_cleared_it_begins_anew(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j")
    journal.add(ROWS)
    assert journal.size == (tmp_path / "j").stat().st_size
    journal.clear()
    journal.add(ROWS[:1])
    journal.close()
    assert list(read(tmp_path / "j")) == ROWS[:1]


@pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="needs limits of file sizes")
def test_a_full_disk_leaves_the_journal_as_it_was(tmp_path: Path) -> None:
    import resource
    import signal

    journal = Journal(tmp_path / "j")
    journal.add(ROWS[:3])
    before = (tmp_path / "j").read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 20, limits[1]))
        with pytest.raises(OSError, match="too large"):
            journal.add([({"run": 7}, b"x" * 10_000)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert (tmp_path / "j").read_bytes() == before
    journal.add(ROWS[3:])
    journal.close()
    assert list(read(tmp_path / "j")) == ROWS
