"""The whole way of `sulha paper`, in tiny worlds: it runs, stops, goes on, decides, writes; every number is traced."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from forked import sulha

from sulha.experiments.analysis.reading import read_runs
from sulha.experiments.studies import STUDIES
from sulha.experiments.studies.paper import estimates, paper, sweeps_of
from sulha.experiments.studies.scales import Scale
from sulha.experiments.sweeps.executors import Here, Pause
from sulha.experiments.sweeps.folder import FolderError
from sulha.experiments.sweeps.journal import Entry
from sulha.experiments.sweeps.plan import Run
from sulha.experiments.sweeps.sweeping import Interrupted, Progress
from sulha.experiments.sweeps.work import Task

#: Two replicates of everything and two points, in villages, for as long as outcomes need.
TINY = Scale("tiny", 0, 0, 0, 2, {"societies.*.citizens": 20, "time.months": 6})
H2, H3 = STUDIES[1], STUDIES[2]
#: One study for each kind of measure.
SOME = [study for study in STUDIES if study.id in {"H1", "H2", "H3", "H4", "H6"}]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of some studies."""
    out = tmp_path_factory.mktemp("paper") / "paper"
    told: list[Progress] = []
    made = paper(SOME, TINY, out, executor=Here(), progress=told.append)
    assert [one.study for one in made.done] == SOME
    assert not made.missing
    assert made.failed == 0
    size = sum(_size(one) for one in sweeps_of(SOME, TINY))
    assert (told[-1].finished, told[-1].size) == (size, size)
    assert [one.finished for one in told] == sorted(one.finished for one in told)
    return out


def _size(one: Any) -> int:
    from sulha.experiments.sweeps.layout import described

    return described(one.specification).plan.size


def test_leaves_a_page_tables_and_figures(out: Path) -> None:
    for place, kinds in (("figures", ("pdf", "png")), ("tables", ("csv", "tex"))):
        wanted = {f"{study.name}.{kind}" for study in SOME for kind in kinds}
        assert {file.name for file in (out / place).iterdir()} == wanted
    page = (out / "results.md").read_text("utf-8")
    for study in SOME:
        assert f"## {study.id}: {study.title}" in page
        assert study.hypothesis in page
        assert f"figures/{study.name}.png" in page
    # Two pairs give no interval, so nothing is decided, and the scale stands beside each verdict.
    assert page.count("**Not decided (tiny scale).**") == len(SOME)
    assert r"\begin{tabular}" in (out / "results.tex").read_text("utf-8")


def test_every_number_is_traced_to_its_runs(out: Path) -> None:
    numbers = pd.read_csv(out / "results.csv", dtype={"points": str})
    assert set(numbers["study"]) == {study.id for study in SOME}
    traced = ["folder", "points", "arms", "replicates", "seed", "version", "model_version", "fingerprint"]
    assert not numbers[traced].isna().any(axis=None)
    for folder, rows in numbers.groupby("folder"):
        runs = read_runs(out / str(folder))
        assert set(rows["fingerprint"]) == {runs.fingerprint()}
        assert set(rows["seed"]) == {runs.described.specification.seed}
        for row in rows.itertuples():
            assert set(str(row.arms).split()) <= set(runs.arms)
            assert max(int(point) for point in str(row.points).split()) < len(runs.points)


def test_a_number_is_what_its_runs_say(out: Path) -> None:
    numbers = pd.read_csv(out / "results.csv", dtype={"points": str})
    (row,) = numbers[(numbers["study"] == "H1") & (numbers["kind"] == "primary")].itertuples()
    runs = read_runs(out / str(row.folder))
    conduct = runs.values("conduct")[:, int(str(row.points))]
    assert row.value == pytest.approx((conduct[0] - conduct[1]).mean())
    points = numbers[(numbers["study"] == "H6") & (numbers["kind"] == "point, pain")]
    runs = read_runs(out / "runs/h06/ranges_pain")
    general_low, none_low, general_high, none_high = runs.values("conduct").mean(axis=2)
    assert points["value"].to_numpy() == pytest.approx(general_low - none_low - general_high + none_high)


