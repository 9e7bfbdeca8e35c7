"""`sulha compare`, from the command to what it leaves behind."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command import left, meanwhile
from forked import sulha

pytestmark = pytest.mark.e2e

TINY = """\
format: 1
name: %s
time: {start: %s, months: %d}
societies:
  north: {citizens: 20}
  south: {citizens: 20}
organizations:
  %s:
    home: international
    label: The forum
    works_on: {north: {}, south: {}}
    funding: {foreign: 1}
    strategy: {track_two: 1, public_diplomacy: 1}
"""
FILES = {"manifest.json", "series.parquet", "actions.parquet", "organizations.parquet", "events.parquet",
         "comparison.parquet", "comparison.csv", "differences.parquet", "differences.csv"}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two tiny scenarios in it."""
    (tmp_path / "tiny.yaml").write_text(TINY % ("A tiny world", "1992-12", 6, "forum"), encoding="utf-8")
    (tmp_path / "other.yaml").write_text(TINY % ("Another world", "1993-01", 4, "circle"), encoding="utf-8")
    return tmp_path


def files(folder: Path) -> set[str]:
    return left(folder) - {"other.yaml"}


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_a_comparison_leaves_tables_a_figure_and_a_verdict(folder: Path) -> None:
    done = sulha(folder, "compare", "tiny.yaml", "--without", "organizations", "--replicates", "8", "--seed", "5")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("A tiny world: 1992-12 to 1993-06 (6 months), 8 pairs of replicates, seed 5\n")
    assert "A: A tiny world, with organizations\n" in done.stdout
    assert "B: A tiny world, without organizations\n" in done.stdout
    assert "Every difference is A minus B: with minus without." in done.stdout
    assert "for exploration and comparison, not prediction." in done.stdout
    assert done.stdout.endswith("Figure:  results/tiny-1/figure.png and figure.pdf\n")
    results = folder / "results" / "tiny-1"
    assert {file.name for file in results.iterdir()} == FILES | {"figure.png", "figure.pdf"}
    manifest = json.loads((results / "manifest.json").read_text("utf-8"))
    assert manifest["without"] == ["organizations"]
    assert manifest["arms"] == ["scenario", "alternative"]
    assert [item["path"] for item in manifest["differences"]] == ["organizations.forum"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--without", "forum"), "B: A tiny world, without The forum"),
        (("--without", "track_two"), "In B no organization does track two; the money goes to what else"),
        (("--without", "mechanisms.track_two"), "In B the mechanism track_two is switched off."),
        (("--without", "images", "--without", "talks"), "In B the mechanism talks is switched off."),
        (("--without", "training"), "A and B differ in nothing that acts on a run."),
        (("--against", "constraints.funding=0.5"), "A: A tiny world, constraints.funding = 1.0"),
        (
            ("--against", "constraints.funding=0.5", "--without", "shocks"),
            "B: A tiny world, constraints.funding = 0.5,",
        ),
        (("--against", "other.yaml"), "A has 6 months and B 4: months 0 to 4 are compared."),
        (("--against", "./other.yaml"), "A and B start in different months of the calendar"),
        (("--against", "other.yaml", "--against", "talks.inclusion=0.4"), "B: Another world, talks.inclusion = 0.4"),
        (("--against", "other.yaml", "--without", "circle"), "B: Another world, without The forum"),
        (("--against", "tiny.yaml"), "A and B differ in nothing that acts on a run."),
        (("--against", "baseline"), "only the world as a whole is compared"),
        (
            ("--without", "forum", "--set", "constraints.authority=0.2"),
            "Changed in both: constraints.authority from 0.0",
        ),
    ],
)
def test_every_way_to_compare(folder: Path, words: tuple[str, ...], said: str) -> None:
    short = ("--set", "time.months=3") if "baseline" in words else ()
    done = sulha(folder, "compare", "tiny.yaml", *words, *short, "--replicates", "1", "--no-figure")
    assert done.returncode == 0, done.stderr
    assert said in plain(done.stdout)


