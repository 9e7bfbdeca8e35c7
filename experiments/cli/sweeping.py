"""`sulha sweep` and what belongs to it: how far it is, more of it, failed runs, one run again, parts together."""

from __future__ import annotations

import math
import re
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from ..language import ntext, report, text
from ..progress import duration
from ..stopping import Stopping
from ..terminal import answer, answer_json
from .application import FAILED, INTERRUPTED, WRONG_INPUT, app, leave, leave_told
from .complaints import Command
from .options import Debug, Language, named, whole

if TYPE_CHECKING:
    from ..sweeps.executors import Executor
    from ..sweeps.sweeping import Progress

Folder = Annotated[str, typer.Argument(metavar="FOLDER", help=text("The folder of a sweep."))]
Workers = Annotated[
    int | None,
    typer.Option(
        callback=whole(1, 4096), help=text("Processes of this machine that do the runs. [default: all cores]")
    ),
]
DaskAddress = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help=text("Let a Dask cluster do the runs, by its scheduler's address.")),
]
AsJson = Annotated[bool, typer.Option("--json", help=text("Print it as one JSON object."))]


@app.command("sweep", cls=Command, help=text("Run a sweep over a design of factors, or what is left of it."))
def sweep_command(
    context: typer.Context,
    specification: Annotated[str, typer.Argument(metavar="SPEC", help=text("The YAML file that says what is run."))],
    out: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER",
            callback=named,
            help=text("Where results go. [default: results/NAME; resumed if it is there]"),
        ),
    ] = None,
    workers: Workers = None,
    dask: DaskAddress = None,
    shard: Annotated[
        str, typer.Option(metavar="I/N", help=text("Do part I of N only; `sulha merge` puts the parts together."))
    ] = "1/1",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=text("Say how many runs, how long and how many bytes; run only a few."))
    ] = False,
    allow_inert: Annotated[
        bool, typer.Option("--allow-inert", help=text("Run although a factor changes nothing in the scenario."))
    ] = False,
    debug: Debug = False,
    language: Language = None,
) -> None:
    """Run a sweep, or what is left of it."""
    stop = context.find_object(Stopping) or Stopping()

    def work() -> None:
        from ..storage import RESULTS, slug
        from ..sweeps import specification as spec
        from ..sweeps.folder import MANIFEST
        from ..sweeps.layout import described
        from ..sweeps.sweeping import prepare, resume
        from ..sweeps.trying import inert_factors

        path = Path(specification)
        part = _shard(shard)
        made = described(spec.load(path), path.parent, origin=str(path))
        name = slug(made.specification.name or path.stem)
        usual = name if part == (1, 1) else f"{name}-{part[0]}-of-{part[1]}"
        folder = Path(out) if out is not None else RESULTS / usual
        if dry_run:
            _estimate(made, part, workers)
        if not (folder / MANIFEST).exists() and not allow_inert and (idle := inert_factors(made)):
            leave(_inert(idle), WRONG_INPUT)
        prepare(folder, made, part)
        _followed(lambda tell: resume(folder, _executor(workers, dask), tell), folder)

    guarded(stop, work)


@app.command("status", cls=Command, help=text("Say how far a sweep is, while it runs or afterwards."))
def status_command(folder: Folder, as_json: AsJson = False, language: Language = None) -> None:
    """Say how far a sweep is."""

    def work() -> None:
        from ..sweeps import folder as folders

        now = folders.status(Path(folder))
        if as_json:
            told = answer_json({
                "finished": now.finished, "failed": now.failed, "runs": now.size, "running": now.running,
                "seconds_left": None if math.isinf(now.left) else now.left,
            })  # fmt: skip
            leave_told(told=told)
        lines = [_done(now.finished, now.size, now.failed)]
        if now.finished == now.size:
            lines.append(text("Finished."))
        elif now.running:
            left = text("unknown") if math.isinf(now.left) else duration(now.left)
            lines.append(text("Running; about {time} left.", time=left))
        else:
            lines.append(text("Not running; `sulha retry {folder}` does what is left.", folder=folder))
        leave_told(told=answer("\n".join(lines)))

    guarded(Stopping(), work)


