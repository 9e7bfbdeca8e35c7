"""Every command answers in a new process what it answers in one that is forked from one with the libraries loaded."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import forked
import pytest
from command import anew, environment
from sweeping import everything, written

pytestmark = pytest.mark.e2e

ONE = ("--replicates", "1")
#: What each command is asked for, one after the other in one folder. The last of them are refused.
ASKED = [
    ("scenarios", "list", "--lang", "ar"),
    ("scenarios", "show", "oslo", "--json"),
    ("scenarios", "validate", "tiny.yaml", "-"),
    ("scenarios", "schema", "--out", "schema.json"),
    ("run", "tiny.yaml", *ONE, "--lang", "ar"),
    ("compare", "tiny.yaml", "--without", "organizations", *ONE, "--no-figure"),
    ("sweep", "spec.yaml", "--allow-inert", "--workers", "1", "--out", "out"),
    ("status", "out"),
    ("extend", "out", "--replicates", "2", "--workers", "1"),
    ("retry", "out"),
    ("replay", "out", "--point", "3"),
    ("merge", "out", "--out", "whole"),
    ("report", "out"),
    ("--help", "--lang", "ar"),
    ("paper", "--only", "H11", "--lang", "ar"),
    ("run", "tiny.yaml", "--set", "constraints.fundin=1"),
    ("nonsense",),
]
#: Files that say when they were made.
DATED = (".json", ".pdf")


def test_every_command_answers_the_same_in_a_new_process(tmp_path: Path) -> None:
    new, other = tmp_path / "new", tmp_path / "forked"
    for folder in (new, other):
        folder.mkdir()
        written(folder, 1)
    for words in ASKED:
        done, again = anew(new, *words, stdin=b"x: 1"), forked.sulha(other, *words, stdin=b"x: 1")
        assert (again.returncode, again.stdout) == (done.returncode, done.stdout), words
        assert untimed(again.stderr) == untimed(done.stderr), words
    there = {name: data for name, data in everything(new).items() if not name.endswith(DATED)}
    assert there.keys() > {"results/tiny-1/figure.png", "out/runs/000000.parquet", "out/report/report.md"}
    assert there == {name: data for name, data in everything(other).items() if not name.endswith(DATED)}


def untimed(said: str) -> str:
    """Messages without what depends on how quick the machine is."""
    return re.sub(r"(?m)^.*(replicates|runs), about .*\n", "", said)


def test_a_command_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    written(tmp_path)
    words = ("run", "tiny.yaml", "--replicates", "100000", "--no-figure")
    with pytest.raises(subprocess.TimeoutExpired):
        forked.answered(tmp_path, words, environment(), seconds=1)
