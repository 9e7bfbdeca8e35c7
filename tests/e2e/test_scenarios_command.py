"""`sulha scenarios`, from the command to what a reader, a script or an editor gets."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command import SULHA, anew, environment
from forked import sulha
from rich.cells import cell_len
from scenario_texts import small

from sulha.scenarios import load, names, schema

pytestmark = pytest.mark.e2e

BAD = "format: 1\nname: x\nsocieties: {north: {openes: 1}, south: {citizens: 3}}\nparameters: {influence.wieght: 1}\n"
ARABIC = re.compile("[\u0621-\u064a]")


def scenarios(folder: Path, *words: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[str]:
    return sulha(folder, "scenarios", *words, stdin=stdin, **{"COLUMNS": "80"} | more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with good and bad files."""
    (tmp_path / "good.yaml").write_text(small(), encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    (tmp_path / "binary.yaml").write_bytes(bytes(range(256)))
    (tmp_path / "folder.yaml").mkdir()
    return tmp_path


# -- list


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("columns", ["40", "80", "300"])
def test_list_names_every_case_and_fits(folder: Path, language: str, columns: str) -> None:
    done = scenarios(folder, "list", "--lang", language, COLUMNS=columns)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert max(map(cell_len, done.stdout.splitlines()[:-1])) <= int(columns)
    said = " ".join(done.stdout.split())
    for name in names():
        assert name in said
        assert load(name).name.in_language(language) in said
    assert bool(ARABIC.search(done.stdout)) is (language == "ar")
    assert "{" not in done.stdout


def test_list_as_data(folder: Path) -> None:
    done = scenarios(folder, "list", "--json")
    assert done.returncode == 0
    data = {case["name"]: case for case in json.loads(done.stdout)}
    assert tuple(data) == names()
    assert {key: data["oslo"][key] for key in ("title", "kind", "start", "months", "societies", "organizations")} == {
        "title": "Oslo channel", "kind": "historical", "start": "1992-12", "months": 96, "societies": 2,
        "organizations": 4,
    }  # fmt: skip
    assert data["oslo"]["sources"] == list(load("oslo").sources)


# -- show


@pytest.mark.parametrize("language", ["en", "ar"])
def test_show_explains_every_case(folder: Path, language: str) -> None:
    # One process for all of them: starting one takes longer than explaining a case.
    program = (
        "import sys\nfrom sulha.experiments.language import install\ninstall(sys.argv[1])\n"
        "from sulha.experiments.cli.commands import app\n"
        "for name in sys.argv[2:]:\n"
        "    assert app(['scenarios', 'show', name], standalone_mode=False) == 0\n"
        "    print('\\f', end='')\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program, language, *names()],
        cwd=folder, env=environment(COLUMNS="80"), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for name, said in zip(names(), done.stdout.split("\f")[:-1], strict=True):
        assert max(map(cell_len, said.splitlines())) <= 80
        assert said.startswith(load(name).name.in_language(language))
        assert said.count("\n\n") >= 8, name


def test_show_with_changes_and_as_data(folder: Path) -> None:
    changes = ("--set", "constraints.authority=binding", "--set", "time.months=12")
    done = scenarios(folder, "show", "good.yaml", *changes)
    assert done.returncode == 0, done.stderr
    assert "Changed: constraints.authority from 0.025 to binding" in done.stdout
    assert "12 months, 2 societies, 1 organization" in done.stdout
    done = scenarios(folder, "show", "good.yaml", *changes, "--json", "--lang", "ar")
    # What keeps values in their own direction on a screen does not belong into data.
    assert not {"\u2066", "\u2067", "\u2068", "\u2069"} & set(done.stdout)
    done = scenarios(folder, "show", "good.yaml", *changes, "--json")
    data = json.loads(done.stdout)
    assert data["name"] == "good"
    assert data["changes"][0] == {"path": "constraints.authority", "old": 0.025, "new": "binding"}
    assert data["scenario"]["time"] == {"months": 12}
    assert data["without_basis"] == ["time", "societies", "organizations", "constraints"][:3]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "nonsense"), "`sulha scenarios list` says what each of them is about"),
        (("show", "olso"), "did you mean 'oslo'?"),
        (("show", "bad.yaml"), "openes"),
        (("show", "oslo", "--set", "constraints.fundin=1"), "constraints.fundin"),
        (("show",), "SCENARIO"),
        (("validate",), "FILE"),
        (("nonsense",), "nonsense"),
        (("schema", "--out", " "), "the name is empty"),
        (("list", "--lang", "fr"), "fr is not spoken here"),
    ],
)
def test_wrong_input_is_reported_in_words(folder: Path, words: tuple[str, ...], said: str) -> None:
    done = scenarios(folder, *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_run_with_an_unknown_name_points_to_the_list(folder: Path) -> None:
    done = sulha(folder, "run", "nonsense")
    assert done.returncode == 2
    assert "`sulha scenarios list`" in done.stderr
    assert "`sulha scenarios list`" not in sulha(folder, "run", "missing.yaml").stderr


def test_hostile_names_do_nothing(folder: Path) -> None:
    text = small().replace("A small world", '"[bold red]x[/] \\u202e%s {0} \\\\e[31m"' % ("y" * 4900))
    (folder / "hostile.yaml").write_text(text + 'about: "\\u202e{name} [/]"\n', encoding="utf-8")
    for language in ("en", "ar"):
        done = scenarios(folder, "show", "hostile.yaml", "--lang", language)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("[bold red]x[/]")
        assert "{name} [/]" in done.stdout
        assert "\u202e" not in done.stdout
        assert "\x1b" not in done.stdout
        assert max(map(cell_len, done.stdout.splitlines())) <= 80
    done = scenarios(folder, "validate", "hostile.yaml")
    assert done.returncode == 0
    too_long = text.replace("y" * 4900, "y" * 10_000)
    done = scenarios(folder, "validate", "-", stdin=too_long.encode())
    assert done.returncode == 2
    assert "is too long" in done.stdout


# -- validate


def test_every_shipped_case_is_valid(folder: Path) -> None:
    done = scenarios(folder, "validate", *names())
    assert done.returncode == 0, done.stdout
    assert [line for line in done.stdout.splitlines() if not line.startswith(" ")] == [f"{n}: valid" for n in names()]


def test_all_problems_of_all_files_are_told(folder: Path) -> None:
    files = ("good.yaml", "bad.yaml", "oslo", "missing.yaml", "folder.yaml", "binary.yaml", "nonsense", "bad.yaml")
    done = scenarios(folder, "validate", *files)
    assert done.returncode == 2
    assert done.stderr == ""
    said = done.stdout
    assert "good.yaml: valid\n" in said
    assert "oslo: valid\n" in said
    assert said.count("bad.yaml: 3 problems\n") == 1
    for part in ("openes", "citizens", "influence.wieght", "no such file", "folder", "0x80 is not UTF-8", "nonsense"):
        assert part in said
    assert "Traceback" not in said


def test_problems_as_data(folder: Path) -> None:
    done = scenarios(folder, "validate", "good.yaml", "bad.yaml", "--json")
    assert done.returncode == 2
    data = json.loads(done.stdout)
    assert data["valid"] is False
    good, bad = data["files"]
    assert good["valid"] is True
    assert good["problems"] == []
    assert any("basis" in note for note in good["notes"])
    assert bad["valid"] is False
    by_path = {problem["path"]: problem for problem in bad["problems"]}
    wrong = by_path["parameters.influence.wieght"]
    assert (wrong["code"], wrong["line"], wrong["nearest"]) == ("unknown_key", 4, "influence.weight")
    assert "20 to 10000000" in by_path["societies.south.citizens"]["allowed"]
    assert by_path["societies.south.citizens"]["value"] == "3"
    assert json.loads(scenarios(folder, "validate", "oslo", "--json").stdout)["valid"] is True


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (small().encode(), 0, "standard input: valid"),
        (BAD.encode(), 2, "standard input: 3 problems"),
        (b"", 2, "standard input: 1 problem"),
        (b"\xff\xfe", 2, "not UTF-8"),
        (b"# " + b"x" * 2_000_000, 2, "larger than 1,000,000 bytes"),
    ],
)
def test_standard_input(folder: Path, given: bytes, code: int, said: str) -> None:
    done = scenarios(folder, "validate", "-", "-", stdin=given)
    assert done.returncode == code
    assert done.stdout.count(said) == 1
    assert "Traceback" not in done.stderr


