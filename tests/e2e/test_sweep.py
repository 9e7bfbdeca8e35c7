"""`sulha sweep` and what belongs to it, as users meet them: stopped, watched, made larger, wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from command import SULHA, environment
from sweeping import WORLD, content, everything, rows, started, told, until, written

from sulha.experiments import sweep
from sulha.experiments.sweeps import folder as folders
from sulha.experiments.sweeps.executors import Here
from sulha.experiments.sweeps.growing import extend

pytestmark = pytest.mark.e2e

REPLICATES = 30  # 540 runs
COMMAND = (SULHA, "sweep", "spec.yaml", "--out", "out", "--workers", "2", "--allow-inert")


# -- stopping and watching


@pytest.mark.parametrize(
    ("number", "times"), [(signal.SIGINT, 1), (signal.SIGINT, 3), (signal.SIGTERM, 1), (signal.SIGHUP, 1)]
)
def test_stopped_it_says_how_to_go_on(tmp_path: Path, number: int, times: int) -> None:
    written(tmp_path, 400)
    with started(tmp_path, *COMMAND) as process:
        until(lambda: (tmp_path / "out" / "journal").exists() and (tmp_path / "out" / "journal").stat().st_size > 0)
        # As a terminal does: to every process of the group.
        for again in range(times):
            time.sleep(0.05 * bool(again))
            os.killpg(process.pid, number)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert out == ""
    assert "Traceback" not in err
    said = re.fullmatch(
        r"Interrupted: (\d+) of 7200 runs are saved in out; the same command goes on from there", err.splitlines()[-1]
    )
    assert said, err
    saved = folders.status(tmp_path / "out")
    assert 0 < saved.finished == int(said[1]) == len(rows(tmp_path / "out")) < 7200
    assert saved.failed == 0
    assert not saved.running


def test_under_nohup_it_goes_on_and_can_be_watched(tmp_path: Path) -> None:
    spec = written(tmp_path, REPLICATES)
    with started(tmp_path, *COMMAND, ignoring=signal.SIGHUP) as process:
        until(lambda: (tmp_path / "out" / "journal").exists() and (tmp_path / "out" / "journal").stat().st_size > 0)
        os.killpg(process.pid, signal.SIGHUP)
        watched = subprocess.run(
            [SULHA, "status", "out", "--json"], cwd=tmp_path, env=environment(), capture_output=True, text=True,
            timeout=60, check=True,
        )  # fmt: skip
        out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    now = json.loads(watched.stdout)
    assert 0 < now["finished"] <= now["runs"] == 18 * REPLICATES
    assert now["failed"] == 0
    assert out == f"{18 * REPLICATES} of {18 * REPLICATES} runs\nResults: out\n"
    # Plain lines where there is no terminal, and not many of them.
    lines = err.splitlines()
    assert 1 <= len(lines) <= 12
    assert all(re.fullmatch(r"\d+ of 540 runs(, about [\d.]+ \w+ left)?", line) for line in lines), err
    assert "\x1b" not in out + err
    assert content(tmp_path / "out") == content(sweep(spec, tmp_path / "here", executor=Here()))


def test_a_terminal_gets_a_bar(tmp_path: Path) -> None:
    import pty

    written(tmp_path, 8)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        COMMAND, cwd=tmp_path, env=environment(TERM="xterm-256color"), stdout=subprocess.PIPE, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:
                break
            shown += piece
        process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0
    assert b"144 of 144 runs" in shown
    assert b"\x1b[" in shown


def test_two_at_once_are_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = sweep(written(tmp_path, 1), tmp_path / "out", executor=Here())
    with folders.held(folder):
        before = everything(folder)
        for words in (["retry", str(folder)], ["sweep", str(tmp_path / "spec.yaml"), "--out", str(folder)]):
            code, _, err = told(capfd, *words)
            assert code == 2
            assert "is in use by another process; `sulha status" in err
        code, out, _ = told(capfd, "status", str(folder))
        assert code == 0
        assert out.startswith("18 of 18 runs")
        assert everything(folder) == before


def test_who_asks_for_the_status_is_in_nobodys_way(tmp_path: Path) -> None:
    import fcntl

    folder = sweep(written(tmp_path, 1), tmp_path / "out", executor=Here())
    with (folder / ".lock").open() as asking:  # as `status` does for a moment
        fcntl.flock(asking, fcntl.LOCK_SH)
        asked = threading.Timer(0.3, fcntl.flock, (asking, fcntl.LOCK_UN))
        asked.start()
        with folders.held(folder):
            assert asked.finished.is_set()
        asked.join()


# -- what fails, what grows


def test_a_run_that_fails_is_a_row_with_its_traceback(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Each value fits the scenario, but not both together: citizens must care for something."""
    spec = written(tmp_path, 1)
    issues = "{citizens: 20, issues: {peace: {salience: 1}, justice: {salience: 1}}}"
    (tmp_path / "tiny.yaml").write_text(WORLD.replace("north: {citizens: 20}", f"north: {issues}"), encoding="utf-8")
    peace, justice = (f"societies.north.issues.{name}.salience" for name in ("peace", "justice"))
    spec.write_text(f"format: 1\nscenario: tiny.yaml\nreplicates: 2\nfactors: {{{peace}: [0, 1], {justice}: [0, 1]}}\n")
    out = str(tmp_path / "out")
    code, _, err = told(capfd, "sweep", str(spec), "--out", out, "--workers", "1", "--allow-inert")
    assert code == 1
    assert err.splitlines()[-1] == (
        f"2 runs failed; their rows in the table say why. `sulha retry {out}` does them again."
    )
    found = rows(Path(out))
    failed = [row for row in found if row["status"] == "failed"]
    assert [(row[peace], row[justice]) for row in failed] == [(0, 0)] * 2
    assert all(row["error"].startswith("Traceback") for row in failed)
    assert all(row["conduct"] is None for row in failed)
    code, out_, err = told(capfd, "replay", out, "--point", str(failed[0]["point"]))
    assert code == 1
    assert "Traceback (most recent call last):" in err
    assert err.splitlines()[-1] == "The run fails, as its traceback above says."
    before = content(Path(out))
    assert told(capfd, "retry", out, "--workers", "1")[0] == 1
    assert content(Path(out)) == before
    code, out_, _ = told(capfd, "replay", out, "--point", "3", "--replicate", "1")
    assert code == 0
    assert out_.endswith("The same as in the folder, bit for bit.\n")


