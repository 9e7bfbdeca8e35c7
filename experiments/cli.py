"""The command `sulha`. What a command needs is imported when it is called, so that asking for help is quick."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, cast

import typer

from .stopping import Stopping, stopping
from .terminal import answer, answer_json, flush, prepare, say

if TYPE_CHECKING:
    from sulha.model import Setup
    from sulha.scenarios import Problem

    from .result import Result
    from .running import Progress

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
    prepare()
    with stopping() as stop:
        try:
            app(obj=stop)
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        except Exception as error:
            if "--debug" in sys.argv:
                raise
            _leave(
                f"Something went wrong that should not: {_line(error)}. Run again with --debug to see where.", FAILED
            )
        finally:
            # What typer printed may wait in a buffer: a stream that fails now would make Python complain at exit.
            for stream in (sys.stdout, sys.stderr):
                flush(stream)


def _leave(line: str, code: int) -> NoReturn:
    say(line)
    sys.exit(code)


def _line(error: BaseException) -> str:
    first = (str(error) or type(error).__name__).splitlines()[0]
    return f"{type(error).__name__}: {first[:300]}".rstrip(".")


def _version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from sulha.model import MODEL_VERSION

        told = answer(f"sulha {version('sulha')} (model {MODEL_VERSION})")
        raise typer.Exit(DONE if told else FAILED)


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


def _whole(low: int, high: int) -> Any:
    """An option's check: the number lies between two others."""

    def check(value: int) -> int:
        if not low <= value <= high:
            raise typer.BadParameter(f"{value} is not allowed; give a whole number from {low} to {high}")
        return value

    return check


def _folder(value: str | None) -> str | None:
    if value is not None and not value.strip():
        raise typer.BadParameter("the name is empty; give the name of a new folder, such as results/mine")
    return value


@app.command("run")
def run_command(
    context: typer.Context,
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped scenario's name, or a path to a file.")
    ],
    replicates: Annotated[
        int, typer.Option(callback=_whole(1, 100_000), help="How often each arm runs, 1 to 100000.")
    ] = 30,
    seed: Annotated[
        int, typer.Option(callback=_whole(0, 2**63 - 1), help="The seed of all random numbers, 0 to 2**63 - 1.")
    ] = 0,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a setting of the scenario; may be repeated."),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="PATH", callback=_folder, help="A new folder for the results. [default: results/NAME-1, -2, ...]"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdict as one JSON object.")] = False,
    no_figure: Annotated[bool, typer.Option("--no-figure", help="Draw no figure.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback if something fails.")] = False,
) -> None:
    """Run a scenario with and without its organizations; print a verdict, write tables and a figure."""
    stop = context.find_object(Stopping) or Stopping()
    try:
        with stop.open():
            setup, new, name, changes = _prepared(scenario, set_ or [])
            _check_memory(new, replicates)
        target = _target(None if out is None else Path(out), name)
        result = _result(stop, setup, name, changes, replicates, seed)
    except KeyboardInterrupt:
        _leave("Interrupted; nothing was written.", INTERRUPTED)
    # From here on an interruption waits until the tables are on disk.
    ended = _Ended(result, *_stored(result, target, out is None, name, debug=debug))
    if ended.folder is not None and not no_figure:
        _draw(ended, stop, debug=debug)
    told = _report(ended, as_json=as_json)
    _finish(ended, told=told, stopped=stop.asked)


@dataclass(slots=True)
class _Ended:
    """What became of a run: its result, the folder or why there is none, and the figure."""

    result: Result
    folder: Path | None
    error: str | None
    figure: Path | None = None
    undrawn: bool = False


def _prepared(scenario: str, assignments: list[str]) -> tuple[Setup, Setup, str, dict[str, Any]]:
    """The scenario before and after the changes to it, or a report of all that is wrong and exit code 2."""
    from sulha.scenarios import ScenarioError, changed, load

    reports: list[str] = []
    setup: Setup | None = None
    try:
        setup = load(scenario)
    except ScenarioError as error:
        reports.append(str(error))
    changes, problems = _changes(setup, assignments)
    if problems:
        reports.append(str(ScenarioError("--set", problems)))
    if setup is None or reports:
        _leave("\n".join(reports), WRONG_INPUT)
    new = changed(setup, changes)
    if any(path.startswith("expect") for path in changes):
        from .expectations import check

        try:
            check(new)
        except ScenarioError as error:
            _leave(str(error), WRONG_INPUT)
    return setup, new, Path(scenario).stem, changes


def _changes(setup: Setup | None, assignments: list[str]) -> tuple[dict[str, Any], list[Problem]]:
    """All changes of the command line, and everything that is wrong with any of them."""
    from dataclasses import replace

    from sulha.scenarios import ScenarioError, changed, parse_assignment
    from sulha.scenarios.problems import shortened

    changes: dict[str, Any] = {}
    problems: list[Problem] = []
    for assignment in assignments:
        try:
            path, value = parse_assignment(assignment)
        except ScenarioError as error:
            problems += [replace(problem, path=problem.path or shortened(assignment)) for problem in error.problems]
        else:
            changes[path] = value
    # A path that leads nowhere hides what is wrong with the values of the others: leave it out and try once more.
    left = dict(changes)
    while setup is not None and left:
        try:
            changed(setup, left)
        except ScenarioError as error:
            problems += error.problems
            nowhere = {problem.path for problem in error.at("unknown_path")} & left.keys()
            left = {path: value for path, value in left.items() if nowhere and path not in nowhere}
        else:
            break
    return changes, problems


