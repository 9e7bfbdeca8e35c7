"""Results folders: whole or not there, never over something."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from experiments_ensembles import result, small

from sulha.experiments import run, storage
from sulha.experiments.storage import FolderExistsError, StorageError, add, check_free, free_folder, save
from sulha.model import PARAMETERS

TABLES = ("series", "actions", "organizations", "events")


def test_a_saved_result_has_all_its_files(tmp_path: Path) -> None:
    folder = save(result(), tmp_path / "new" / "mine", {"figure.png": b"picture"})
    assert {file.name for file in folder.iterdir()} == {
        "manifest.json", "figure.png", *(f"{table}.parquet" for table in TABLES)
    }  # fmt: skip
    assert [item.name for item in folder.parent.iterdir()] == ["mine"]
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["seed"] == 3
    assert manifest["replicates"] == manifest["replicates_asked"] == 7
    assert manifest["arms"] == ["scenario", "without_organizations"]
    assert manifest["scenario"]["time"] == {"start": "1992-12", "months": 18}
    assert manifest["parameters"]["influence.weight"] == PARAMETERS["influence.weight"].default
    assert manifest["model_version"]
    assert {"commit", "dirty"} == set(manifest["checkout"]) or manifest["checkout"] == "not a checkout"
    assert manifest["started"].endswith("Z")


def test_tables_are_stored_as_the_design_says(tmp_path: Path) -> None:
    file = pq.ParquetFile(save(result(), tmp_path / "mine", {}) / "series.parquet")
    columns = {
        file.schema.column(i).name: file.metadata.row_group(0).column(i) for i in range(file.metadata.num_columns)
    }
    assert columns["hostility"].compression == "ZSTD"
    assert "BYTE_STREAM_SPLIT" in columns["hostility"].encodings
    assert not columns["hostility"].has_dictionary_page
    assert columns["hostility"].physical_type == "FLOAT"
    assert columns["actor"].has_dictionary_page
    assert pq.read_table(tmp_path / "mine" / "series.parquet").to_pandas(date_as_object=False).equals(result().series)


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    first = save(result(), tmp_path / "first", {})
    second = save(run(small(), replicates=7, seed=3), tmp_path / "second", {})
    for table in TABLES:
        name = f"{table}.parquet"
        assert (first / name).read_bytes() == (second / name).read_bytes(), table


def test_a_single_replicate_is_also_csv(tmp_path: Path) -> None:
    folder = save(run(small(), replicates=1), tmp_path / "one", {})
    lines = (folder / "series.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith('"point","arm","replicate","month","date","actor","toward","hostility"')
    assert "nan" not in "".join(lines[1:])
    assert all((folder / f"{table}.csv").exists() for table in TABLES)


def test_what_is_there_is_never_touched(tmp_path: Path) -> None:
    for name, make in (("file", Path.touch), ("folder", Path.mkdir)):
        make(tmp_path / name)
        for refusing in (lambda p: save(result(), p, {}), check_free):
            with pytest.raises(FolderExistsError, match=f"{name} already exists; give another --out"):
                refusing(tmp_path / name)
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(FolderExistsError, match="already exists"):
        save(result(), tmp_path / "link", {})
    assert sorted(item.name for item in tmp_path.iterdir()) == ["file", "folder", "link"]
    assert list((tmp_path / "folder").iterdir()) == []


def test_folders_are_numbered_by_the_first_free_number(tmp_path: Path) -> None:
    assert free_folder("oslo", tmp_path).name == "oslo-1"
    (tmp_path / "oslo-1").mkdir()
    assert free_folder("oslo", tmp_path).name == "oslo-2"
    assert free_folder("../ قناة أوسلو/A $x", tmp_path).name == "a-x-1"
    assert free_folder("قناة", tmp_path).name == "run-1"


@pytest.mark.parametrize(
    ("code", "reason"), [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "there is no permission to write there")]
)
def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str) -> None:
    def fail(path: Path) -> None:
        if path.name == "series.parquet":
            raise OSError(code, "as the system says it")

    monkeypatch.setattr(storage, "_flush", fail)
    with pytest.raises(StorageError, match=f"could not be written to .*mine: {reason}"):
        save(result(), tmp_path / "mine", {})
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(storage, "_flush", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save(result(), tmp_path / "mine", {})
    assert list(tmp_path.iterdir()) == []


def test_a_picture_joins_a_folder_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = save(result(), tmp_path / "mine")
    before = {file.name for file in folder.iterdir()}
    add(folder, {"figure.png": b"picture", "figure.pdf": b"print"})
    assert (folder / "figure.png").read_bytes() == b"picture"
    assert (folder / "figure.png").stat().st_mode == (folder / "manifest.json").stat().st_mode
    (folder / "figure.png").unlink()
    (folder / "figure.pdf").unlink()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "as the system says it")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="the disk is full"):
        add(folder, {"figure.png": b"picture"})
    assert {file.name for file in folder.iterdir()} == before


def test_a_name_taken_meanwhile_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "mine"
    write = storage._write

    def late(*arguments: Any) -> None:
        write(*arguments)
        folder.mkdir()

    monkeypatch.setattr(storage, "_write", late)
    with pytest.raises(FolderExistsError, match="has come into being meanwhile"):
        save(result(), folder, {})
    assert [item.name for item in tmp_path.iterdir()] == ["mine"]
    assert list(folder.iterdir()) == []


def test_a_path_through_a_file_is_refused_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="part of the path is a file"):
        check_free(tmp_path / "file" / "mine")
