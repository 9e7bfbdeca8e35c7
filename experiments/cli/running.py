"""`sulha run`: a scenario with and without its organizations."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typer

from ..language import ntext, report, text
from ..stopping import Stopping
from ..terminal import answer, answer_json, say
from .application import FAILED, INTERRUPTED, WRONG_INPUT, app, leave, line
from .complaints import Command
from .options import Debug, Json, Language, NoFigure, Out, Replicates, Scenario, Seed, Set

if TYPE_CHECKING:
    from sulha.model import Setup
    from sulha.scenarios import Problem

    from ..result import Result
    from ..running import Progress


@app.command(
    "run", cls=Command, help=text("Run a scenario with and without its organizations; verdict, tables and a figure.")
)
def run_command(
    context: typer.Context,
    scenario: Scenario,
    replicates: Replicates = 30,
    seed: Seed = 0,
    set_: Set = None,
    out: Out = None,
    as_json: Json = False,
    no_figure: NoFigure = False,
    debug: Debug = False,
    language: Language = None,
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
        leave(text("Interrupted; nothing was written."), INTERRUPTED)
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
        reports.append(report(error))
    changes, problems = _changes(setup, assignments)
    if problems:
        reports.append(report(ScenarioError("--set", problems)))
    if setup is None or reports:
        leave("\n".join(reports), WRONG_INPUT)
    new = changed(setup, changes)
    if any(path.startswith("expect") for path in changes):
        from ..expectations import check

        try:
            check(new)
        except ScenarioError as error:
            leave(report(error), WRONG_INPUT)
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
    from ..arms import arms_of
    from ..memory import bytes_per_replicate, machine_memory, room

    arms = tuple(arms_of(setup, without=True).values())
    if replicates > (most := room(arms)):
        needed, there = (f"{n / 1e9:.3g} GB" for n in (replicates * bytes_per_replicate(arms), machine_memory()))
        wrong = text(
            "{replicates} replicates would take about {needed} of memory, and this machine has {there}, half of which "
            "a run may take: about {most} replicates would fit; give --replicates {most} or fewer.",
            replicates=replicates, needed=needed, there=there, most=f"{most:.0f}",
        )  # fmt: skip
        leave(wrong, WRONG_INPUT)


def _target(out: Path | None, name: str) -> Path:
    """Where the results will go; what can be refused is refused before the run, not after it."""
    from ..storage import FolderExistsError, StorageError, check_free, free_folder

    target = out if out is not None else free_folder(name)
    try:
        check_free(target)
    except FolderExistsError as error:
        leave(str(error), WRONG_INPUT)
    except StorageError as error:
        leave(str(error), FAILED)
    return target


def _result(stop: Stopping, setup: Setup, name: str, changes: dict[str, Any], replicates: int, seed: int) -> Result:
    """Run; after an interruption there is what was finished. Nothing interrupts any more once this is left."""
    from dataclasses import replace

    from ..progress import shown

    result: Result | None = None
    try:
        with shown(replicates) as progress, stop.open():
            from sulha.model.kernels import compiled_before

            from ..running import Interrupted, run

            def report(now: Progress) -> None:
                if now.replicates_done == now.replicates:
                    stop.close()
                else:
                    stop.check()
                progress(now)

            if not compiled_before():
                say(text("Compiling the model's inner loops, once on this machine (about half a minute) ..."))
            try:
                result = run(setup, replicates=replicates, seed=seed, changes=changes, progress=report)
            except Interrupted as interruption:
                result = interruption.result
                if result is None:
                    leave(
                        text("Interrupted before the first replicate was finished; nothing was written."), INTERRUPTED
                    )
                stop.taken()
    except OSError:
        # The terminal has gone and the bar cannot be drawn to its end.
        if result is None:
            raise
    return replace(result, name=name)


def _stored(result: Result, target: Path, numbered: bool, name: str, *, debug: bool) -> tuple[Path | None, str | None]:
    """The folder that the tables are in, or None and why there is none."""
    from ..storage import FolderExistsError, StorageError, free_folder, save

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
            return None, text(
                "The results could not be written to {folder} ({error})", folder=target, error=line(error)
            )


def _draw(ended: _Ended, stop: Stopping, *, debug: bool) -> None:
    """Add the figure to the folder; one that fails or is interrupted takes nothing with it."""
    folder = cast("Path", ended.folder)
    ended.undrawn = True
    try:
        from ..storage import StorageError, add

        with stop.open():
            from ..figures import pictures

            files = pictures(ended.result)
    except KeyboardInterrupt:
        stop.asked = True
        return
    except Exception as error:
        if debug:
            raise
        say(text("The figure could not be drawn ({error}); the tables are in {folder} without it.",
                 error=line(error), folder=folder))  # fmt: skip
        return
    try:
        add(folder, files)
    except StorageError as error:
        say(text("The figure is missing, the tables are saved. {error}", error=str(error)))
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
        lines.append("\n" + text("Results: {folder}", folder=folder))
    if ended.figure is not None:
        lines.append(text("Figure:  {figure} and figure.pdf", figure=ended.figure))
    return answer("\n".join(lines))


def _finish(ended: _Ended, *, told: bool, stopped: bool) -> None:
    """Say what is missing, and leave with the code that says so too."""
    result, folder = ended.result, ended.folder
    if ended.error is not None:
        say(ended.error)
    if not told:
        if folder is None:
            say(text("The verdict could not be written to standard output"))
        else:
            lost = text("The verdict could not be written to standard output; the results are saved in {folder}",
                        folder=folder)  # fmt: skip
            say(lost)
    if folder is None or not told:
        sys.exit(FAILED)
    if result.interrupted or stopped:
        say(_interrupted(ended, folder))
        # All is written. An extension module whose import was interrupted can abort an orderly end.
        os._exit(INTERRUPTED)
    if ended.undrawn:
        sys.exit(FAILED)


def _interrupted(ended: _Ended, folder: Path) -> str:
    """What an interruption left: how many replicates, with or without the figure, and where."""
    n = ended.result.replicates
    if ended.result.interrupted and ended.undrawn:
        return ntext(
            "Interrupted: the {n} replicate was finished; the figure is missing; saved in {folder}",
            "Interrupted: the {n} replicates were finished; the figure is missing; saved in {folder}",
            n, folder=folder,
        )  # fmt: skip
    if ended.result.interrupted:
        return ntext(
            "Interrupted: the {n} replicate was finished; saved in {folder}",
            "Interrupted: the {n} replicates were finished; saved in {folder}",
            n, folder=folder,
        )  # fmt: skip
    if ended.undrawn:
        return text(
            "Interrupted while the figure was drawn; the figure is missing; the results are saved in {folder}",
            folder=folder,
        )
    return text("Interrupted; the results are saved in {folder}", folder=folder)