GROWING = {
    "latin_hypercube": "{kind: latin_hypercube, points: 6}",
    "sobol": "{kind: sobol, points: 4}",
    "morris": "{kind: morris, trajectories: 4}",
}
RANGES = """\
format: 1
scenario: tiny.yaml
factors:
  constraints.funding: {low: 0.25, high: 1}
  constraints.communication: {low: 0.5, high: 1.5}
design: %s
replicates: %d
"""


@pytest.mark.parametrize("kind", GROWING)
def test_what_is_there_stays_when_a_sweep_grows(tmp_path: Path, kind: str) -> None:
    spec = written(tmp_path)
    spec.write_text(RANGES % (GROWING[kind], 3))
    folder = sweep(spec, tmp_path / "out", executor=Here())
    first, points = rows(folder), pq.read_table(folder / "points.parquet").to_pylist()
    size = {"latin_hypercube": 6, "sobol": 4, "morris": 4}[kind]
    extend(folder, replicates=5, executor=Here())
    second = rows(folder)
    assert second[: len(first)] == first
    assert len(second) == len(points) * 5
    extend(folder, points=2 * size, executor=Here())
    third = rows(folder)
    assert third[: len(second)] == second
    assert pq.read_table(folder / "points.parquet").to_pylist()[: len(points)] == points
    cells = {(row["point"], row["replicate"]) for row in third}
    assert len(cells) == len(third) == 2 * len(points) * 5
    # The same sweep asked for as large as it is now goes on from there; as small as it was it is another one.
    whole = content(folder)
    spec.write_text(RANGES % (re.sub(r"\d+", str(2 * size), GROWING[kind]), 5))
    assert content(sweep(spec, folder, executor=Here())) == whole
    spec.write_text(RANGES % (GROWING[kind], 3))
    with pytest.raises(folders.FolderError, match="replicates: 5 there, 3 now"):
        sweep(spec, folder, executor=Here())


