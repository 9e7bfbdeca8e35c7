"""Reading the runs of a folder, whatever state it is in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from synthetic_sweeps import synthetic

from sulha.experiments.analysis import reading
from sulha.experiments.analysis.reading import DONE, FAILED, MISSING, read_runs
from sulha.experiments.sweeps.folder import FolderError
from sulha.experiments.sweeps.plan import Run
from sulha.experiments.sweeps.tables import DamagedTable

SPECIFICATION = """
set: {time.months: 30}
factors:
  constraints.funding: [0.5, 1, 2]
arms: {without: {without: organizations}}
outcomes: [conduct, talks_month]
replicates: 4
"""


def answer(run: Run, values: Any) -> dict[str, Any] | None:
    if (run.point, run.replicate) == (1, 2):
        return None if run.arm else {"conduct": 0.9, "talks_month": 7.0}
    if run.point == 2 and run.replicate == 3:
        return {}
    return {"conduct": values["constraints.funding"] / 10 + run.arm + run.replicate / 100, "talks_month": None}


@pytest.mark.parametrize("waiting", [False, True])
def test_runs_of_tables_and_of_the_journal_are_read_alike(tmp_path: Path, waiting: Any) -> None:
    runs = read_runs(synthetic(tmp_path / "s", SPECIFICATION, answer, waiting=waiting))
    assert runs.arms == ("scenario", "without")
    assert (runs.done, runs.failed, runs.size, runs.replicates) == (21, 1, 24, 4)
    conduct = runs.values("conduct")
    assert conduct.shape == (2, 3, 4)
    assert conduct[0, 0, 1] == pytest.approx(0.06)
    assert conduct[0, 1, 2] == 0.9
    assert np.isnan(conduct[1, 1, 2])
    assert np.isnan(conduct[:, 2, 3]).all()
    assert (runs.status[1, 1, 2], runs.status[0, 2, 3], runs.status[0, 0, 0]) == (FAILED, MISSING, DONE)
    assert runs.values("talks_month")[0, 1, 2] == 7
    assert (runs.horizon() == 30).all()


def test_a_frame_has_a_row_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = read_runs(synthetic(tmp_path / "s", SPECIFICATION, answer))
    frame = runs.frame(["conduct"])
    assert len(frame) == 22
    assert list(frame.columns) == ["arm", "point", "replicate", "constraints.funding", "status", "conduct"]
    row = frame[(frame.arm == "without") & (frame.point == 2) & (frame.replicate == 1)].iloc[0]
    assert (row["constraints.funding"], row["conduct"]) == (2.0, pytest.approx(1.21))
    assert isinstance(frame["arm"].dtype, pd.CategoricalDtype)
    monkeypatch.setattr(reading, "LARGEST", 100)
    with pytest.raises(MemoryError, match="22 runs with 1 outcomes are too many for one table"):
        runs.frame(["conduct"])


def test_what_comes_in_later_is_of_another_reading(tmp_path: Path) -> None:
    runs = read_runs(synthetic(tmp_path / "s", SPECIFICATION, answer))
    runs.status[0, 0, 0] = MISSING  # as if it had been read before that run was done
    assert np.isnan(runs.values("conduct")[0, 0, 0])
    assert not np.isnan(runs.values("conduct")[0, 0, 1])


def test_the_fingerprint_follows_the_runs(tmp_path: Path) -> None:
    one = read_runs(synthetic(tmp_path / "a", SPECIFICATION, answer)).fingerprint()
    same = read_runs(synthetic(tmp_path / "b", SPECIFICATION, answer, waiting=True)).fingerprint()
    other = read_runs(synthetic(tmp_path / "c", SPECIFICATION, lambda r, v: {"conduct": 1.0})).fingerprint()
    assert one == same != other


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="holds no sweep"):
        read_runs(tmp_path)
    with pytest.raises(FolderError, match="has no finished run yet"):
        read_runs(synthetic(tmp_path / "none", SPECIFICATION, lambda r, v: {}))
    with pytest.raises(FolderError, match=r"all 24 runs of .* failed"):
        read_runs(synthetic(tmp_path / "failed", SPECIFICATION, lambda run, values: None))
    place = synthetic(tmp_path / "damaged", SPECIFICATION, answer)
    (place / "runs" / "000000.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(DamagedTable, match=r"000000\.parquet"):
        read_runs(place)
    with pytest.raises(KeyError, match="no outcome 'peace'; there are conduct, talks_month"):
        read_runs(synthetic(tmp_path / "ok", SPECIFICATION, answer)).values("peace")
