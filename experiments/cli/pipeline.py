"""From what a command is to run to what it leaves behind, whatever happens between: results, verdict, exit code."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

from ..language import ntext, text
from ..stopping import Stopping
from ..terminal import answer, answer_json, say
from .application import FAILED, INTERRUPTED, WRONG_INPUT, leave, line

if TYPE_CHECKING:
    from sulha.model import Setup

    from ..result import Ensemble
    from ..running import Progress


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be run: the name of its results, the worlds of its arms, and how to start it.

    `start` takes what is to be told of the progress; it raises `Interrupted` as `sulha.experiments.run` does.
    """

    name: str
    worlds: tuple[Setup, ...]
    replicates: int
    start: Callable[[Callable[[Progress], None]], Ensemble]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user wants of a command that runs something: where results go, in which form, with a figure or not."""

    out: str | None
    as_json: bool
    no_figure: bool
    debug: bool


def carry_out(context: typer.Context, prepare: Callable[[], Job], wishes: Wishes) -> None:
    """Run what `prepare` says; store, draw and report it, and leave with the exit code that tells how it went."""
    stop = context.find_object(Stopping) or Stopping()
    try:
        with stop.open():
            job = prepare()
            _check_memory(job)
        target = _target(None if wishes.out is None else Path(wishes.out), job.name)
        _stand_somewhere()
        result = _result(stop, job)
    except KeyboardInterrupt:
        leave(text("Interrupted; nothing was written."), INTERRUPTED)
    # From here on an interruption waits until the tables are on disk.
    ended = _Ended(result, *_stored(result, target, wishes.out is None, job.name, debug=wishes.debug))
    if ended.folder is not None and not wishes.no_figure:
        _draw(ended, stop, debug=wishes.debug)
    told = _report(ended, as_json=wishes.as_json)
    _finish(ended, told=told, stopped=stop.asked)


@dataclass(slots=True)
class _Ended:
    """What became of a run: its result, the folder or why there is none, and the figure."""

    result: Ensemble
    folder: Path | None
    error: str | None
    figure: Path | None = None
    undrawn: bool = False


def _check_memory(job: Job) -> None:
    """Refuse a run that this machine could not hold."""
    from ..memory import bytes_of_world, bytes_per_replicate, citizens, machine_memory, room

    most = room(job.worlds)
    if not most:
        largest = max(job.worlds, key=bytes_of_world)
        needed, there = (f"{n / 1e9:.3g} GB" for n in (bytes_of_world(largest), machine_memory()))
        wrong = text(
            "A world of {citizens} citizens would take about {needed} of memory, and this machine has {there}, half of "
            "which a run may take; give the societies fewer citizens.",
            citizens=citizens(largest), needed=needed, there=there,
        )  # fmt: skip
        leave(wrong, WRONG_INPUT)
    if job.replicates > most:
        needed, there = (
            f"{n / 1e9:.3g} GB" for n in (job.replicates * bytes_per_replicate(job.worlds), machine_memory())
        )
        wrong = text(
            "{replicates} replicates would take about {needed} of memory, and this machine has {there}, half of which "
            "a run may take: about {most} replicates would fit; give --replicates {most} or fewer.",
            replicates=job.replicates, needed=needed, there=there, most=f"{most:.0f}",
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


def _stand_somewhere() -> None:
    """Compiling asks for the working folder. Where that is gone any other will do: what is written goes elsewhere."""
    try:
        Path.cwd()
    except FileNotFoundError:
        os.chdir(tempfile.gettempdir())


def _result(stop: Stopping, job: Job) -> Ensemble:
    """Run; after an interruption there is what was finished. Nothing interrupts any more once this is left."""
    from dataclasses import replace

    from ..progress import shown

    result: Ensemble | None = None
    try:
        with shown(job.replicates) as progress, stop.open():
            from sulha.model.kernels import compiled_before

            from ..running import Interrupted

            def report(now: Progress) -> None:
                if now.replicates_done == now.replicates:
                    stop.close()
                else:
                    stop.check()
                progress(now)

            if not compiled_before():
                say(text("Compiling the model's inner loops, once on this machine (about half a minute) ..."))
            try:
                result = job.start(report)
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
    return replace(result, name=job.name)


def _stored(
    result: Ensemble, target: Path, numbered: bool, name: str, *, debug: bool
) -> tuple[Path | None, str | None]:
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
            **result.as_data(),
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