@app.command("extend", cls=Command, help=text("Give a sweep more replicates or points; what is there is kept."))
def extend_command(
    context: typer.Context,
    folder: Folder,
    replicates: Annotated[
        int | None, typer.Option(callback=whole(1, 100_000), help=text("Replicates of every point, in all."))
    ] = None,
    points: Annotated[
        int | None,
        typer.Option(
            callback=whole(1, 1_000_000), help=text("Points of the design, in all (trajectories, for Morris).")
        ),
    ] = None,
    workers: Workers = None,
    dask: DaskAddress = None,
    debug: Debug = False,
    language: Language = None,
) -> None:
    """Give a sweep more replicates or points."""
    stop = context.find_object(Stopping) or Stopping()

    def work() -> None:
        from ..sweeps.growing import extend

        if replicates is None and points is None:
            leave(text("There is nothing to extend; give --replicates or --points"), WRONG_INPUT)
        _followed(
            lambda tell: extend(folder, replicates=replicates, points=points, executor=_executor(workers, dask),
                                progress=tell),
            Path(folder),
        )  # fmt: skip

    guarded(stop, work)


@app.command("retry", cls=Command, help=text("Do the failed runs of a sweep again, and whatever is missing."))
def retry_command(
    context: typer.Context,
    folder: Folder,
    workers: Workers = None,
    dask: DaskAddress = None,
    debug: Debug = False,
    language: Language = None,
) -> None:
    """Do the failed runs of a sweep again."""
    stop = context.find_object(Stopping) or Stopping()

    def work() -> None:
        from ..sweeps.mending import retry

        _followed(lambda tell: retry(folder, executor=_executor(workers, dask), progress=tell), Path(folder))

    guarded(stop, work)


@app.command("replay", cls=Command, help=text("Do one run of a sweep again and show what it gives, or its traceback."))
def replay_command(
    context: typer.Context,
    folder: Folder,
    point: Annotated[int, typer.Option(callback=whole(0, 2**31), help=text("The number of the point."))],
    replicate: Annotated[int, typer.Option(callback=whole(0, 2**31), help=text("The number of the replicate."))] = 0,
    arm: Annotated[str, typer.Option(help=text("The name of the arm."))] = "scenario",
    as_json: AsJson = False,
    debug: Debug = False,
    language: Language = None,
) -> None:
    """Do one run of a sweep again."""
    stop = context.find_object(Stopping) or Stopping()

    def work() -> None:
        from ..storage import StorageError
        from ..sweeps.mending import replay
        from ..sweeps.tables import DamagedTable

        try:
            again = replay(folder, point=point, replicate=replicate, arm=arm)
        except (StorageError, DamagedTable, OSError):
            raise
        except Exception:
            if debug:
                raise
            leave(traceback.format_exc() + "\n" + text("The run fails, as its traceback above says."), FAILED)
        if as_json:
            told = answer_json({
                "point": point, "replicate": replicate, "arm": arm, "same": again.same,
                "outcomes": {name: None if math.isnan(value) else value for name, value in again.outcomes.items()},
            })  # fmt: skip
            leave_told(told=told)
        lines = [
            f"{name}: {text('none') if math.isnan(value) else format(value, '.6g')}"
            for name, value in again.outcomes.items()
        ]
        if again.row is None:
            lines.append(text("The folder does not have this run yet."))
        elif again.row["status"] == "failed":
            lines.append(text("In the folder this run failed, now it does not: `sulha retry` does it again there."))
        elif again.same:
            lines.append(text("The same as in the folder, bit for bit."))
        else:
            lines.append(text("NOT the same as in the folder: another version, or another processor."))
        leave_told(told=answer("\n".join(lines)))

    guarded(stop, work)


@app.command("merge", cls=Command, help=text("Put the parts of a sweep together that were run with --shard."))
def merge_command(
    context: typer.Context,
    folders: Annotated[list[str], typer.Argument(metavar="FOLDER...", help=text("The folders of all parts."))],
    out: Annotated[str, typer.Option(metavar="FOLDER", callback=named, help=text("A new folder for the whole."))],
    debug: Debug = False,
    language: Language = None,
) -> None:
    """Put the parts of a sweep together."""
    stop = context.find_object(Stopping) or Stopping()

    def work() -> None:
        from ..storage import reason
        from ..sweeps.merging import merge

        try:
            made = merge(folders, out)
        except OSError as error:
            leave(text("{folder} could not be written: {reason}. The parts are as they were.", folder=out,
                       reason=reason(error)), FAILED)  # fmt: skip
        leave_told(told=answer(text("Results: {folder}", folder=made)))

    guarded(stop, work)


# -- what they share


