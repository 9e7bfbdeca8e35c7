"""Whatever is given to the commands and whatever happens meanwhile: words, an exit code, and nothing half-written."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import mutants
import pytest
from command import SULHA, environment, left, listening, meanwhile
from forked import sulha
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from scenario_texts import small

from sulha.scenarios import ScenarioError, parse

pytestmark = pytest.mark.e2e

TINY = small().replace("months: 24", "months: 3")
OVERRIDE = "\u202eabc\x1b[31m"
QUICK = ("--replicates", "1", "--no-figure")
HAS_NAMESPACES = sys.platform == "linux" and shutil.which("unshare") is not None and (
    subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0
)  # fmt: skip
namespaces = pytest.mark.skipif(not HAS_NAMESPACES, reason="needs user namespaces")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a tiny scenario in it."""
    (tmp_path / "tiny.yaml").write_text(TINY, encoding="utf-8")
    return tmp_path


def shell(folder: Path, words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A line for the shell, where $0 is the command."""
    return subprocess.run(
        ["/bin/sh", "-c", words, SULHA],
        cwd=folder, env=environment(**more), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def clean(done: subprocess.CompletedProcess[str]) -> None:
    """No traceback, no confession, nothing that a terminal would obey."""
    for stream in (done.stdout, done.stderr):
        assert "Traceback" not in stream
        assert "went wrong that should not" not in stream
        assert "ignored" not in stream
        assert not any(character in stream for character in "\x1b\x00\u202e")


# -- files

FILES = {
    "fifo": "a pipe, a socket or a device",
    "device": "a pipe, a socket or a device",
    "broken": "no such file",
    "loop": "symbolic links",
    "folder": "this is a folder",
    "large": "larger than 1,000,000 bytes",
    "picture": "the byte 0x89 is not UTF-8",
    "latin": "line 2: the byte 0xE9 is not UTF-8",
    "utf_16": "the byte 0xFF is not UTF-8",
    "utf_16_unmarked": "the control character U+0000",
    "empty": "the file says nothing",
    "comments": "the file says nothing",
    "page": "this is not YAML",
    "table": "does not look like a scenario",
    "nul": "line 2: the control character U+0000",
    "escapes": "line 2, name: the control character U+001B",
    "tag": "the tag !!python/object/apply:os.system is not part of a scenario",
    "bomb": "the anchor &a",
    "cycle": "the alias *a",
    "merge": "the merge key <<",
    "twice": "stands here again",
    "brackets": "more than 50 levels of nesting",
    "blocks": "more than 50 levels of nesting",
    "entries": "more than 10,000 entries",
    "late": "the run would end in 10000-03, and dates end in 9999-12",
    "year_0": "there is no year 0",
    "name_of_path": "'../../etc' cannot be a name in the file",
    "name_of_markup": "'<script>' cannot be a name in the file",
    "name_of_direction": "cannot be a name in the file",
    "gone_before": "no such file",
}


def prepare(folder: Path) -> list[str]:
    """The files of `FILES`, and their names."""
    texts = {
        "empty": "",
        "comments": "# nothing\n" * 9,
        "page": "<!DOCTYPE html>\n<html><body class='x'>hi: there</body></html>\n",
        "table": "month,conduct\n1,0.5\n",
        "nul": "format: 1\nname: a\0b\n",
        "escapes": TINY.replace("A small world", '"\\e[31mred"'),
        "tag": TINY + "about: !!python/object/apply:os.system ['touch done']\n",
        "bomb": TINY + "about: &a [x, x]\nsources: [" + "*a, " * 5000 + "]\n",
        "cycle": TINY + "about: &a {en: *a}\n",
        "merge": TINY + "<<: {about: x}\n",
        "twice": TINY + "name: x\n",
        "brackets": "[" * 20_000,
        "blocks": "- " * 20_000,
        "entries": TINY + "sources: [\n" + "a,\n" * 300_000 + "]\n",
        "late": TINY.replace("{months", "{start: 9999-12, months"),
        "year_0": TINY.replace("{months", "{start: 0000-01, months"),
        "name_of_path": TINY.replace("south", "../../etc"),
        "name_of_markup": TINY.replace("south", "<script>"),
        "name_of_direction": TINY.replace("south", '"\\u202eabc"'),
    }
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "picture.yaml").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (folder / "latin.yaml").write_bytes(b"format: 1\nname: caf\xe9\n")
    (folder / "utf_16.yaml").write_bytes(TINY.encode("utf-16"))
    (folder / "utf_16_unmarked.yaml").write_bytes(TINY.encode("utf-16-le"))
    with (folder / "large.yaml").open("wb") as file:
        file.truncate(100_000_000)
    os.mkfifo(folder / "fifo.yaml")
    (folder / "folder.yaml").mkdir()
    (folder / "broken.yaml").symlink_to("nowhere")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "device.yaml").symlink_to("/dev/zero")
    return [f"{name}.yaml" for name in FILES]


def test_files_that_are_no_scenarios_are_told_apart(folder: Path) -> None:
    files = prepare(folder)
    before = time.perf_counter()
    done = sulha(folder, "scenarios", "validate", *files)
    assert time.perf_counter() - before < 60
    assert done.returncode == 2
    assert done.stderr == ""
    clean(done)
    told = dict(part.split(":", 1) for part in ("\n" + done.stdout).split("\n")[1:] if part[:1].strip())
    assert list(told) == files
    for file, said in zip(files, FILES.values(), strict=True):
        part = done.stdout.split(f"{file}: ")[1].split(".yaml: ")[0]
        assert said in part, part[:500]
    assert not (folder / "done").exists()
    for words in (
        *(("run", "device.yaml"), ("run", "late.yaml"), ("scenarios", "show", "fifo.yaml")),
        *(("compare", "bomb.yaml", "--without", "x"), ("compare", "tiny.yaml", "--against", "large.yaml")),
    ):
        refused = sulha(folder, *words)
        assert refused.returncode == 2, words
        assert refused.stdout == ""
        clean(refused)


def test_a_file_with_a_name_that_a_terminal_obeys_is_told_in_plain_letters(folder: Path) -> None:
    name = f"{OVERRIDE}.yaml"
    (folder / name).write_text(TINY, encoding="utf-8")
    done = sulha(folder, "run", name, *QUICK, "--out", OVERRIDE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("Results: \\u202eabc\\x1b[31m\n")
    clean(done)
    done = sulha(folder, "scenarios", "validate", name, "missing" + name)
    assert done.returncode == 2
    clean(done)


@namespaces
def test_a_file_that_may_not_be_read(folder: Path) -> None:
    (folder / "tiny.yaml").chmod(0)
    done = shell(folder, 'unshare -U "$0" scenarios show tiny.yaml')
    assert done.returncode == 2
    assert "the file cannot be read: Permission denied" in done.stderr
    clean(done)


@settings(
    max_examples=1, deadline=None, derandomize=True, database=None,
    phases=[Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(st.lists(mutants.mutants(), min_size=40, max_size=40))
def test_the_command_says_what_loading_says(
    tmp_path_factory: pytest.TempPathFactory, several: list[dict[str, object]]
) -> None:
    folder = tmp_path_factory.mktemp("mutants")
    verdicts = {}
    for number, data in enumerate(several):
        text = mutants.written(data)
        (folder / f"{number}.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            verdicts[f"{number}.yaml"] = bool(parse(text))
        except ScenarioError:
            verdicts[f"{number}.yaml"] = False
    done = sulha(folder, "scenarios", "validate", *verdicts, "--json")
    clean(done)
    assert {file["file"]: file["valid"] for file in json.loads(done.stdout)["files"]} == verdicts
    assert done.returncode == 2


# -- words of the command line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "tiny.yaml", "--set", "x" * 100_000 + "=1"), "is no setting of this scenario"),
        (("run", "tiny.yaml", "--set", "name=" + "x" * 100_000), "at most 5000 characters"),
        (("run", "tiny.yaml", "--set", "sources=" + "[" * 100_000), "more than 50 levels of nesting"),
        (("run", "tiny.yaml", "--set", "name=[bold]x[/]"), "more follows after its end"),
        (("run", "tiny.yaml", "--set", f"{OVERRIDE}=1"), "'\\u202eabc\\x1b[31m' is no setting"),
        (("run", "tiny.yaml", "--set", 'name="\\e[0m"'), "the control character U+001B"),
        (("run", "tiny.yaml", "--set", "time.start=9999-12"), "dates end in 9999-12"),
        (("run", "tiny.yaml", "--set", "societies.north.citizens=1e9"), "1000000000 is outside its bounds"),
        (("run", "tiny.yaml", "--set", "societies={}"), "two to eight societies"),
        (("run", "tiny.yaml", "--set", "constraints.funding=1", "--set", "constraints=1"), "does not fit here"),
        (("run", "tiny.yaml", *(f"--set=constraints.fundin{n}=1" for n in range(1000))), "… and 450 more"),
        (("run", "tiny.yaml", "--lang", OVERRIDE), "is not spoken here"),
        (("run", f"--{OVERRIDE}"), "there is no option"),
        (("run", OVERRIDE), "no scenario is called"),
        ((OVERRIDE,), "there is no command"),
        (("compare", "tiny.yaml", "--without", OVERRIDE), "is nothing that this scenario could be without"),
        (("compare", "tiny.yaml", "--against", "", "--against", "="), "no scenario is called ''"),
        (("compare", "tiny.yaml", "--against", "time.start=0000-01"), "there is no year 0"),
        (("scenarios", "show", "tiny.yaml", "--set", "talks=~"), "an empty entry does not fit here"),
        (("scenarios", "schema", "--out", "."), "already exists"),
    ],
    ids=lambda value: str(value)[:60].encode("ascii", "replace").decode() if isinstance(value, str) else None,
)
def test_hostile_words_are_refused_in_words(folder: Path, words: tuple[str, ...], said: str) -> None:
    done = sulha(folder, *words)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert len(done.stderr) < 20_000
    assert done.stdout == ""
    clean(done)
    assert left(folder) == set()


@pytest.mark.parametrize(
    ("out", "code", "said"),
    [
        ("file/x", 1, "part of the path is a file"),
        ("loop/x", 1, "could not be written"),
        ("loop", 2, "already exists"),
        ("empty", 2, "already exists"),
        ("broken", 2, "already exists"),
        ("x" * 300, 1, "the name is too long"),
        ("a/" + "x" * 300, 1, "the name is too long"),
        ("a/" * 3000 + "x", 1, "the name is too long"),
        ("/proc/x", 1, "could not be written"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_place_for_results_is_refused_before_the_run(folder: Path, out: str, code: int, said: str) -> None:
    (folder / "file").touch()
    (folder / "empty").mkdir()
    (folder / "loop").symlink_to("loop")
    (folder / "broken").symlink_to("nowhere")
    before = left(folder)
    done = sulha(folder, "run", "tiny.yaml", *QUICK, "--out", out)
    assert done.returncode == code
    assert said in done.stderr
    assert done.stdout == ""
    clean(done)
    assert left(folder) == before


def test_a_world_that_the_machine_cannot_hold_is_refused(folder: Path) -> None:
    code = "import sulha.experiments.memory as memory\nmemory.machine_memory = lambda: 1e9"
    done = meanwhile(folder, code, "run", "tiny.yaml", "--set", "societies.north.citizens=10000000")
    assert done.returncode == 2
    assert "citizens would take about 1.8 GB of memory, and this machine has 1 GB" in done.stderr
    clean(done)
    assert left(folder) == set()


# -- streams, disks, environments


@pytest.mark.parametrize("where", [">&-", ">/dev/full"])
@pytest.mark.parametrize("words", ["--help", "run --help", "scenarios --help", "--version"])
def test_help_that_nobody_takes_is_told(folder: Path, words: str, where: str) -> None:
    done = shell(folder, f'"$0" {words} {where}')
    assert done.returncode == 1
    assert done.stderr == "The answer could not be written to standard output\n"


def test_a_reader_that_leaves_is_no_traceback(folder: Path) -> None:
    for words in ("scenarios list", "scenarios show oslo", "run tiny.yaml --replicates 1 --no-figure", "run --help"):
        clean(shell(folder, f'"$0" {words} | head -c 1'))


def test_streams_that_are_all_closed_cost_nothing(folder: Path) -> None:
    done = shell(folder, '"$0" compare tiny.yaml --without organizations --replicates 1 --no-figure >&- 2>&- <&-')
    assert done.returncode == 1
    assert (folder / "results" / "tiny-1" / "manifest.json").exists()


@pytest.mark.parametrize(
    "more",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii", "COLUMNS": "1", "TERM": "dumb"},
        {"NUMBA_CACHE_DIR": "/proc/nowhere", "HOME": "/nowhere", "MPLCONFIGDIR": "/proc/nowhere", "COLUMNS": "no"},
    ],
)
def test_strange_environments_are_no_failure(folder: Path, more: Any) -> None:
    done = sulha(folder, "run", "tiny.yaml", *QUICK, "--lang", "ar", **more)
    assert done.returncode == 0, done.stderr
    assert (folder / "results" / "tiny-1" / "manifest.json").exists()
    clean(done)


def test_a_folder_that_is_gone(folder: Path) -> None:
    words = "run baseline --set time.months=3 --replicates 1 --no-figure"
    gone = 'mkdir gone; cd gone; rmdir ../gone; "$0" '
    done = shell(folder, gone + words)
    assert done.returncode == 1
    assert "The results could not be written to results/baseline-1: no such file or directory" in done.stderr
    clean(done)
    done = shell(folder, gone + words + f" --out {folder / 'mine'}")
    assert done.returncode == 0, done.stderr
    assert (folder / "mine" / "manifest.json").exists()


@namespaces
@pytest.mark.parametrize(("size", "figure"), [("24k", False), ("160k", True)])
def test_a_disk_that_fills_leaves_nothing_in_part(folder: Path, size: str, figure: bool) -> None:
    (folder / "disk").mkdir()
    (folder / "kept").mkdir()
    words = "run tiny.yaml --replicates 1 --out disk/mine" + ("" if figure else " --no-figure")
    line = f'mount -t tmpfs -o size={size} none disk; "$0" {words}; code=$?; cp -r disk/. kept; exit $code'
    done = shell(folder, f"exec unshare -rm /bin/sh -c '{line}' \"$0\"")
    assert done.returncode == 1, done.stderr
    assert "the disk is full" in done.stderr
    clean(done)
    if not figure:
        assert list((folder / "kept").iterdir()) == []
    else:
        there = {path.name for path in (folder / "kept" / "mine").iterdir()}
        assert {"manifest.json", "series.parquet"} <= there
        assert not [name for name in there if "partial" in name or name == "figure.pdf"]


# -- signals

#: What is imported on the way, from the first to the last, and the command that does it.
MOMENTS = [
    ("sulha.experiments.language", ("scenarios", "list")),
    ("typer", ("run", "tiny.yaml")),
    ("sulha.scenarios.loading", ("scenarios", "show", "tiny.yaml")),
    ("ruamel.yaml", ("scenarios", "validate", "tiny.yaml")),
    ("numba", ("run", "tiny.yaml", *QUICK)),
    ("sulha.experiments.comparison", ("compare", "tiny.yaml", "--without", "organizations")),
    ("pyarrow", ("compare", "tiny.yaml", "--without", "organizations", *QUICK)),
]


@pytest.mark.parametrize(("module", "words"), MOMENTS, ids=[module for module, _ in MOMENTS])
def test_a_signal_while_something_is_imported(folder: Path, module: str, words: tuple[str, ...]) -> None:
    code = f"""
class Impatient:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r} and self in sys.meta_path:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGTERM)
sys.meta_path.insert(0, Impatient())
"""
    done = meanwhile(folder, code, *words)
    assert done.returncode == 130, (done.returncode, done.stderr)
    clean(done)
    assert not [name for name in left(folder) if "partial" in name]
    whole = [folder / name for name in left(folder) if name.count("/") == 1]
    assert all((one / "manifest.json").exists() for one in whole)


def test_a_signal_that_is_lost_in_a_callback_still_counts(folder: Path) -> None:
    code = """
