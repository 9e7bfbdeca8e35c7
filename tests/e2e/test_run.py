"""`sulha run`, from the command to what it leaves behind."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command import SULHA, environment, left, listening, meanwhile
from forked import sulha

pytestmark = pytest.mark.e2e

SCENARIO = """\
format: 1
name: A tiny world
time: {start: 1992-12, months: %d}
societies:
  north: {citizens: %d}
  south: {citizens: %d}
organizations:
  forum:
    home: international
    works_on: {north: {}, south: {}}
    funding: {foreign: 1}
    strategy: {track_two: 1, public_diplomacy: 1}
expect: [{metric: talks_opened, by: 6, share: [0, 1]}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a tiny scenario in it."""
    (tmp_path / "tiny.yaml").write_text(SCENARIO % (6, 20, 20), encoding="utf-8")
    return tmp_path


def test_a_run_leaves_tables_a_figure_and_a_verdict(folder: Path) -> None:
    done = sulha(folder, "run", "tiny.yaml", "--replicates", "12", "--seed", "5", "--set", "constraints.funding=0.5")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("A tiny world: 1992-12 to 1993-06 (6 months), 12 replicates, seed 5\n")
    assert "Changed: constraints.funding from 1.0 to 0.5" in done.stdout
    assert "for exploration and comparison, not prediction." in done.stdout
    assert done.stdout.endswith("Figure:  results/tiny-1/figure.png and figure.pdf\n")
    files = {file.name for file in (folder / "results" / "tiny-1").iterdir()}
    assert files == {"manifest.json", "series.parquet", "actions.parquet", "organizations.parquet", "events.parquet",
                     "figure.png", "figure.pdf"}  # fmt: skip
    manifest = json.loads((folder / "results" / "tiny-1" / "manifest.json").read_text("utf-8"))
    assert manifest["changes"] == [{"path": "constraints.funding", "old": 1.0, "new": 0.5}]
    assert manifest["command"][1:3] == ["run", "tiny.yaml"]
    # Progress goes to standard error, in few lines and without a sign that only terminals understand.
    progress = [line for line in done.stderr.splitlines() if "replicates, about" in line]
    assert 1 <= len(progress) <= 10
    assert "\x1b" not in done.stdout + done.stderr


def test_runs_are_numbered_and_repeat(folder: Path) -> None:
    for _ in range(2):
        assert sulha(folder, "run", "tiny.yaml", "--replicates", "1", "--no-figure").returncode == 0
    first, second = (folder / "results" / f"tiny-{n}" for n in (1, 2))
    assert (first / "series.parquet").read_bytes() == (second / "series.parquet").read_bytes()
    assert (first / "series.csv").exists()
    assert not (first / "figure.png").exists()


def test_json_is_one_object_on_standard_output(folder: Path) -> None:
    done = sulha(folder, "run", "tiny.yaml", "--replicates", "6", "--no-figure", "--out", "deep/mine", "--json")
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert data["folder"] == "deep/mine"
    assert data["figure"] is None
    assert data["replicates"] == 6
    assert data["difference_of_conduct"]["pairs"] == 6
    assert data["arms"]["scenario"]["expectations"][0]["judgement"] == "shown"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "no_such_scenario"), "no_such_scenario"),
        (("run", "missing.yaml"), "missing.yaml"),
        (("run", "bad.yaml"), "bad.yaml"),
        (("run", "tiny.yaml", "--set", "constraints.fundin=1"), "constraints.fundin"),
        (("run", "tiny.yaml", "--set", "constraints.funding"), "constraints.funding"),
        (("run", "tiny.yaml", "--set", "constraints.funding=lots"), "constraints.funding"),
        (("run", "tiny.yaml", "--set", "[bold]=[/red]"), "[bold]"),
        (("run", "tiny.yaml", "--replicates", "0"), "'--replicates': 0 is not allowed; give a whole number from 1 to"),
        (
            ("run", "baseline", "--replicates", "100000", "--set", "time.months=1200"),
            "replicates would fit; give --rep",
        ),
        (("run", "tiny.yaml", "--replicates", "many"), "replicates"),
        (
            ("run", "tiny.yaml", "--seed", "-1"),
            "'--seed': -1 is not allowed; give a whole number from 0 to 92233720368",
        ),
        (
            ("run", "tiny.yaml", "--seed", str(2**63)),
            "is not allowed; give a whole number from 0 to 9223372036854775807",
        ),
        (("run", "tiny.yaml", "--out", ""), "'--out': the name is empty"),
        (("run", "tiny.yaml", "--set", "expect=[{metric: relaps, share: [0, 1]}]"), "did you mean 'relapse'?"),
        (("run", "tiny.yaml", "--out", "."), "already exists"),
        (("run", "tiny.yaml", "--nonsense"), "nonsense"),
        (("run",), "SCENARIO"),
        (("nonsense",), "nonsense"),
    ],
)
def test_wrong_input_is_reported_in_words(folder: Path, words: tuple[str, ...], said: str) -> None:
    (folder / "bad.yaml").write_text("format: 1\nname: [\n", encoding="utf-8")
    done = sulha(folder, *words)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert left(folder) == {"bad.yaml"}


def test_a_place_that_cannot_be_written_is_refused_before_the_run(folder: Path) -> None:
    (folder / "file").touch()
    done = sulha(folder, "run", "tiny.yaml", "--replicates", "1", "--out", "file/mine")
    assert done.returncode == 1
    assert (
        done.stderr.strip()
        .splitlines()[-1]
        .startswith("The results could not be written to file/mine: part of the path is a file")
    )
    assert left(folder) == {"file"}


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_without_permission_is_refused(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o555)
    done = sulha(folder, "run", "tiny.yaml", "--replicates", "1", "--out", "closed/mine")
    assert done.returncode == 1
    assert "there is no permission to write there" in done.stderr


def test_all_wrong_settings_are_told_together(folder: Path) -> None:
    wrong = ("nonsense", "constraints.fundin=1", "constraints.funding=lots", "constraints.authority=7")
    done = sulha(folder, "run", "tiny.yaml", *(word for change in wrong for word in ("--set", change)))
    assert done.returncode == 2
    assert done.stderr.startswith("--set: 4 problems\n")
    for path in ("nonsense", "constraints.fundin", "constraints.funding", "constraints.authority"):
        assert f"\n  {path}: " in done.stderr
    assert left(folder) == set()


def test_a_full_disk_costs_the_tables_but_not_the_verdict(folder: Path) -> None:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (15_000, 15_000))

    # The kernels must be on disk already: the limit would hit the compiler's cache first.
    assert sulha(folder, "run", "tiny.yaml", "--replicates", "1", "--no-figure", "--out", "before").returncode == 0
    before = left(folder)
    for more in ((), ("--json",)):
        done = subprocess.run(
            [SULHA, "run", "tiny.yaml", "--replicates", "20", "--no-figure", "--out", "mine", *more],
            cwd=folder, env=environment(), capture_output=True, text=True, timeout=120, check=False, preexec_fn=limited,
        )  # fmt: skip
        assert done.returncode == 1, done.stderr
        assert "The results could not be written to mine" in done.stderr
        assert "Traceback" not in done.stderr
        assert left(folder) == before
        if more:
            data = json.loads(done.stdout)
            assert data["folder"] is data["figure"] is None
            assert "could not be written to mine" in data["error"]
            assert data["difference_of_conduct"]["pairs"] == 20
        else:
            assert "Theory made runnable" in done.stdout
            assert "Results:" not in done.stdout


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_stream_that_knows_few_characters_is_no_failure(folder: Path, encoding: str) -> None:
    text = (SCENARIO % (6, 20, 20)).replace("A tiny world", "A tiny world \u0642\u0646\u0627\u0629")
    (folder / "tiny.yaml").write_text(text, encoding="utf-8")
    words = ("run", "tiny.yaml", "--replicates", "1", "--no-figure")
    done = sulha(folder, *words, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("A tiny world ????: ")
    assert "Long-run weight of advice, w_A" in done.stdout
    done = sulha(folder, *words, "--json", "--out", "w\u0642", PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["folder"] == "w\u0642"


@pytest.mark.parametrize("more", ["", "--json"])
@pytest.mark.parametrize("where", [">&-", ">/dev/full"])
def test_output_that_nobody_takes_is_told_and_the_results_are_saved(folder: Path, where: str, more: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" run tiny.yaml --replicates 1 --no-figure {more} {where}', SULHA],
        cwd=folder, env=environment(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    last = "The verdict could not be written to standard output; the results are saved in results/tiny-1"
    assert done.stderr.splitlines()[-1] == last
    assert "ignored" not in done.stderr
    assert (folder / "results" / "tiny-1" / "manifest.json").exists()


def test_messages_that_nobody_takes_cost_nothing(folder: Path) -> None:
    for where in ("2>&-", "2>/dev/full"):
        done = subprocess.run(
            ["/bin/sh", "-c", f'"$0" run tiny.yaml --replicates 12 --no-figure {where}', SULHA],
            cwd=folder, env=environment(), capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0
        assert "Results: results/tiny-" in done.stdout


def interrupted(
    folder: Path, *words: str, until: str = "", after: float = 0, number: int = signal.SIGINT, times: int = 1
) -> tuple[int, str, str]:
    """Send Ctrl-C, or another signal, once a line has been said or some seconds have passed."""
    with subprocess.Popen(
        [SULHA, *words], cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=listening,  # noqa: PLW1509  (nothing else runs here)
    ) as process:  # fmt: skip
        assert process.stderr is not None
        seen = ""
        if until:
            for line in process.stderr:
                seen += line
                if until in line:
                    break
        time.sleep(after)
        for again in range(times):
            time.sleep(0.04 * bool(again))
            process.send_signal(number)
        out, err = process.communicate(timeout=120)
    return process.returncode, out, seen + err


@pytest.mark.parametrize(
    ("number", "times"), [(signal.SIGINT, 1), (signal.SIGINT, 3), (signal.SIGTERM, 1), (signal.SIGHUP, 2)]
)
def test_ctrl_c_keeps_what_is_finished(folder: Path, number: int, times: int) -> None:
    code, out, err = interrupted(
        folder, "run", "tiny.yaml", "--replicates", "600", "--no-figure",
        until="of 600 replicates", number=number, times=times,
    )  # fmt: skip
    assert code == 130, err
    manifest = json.loads((folder / "results" / "tiny-1" / "manifest.json").read_text("utf-8"))
    assert manifest["interrupted"] is True
    assert manifest["replicates_asked"] == 600
    # The first line comes after a tenth of the months: the sixtieth replicate may still be running.
    assert 59 <= manifest["replicates"] < 600
    assert f"Interrupted: {manifest['replicates']} of 600 replicates were finished" in out
    assert err.strip().endswith("saved in results/tiny-1")
    assert "Traceback" not in err
    assert left(folder) >= {"results/tiny-1/series.parquet"}
    assert not [name for name in left(folder) if "partial" in name]


TABLES = {f"results/tiny-1/{name}.parquet" for name in ("series", "actions", "organizations", "events")}
SAVED = TABLES | {"results", "results/tiny-1", "results/tiny-1/manifest.json"}


def test_ctrl_c_while_drawing_leaves_the_tables_and_the_verdict(folder: Path) -> None:
    code = """
import sulha.experiments.figures as figures
def slow(result):
    for _ in range(3):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)
