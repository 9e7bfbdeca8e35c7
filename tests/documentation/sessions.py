"""Going through a page as a reader would: its blocks in order, in one folder, with the real `sulha` on the path."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from ruamel.yaml import YAML

from .pages import Block, patched, resembles

INTERPRETER = Path(__file__).with_name("interpreter.py")
#: Longest that a command of a page may take [s].
LONGEST = 240
#: What is done with the text `said` of a scenario on a page.
SCENARIO = """\
from sulha.model import Conflict
from sulha.scenarios import parse
Conflict(parse(said), seed=1).run_for(2)
"""
#: What of a checkout belongs to no copy of it.
_LEFT_OUT = shutil.ignore_patterns(
    ".venv*", ".git", "results", "build", "dist", "*.egg-info", ".mypy_cache", ".ruff_cache", ".pytest_cache",
    ".hypothesis",
)  # fmt: skip


class Mismatch(AssertionError):  # noqa: N818 (read as what is wrong)
    """A block does not do what its page says."""


class Session:
    """A reader's folder and shell. `copied` has a copy of the checkout there, for pages that change the code."""

    def __init__(self, folder: Path, copied: Path | None = None) -> None:
        self.folder = folder
        self.copied = copied is not None
        programs = Path(sys.executable).parent
        if copied is not None:
            shutil.copytree(copied, folder, symlinks=True, ignore=_LEFT_OUT, dirs_exist_ok=True)
            programs = _environment(folder, programs)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "LC_", "LANGUAGE"))}
        self.environment = kept | {
            "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "LANG": "C.UTF-8", "COLUMNS": "100", "NO_COLOR": "1", "MPLBACKEND": "Agg",
        }  # fmt: skip
        self.python = str(programs / "python")
        self._child: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._child is not None:
            self._child.communicate()

    def go(self, blocks: list[Block]) -> None:
        """Do what every block says. Raises `Mismatch` with its place where one does not do what the page says."""
        printed = ""
        for block in blocks:
            if block.reason is not None:
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
            elif block.language == "yaml":
                self._yaml(block)
            elif block.language == "json":
                json.loads(block.text)
            elif block.language == "diff":
                self._diff(block)

    def _python(self, block: Block) -> str:
        answer = self._ask(source=block.text, page=block.page, line=block.line)
        if answer["failed"]:
            raise Mismatch(f"{block} fails:\n{answer['failed']}")
        return answer["printed"]

    def _ask(self, **request: object) -> dict[str, str]:
        """What the page's interpreter answers; where the code changes between blocks, each has a new one."""
        if self._child is None:
            self._child = subprocess.Popen(
                [self.python, "-P", str(INTERPRETER)], cwd=self.folder, env=self.environment, text=True,
                encoding="utf-8", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        assert self._child.stdin
        assert self._child.stdout
        self._child.stdin.write(json.dumps(request) + "\n")
        self._child.stdin.flush()
        answer: dict[str, str] = json.loads(self._child.stdout.readline())
        if self.copied:
            self._child.communicate()
            self._child = None
        return answer

    def _console(self, block: Block) -> None:
        commands = list(block.commands())
        for command in commands:
            last = command is commands[-1]
            wanted = int(block.said.get("exit", "0")) if last else 0
            line = _hastened(command.line, block.said.get("in tests", ""))
            ended = subprocess.run(
                ["bash", "-c", line], cwd=self.folder, env=self.environment, capture_output=True, text=True,
                encoding="utf-8", timeout=LONGEST, check=False, stdin=subprocess.DEVNULL,
            )  # fmt: skip
            if ended.returncode != wanted:
                told = f"{ended.stdout[-4000:]}\n{ended.stderr[-4000:]}"
                raise Mismatch(f"{block}: `{line}` ended with {ended.returncode}, not {wanted}:\n{told}")
            if command.shown.strip():
                _compare(block, command.shown, ended.stdout or ended.stderr)

    def _yaml(self, block: Block) -> None:
        """A scenario loads and runs, or is refused if the page says so; any other YAML can be read."""
        content = YAML(typ="safe", pure=True).load(block.text)
        if not isinstance(content, dict) or not {"format", "societies"} <= content.keys():
            return
        failed = self._ask(source=f"said = {block.text!r}\n{SCENARIO}", page=block.page, line=0, apart=True)["failed"]
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


def _hastened(line: str, options: str) -> str:
    """A command with the options that tests add to `sulha`, before a pipe or a comment."""
    if not options or not line.startswith("sulha "):
        return line
    return re.sub(r"^([^|#]*?)(\s*(?:[|#].*)?)$", rf"\1 {options}\2", line)


def _compare(block: Block, shown: str, answered: str) -> None:
    if not resembles(shown, answered):
        raise Mismatch(f"{block} shows\n{shown}\nbut it is\n{answered}")


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
