"""Every code block of the documents does what its page says; what is not run says why (see `pages`)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from documentation import sessions
from documentation.pages import Block, blocks, complaints, pages, patched, renewed, resembles
from documentation.sessions import Mismatch, Session

ROOT = Path(__file__).parents[2]
if not (ROOT / "docs").is_dir():
    pytest.skip("the documents lie in the checkout only", allow_module_level=True)
PAGES = pages(ROOT)
#: Pages that change the code: their reader has a checkout.
IN_A_COPY = {"CONTRIBUTING.md"}
BLOCKS = {path.name: blocks(path.name, path.read_text(encoding="utf-8")) for path in PAGES}
SLOW = [block for found in BLOCKS.values() for block in found if block.is_slow]
NOT_RUN = [block for found in BLOCKS.values() for block in found if block.reason is not None]


# The longest first, and the others at the end, so that several workers share them.
@pytest.mark.parametrize("name", sorted(IN_A_COPY))
def test_the_recipes_work_literally(name: str, tmp_path: Path) -> None:
    with Session(tmp_path, copied=ROOT) as session:
        try:
            session.go(BLOCKS[name])
        except Mismatch as error:
            if lacking := untranslated():
                error.add_note(
                    "The recipe of a text begins with complete catalogues, and those of the checkout are not complete "
                    f"already; see `make messages`. Not translated: {lacking}"
                )
            raise


def untranslated() -> list[str]:
    """The texts of the checkout that some catalogue lacks."""
    from sulha.experiments.language import LANGUAGES, extraction

    return [text for language in LANGUAGES[1:] for text in extraction.missing(extraction.updated(language))]


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_is_fenced_and_of_a_known_language(name: str) -> None:
    assert [wrong for block in BLOCKS[name] for wrong in complaints(block)] == []


@pytest.mark.parametrize("block", NOT_RUN, ids=lambda block: f"{block.page}:{block.line} {block.reason}")
def test_what_is_not_run_says_why(block: Block) -> None:
    assert complaints(block) == []


@pytest.mark.parametrize("name", BLOCKS)
def test_a_scenario_that_is_a_file_is_tried_by_a_command(name: str) -> None:
    for number, block in enumerate(found := BLOCKS[name]):
        if block.language == "yaml" and "file" in block.said:
            later = "".join(after.text for after in found[number + 1 :] if after.language == "console")
            assert block.said["file"] in later, f"{block} is written to a file that no command uses"


def test_most_blocks_are_run() -> None:
    counted = [block for found in BLOCKS.values() for block in found if block.language in ("python", "console", "yaml")]
    assert len(NOT_RUN) < len(counted) / 4


# -- the tools do what they say


def page(*parts: str) -> list[Block]:
    return blocks("page.md", "\n\n".join(parts) + "\n")


def fenced(language: str, *lines: str, before: str = "") -> str:
    return "\n".join(filter(None, [before, f"```{language}", *lines, "```"]))


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (fenced("", "x"), "name its language, one of python"),
        (fenced("pyhton", "x"), "name its language"),
        ("text\n\n    sulha run oslo", "name its language"),
        (fenced("r", "x"), "cannot be run here; say why"),
        (fenced("console", "$ make check", before="<!-- not run: -->"), "say in words why"),
        (fenced("console", "sulha run oslo"), "begins with a command"),
        (fenced("python", "1", before="<!-- verify: slow -->"), "only a console block"),
    ],
)
def test_a_block_that_nobody_could_check_is_found(written: str, message: str) -> None:
    (block,) = page(written)
    (wrong,) = complaints(block)
    assert re.match(r"page\.md:\d+ \(", wrong)
    assert message in wrong


def test_blocks_share_a_folder_and_a_namespace(tmp_path: Path) -> None:
    found = page(
        fenced("python", "n = 2", "open('made.txt', 'w').write('in python')"),
        fenced("console", "$ cat made.txt", "in python"),
        fenced("text", "made by hand", before="<!-- file: other.txt -->"),
        fenced("console", "$ cat other.txt", "made by hand", "$ test -e nothing", before="<!-- exit: 1 -->"),
        "They are two.",
        fenced("python", "print('there are', n + 1)"),
        fenced("text", "there are 3"),
        fenced("python", "raise SystemExit", before="<!-- not run: it would end everything -->"),
    )
    with Session(tmp_path) as session:
        session.go(found)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([fenced("python", "1 / 0")], r"page\.md:1 \(python\) fails:(.|\n)*line 2(.|\n)*ZeroDivisionError"),
        ([fenced("python", "import warnings", "warnings.warn('look')")], "UserWarning: look"),
        ([fenced("python", "print('a')"), fenced("text", "b")], r"shows\nb\n\nbut it is\na"),
        ([fenced("console", "$ echo a", "b")], r"shows\nb\nbut it is\na"),
        ([fenced("console", "$ false")], "`false` ended with 1, not 0"),
        ([fenced("yaml", "format: 1", "name: x", "societies: {north: {}}")], "is refused"),
        ([fenced("yaml", "format: 1", "name: x", "societies: {a: {}, b: {}}", before="<!-- refused -->")], "should be"),
        ([fenced("diff", "--- a/x", "+++ b/x", "@@", "-a")], "no copy of the checkout"),
    ],
)
def test_a_block_that_does_something_else_is_found(parts: list[str], message: str, tmp_path: Path) -> None:
    with Session(tmp_path) as session, pytest.raises(Mismatch, match=message):
        session.go(page(*parts))


@pytest.mark.parametrize(
    ("shown", "answered", "same"),
    [
        ("Conduct 0.55 [0.50, 0.60]", "Conduct   0.56\n[0.49, 0.61]", True),
        ("Conduct 0.55", "Conduct 0.75", False),
        ("Conduct 0.55", "Hostility 0.55", False),
        ("first … last", "first\nand more\nlast", True),
        ("first\n…", "first\nand more\nlast", True),
        ("…\nlast", "first\nlast\nand more", False),
        ("H is -0.045", "H is 0.145", False),
        ("H is -0.012", "H is -0.015", True),
        ("H is -0.012", "H is -0.018", False),
        ("H is -0.001", "H is 0.001", False),
        ("H is −0.02", "H is -0.01", True),
        ("H is 0.00", "H is -0.01", True),
        ("in 9 of 10 pairs", "in 8 of 10 pairs", True),
    ],
)
def test_answers_are_compared_by_words_and_near_numbers(shown: str, answered: str, same: bool) -> None:
    assert resembles(shown, answered) == same


def test_a_page_is_renewed_in_its_numbers_not_in_its_words() -> None:
    shown, answered = "H   0.62 [0.54, 0.70]\n…\n  lower in 9 of 10", "H 0.61 [0.5, 0.7]\nmore\nlower in 8 of 10 pairs"
    assert renewed(shown, answered) is None
    assert renewed(shown, answered.removesuffix(" pairs")) == "H   0.61 [0.5, 0.7]\n…\n  lower in 8 of 10"


def test_a_block_that_hangs_is_ended_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "LONGEST", 0.5)
    for written in (fenced("python", "import time; time.sleep(60)"), fenced("console", "$ sleep 60 & sleep 60")):
        with Session(tmp_path) as session, pytest.raises(Mismatch, match=r"page\.md:1 .*did not end within 0\.5 s"):
            session.go(page(written))


def test_a_copy_has_the_files_that_are_there(tmp_path: Path) -> None:
    for name in ("kept.py", "results/left.txt", ".venv/left.txt"):
        (tmp_path / "from" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "from" / name).touch()
    with Session(tmp_path / "to", copied=tmp_path / "from"):
        found = {path.name for path in (tmp_path / "to").rglob("*.*") if path.is_file()}
    assert "kept.py" in found
    assert "left.txt" not in found


def test_a_change_fits_once_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "file.py").write_text("one\n\ntwo\nthree\n")
    patched(tmp_path, "--- a/file.py\n+++ b/file.py\n@@\n one\n\n-two\n+2\n+2.5\n three\n")
    assert (tmp_path / "file.py").read_text() == "one\n\n2\n2.5\nthree\n"
    with pytest.raises(ValueError, match="has these lines 0 times, not once"):
        patched(tmp_path, "--- a/file.py\n+++ b/file.py\n@@\n-two\n+2\n")


# -- the pages


@pytest.mark.parametrize("name", [name for name, found in BLOCKS.items() if found and name not in IN_A_COPY])
def test_every_block_does_what_the_page_says(name: str, tmp_path: Path) -> None:
    with Session(tmp_path) as session:
        session.go(BLOCKS[name])


@pytest.mark.verify
@pytest.mark.parametrize("block", SLOW, ids=lambda block: f"{block.page}:{block.line}")
def test_a_long_command_answers_what_the_page_shows(block: Block, tmp_path: Path) -> None:
    """Numbers that are stale are written into the page, and the test fails, so that its prose is read again."""
    with Session(tmp_path) as session:
        answers = [pair for pair in session.answers(block) if pair[0].strip()]
    stale = [(shown, answered) for shown, answered in answers if not resembles(shown, answered)]
    (path,) = [path for path in PAGES if path.name == block.page]
    for shown, answered in stale:
        if (now := renewed(shown, answered)) is not None:
            path.write_text(path.read_text(encoding="utf-8").replace(shown, now), encoding="utf-8")
    told = "".join(f"\n--- the page shows\n{shown}\n--- but it is\n{answered}" for shown, answered in stale)
    assert not stale, f"{block} is stale; where the words are the same its numbers are now renewed{told}"