import sulha.scenarios
class Dying:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
load = sulha.scenarios.load
def slow(name):
    Dying()
    return load(name)
sulha.scenarios.load = slow
"""
    done = meanwhile(folder, code, "scenarios", "validate", "tiny.yaml")
    assert done.returncode == 130
    clean(done)


@pytest.mark.verify
@pytest.mark.parametrize(
    "words",
    [
        ("scenarios", "show", "oslo"),
        ("run", "tiny.yaml", "--replicates", "20"),
        ("compare", "tiny.yaml", "--without", "organizations", "--replicates", "20"),
    ],
)
def test_a_signal_at_any_moment(folder: Path, words: tuple[str, ...]) -> None:
    begun = time.perf_counter()
    assert sulha(folder, *words).returncode == 0
    whole = time.perf_counter() - begun
    for step in range(40):
        shutil.rmtree(folder / "results", ignore_errors=True)
        with subprocess.Popen(
            [SULHA, *words], cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=listening,  # noqa: PLW1509  (nothing else runs here)
        ) as process:  # fmt: skip
            time.sleep(0.2 + whole * step / 40)  # before that the interpreter itself begins
            process.send_signal((signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[step % 3])
            out, err = process.communicate(timeout=120)
        assert process.returncode in {0, 130}, (step, err)
        clean(subprocess.CompletedProcess(words, process.returncode, out, err))
        assert not [name for name in left(folder) if "partial" in name or ".sulha" in name]
        for one in (folder / "results").glob("*"):
            assert {"manifest.json", "series.parquet"} <= {path.name for path in one.iterdir()}
