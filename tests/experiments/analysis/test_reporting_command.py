"""`sulha report`, from a sweep that was really run to the folder that it leaves; and what it says where it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from forked import sulha
from synthetic_sweeps import synthetic

SWEEP = """\
format: 1
scenario: baseline
set: {time.months: 14, societies.society_a.citizens: 50, societies.society_b.citizens: 50}
factors:
  constraints.funding: [0.5, 1, 2]
  constraints.authority: [0, 0.3]
arms: {bare: {without: organizations}}
outcomes: [conduct, hostility, agreement_reached, talks_month, agreement_month, closed_month]
replicates: 6
"""


@pytest.mark.e2e
def test_a_sweep_becomes_a_report(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(SWEEP, "utf-8")
    swept = sulha(tmp_path, "sweep", "small.yaml", "--out", "s", "--workers", "1")
    assert swept.returncode == 0, swept.stderr
    done = sulha(tmp_path, "report", "s", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["runs_done"], told["replicates"]) == (72, 6)
    assert {"effects", "frontier", "layering", "variance", "durations", "replicates"} <= told["parts"].keys()
    effects = told["parts"]["effects"]["effects"]["rows"]
    conduct = next(row for row in effects if row["outcome"] == "conduct")
    assert conduct["low"] <= conduct["difference"] <= conduct["high"]
    open_ = [row for row in told["parts"]["durations"]["durations"]["rows"] if row["wait"] == "closing"]
    assert [row["subjects"] for row in open_] == [12 * 36]  # twelve organizations in 36 runs, none without them
    assert (tmp_path / "s" / "report" / "report.md").exists()
    again = sulha(tmp_path, "report", "s", "--out", "mine", "--target", "conduct<=-0.01", "--lang", "ar")
    assert again.returncode == 0, again.stderr
    assert (tmp_path / "mine" / "figures" / "frontier.pdf").exists()


@pytest.mark.e2e
def test_what_is_wrong_is_said_without_a_traceback(tmp_path: Path) -> None:
    synthetic(tmp_path / "s", SWEEP.split("\n", 2)[2], lambda run, values: {"conduct": 0.5})
    for words, sentence in (
        (("report", "nowhere"), "there is no folder"),
        (("report", "s", "--target", "conduct<0"), "--target conduct<0: write OUTCOME<=VALUE"),
        (("report", "s", "--target", "joy>=1"), "the sweep has no outcome joy; it has conduct, hostility"),
        (("report", "s", "--out", "s"), "already exists and is no report"),
    ):
        done = sulha(tmp_path, *words)
        assert done.returncode == 2, done.stderr
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr
    (tmp_path / "s" / "runs" / "000000.parquet").write_bytes(b"nothing")
    done = sulha(tmp_path, "report", "s")
    assert (done.returncode, "000000.parquet is damaged" in done.stderr) == (1, True)
