"""The command `sulha`. What a command needs is imported when it is called, so that asking for help is quick."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from sulha.model import Setup

    from .result import Result

DONE, FAILED, WRONG_INPUT, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    name="sulha",
    help="Sulha, an agent-based simulation of parallel diplomacy.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """The console script: exit code 0 done, 1 failed while running, 2 wrong input, 130 interrupted."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has stopped reading; Python would complain once more while it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        _leave(f"Something went wrong that should not: {_line(error)}. Run again with --debug to see where.", FAILED)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def _leave(line: str, code: int) -> NoReturn:
    _say(line)
    sys.exit(code)


def _line(error: BaseException) -> str:
    first = (str(error) or type(error).__name__).splitlines()[0]
    return f"{type(error).__name__}: {first[:300]}".rstrip(".")


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C before anything is stored: typer would leave without a word."""
    try:
        yield
    except KeyboardInterrupt:
        _leave("Interrupted; nothing was written.", INTERRUPTED)


def _version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from sulha.model import MODEL_VERSION

        print(f"sulha {version('sulha')} (model {MODEL_VERSION})")  # noqa: T201
        raise typer.Exit


@app.callback()
def _sulha(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=lambda wanted: _version(wanted=wanted),
            is_eager=True,
            help="Print the version and leave.",
        ),
    ] = False,
) -> None:
    """Sulha, an agent-based simulation of parallel diplomacy."""


@app.command("run")
def run_command(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped scenario's name, or a path to a file.")
    ],
    replicates: Annotated[int, typer.Option(min=1, max=100_000, help="How often each arm runs.")] = 30,
    seed: Annotated[int, typer.Option(min=0, help="The seed of all random numbers.")] = 0,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a setting of the scenario; may be repeated."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="A new folder for the results. [default: results/NAME-1, -2, ...]")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdict as one JSON object.")] = False,
    no_figure: Annotated[bool, typer.Option("--no-figure", help="Draw no figure.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback if something fails.")] = False,
) -> None:
    """Run a scenario with and without its organizations; print a verdict, write tables and a figure."""
    with _interruptible():
        setup, name, changes = _prepared(scenario, set_ or [])
        target = _target(out, name)
        result = _result(setup, name, changes, replicates, seed)
        pictures, drawn = ({}, True) if no_figure else _drawn(result, debug=debug)
        folder = _stored(result, target, out is None, name, pictures)
    _report(result, folder, pictures, as_json=as_json)
    if result.interrupted:
        done = "replicate was" if result.replicates == 1 else "replicates were"
        _leave(f"Interrupted: the {result.replicates} {done} finished; saved in {folder}", INTERRUPTED)
    if not drawn:
        sys.exit(FAILED)


def _prepared(scenario: str, assignments: list[str]) -> tuple[Setup, str, dict[str, Any]]:
    """The scenario before and the changes to it, or a report of all that is wrong and exit code 2."""
    from sulha.scenarios import ScenarioError, changed, load
    from sulha.scenarios.overriding import parse_assignment

    try:
        setup = load(scenario)
        changes = dict(parse_assignment(assignment) for assignment in assignments)
        new = changed(setup, changes) if changes else setup
        if new.expect:
            # Only now: the names of metrics come with the whole model, and a wrong file should be told at once.
            from .expectations import check

            check(new)
    except (ScenarioError, ValueError) as error:
        _leave(str(error), WRONG_INPUT)
    return setup, Path(scenario).stem, changes


def _target(out: Path | None, name: str) -> Path:
    """Where the results will go; what can be refused is refused before the run, not after it."""
    from .storage import FolderExistsError, StorageError, check_free, free_folder

    target = out if out is not None else free_folder(name)
    try:
        check_free(target)
    except FolderExistsError as error:
        _leave(str(error), WRONG_INPUT)
    except StorageError as error:
        _leave(str(error), FAILED)
    return target


def _result(setup: Setup, name: str, changes: dict[str, Any], replicates: int, seed: int) -> Result:
    from dataclasses import replace

    from sulha.model.kernels import compiled_before

    from .progress import shown
    from .running import Interrupted, run

    if not compiled_before():
        _say("Compiling the model's inner loops, once on this machine (about half a minute) ...")
    try:
        with shown(replicates) as progress:
            result = run(setup, replicates=replicates, seed=seed, changes=changes, progress=progress)
    except Interrupted as interruption:
        if interruption.result is None:
            _leave("Interrupted before the first replicate was finished; nothing was written.", INTERRUPTED)
        result = interruption.result
    return replace(result, name=name)


def _drawn(result: Result, *, debug: bool) -> tuple[dict[str, bytes], bool]:
    """The figure's files; a figure that fails must not take the tables with it."""
    try:
        from .figures import pictures

        return pictures(result), True
    except Exception as error:
        if debug:
            raise
        _say(f"The figure could not be drawn ({_line(error)}); the tables are written without it.")
        return {}, False


def _stored(result: Result, target: Path, numbered: bool, name: str, pictures: dict[str, bytes]) -> Path:
    from .storage import FolderExistsError, StorageError, free_folder, save

    while True:
        try:
            return save(result, target, pictures)
        except FolderExistsError as error:
            # Another run has taken the number meanwhile.
            if not numbered:
                _leave(str(error), FAILED)
            target = free_folder(name)
        except StorageError as error:
            _leave(str(error), FAILED)


def _report(result: Result, folder: Path, pictures: dict[str, bytes], *, as_json: bool) -> None:
    if as_json:
        data = {
            "scenario": result.name,
            "replicates": result.replicates,
            "replicates_asked": result.asked,
            "interrupted": result.interrupted,
            "seed": result.seed,
            "changes": result.manifest["changes"],
            **result.verdict.as_data(),
            "folder": str(folder),
            "figure": str(folder / "figure.png") if pictures else None,
        }
        print(json.dumps(data, ensure_ascii=False))  # noqa: T201
        return
    print(result.summary())  # noqa: T201
    print(f"\nResults: {folder}")  # noqa: T201
    if pictures:
        print(f"Figure:  {folder / 'figure.png'} and figure.pdf")  # noqa: T201