def test_json_is_one_object_on_standard_output(folder: Path) -> None:
    words = ("--against", "constraints.funding=0.5", "--replicates", "6", "--no-figure", "--out", "deep/mine", "--json")
    done = sulha(folder, "compare", "tiny.yaml", *words)
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert data["folder"] == "deep/mine"
    assert data["figure"] is None
    assert data["against"]["changes"] == [{"path": "constraints.funding", "old": 1.0, "new": 0.5}]
    assert data["differences"] == data["against"]["changes"]
    assert data["outcomes"]["conduct"]["pairs"] == 6
    assert data["courses"]["conduct"]["identical_until"] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "sulha compare tiny.yaml --without organizations"),
        (("--without", "trak_two"), "did you mean 'track_two'?"),
        (("--without", "fafo"), "one organization (forum)"),
        (("--without", ""), "is nothing that this scenario could be without"),
        (("--without", "nobody", "--without", "nothing"), "--without: 2 problems"),
        (("--against", "constraints.fundin=1"), "--against: 1 problem"),
        (("--against", "constraints.funding=lots"), "constraints.funding"),
        (("--against", "constraints.funding="), "a value is missing"),
        (("--against", "constraints.funding"), "--against constraints.funding: a value is missing"),
        (("--against", "no_such"), "no_such"),
        (("--against", "missing.yaml"), "there is no such file"),
        (("--against", "other.yaml", "--against", "baseline"), "names several scenarios (other.yaml, baseline)"),
        (("--against", "other.yaml", "--without", "forum"), "one organization (circle)"),
        (("--without", "forum", "--set", "constraints.fundin=1"), "constraints.fundin"),
        (("--without", "forum", "--replicates", "0"), "0 is not allowed"),
        (("--without", "forum", "--out", "."), "already exists"),
        (("--without", "forum", "--replicates", "100000", "--set", "time.months=1200"), "replicates would fit"),
    ],
)
def test_wrong_input_is_reported_in_words(folder: Path, words: tuple[str, ...], said: str) -> None:
    done = sulha(folder, "compare", "tiny.yaml", *words)
    assert done.returncode == 2, done.stderr
    assert said in plain(done.stderr)
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert files(folder) == set()


@pytest.mark.parametrize(("name", "lacking", "fitting"), [("forum", "other.yaml", "tiny.yaml"),
                                                          ("circle", "tiny.yaml", "other.yaml")])  # fmt: skip
def test_a_setting_that_only_one_has_says_which(folder: Path, name: str, lacking: str, fitting: str) -> None:
    words = ("--against", "other.yaml", "--set", f"organizations.{name}.status=special")
    done = sulha(folder, "compare", "tiny.yaml", *words)
    assert done.returncode == 2
    assert f"--set, in {lacking}: 1 problem" in done.stderr
    assert f"It fits {fitting}, but --set changes both" in plain(done.stderr)


def test_both_scenarios_are_checked_before_anything_runs(folder: Path) -> None:
    (folder / "bad.yaml").write_text("format: 1\nname: [\n", encoding="utf-8")
    done = sulha(folder, "compare", "bad.yaml", "--against", "missing.yaml")
    assert done.returncode == 2
    assert "bad.yaml" in done.stderr
    assert "missing.yaml" in done.stderr


def test_ctrl_c_keeps_the_finished_pairs(folder: Path) -> None:
    code = """
from sulha.experiments import running
finished = running._Counter.finished_pair
def impatient(self):
    finished(self)
    if self._now.replicates_done == 7:
        os.kill(os.getpid(), signal.SIGINT)
running._Counter.finished_pair = impatient
"""
    done = meanwhile(folder, code, "compare", "tiny.yaml", "--without", "forum", "--replicates", "600", "--no-figure")
    assert done.returncode == 130, done.stderr
    manifest = json.loads((folder / "results" / "tiny-1" / "manifest.json").read_text("utf-8"))
    assert manifest["interrupted"] is True
    assert manifest["replicates"] == 7
    assert "Interrupted: 7 of 600 replicates were finished" in done.stdout
    assert done.stderr.strip().endswith("saved in results/tiny-1")
    assert {file.name for file in (folder / "results" / "tiny-1").iterdir()} == FILES


def test_what_is_there_is_never_touched(folder: Path) -> None:
    (folder / "mine").mkdir()
    done = sulha(folder, "compare", "tiny.yaml", "--without", "forum", "--replicates", "1", "--out", "mine")
    assert done.returncode == 2
    assert "mine already exists; give another --out" in done.stderr
    assert files(folder) == {"mine"}


def test_help_answers_in_words(folder: Path) -> None:
    shown = sulha(folder, "compare", "--help")
    assert shown.returncode == 0
    for option in ("--without", "--against", "--set", "--replicates", "--seed", "--out", "--json", "--no-figure"):
        assert option in shown.stdout