def test_images_of_nobody_are_the_same_on_and_off(out: Path) -> None:
    """What the note of H2 says: without organizations the switch changes nothing."""
    from sulha.experiments.arms import without_organizations
    from sulha.model import Conflict
    from sulha.scenarios import changed, load

    worlds = []
    for on in (True, False):
        setup = changed(load("baseline"), {"mechanisms.images": on, "societies.*.citizens": 20, "time.months": 24})
        worlds.append(Conflict(without_organizations(setup), 2))
        worlds[-1].run_for(24)
    assert worlds[0].record.series.tobytes() == worlds[1].record.series.tobytes()


@dataclass(frozen=True)
class Impatient:
    """Somebody who presses Ctrl-C after some runs."""

    patience: int

    def results(self, task: Task, runs: Iterator[Run], left: int, pause: Pause) -> Generator[list[Entry]]:
        for n, found in enumerate(Here().results(task, runs, left, pause)):
            if n == self.patience:
                raise KeyboardInterrupt
            yield found


def test_stops_and_goes_on_from_there(tmp_path: Path, out: Path) -> None:
    again = tmp_path / "again"
    with pytest.raises(Interrupted) as stopped:
        paper([H2, H3], TINY, again, executor=Impatient(7))
    assert stopped.value.folder == again
    assert 6 <= stopped.value.progress.finished < stopped.value.progress.size
    told: list[Progress] = []
    made = paper([H2], TINY, again, everything=[H2, H3], executor=Here(), progress=told.append)
    assert told[0].finished >= 6  # what was there is not run again
    assert [one.study.id for one in made.done] == ["H2"]
    assert made.missing == (H3,)
    page = (again / "results.md").read_text("utf-8")
    assert "Not run, or not finished: H3." in page
    assert (again / "tables/h02.csv").read_text() == (out / "tables/h02.csv").read_text()
    # Once more: nothing is left to run, and nothing changes.
    paper([H2], TINY, again, everything=[H2, H3], executor=Impatient(0))
    assert (again / "results.md").read_text("utf-8") == page


def test_another_scale_or_something_else_is_refused(tmp_path: Path, out: Path) -> None:
    before = (out / "results.md").read_bytes()
    with pytest.raises(FolderError, match="has results of the scale tiny, not other; give another --out"):
        paper([H2], replace(TINY, name="other"), out, executor=Here())
    assert (out / "results.md").read_bytes() == before
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FolderError, match="holds something else than results of studies"):
        paper([H2], TINY, tmp_path, executor=Here())
    assert {file.name for file in tmp_path.iterdir()} == {"mine.txt"}


@pytest.mark.verify
def test_every_study_goes_the_whole_way(tmp_path: Path) -> None:
    made = paper(STUDIES, replace(TINY, set={"societies.*.citizens": 20}), tmp_path / "all", workers=2)
    assert [one.study for one in made.done] == list(STUDIES)
    assert made.failed == 0


def test_says_what_it_will_take() -> None:
    ((one, found), *rest) = estimates([H2], TINY)
    assert one.name == "h02/deciding"
    assert found.runs == 6
    assert found.seconds > 0
    assert len(rest) == 2


@pytest.mark.e2e
def test_the_command_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    wrong = sulha(tmp_path, "paper", "--only", "H11")
    assert wrong.returncode == 2
    assert "--only H11: there is no such study; give one of H1, H2," in wrong.stderr
    assert sulha(tmp_path, "paper", "--scale", "huge").returncode == 2
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper" / "paper.json").write_text(json.dumps({"scale": "full"}))
    other = sulha(tmp_path, "paper", "--only", "h2")
    assert other.returncode == 2
    assert "paper has results of the scale full, not small" in other.stderr