def test_full_blocks_stay_byte_for_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sulha.experiments.sweeps import store

    monkeypatch.setattr(store, "BLOCK", 6)
    spec = written(tmp_path)
    spec.write_text(RANGES % (GROWING["latin_hypercube"], 3))
    folder = sweep(spec, tmp_path / "out", executor=Here())
    before = content(folder / "runs")
    assert len(before) == 3
    extend(folder, replicates=5, points=9, executor=Here())
    assert content(folder / "runs").items() > before.items()


def test_an_extension_that_was_cut_off_can_be_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = written(tmp_path)
    spec.write_text(RANGES % (GROWING["latin_hypercube"], 2))
    folder = sweep(spec, tmp_path / "out", executor=Here())
    kept = shutil.copytree(folder, tmp_path / "kept")

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(folders, "write", cut_off)
        with pytest.raises(KeyboardInterrupt):
            extend(folder, points=12, executor=Here())
    assert len(pq.read_table(folder / "points.parquet")) == 12
    extend(folder, points=8, executor=Here())
    assert content(folder) == content(extend(kept, points=8, executor=Here()))


# -- another sweep than the one that is there


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("spec.yaml", "seed: 3", "seed: 4", "specification.seed: 3 there, 4 now"),
        ("spec.yaml", "replicates: 2", "replicates: 3", "specification.replicates: 2 there, 3 now"),
        ("spec.yaml", "[0.25, 0.5, 1.0]", "[0.25, 0.5, 2.0]", "specification.factors.constraints.funding.values"),
        ("tiny.yaml", "{citizens: 20}\n  south", "{citizens: 21}\n  south",
         "scenario.societies.north.citizens: 20 there, 21 now"),
    ],
)  # fmt: skip
def test_a_changed_specification_or_scenario_is_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], file: str, old: str, new: str, said: str
) -> None:
    spec = written(tmp_path, 2)
    with pytest.raises(RuntimeError):
        sweep(spec, tmp_path / "out", executor=Here(), progress=half_way)
    before = everything(tmp_path / "out")
    (tmp_path / file).write_text((tmp_path / file).read_text().replace(old, new))
    code, _, err = told(capfd, "sweep", str(spec), "--out", str(tmp_path / "out"))
    assert code == 2
    assert said in err
    assert "holds another sweep than the one asked for; nothing was changed:" in err
    assert everything(tmp_path / "out") == before


def half_way(_: object) -> None:
    raise RuntimeError


def test_another_version_of_the_model_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    spec = written(tmp_path, 1)
    folder = sweep(spec, tmp_path / "out", executor=Here())
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    now = manifest["model_version"]
    (folder / "manifest.json").write_text(json.dumps({**manifest, "model_version": "0.0.1"}))
    before = everything(folder)
    for words in (["sweep", str(spec), "--out", str(folder)], ["extend", str(folder), "--replicates", "9"],
                  ["retry", str(folder)]):  # fmt: skip
        code, _, err = told(capfd, *words)
        assert code == 2
        assert "0.0.1" in err
        assert now in err
        after = everything(folder)
        after.pop(".lock", None)
        assert after == {name: data for name, data in before.items() if name != ".lock"}


def test_a_changed_file_of_points_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    spec = written(tmp_path, 1)
    spec.write_text(RANGES % ("{kind: csv, file: points.csv}", 1))
    (tmp_path / "points.csv").write_text("constraints.communication,constraints.funding\n0.5,0.25\n1.5,1\n")
    folder = sweep(spec, tmp_path / "out", executor=Here())
    assert [row["constraints.funding"] for row in rows(folder)] == [0.25, 1]
    before = everything(folder)
    (tmp_path / "points.csv").write_text("constraints.communication,constraints.funding\n0.5,0.25\n1.5,0.75\n")
    code, _, err = told(capfd, "sweep", str(spec), "--out", str(folder))
    assert code == 2
    assert "points.csv, 2: [1.0, 1.5] there, [0.75, 1.5] now" in err.replace("(", "[").replace(")", "]"), err
    assert everything(folder) == before


def test_begun_and_killed_before_the_first_run(tmp_path: Path) -> None:
    spec = written(tmp_path, 1)
    whole = sweep(spec, tmp_path / "whole", executor=Here())
    folder = tmp_path / "out"
    folder.mkdir()
    shutil.copy(whole / "manifest.json", folder)
    assert content(sweep(spec, folder, executor=Here())) == content(whole)