def _check_memory(setup: Setup, replicates: int) -> None:
    """Refuse a run that this machine could not hold."""
    from .arms import arms_of
    from .memory import bytes_per_replicate, machine_memory, room

    arms = tuple(arms_of(setup, without=True).values())
    if replicates > (most := room(arms)):
        needed, there = (f"{n / 1e9:.3g} GB" for n in (replicates * bytes_per_replicate(arms), machine_memory()))
        _leave(
            f"{replicates} replicates would take about {needed} of memory, and this machine has {there}, half of which "
            f"a run may take: about {most:.0f} replicates would fit; give --replicates {most:.0f} or fewer.",
            WRONG_INPUT,
        )


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


def _result(stop: Stopping, setup: Setup, name: str, changes: dict[str, Any], replicates: int, seed: int) -> Result:
    """Run; after an interruption there is what was finished. Nothing interrupts any more once this is left."""
    from dataclasses import replace

    from .progress import shown

    result: Result | None = None
    try:
        with shown(replicates) as progress, stop.open():
            from sulha.model.kernels import compiled_before

            from .running import Interrupted, run

            def report(now: Progress) -> None:
                if now.replicates_done == now.replicates:
                    stop.close()
                else:
                    stop.check()
                progress(now)

            if not compiled_before():
                say("Compiling the model's inner loops, once on this machine (about half a minute) ...")
            try:
                result = run(setup, replicates=replicates, seed=seed, changes=changes, progress=report)
            except Interrupted as interruption:
                result = interruption.result
                if result is None:
                    _leave("Interrupted before the first replicate was finished; nothing was written.", INTERRUPTED)
                stop.taken()
    except OSError:
        # The terminal has gone and the bar cannot be drawn to its end.
        if result is None:
            raise
    return replace(result, name=name)


def _stored(result: Result, target: Path, numbered: bool, name: str, *, debug: bool) -> tuple[Path | None, str | None]:
    """The folder that the tables are in, or None and why there is none."""
    from .storage import FolderExistsError, StorageError, free_folder, save

    while True:
        try:
            return save(result, target), None
        except FolderExistsError as error:
            # Another run has taken the number meanwhile.
            if not numbered:
                return None, str(error)
            target = free_folder(name)
        except StorageError as error:
            return None, str(error)
        except Exception as error:
            # The verdict need not be lost with the tables.
            if debug:
                raise
            return None, f"The results could not be written to {target} ({_line(error)})"


def _draw(ended: _Ended, stop: Stopping, *, debug: bool) -> None:
    """Add the figure to the folder; one that fails or is interrupted takes nothing with it."""
    folder = cast("Path", ended.folder)
    ended.undrawn = True
    try:
        from .storage import StorageError, add

        with stop.open():
            from .figures import pictures

            files = pictures(ended.result)
    except KeyboardInterrupt:
        stop.asked = True
        return
    except Exception as error:
        if debug:
            raise
        say(f"The figure could not be drawn ({_line(error)}); the tables are in {folder} without it.")
        return
    try:
        add(folder, files)
    except StorageError as error:
        say(f"The figure is missing, the tables are saved. {error}")
        return
    ended.undrawn, ended.figure = False, folder / "figure.png"


def _report(ended: _Ended, *, as_json: bool) -> bool:
    """The verdict on standard output; False where nobody could be told."""
    result, folder = ended.result, ended.folder
    if as_json:
        data = {
            "scenario": result.name,
            "replicates": result.replicates,
            "replicates_asked": result.asked,
            "interrupted": result.interrupted,
            "seed": result.seed,
            "changes": result.manifest["changes"],
            **result.verdict.as_data(),
            "folder": None if folder is None else str(folder),
            "figure": None if ended.figure is None else str(ended.figure),
        }
        return answer_json(data if ended.error is None else {**data, "error": ended.error})
    lines = [result.summary()]
    if folder is not None:
        lines.append(f"\nResults: {folder}")
    if ended.figure is not None:
        lines.append(f"Figure:  {ended.figure} and figure.pdf")
    return answer("\n".join(lines))


def _finish(ended: _Ended, *, told: bool, stopped: bool) -> None:
    """Say what is missing, and leave with the code that says so too."""
    result, folder = ended.result, ended.folder
    if ended.error is not None:
        say(ended.error)
    if not told:
        where = "" if folder is None else f"; the results are saved in {folder}"
        say(f"The verdict could not be written to standard output{where}")
    if folder is None or not told:
        sys.exit(FAILED)
    if result.interrupted or stopped:
        said, saved = "Interrupted", "the results are saved"
        if result.interrupted:
            done = "replicate was" if result.replicates == 1 else "replicates were"
            said, saved = f"Interrupted: the {result.replicates} {done} finished", "saved"
        elif ended.undrawn:
            said = "Interrupted while the figure was drawn"
        missing = "; the figure is missing" if ended.undrawn else ""
        say(f"{said}{missing}; {saved} in {folder}")
        # All is written. An extension module whose import was interrupted can abort an orderly end.
        os._exit(INTERRUPTED)
    if ended.undrawn:
        sys.exit(FAILED)
