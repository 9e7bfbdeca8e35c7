"""Loading by name and by path, and what is said where there is nothing to load."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from scenario_texts import SMALL

from sulha.model import Setup
from sulha.scenarios import ScenarioError, load, names, parse, source


def failure(scenario: str | Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(scenario)
    return str(caught.value)


def test_the_shipped_scenarios() -> None:
    assert {"baseline", "no_civil_society", "oslo"} <= set(names())
    assert list(names()) == sorted(names())


@pytest.mark.parametrize("name", names())
def test_every_shipped_scenario_loads(name: str) -> None:
    assert isinstance(load(name), Setup)
    assert parse(source(name)) == load(name)


def test_a_file_loads_by_text_and_by_path(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(SMALL, encoding="utf-8")
    assert load(file) == load(str(file)) == parse(SMALL)


@pytest.mark.parametrize("suffix", [".yml", ".YAML", ".txt", ""])
def test_a_path_may_end_as_it_likes(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"mine{suffix}"
    file.write_text(SMALL, encoding="utf-8")
    assert load(file).name.en == "A small world"


def test_windows_files_are_fine(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert load(file) == parse(SMALL)


def test_a_shipped_name_wins_over_a_file_of_that_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("oslo").write_text(SMALL, encoding="utf-8")
    Path("oslo.yaml").write_text(SMALL, encoding="utf-8")
    assert load("oslo").name.en == "Oslo channel"
    assert load("./oslo").name.en == "A small world"
    assert load("oslo.yaml").name.en == "A small world"
    assert load(Path("oslo")).name.en == "A small world"


def test_an_unknown_name_lists_the_known_ones() -> None:
    text = failure("olso")
    assert "no scenario is called 'olso'" in text
    assert "did you mean 'oslo'?" in text
    assert f"allowed: {', '.join(names())}, or" in text
    assert "or the path of a file that ends with .yaml" in text


def test_an_unknown_name_that_is_a_file_says_how_to_load_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine").write_text(SMALL, encoding="utf-8")
    assert "to load the file write ./mine" in failure("mine")


@pytest.mark.parametrize("name", ["", " ", "OSLO", "..", "oslo\x00", "__init__", "x" * 5000])
def test_strange_names_are_unknown(name: str) -> None:
    assert "no scenario is called" in failure(name)


def test_a_missing_file(tmp_path: Path) -> None:
    assert "there is no such file; check the path and the folder you are in" in failure(tmp_path / "no.yaml")


def test_a_folder(tmp_path: Path) -> None:
    assert "this is a folder; give the path of a YAML file in it" in failure(tmp_path)


@pytest.mark.parametrize("path", ["a\x00.yaml", "x" * 5000 + ".yaml"])
def test_a_path_that_is_none(path: str) -> None:
    assert "the file cannot be read: " in failure(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(SMALL, encoding="utf-8")
    file.chmod(0)
    assert "the file cannot be read: Permission denied" in failure(file)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no devices in files here")
def test_a_device_is_refused() -> None:
    assert "this is a pipe, a socket or a device" in failure("/dev/zero")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in files here")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "this is a pipe, a socket or a device; give the path of a YAML file" in failure(tmp_path / "pipe.yaml")


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.yaml")
        assert "this is a pipe, a socket or a device" in failure("s.yaml")


def test_a_link_to_a_file_is_fine(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "mine.yaml")
    assert load(tmp_path / "link.yaml") == parse(SMALL)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "large.yaml").write_bytes(b" " * 1_000_001)
    assert "larger than 1,000,000 bytes" in failure(tmp_path / "large.yaml")


def test_the_error_names_the_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("format: 1\n", encoding="utf-8")
    assert failure(file).startswith(f"{file}: 2 problems\n")


def test_loading_imports_nothing_heavy() -> None:
    code = (
        "import sys; from sulha.scenarios import load, names, changed, schema; "
        "[changed(load(n), {'constraints.funding': 0.5}) for n in names()]; schema(); "
        "changed(load('oslo'), {'expect': [{'metric': 'conduct', 'mean': [0, 1]}]}); "
        "print([m for m in ('mesa', 'pandas', 'numba', 'scipy', 'matplotlib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_naming_the_package_imports_nothing_at_all() -> None:
    code = "import sys, sulha.scenarios; print([m for m in ('numpy', 'pydantic', 'ruamel') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_public_names() -> None:
    import sulha.scenarios as package

    assert {"load", "names", "changed", "ScenarioError", "schema"} <= set(package.__all__)
    assert dir(package) == sorted(package.__all__)
    for name in package.__all__:
        assert callable(getattr(package, name))
    with pytest.raises(AttributeError, match=r"module 'sulha\.scenarios' has no attribute 'nothing'"):
        _ = package.nothing
