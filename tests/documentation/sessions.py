"""Going through a page as a reader would: its blocks in order, in one folder, with the real `sulha` on the path.

Loading the libraries takes longer than most of what the pages do. So one process loads them, once, and what a page runs
is forked from it: its Python, and each plain `sulha ...`. Other lines go to a shell, and so does everything where the
page changes the checkout.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import forked
from ruamel.yaml import YAML

from . import interpreter
from .pages import Block, patched, resembles

#: Longest that a block's command or Python may take [s]; then it is ended, and the page fails.
LONGEST = 180.0
#: What is done with the text `said` of a scenario on a page.
SCENARIO = """\
from sulha.model import Conflict
from sulha.scenarios import parse
Conflict(parse(said), seed=1).run_for(2)
"""
#: Variables that a reader's shell would not have from what runs the tests.
_FOREIGN = ("PYTEST", "LC_", "LANGUAGE", "MAKE", "MFLAGS")
#: A line that a shell would only split into words.
_PLAIN = re.compile(r"sulha [^|&;<>$`*?~\n]*")
#: What of a checkout without version control belongs to no copy of it.
_LEFT_OUT = (".venv", ".git", "results", "build", "dist", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis")


class Mismatch(AssertionError):  # noqa: N818 (read as what is wrong)
    """A block does not do what its page says."""


class Session:
    """A reader's folder and shell. `copied` has a copy of the checkout there, for pages that change the code."""

    def __init__(self, folder: Path, copied: Path | None = None) -> None:
        self.folder = folder
        self.copied = copied is not None
        programs = Path(sys.executable).parent
        if copied is not None:
            _copy(copied, folder)
            programs = _environment(folder, programs)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(_FOREIGN)}
        self.environment = kept | {
            "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "LANG": "C.UTF-8", "COLUMNS": "100", "NO_COLOR": "1", "MPLBACKEND": "Agg",
        }  # fmt: skip
        self.python = str(programs / "python")
        self._own: tuple[Any, Connection] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._own is not None:
            process, connection = self._own
            connection.close()
            process.join(5)
            forked.finish(process)

    def go(self, blocks: list[Block]) -> None:
        """Do what every block says. Raises `Mismatch` with its place where one does not do what the page says."""
        printed = ""
        for block in blocks:
            if block.reason is not None or block.is_slow:
                continue
            if "file" in block.said:
                path = self.folder / block.said["file"]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8")
            if block.language == "python" and "file" not in block.said:
                printed = self._python(block)
            elif block.language == "text" and block.after == "python":
                _compare(block, block.text, printed)
            elif block.language == "console":
                self._console(block)
            elif block.language == "yaml" and "file" not in block.said:  # the commands that follow try a file
                self._yaml(block)
            elif block.language == "json":
                json.loads(block.text)
            elif block.language == "diff":
                self._diff(block)

    def _python(self, block: Block) -> str:
        answer = self._ask(block, source=block.text, page=block.page, line=block.line)
        if answer["failed"]:
            raise Mismatch(f"{block} fails:\n{answer['failed']}")
        return answer["printed"]

    def _ask(self, block: Block, **request: object) -> dict[str, str]:
        """What the page's interpreter answers; where the code changes between blocks, each has a new one."""
        if self.copied:
            line = [self.python, "-P", interpreter.__file__]
            _, printed, errors = self._ended(block, line, json.dumps(request) + "\n")
            try:
                answer: dict[str, str] = json.loads(printed)
            except ValueError:
                raise Mismatch(f"{block} ends the interpreter:\n{errors}") from None
            return answer
        if self._own is None:
            here, there = Pipe()
            process = forked.process(self.folder, self.environment, interpreter.serve, there)
            there.close()
            self._own = process, here
        process, connection = self._own
        connection.send(request)
        if not connection.poll(LONGEST):
            forked.end(process.pid)
            raise Mismatch(f"{block} did not end within {LONGEST:g} s")
        try:
            answer = connection.recv()
        except EOFError:
            raise Mismatch(f"{block} ends the interpreter") from None
        return answer

    def _console(self, block: Block) -> None:
        for shown, answered in self.answers(block):
            if shown.strip():
                _compare(block, shown, answered)

    def answers(self, block: Block) -> Iterator[tuple[str, str]]:
        """What the page shows of each command of a block, and what it answers; each ends with the code it should."""
        for line, wanted, shown in _lines(block):
            code, output, errors = self._run(block, line)
            if code != wanted:
                told = f"{output[-4000:]}\n{errors[-4000:]}"
                raise Mismatch(f"{block}: `{line}` ended with {code}, not {wanted}:\n{told}")
            yield shown, output or errors

    def _run(self, block: Block, line: str) -> tuple[int, str, str]:
        """Exit code, output and errors of a line."""
        plain = line.replace("\\\n", " ")
        if self.copied or "--lang" in plain or not _PLAIN.fullmatch(plain):
            return self._ended(block, ["bash", "-c", line])
        words = tuple(shlex.split(plain, comments=True)[1:])
        try:
            done = forked.answered(self.folder, words, self.environment, seconds=LONGEST)
        except subprocess.TimeoutExpired:
            raise Mismatch(f"{block}: `{line}` did not end within {LONGEST:g} s") from None
        return done.returncode, done.stdout, done.stderr

    def _ended(self, block: Block, line: list[str], said: str = "") -> tuple[int, str, str]:
        """Exit code, output and errors of a program; all that it started ends with it after `LONGEST`."""
        with subprocess.Popen(
            line, cwd=self.folder, env=self.environment, text=True, encoding="utf-8", start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            try:
                output, errors = process.communicate(said, timeout=LONGEST)
            except subprocess.TimeoutExpired:
                forked.end(process.pid)
                raise Mismatch(f"{block}: `{line[-1]}` did not end within {LONGEST:g} s") from None
        return process.returncode, output, errors

    def _yaml(self, block: Block) -> None:
        """A scenario loads and runs, or is refused if the page says so; any other YAML can be read."""
        content = YAML(typ="safe", pure=True).load(block.text)
        if not isinstance(content, dict) or not {"format", "societies"} <= content.keys():
            return
        source = f"said = {block.text!r}\n{SCENARIO}"
        failed = self._ask(block, source=source, page=block.page, line=0, apart=True)["failed"]
        if not failed and "refused" in block.said:
            raise Mismatch(f"{block} should be refused, and is not")
        if failed and not ("refused" in block.said and "ScenarioError" in failed):
            raise Mismatch(f"{block} is refused:\n{failed}")

    def _diff(self, block: Block) -> None:
        if not self.copied:
            raise Mismatch(f"{block}: this page has no copy of the checkout to change")
        try:
            patched(self.folder, block.text)
        except ValueError as error:
            raise Mismatch(f"{block} does not fit: {error}") from error


def _lines(block: Block) -> Iterator[tuple[str, int, str]]:
    """The lines to run, as tests run them, each with the exit code it is to have and what the page shows of it."""
    commands = list(block.commands())
    for command in commands:
        wanted = int(block.said.get("exit", "0")) if command is commands[-1] else 0
        yield _hastened(command.line, block.said.get("in tests", "")), wanted, command.shown


def _hastened(line: str, options: str) -> str:
    """A command with the options that tests add to `sulha`, before a pipe or a comment."""
    if not options or not line.startswith("sulha "):
        return line
    return re.sub(r"^([^|#]*?)(\s*(?:[|#].*)?)$", rf"\1 {options}\2", line)


def _compare(block: Block, shown: str, answered: str) -> None:
    if not resembles(shown, answered):
        raise Mismatch(f"{block} shows\n{shown}\nbut it is\n{answered}")


def _listed(checkout: Path) -> list[Path]:
    """The files that are under version control or could be; none where there is no version control."""
    if not (checkout / ".git").exists() or shutil.which("git") is None:
        return []
    line = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(line, cwd=checkout, capture_output=True, text=True, encoding="utf-8", check=False)
    return [Path(name) for name in listed.stdout.split("\0") if name]


def _copy(checkout: Path, folder: Path) -> None:
    """Copy what is under version control or could be, and what is compiled of it; files may vanish meanwhile."""
    names = _listed(checkout)
    if not names:
        shutil.copytree(
            checkout, folder, symlinks=True, ignore=shutil.ignore_patterns(*_LEFT_OUT, ".venv*", "*.egg-info"),
            dirs_exist_ok=True,
        )  # fmt: skip
        return
    caches = {name.parent / "__pycache__" for name in names if name.suffix == ".py"}
    compiled = [path.relative_to(checkout) for cache in caches for path in (checkout / cache).glob("*.*")]
    for name in (*names, *compiled):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            shutil.copy2(checkout / name, folder / name, follow_symlinks=False)


def _environment(copy: Path, programs: Path) -> Path:
    """An environment in a copy of the checkout whose `sulha` is the copy; all else is that of this one.

    The stamp tells `make` that there is nothing to install.
    """
    own = copy / ".venv" / "bin"
    own.mkdir(parents=True)
    (own.parent / ".installed").write_text(f"{copy}\n")
    scripts = {"python": f'exec "{sys.executable}" "$@"'}
    scripts |= {name: f'exec "{own}/python" -P "{programs}/{name}" "$@"' for name in ("sulha", "lint-imports")}
    for name, does in scripts.items():
        (own / name).write_text(f'#!/bin/sh\nexport PYTHONPATH="{copy}/.types"\n{does}\n')
        (own / name).chmod(0o755)
    return own