def test_a_closed_standard_input_is_an_empty_file(folder: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", '"$0" scenarios validate - <&-', SULHA],
        cwd=folder, env=environment(COLUMNS="80"), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_ctrl_c_ends_the_waiting_for_input(folder: Path) -> None:
    with subprocess.Popen(
        [SULHA, "scenarios", "validate", "-"], cwd=folder, env=environment(COLUMNS="80"),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  (nothing else runs here)
    ) as process:  # fmt: skip
        # What it waits for never comes; a signal that comes before that is heeded, too.
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    assert process.returncode == 130


def test_validate_is_fast(folder: Path) -> None:
    def seconds() -> float:
        before = time.perf_counter()
        assert anew(folder, "scenarios", "validate", "good.yaml").returncode == 0
        return time.perf_counter() - before

    # Half a second on a machine with nothing else to do; the rest is for one that is busy.
    assert min(seconds() for _ in range(3)) < 2


def test_commands_that_run_nothing_load_nothing_heavy(folder: Path) -> None:
    program = (
        "import sys\nsys.argv = ['sulha', *sys.argv[1:]]\nfrom sulha.experiments.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'pandas', 'numba', 'matplotlib', 'mesa', 'pyarrow', 'scipy'} & set(sys.modules)\n"
        "sys.stderr.write(f'{sorted(heavy)}')\n"
    )
    for words in (("list",), ("show", "oslo"), ("validate", "oslo"), ("schema",)):
        done = subprocess.run(
            [sys.executable, "-P", "-c", program, "scenarios", *words],
            cwd=folder, env=environment(COLUMNS="80"), capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        assert done.stderr == "[]", words


# -- schema


def test_the_schema_is_printed(folder: Path) -> None:
    done = scenarios(folder, "schema")
    assert done.returncode == 0
    assert json.loads(done.stdout) == schema()


def test_the_schema_is_written_and_nothing_is_overwritten(folder: Path) -> None:
    done = scenarios(folder, "schema", "--out", "mine.json")
    assert (done.returncode, done.stdout) == (0, "Written: mine.json\n")
    assert json.loads((folder / "mine.json").read_text("utf-8")) == schema()
    done = scenarios(folder, "schema", "--out", "mine.json")
    assert (done.returncode, done.stdout) == (0, "mine.json is there already, and up to date\n")
    for taken in ("good.yaml", "folder.yaml"):
        done = scenarios(folder, "schema", "--out", taken)
        assert done.returncode == 2
        assert "already exists" in done.stderr
    assert (folder / "good.yaml").read_text("utf-8") == small()
    done = scenarios(folder, "schema", "--out", "good.yaml/mine.json")
    assert done.returncode == 1
    assert "could not be written to good.yaml/mine.json: part of the path is a file" in done.stderr


def test_a_full_disk_leaves_no_half_schema(folder: Path) -> None:
    def limited() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (15_000, 15_000))

    done = subprocess.run(
        [SULHA, "scenarios", "schema", "--out", "mine.json"],
        cwd=folder, env=environment(), capture_output=True, text=True, timeout=60, check=False, preexec_fn=limited,
    )  # fmt: skip
    assert done.returncode == 1
    assert "The schema could not be written to mine.json" in done.stderr
    assert not (folder / "mine.json").exists()


@pytest.mark.parametrize("where", [">&-", ">/dev/full"])
@pytest.mark.parametrize("words", ["list", "list --json", "show oslo", "validate oslo", "schema"])
def test_output_that_nobody_takes_is_told(folder: Path, words: str, where: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" scenarios {words} {where}', SULHA],
        cwd=folder, env=environment(COLUMNS="80"), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "The answer could not be written to standard output\n"


def test_a_stream_that_knows_few_characters_is_no_failure(folder: Path) -> None:
    for words in (("list", "--lang", "ar"), ("show", "oslo")):
        done = scenarios(folder, *words, PYTHONIOENCODING="ascii")
        assert done.returncode == 0, done.stderr


def test_every_command_has_help_in_both_languages(folder: Path) -> None:
    for words in ((), ("list",), ("show",), ("validate",), ("schema",)):
        for language in ("en", "ar"):
            done = scenarios(folder, *words, "--lang", language, "--help")
            assert done.returncode == 0
            assert bool(ARABIC.search(done.stdout)) is (language == "ar"), words