figures.pictures = slow
"""
    done = meanwhile(folder, code, "run", "tiny.yaml", "--replicates", "6")
    assert done.returncode == 130, done.stderr
    assert "Theory made runnable" in done.stdout
    assert done.stderr.splitlines()[-1] == (
        "Interrupted while the figure was drawn; the figure is missing; the results are saved in results/tiny-1"
    )
    assert left(folder) == SAVED
    assert json.loads((folder / "results/tiny-1/manifest.json").read_text("utf-8"))["interrupted"] is False


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("more", [(), ("--no-figure",)])
def test_ctrl_c_while_saving_waits_until_the_tables_are_whole(folder: Path, number: str, more: tuple[str]) -> None:
    code = f"""
from sulha.experiments import storage
flush = storage._flush
def impatient(path):
    os.kill(os.getpid(), signal.{number})
    flush(path)
storage._flush = impatient
"""
    done = meanwhile(folder, code, "run", "tiny.yaml", "--replicates", "6", *more)
    assert done.returncode == 130, done.stderr
    assert "Theory made runnable" in done.stdout
    assert done.stderr.splitlines()[-1].endswith("the results are saved in results/tiny-1")
    assert ("the figure is missing" in done.stderr) is (not more)
    assert left(folder) == SAVED


def test_ctrl_c_after_the_last_replicate_loses_nothing(folder: Path) -> None:
    code = """