def guarded(stop: Stopping, work: Callable[[], None]) -> None:
    """Do the work of a command; whatever goes wrong is told in a sentence and an exit code."""
    from sulha.scenarios import ScenarioError

    from ..storage import StorageError, reason
    from ..sweeps.folder import FolderError
    from ..sweeps.sweeping import Interrupted
    from ..sweeps.tables import DamagedTable

    try:
        with stop.open():
            work()
    except ScenarioError as error:
        leave(report(error), WRONG_INPUT)
    except FolderError as error:
        leave(str(error), WRONG_INPUT)
    except StorageError as error:
        leave(str(error), FAILED)
    except DamagedTable as error:
        leave(_damaged(error.path), FAILED)
    except Interrupted as interruption:
        now = interruption.progress
        said = text(
            "Interrupted: {done} of {all} runs are saved in {folder}; the same command goes on from there",
            done=now.finished, all=now.size, folder=interruption.folder,
        )  # fmt: skip
        leave(said, INTERRUPTED)
    except KeyboardInterrupt:
        leave(text("Interrupted; what was finished before is as it was."), INTERRUPTED)
    except OSError as error:
        why = reason(error) if error.errno else str(error)
        said = text(
            "Stopped: {reason}. What was finished is saved; the same command goes on from there.", reason=why
        )  # fmt: skip
        leave(said, FAILED)


def _damaged(path: Path) -> str:
    from ..sweeps.folder import POINTS

    if path.name == POINTS:
        return text(
            "{path} is missing or damaged. Nothing was changed. Put a copy back, or begin again with another --out.",
            path=path,
        )
    return text(
        "{path} is damaged and cannot be read. Nothing was changed. Move it away, and its runs are done again.",
        path=path,
    )


def _shard(words: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", words)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        leave(text("--shard {words}: write I/N, such as 1/4 for the first of four parts", words=words), WRONG_INPUT)
    return int(found[1]), int(found[2])


def _executor(workers: int | None, dask: str | None) -> Executor:
    from ..sweeps.executors import Dask, Local
    from ..sweeps.sweeping import cores

    return Dask(dask) if dask is not None else Local(workers or cores())


def _inert(factors: list[str]) -> str:
    return text(
        "These factors change nothing in this scenario: {factors}. It may say something that overrules them, or not "
        "contain what they are about. Remove them, or give --allow-inert.",
        factors=", ".join(factors),
    )


def _estimate(made: Any, shard: tuple[int, int], workers: int | None) -> NoReturn:
    from ..sweeps.sweeping import cores
    from ..sweeps.trying import estimate

    plan, at = made.plan, workers or cores()
    found = estimate(made, plan.size_of(shard))
    told = answer(
        text(
            "{runs}: {points}, {replicates}, {arms}. About {time} on {workers} and {size} on disk, as a few runs took "
            "{seconds} s each.",
            runs=ntext("{n} run", "{n} runs", found.runs), points=ntext("{n} point", "{n} points", plan.points),
            replicates=ntext("{n} replicate", "{n} replicates", plan.replicates),
            arms=ntext("{n} arm", "{n} arms", plan.arms), time=duration(found.time(at)),
            workers=ntext("{n} process", "{n} processes", at), size=_size(found.runs * found.bytes),
            seconds=f"{found.seconds:.2g}",
        )
    )  # fmt: skip
    leave_told(told=told)


def _size(bytes_: float) -> str:
    return f"{bytes_ / 1e6:.2g} MB" if bytes_ >= 1e5 else f"{max(1, bytes_ / 1e3):.0f} kB"


def _followed(start: Callable[[Callable[[Progress], None]], Path], folder: Path) -> None:
    """Run with a bar or plain lines, and say in the end what there is."""
    from ..progress import followed

    last: list[Progress] = []
    with followed() as tell:

        def report(now: Progress) -> None:
            last[:] = [now]
            tell(_done(now.finished, now.size, now.failed), now.finished, now.size, now.left)

        start(report)
    now = last[-1]
    told = answer(f"{_done(now.finished, now.size, now.failed)}\n" + text("Results: {folder}", folder=folder))
    if now.failed:
        leave(
            ntext(
                "{n} run failed; its row in the table says why. `sulha retry {folder}` does it again.",
                "{n} runs failed; their rows in the table say why. `sulha retry {folder}` does them again.",
                now.failed, folder=folder,
            ),
            FAILED,
        )  # fmt: skip
    leave_told(told=told)


def _done(finished: int, size: int, failed: int) -> str:
    if failed:
        return text("{done} of {all} runs, {failed} failed", done=finished, all=size, failed=failed)
    return text("{done} of {all} runs", done=finished, all=size)
