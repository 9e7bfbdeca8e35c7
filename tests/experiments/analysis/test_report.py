"""Reports: what is made, what is not and why, and that every file of them can be used."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from synthetic_sweeps import synthetic

from sulha.experiments.analysis.frontier import Target
from sulha.experiments.analysis.latex import latex
from sulha.experiments.analysis.parts import Wishes
from sulha.experiments.analysis.report import analyzed, write
from sulha.experiments.language import speaking
from sulha.experiments.storage import FolderExistsError
from sulha.experiments.sweeps.plan import Run

FACTORS = """
set: {time.months: 40}
factors:
  constraints.funding: {low: 0.5, high: 2, points: 3}
  constraints.authority: {low: 0, high: 0.3, points: 3}
"""
REST = """
outcomes: [conduct, agreement_reached, talks_month]
replicates: 8
"""
ARMS = "arms: {bare: {without: organizations}}\n"
DESIGNS = {
    "grid": "", "one_at_a_time": "design: one_at_a_time\n", "morris": "design: {kind: morris, trajectories: 4}\n",
    "sobol": "design: {kind: sobol, points: 8}\n", "latin_hypercube": "design: {kind: latin_hypercube, points: 12}\n",
}  # fmt: skip
MADE = {
    "grid": {"effects", "frontier", "layering", "variance", "durations", "replicates"},
    "one_at_a_time": {"effects", "levels", "variance", "durations", "replicates"},
    "morris": {"effects", "sensitivity", "variance", "durations", "replicates"},
    "sobol": {"effects", "sensitivity", "variance", "durations", "replicates"},
    "latin_hypercube": {"effects", "sensitivity", "variance", "durations", "replicates"},
}


def answer(run: Run, values: Any) -> dict[str, Any] | None:
    generator = np.random.default_rng([run.replicate, run.arm])
    conduct = 0.6 + generator.normal(0, 0.02) - 0.1 * (run.arm == 0) * (
        values["constraints.funding"] + values["constraints.authority"]
    )  # fmt: skip
    talks = float(generator.integers(1, 60))
    return {"conduct": conduct, "agreement_reached": float(generator.random() < 0.5),
            "talks_month": talks if talks <= 40 else None}  # fmt: skip


@pytest.mark.parametrize("kind", DESIGNS)
def test_the_parts_that_fit_a_design_are_made(tmp_path: Path, kind: str) -> None:
    report = analyzed(synthetic(tmp_path / "s", FACTORS + DESIGNS[kind] + ARMS + REST, answer))
    assert {part.name for part in report.parts} == MADE[kind]
    assert len(report.parts) + len(report.left_out) == 8
    assert all(one.why for one in report.left_out)
    place = write(report, tmp_path / "report")
    text = (place / "report.md").read_text("utf-8")
    linked = re.findall(r"\]\(((?:tables|figures)/[^)]+)\)", text)
    assert linked
    assert all((place / name).stat().st_size > 0 for name in linked)
    for picture in (place / "figures").glob("*.png"):
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert b"common random numbers" in picture.read_bytes()
        assert picture.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    json.loads((place / "report.json").read_text("utf-8"), parse_constant=pytest.fail)
    for name in linked:
        if name.endswith(".csv"):
            assert len(pd.read_csv(place / name))


def test_the_main_results_are_told_first(tmp_path: Path) -> None:
    def found(kind: str, *wanted: tuple[str, Target]) -> str:
        report = analyzed(
            synthetic(tmp_path / kind, FACTORS + DESIGNS[kind] + ARMS + REST, answer), Wishes(dict(wanted))
        )
        text = (write(report, tmp_path / f"{kind}-report") / "report.md").read_text("utf-8")
        told = [line[2:] for line in text.split("## What it shows")[1].split("## ")[0].splitlines() if line]
        assert told == [finding for part in report.parts for finding in part.findings]
        return "\n".join(told)

    grid = found("grid", ("conduct", Target("<=", -0.13)))
    effect = re.search(r"scenario minus bare: (-0\.\d+) on average .* from (-0\.\d+) to (-0\.\d+)\.", grid)
    assert effect is not None
    mean, least, most = map(float, effect.groups())
    # Linear in both factors, so the mean is that of the middle; and every point has the same noise.
    assert mean == pytest.approx(-0.14, abs=0.03)
    assert (least - mean, most - mean) == pytest.approx((-0.09, 0.09), abs=0.0011)
    assert len(re.findall(r"At constraints.authority \S+ it takes constraints.funding [\d.]+, 95 %", grid)) == 3
    order = re.search(r"scenario minus bare: what moves it most is, in this order, (.*)\.", found("sobol"))
    assert order is not None
    assert order[1].split(", ")[0] == "constraints.funding"


def test_a_sweep_that_has_just_begun_is_reported_as_such(tmp_path: Path) -> None:
    def some(run: Run, values: Any) -> dict[str, Any] | None:
        return answer(run, values) if run.replicate < 3 and run.point < 5 else {}

    report = analyzed(synthetic(tmp_path / "s", FACTORS + ARMS + REST, some))
    place = write(report, tmp_path / "report")
    text = (place / "report.md").read_text("utf-8")
    assert "not finished" in text
    assert "Fewer than six replicates" in text
    assert {part.name for part in report.parts} == {"effects", "durations"}


def test_one_arm_and_a_failed_run(tmp_path: Path) -> None:
    def one(run: Run, values: Any) -> dict[str, Any] | None:
        return None if (run.point, run.replicate) == (0, 0) else answer(run, values)

    report = analyzed(synthetic(tmp_path / "s", FACTORS + REST, one))
    assert "Effects of the arms" in {left.title for left in report.left_out}
    text = (write(report, tmp_path / "report") / "report.md").read_text("utf-8")
    assert "**1 run failed** and is left out" in text


def test_a_wish_is_what_the_frontier_reaches(tmp_path: Path) -> None:
    place = synthetic(tmp_path / "s", FACTORS + ARMS + REST, answer)
    report = analyzed(place, Wishes({"conduct": Target("<=", -0.12)}))
    rows = next(part for part in report.parts if part.name == "frontier").tables[0].frame
    assert set(rows["target"]) == {"<= -0.12"}
    along = rows[rows["along"] == "constraints.funding"].set_index("level")["threshold"]
    assert along["0.0"] == pytest.approx(1.2, abs=0.2)


def test_a_report_replaces_a_report_and_nothing_else(tmp_path: Path) -> None:
    place = synthetic(tmp_path / "s", FACTORS + ARMS + REST, answer)
    report = analyzed(place)
    write(report, place / "report")
    (place / "report" / "figures" / "old.png").write_bytes(b"old")
    write(report, place / "report")
    assert not (place / "report" / "figures" / "old.png").exists()
    (tmp_path / "thesis").mkdir()
    with pytest.raises(FolderExistsError, match="is no report"):
        write(report, tmp_path / "thesis")
    assert not [name for name in tmp_path.iterdir() if "partial" in name.name]


def test_the_same_runs_give_the_same_files(tmp_path: Path) -> None:
    place = synthetic(tmp_path / "s", FACTORS + ARMS + REST, answer)
    one, other = (write(analyzed(place), tmp_path / name) for name in ("one", "other"))
    for path in one.rglob("*.*"):
        assert path.read_bytes() == (other / path.relative_to(one)).read_bytes(), path


def test_a_report_speaks_arabic(tmp_path: Path) -> None:
    place = synthetic(tmp_path / "s", FACTORS + ARMS + REST, answer)
    with speaking("ar"):
        write(analyzed(place), tmp_path / "report")
    written = (tmp_path / "report" / "report.md").read_text("utf-8")
    assert written.startswith('<div dir="rtl">\n\n# ')
    assert "\u2068\u22120." in written
    for path in ("tables/effects.tex", "report.json"):
        there = (tmp_path / "report" / path).read_text("utf-8")
        assert "ناقصًا" in there
        assert not set("\u200f\u2066\u2067\u2068\u2069") & set(there)


def test_tables_are_safe_for_latex() -> None:
    frame = pd.DataFrame({"a_b": ["50 % & more", "x"], "n": [0.123456, -np.inf], "m": [np.nan, -2.0]})
    lines = latex(frame, "Costs $5", "tab:x").splitlines()
    assert r"\caption{Costs \$5}" in lines
    assert r"a\_b & n & m \\" in lines
    assert r"50 \% \& more & 0.123 & -- \\" in lines
    assert r"x & $-\infty$ & $-$2 \\" in lines
    assert r"\begin{tabular}{lrr}" in lines