from sulha.experiments import running
finished = running._Counter.finished_pair
def impatient(self):
    finished(self)
    if self._now.replicates_done == self._now.replicates:
        os.kill(os.getpid(), signal.SIGINT)
running._Counter.finished_pair = impatient
"""
    done = meanwhile(folder, code, "run", "tiny.yaml", "--replicates", "6")
    assert done.returncode == 130, done.stderr
    assert "6 replicates, seed 0" in done.stdout
    assert left(folder) == SAVED


def test_a_figure_that_fails_costs_only_itself(folder: Path) -> None:
    code = """
from sulha.experiments import storage
def full(folder, pictures): raise storage.StorageError('the disk is full')
storage.add = full
"""
    done = meanwhile(folder, code, "run", "tiny.yaml", "--replicates", "2", "--json")
    assert done.returncode == 1
    assert "The figure is missing, the tables are saved. the disk is full" in done.stderr
    assert json.loads(done.stdout)["folder"] == "results/tiny-1"
    assert json.loads(done.stdout)["figure"] is None
    assert left(folder) == SAVED


def test_ctrl_c_before_the_first_replicate_leaves_nothing(folder: Path) -> None:
    (folder / "tiny.yaml").write_text(SCENARIO % (240, 200_000, 200_000), encoding="utf-8")
    code, out, err = interrupted(folder, "run", "tiny.yaml", after=4)
    assert code == 130, err
    assert "nothing was written" in err
    assert out == ""
    assert "Traceback" not in err
    assert left(folder) == set()


def test_a_terminal_gets_a_bar_and_no_color_none(folder: Path) -> None:
    import pty

    for more, colored in (({}, True), ({"NO_COLOR": "1"}, False)):
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [SULHA, "run", "tiny.yaml", "--replicates", "2", "--no-figure"],
            cwd=folder, env=environment(TERM="xterm-256color", **more), stdout=subprocess.PIPE, stderr=theirs,
        ) as process:  # fmt: skip
            os.close(theirs)
            shown = b""
            while True:
                try:
                    piece = os.read(ours, 4096)
                except OSError:
                    break
                if not piece:
                    break
                shown += piece
            process.communicate(timeout=60)
        os.close(ours)
        assert process.returncode == 0
        assert b"2 of 2 replicates" in shown
        assert (b"\x1b[3" in shown) is colored


def test_version_and_help_answer(folder: Path) -> None:
    from importlib.metadata import version

    from sulha.model import MODEL_VERSION

    assert sulha(folder, "--version").stdout == f"sulha {version('sulha')} (model {MODEL_VERSION})\n"
    shown = sulha(folder, "run", "--help")
    assert shown.returncode == 0
    for option in ("--replicates", "--seed", "--set", "--out", "--json", "--no-figure"):
        assert option in shown.stdout
    assert left(folder) == set()


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["run", "--help"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys; sys.argv[1:] = %r\n"
        "from sulha.experiments.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'mesa', 'numba', 'pandas', 'matplotlib', 'numpy', 'pyarrow', 'scipy'} & sys.modules.keys()\n"
        "print('heavy:', *sorted(heavy))\n"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code % words], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "heavy:"
