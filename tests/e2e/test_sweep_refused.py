"""What a sweep refuses: in our words, with an exit code, and with nothing on disk changed."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path

import pytest
from sweeping import SPEC, content, everything, told, written

from sulha.experiments import sweep
from sulha.experiments.sweeps.executors import Here
from sulha.experiments.sweeps.merging import merge

pytestmark = pytest.mark.e2e

FUNDING = "constraints.funding: [0.25, 0.5, 1.0]"
HUGE = "".join(
    f"  constraints.{name}: {{low: 0, high: 1, points: 10000}}\n" for name in ("communication", "coordination")
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    written(tmp_path, 1)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(capfd: pytest.CaptureFixture[str], place: Path, *words: str, code: int = 2) -> str:
    """What the command says that refuses these words and changes nothing."""
    before = everything(place)
    found, out, err = told(capfd, *words)
    assert found == code, err
    assert out == ""
    assert "Traceback" not in err
    assert "Something went wrong" not in err
    assert everything(place) == before
    return err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (FUNDING, "constraints.fundin: [1, 2]",
         ["factors.constraints.fundin", "is no setting of this scenario", "did you mean 'constraints.funding'?"]),
        (FUNDING, "constraints.funding: [0.5, 11]", ["factors.constraints.funding", "11", "a number from 0 to 10"]),
        (FUNDING, "constraints.funding: {low: -1, high: 1}", ["factors.constraints.funding", "-1"]),
        (FUNDING, "constraints.funding: []", ["constraints.funding has no values"]),
        (FUNDING, "constraints.funding: [1, 1]", ["constraints.funding has a value twice"]),
        (FUNDING, "constraints.funding: {low: 2, high: 1}", ["low 2.0 is not below high 1.0"]),
        (FUNDING, "constraints.funding: {low: 0, high: 1, scale: log}", ["on a log scale low must be above 0"]),
        (FUNDING, f"{FUNDING}\n{HUGE}", ["there would be 900,000,000 points; at most 1,000,000 are allowed"]),
        ("replicates: 1", "replicates: 0", ["replicates", "a whole number from 1 to 100000"]),
        ("replicates: 1", "replicates: 1000000000", ["replicates", "a whole number from 1 to 100000"]),
        ("seed: 3", "seed: 3\ndesign: {kind: sobol, points: 100}", ["100 is no power of 2"]),
        ("seed: 3", "seed: 3\ndesign: {kind: csv}", ["a csv design needs `file`"]),
        ("seed: 3", "seed: 3\ndesign: {kind: gird}", ["design.kind", "grid, one_at_a_time"]),
        ("seed: 3", "seed: 3\noutcomes: [condct]", ["'condct' is no outcome", "did you mean 'conduct'?"]),
        ("seed: 3", "sead: 3", ["the key 'sead' is not known here", "did you mean 'seed'?"]),
        ("without: organizations", "without: organisations", ["arms.without"]),
        ("scenario: tiny.yaml", "scenario: nothing.yaml", ["nothing.yaml", "there is no such file"]),
        ("scenario: tiny.yaml", "scenario: oslow", ["no scenario is called 'oslow'", "did you mean 'oslo'?"]),
        ("format: 1", "format: 2", ["format"]),
    ],
)  # fmt: skip
def test_a_wrong_specification(
    place: Path, capfd: pytest.CaptureFixture[str], old: str, new: str, said: list[str]
) -> None:
    text = SPEC % 1
    assert old in text
    (place / "spec.yaml").write_text(text.replace(old, new))
    begun = time.monotonic()
    err = refused(capfd, place, "sweep", "spec.yaml", "--allow-inert")
    assert time.monotonic() - begun < 20
    for part in said:
        assert part in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sweep", "spec.yaml", "--workers", "0"], "0 is not allowed; give a whole number from 1 to 4096"),
        (["sweep", "spec.yaml", "--shard", "3/2"], "--shard 3/2: write I/N, such as 1/4"),
        (["sweep", "spec.yaml", "--shard", "0/2"], "--shard 0/2: write I/N, such as 1/4"),
        (["sweep", "spec.yaml", "--out", ""], "the name is empty"),
        (["sweep", "tiny.yaml"], "this is a scenario and no sweep"),
        (["sweep", "empty.yaml"], "this is no sweep"),
        (["sweep", "nothing.yaml"], "there is no such file"),
        (["sweep", "binary.yaml"], "binary.yaml"),
        (["sweep", "mine"], "mine"),
        (["sweep", "spec.yaml", "--allow-inert", "--out", "mine"], "mine holds something else than a sweep; give"),
        (["status", "mine"], "mine holds no sweep: there is no manifest.json in it"),
        (["status", "nowhere"], "there is no folder nowhere"),
        (["status", "tiny.yaml"], "tiny.yaml"),
        (["extend", "mine", "--replicates", "5"], "mine holds no sweep"),
        (["extend", "mine"], "There is nothing to extend; give --replicates or --points"),
        (["retry", "mine"], "mine holds no sweep"),
        (["replay", "mine", "--point", "0"], "mine holds no sweep"),
        (["merge", "mine", "nowhere", "--out", "whole"], "mine holds no sweep"),
    ],
)
def test_wrong_words(place: Path, capfd: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    (place / "empty.yaml").touch()
    (place / "binary.yaml").write_bytes(bytes(range(256)))
    (place / "mine").mkdir()
    (place / "mine" / "thesis.txt").write_text("all that I have")
    assert said in refused(capfd, place, *words)


@pytest.mark.parametrize("out", ["tiny.yaml", "tiny.yaml/deeper"])
def test_a_file_where_results_should_go(place: Path, capfd: pytest.CaptureFixture[str], out: str) -> None:
    err = refused(capfd, place, "sweep", "spec.yaml", "--allow-inert", "--out", out, code=1)
    assert err.strip() == (
        f"The sweep could not be begun in {out}: part of the path is a file, not a folder."
    )  # fmt: skip


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_without_permission(place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (place / "closed").mkdir(mode=0o555)
    err = refused(capfd, place, "sweep", "spec.yaml", "--allow-inert", "--out", "closed/out", code=1)
    assert "there is no permission to write there" in err


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("constraints.funding\n1\n", "its first line must be constraints.funding,constraints.authority, in any order"),
        ("constraints.funding,constraints.authority,more\n1,0.1,2\n", "its first line must be"),
        ("constraints.funding,constraints.authority\n1\n", "line 2 has 1 values, and 2 are needed"),
        ("constraints.funding,constraints.authority\n1,0.1\n0.5,\n", "line 3 has no value for constraints.authority"),
        ("constraints.funding,constraints.authority\n1,0.1\nnan,none\n", "points.csv, row 2, constraints.funding"),
        ("constraints.funding,constraints.authority\n1,0.1\n11,none\n", "a number from 0 to 10"),
        ("constraints.funding,constraints.authority\n", "there are no rows"),
        ("", "its first line must be"),
        ("constraints.funding,constraints.authority\n1,\x00\n", "points.csv"),
        (b"\xff\xfe\x00", "it is not a text in UTF-8"),
        (None, "there is no file points.csv"),
    ],
)  # fmt: skip
def test_a_wrong_file_of_points(
    place: Path, capfd: pytest.CaptureFixture[str], table: str | bytes | None, said: str
) -> None:
    (place / "spec.yaml").write_text(SPEC % 1 + "design: {kind: csv, file: points.csv}\n")
    if table is not None:
        (place / "points.csv").write_bytes(table if isinstance(table, bytes) else table.encode())
    assert said in refused(capfd, place, "sweep", "spec.yaml", "--allow-inert")


def test_a_factor_that_does_nothing(place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (place / "tiny.yaml").write_text((place / "tiny.yaml").read_text() + "shocks: {terror: {rate: 0}}\n")
    (place / "spec.yaml").write_text(
        (SPEC % 1).replace("constraints.authority: [none, 0.1, binding]", "time.start: [1992-12, 1993-01]")
    )
    err = refused(capfd, place, "sweep", "spec.yaml")
    assert "These factors change nothing in this scenario: time.start." in err


# -- what lies in the folder


@pytest.fixture
def half(place: Path) -> Path:
    """A sweep of which one block of runs is there."""
    return sweep(place / "spec.yaml", place / "out", executor=Here())


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ({"format": 2, "version": "9.9"}, "has format 2, and this version reads format 1"),
        ({"kind": "run"}, "holds something else than a sweep"),
        ({"plan": None}, "is damaged: it lacks plan; nothing was changed"),
        ('{"kind": "sweep", "form', "is damaged and cannot be read; nothing was changed"),
        ("[]", "holds something else than a sweep"),
    ],
)
def test_a_manifest_that_is_none_of_ours(
    place: Path, half: Path, capfd: pytest.CaptureFixture[str], manifest: dict[str, object] | str, said: str
) -> None:
    if isinstance(manifest, dict):
        data = {**json.loads((half / "manifest.json").read_text()), **manifest}
        manifest = json.dumps({key: value for key, value in data.items() if value is not None})
    (half / "manifest.json").write_text(manifest)
    for words in (["sweep", "spec.yaml", "--allow-inert", "--out", "out"], ["status", "out"], ["retry", "out"],
                  ["extend", "out", "--replicates", "2"], ["replay", "out", "--point", "0"]):  # fmt: skip
        assert said in refused(capfd, place, *words)


@pytest.mark.parametrize("kept", [0, 10, 0.5, -1])
def test_a_table_that_was_cut_off(place: Path, half: Path, capfd: pytest.CaptureFixture[str], kept: float) -> None:
    whole, table = content(half), half / "runs" / "000000.parquet"
    data = table.read_bytes()
    table.write_bytes(data[: int(kept * len(data)) if 0 < kept < 1 else int(kept)])
    for words in (["sweep", "spec.yaml", "--allow-inert", "--out", "out"], ["status", "out"], ["retry", "out"]):
        err = refused(capfd, place, *words, code=1)
        assert err.strip() == (
            "out/runs/000000.parquet is damaged and cannot be read. Nothing was changed. "
            "Move it away, and its runs are done again."
        )
    # As it says.
    table.unlink()
    assert content(sweep(place / "spec.yaml", half, executor=Here())) == whole


@pytest.mark.parametrize("there", [True, False])
def test_points_that_are_lost(place: Path, half: Path, capfd: pytest.CaptureFixture[str], there: bool) -> None:
    (half / "points.parquet").unlink()
    if there:
        (half / "points.parquet").write_bytes(b"PAR1")
    err = refused(capfd, place, "retry", "out", code=1)
    assert "out/points.parquet is missing or damaged. Nothing was changed." in err
    err = refused(capfd, place, "sweep", "spec.yaml", "--allow-inert", "--out", "out", code=1 if there else 2)
    assert "points.parquet" in err


# -- parts


@pytest.fixture
def parts(place: Path) -> list[str]:
    for part in (1, 2, 3):
        sweep(place / "spec.yaml", place / f"part{part}", executor=Here(), shard=(part, 3))
    return ["part1", "part2", "part3"]


def test_parts_that_do_not_fit(place: Path, parts: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    merging = ["merge", "--out", "whole"]
    assert "of 3 shards these are missing: 2; nothing was written" in refused(capfd, place, *merging, "part1", "part3")
    assert "is shard 1 of 3, which does not go with part1" in refused(capfd, place, *merging, *parts, "part1")
    assert "already exists" in refused(capfd, place, "merge", "--out", "part1", *parts)
    (place / "part2" / "runs" / "000000.parquet").unlink()
    assert "part2 is not finished: 0 of 6 runs; run the same sweep with --shard 2/3 again" in refused(
        capfd, place, *merging, *parts
    )
    (place / "spec.yaml").write_text((SPEC % 1).replace("seed: 3", "seed: 4"))
    shutil.rmtree(place / "part2")
    sweep(place / "spec.yaml", place / "part2", executor=Here(), shard=(2, 3))
    err = refused(capfd, place, *merging, *parts)
    assert "part2 is a part of another sweep than part1: specification.seed is 4 there and 3 here" in err


def test_a_merge_that_fails_leaves_nothing_and_can_be_done_again(
    place: Path, parts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from sulha.experiments.sweeps import folder as folders

    before = everything(place)
    (place / ".whole.partial").mkdir()  # of one that was killed

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(folders, "write", full)
        with pytest.raises(OSError, match="No space left"):
            merge(parts, "whole")
    assert everything(place) == before
    assert content(merge(parts, "whole")) == content(sweep(place / "spec.yaml", place / "one", executor=Here()))


def test_a_cluster_that_is_not_there(place: Path, half: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("distributed")
    for address in ("nonsense", "tcp://127.0.0.1:notaport"):
        code, _, err = told(capfd, "retry", "out", "--dask", address)
        assert code == 1
        assert f"Stopped: there is no Dask cluster at {address}: " in err
        assert "Traceback" not in err
