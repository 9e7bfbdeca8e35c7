"""`sulha scenarios`: the library of cases, and help for writing one's own."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..language import plain, spoken, text
from ..stopping import Stopping
from ..terminal import answer, answer_json
from .application import DONE, FAILED, WRONG_INPUT, app, leave, leave_told
from .complaints import Command, Group
from .options import Debug, Language, Scenario, Set
from .preparing import prepared, refused

if TYPE_CHECKING:
    from sulha.model import Setup
    from sulha.scenarios import Problem, ScenarioError

#: Longer lines are hard to read, however wide a terminal is.
WIDEST = 100
NARROWEST = 40
STANDARD_INPUT = "-"

Json = Annotated[bool, typer.Option("--json", help=text("Print one JSON object instead of text."))]
Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...", help=text("Paths of files, names of shipped scenarios, or - for standard input.")
    ),
]


def _file(value: str | None) -> str | None:
    if value is not None and not value.strip():
        raise typer.BadParameter(text("the name is empty; give the name of a new file"))
    return value


NewFile = Annotated[
    str | None, typer.Option("--out", metavar="FILE", callback=_file, help=text("A new file to write it to."))
]

scenarios = typer.Typer(
    cls=Group,
    help=text("The library of scenarios, and help for writing one's own."),
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(scenarios, name="scenarios")


@scenarios.callback()
def _scenarios(language: Language = None) -> None:
    """The library of scenarios, and help for writing one's own."""


def columns() -> int:
    """How wide texts may be: as the terminal is, 80 where there is none, and never too wide to read."""
    return min(max(get_terminal_size().columns, NARROWEST), WIDEST)


@scenarios.command("list", cls=Command, help=text("All shipped scenarios, each with what it is about."))
def list_command(
    context: typer.Context, as_json: Json = False, debug: Debug = False, language: Language = None
) -> None:
    """List the shipped scenarios."""
    with _open(context):
        from sulha.scenarios import load, names

        from ..explanation import Case, laid_out, library

        cases = [Case(name, load(name)) for name in names()]
        if as_json:
            leave_told(told=answer_json([case.data() for case in cases]))
        more = text("`sulha scenarios show NAME` explains one, `sulha run NAME` runs it.")
        leave_told(told=answer("\n\n".join([laid_out(library(cases, columns()), columns()), more])))


@scenarios.command("show", cls=Command, help=text("Explain a scenario: who, what, how sure, what is expected."))
def show_command(
    context: typer.Context,
    scenario: Scenario,
    set_: Set = None,
    as_json: Json = False,
    debug: Debug = False,
    language: Language = None,
) -> None:
    """Explain a scenario in words."""
    with _open(context):
        from ..explanation import changes_between, explanation, facts, laid_out

        setup, new, name, changes = prepared(scenario, set_ or [])
        made = changes_between(setup, new, changes)
        if as_json:
            data = [{"path": change.path, "old": change.old, "new": change.new} for change in made]
            leave_told(told=answer_json({"name": name, "changes": data, **facts(new)}))
        leave_told(told=answer(laid_out(explanation(new, made), columns())))


@scenarios.command("validate", cls=Command, help=text("Check scenario files; all problems of all files at once."))
def validate_command(
    context: typer.Context, files: Files, as_json: Json = False, debug: Debug = False, language: Language = None
) -> None:
    """Check scenario files and say everything that is wrong with them."""
    with _open(context):
        checked = [_Checked(file) for file in dict.fromkeys(files)]
        valid = all(one.error is None for one in checked)
        if as_json:
            told = answer_json({"valid": valid, "files": [one.data() for one in checked]})
        else:
            told = answer("\n".join(line for one in checked for line in one.lines()))
        leave_told(told=told, code=DONE if valid else WRONG_INPUT)


class _Checked:
    """A file with what is wrong with it, or with notes for its author."""

    def __init__(self, file: str) -> None:
        from sulha.scenarios import ScenarioError, load

        from ..explanation import notes

        self.file = file
        self.error: ScenarioError | None = None
        self.notes: list[str] = []
        try:
            self.notes = notes(_from_standard_input() if file == STANDARD_INPUT else load(file))
        except ScenarioError as error:
            self.error = error

    def lines(self) -> list[str]:
        """The report for people."""
        from ..explanation import wrapped

        if self.error is not None:
            return [refused(self.error)]
        notes = [text("note: {note}", note=note) for note in self.notes]
        head = text("{file}: valid", file=_name(self.file))
        return [head, *(line for note in notes for line in wrapped(note, columns(), 2, 2))]

    def data(self) -> dict[str, Any]:
        """The report as data for JSON."""
        problems = self.error.problems if self.error is not None else ()
        return {
            "file": self.file,
            "valid": self.error is None,
            "problems": [_problem(problem) for problem in problems],
            "notes": self.notes,
        }


def _from_standard_input() -> Setup:
    from sulha.scenarios import parse
    from sulha.scenarios.reading import MAX_BYTES, decoded

    origin = _name(STANDARD_INPUT)
    # A stream that is closed has nothing to say.
    raw = b"" if sys.stdin is None else sys.stdin.buffer.read(MAX_BYTES + 1)
    return parse(decoded(raw, origin), origin)


def _name(file: str) -> str:
    return text("standard input") if file == STANDARD_INPUT else plain(file, 200)


def _problem(problem: Problem) -> dict[str, Any]:
    from sulha.scenarios.problems import shortened

    return {
        "code": problem.code,
        "path": problem.path,
        "line": problem.line,
        "message": spoken(problem.message),
        "value": None if problem.value is None else shortened(problem.value),
        "allowed": spoken(problem.allowed) or None,
        "nearest": problem.nearest,
    }


@scenarios.command("schema", cls=Command, help=text("The JSON Schema of scenario files, for completion in editors."))
def schema_command(
    context: typer.Context, out: NewFile = None, debug: Debug = False, language: Language = None
) -> None:
    """Print the JSON Schema of scenario files, or write it to a new file."""
    with _open(context):
        from sulha.scenarios.json_schema import written

        schema = written()
    if out is None:
        leave_told(told=answer(schema.rstrip("\n")))
    leave_told(told=answer(_write(Path(out), schema)))


def _write(path: Path, content: str) -> str:
    """Write a new file, whole or not at all, and say so; one that is there already is left as it is."""
    try:
        if os.path.lexists(path):
            if _holds(path, content):
                return text("{file} is there already, and up to date", file=path)
            leave(text("{file} already exists; give another --out or move it away", file=path), WRONG_INPUT)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            try:
                file.write(content)
                file.flush()
            except OSError:
                path.unlink()
                raise
    except (OSError, ValueError) as error:
        from ..storage import reason

        why = reason(error) if isinstance(error, OSError) else str(error)
        leave(text("The schema could not be written to {file}: {reason}", file=path, reason=why), FAILED)
    return text("Written: {file}", file=path)


def _holds(path: Path, content: str) -> bool:
    return path.is_file() and path.read_bytes() == content.encode()


def _open(context: typer.Context) -> AbstractContextManager[None]:
    """What runs inside can be interrupted: nothing is lost by it."""
    return (context.find_object(Stopping) or Stopping()).open()
