"""`sulha report`: what a sweep shows, as a folder of tables, figures and a text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..language import text
from ..stopping import Stopping
from ..terminal import answer, answer_json, say
from .application import FAILED, WRONG_INPUT, app, leave
from .complaints import Command
from .options import Debug, Language
from .sweeping import AsJson, Folder, guarded

if TYPE_CHECKING:
    from ..analysis.frontier import Target
    from ..analysis.report import Report


@app.command(
    "report", cls=Command,
    help=text("Analyze a sweep: effects, sensitivity, frontiers, durations, as tables and figures for a paper."),
)  # fmt: skip
def report_command(
    context: typer.Context,
    folder: Folder,
    out: Annotated[
        str | None, typer.Option(metavar="FOLDER", help=text("Where the report goes. [default: FOLDER/report]"))
    ] = None,
    target: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OUTCOME<=VALUE",
            help=text(
                "What a frontier is to reach, such as conduct<=-0.05 (a difference from the second arm) or "
                "agreement_reached>=0.6; may be repeated."
            ),
        ),
    ] = None,
    as_json: AsJson = False,
    debug: Debug = False,
    language: Language = None,
) -> None:
    """Analyze a sweep and write a report of it."""
    stop = context.find_object(Stopping) or Stopping()

    def work() -> None:
        from ..analysis.parts import Wishes
        from ..analysis.report import analyzed, write
        from ..storage import StorageError, reason

        place = Path(out) if out is not None else Path(folder) / "report"
        wishes = Wishes(_targets(target or [], Path(folder)))
        try:
            made = analyzed(folder, wishes, lambda title: say(title + " …"))
            write(made, place)
        except StorageError as error:
            leave(str(error), WRONG_INPUT)
        except MemoryError as error:
            leave(str(error) or text("There is not enough memory."), FAILED)
        except OSError as error:
            leave(text("The report could not be written: {reason}.", reason=reason(error)), FAILED)
        if as_json:
            answer_json(made.as_data())
        else:
            answer(_told(made, place))

    guarded(stop, work)


def _told(made: Report, place: Path) -> str:
    """What there is and what is not, in lines."""
    runs = made.runs
    lines = [
        text("{done} of {all} runs, {failed} failed", done=runs.done + runs.failed, all=runs.size, failed=runs.failed)
    ]
    if runs.done + runs.failed < runs.size:
        lines.append(text("The sweep is not finished; this is of the runs that are."))
    lines += [finding for part in made.parts for finding in part.findings]
    lines += [text("Not made: {part}: {why}", part=one.title, why=one.why) for one in made.left_out]
    return "\n".join([*lines, text("Report: {file}", file=place / "report.md")])


def _targets(words: list[str], folder: Path) -> dict[str, Target]:
    from ..analysis.frontier import Target
    from ..sweeps import folder as folders

    known = [] if not words else folders.read(folder).data["outcomes"]
    targets: dict[str, Target] = {}
    for word in words:
        found = re.fullmatch(r"\s*([a-z_.]+)\s*(<=|>=)\s*([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\s*", word)
        if found is None or not _number(found[3]):
            leave(text("--target {word}: write OUTCOME<=VALUE or OUTCOME>=VALUE, such as conduct<=-0.05", word=word),
                  WRONG_INPUT)  # fmt: skip
        if found[1] not in known:
            leave(text("--target {word}: the sweep has no outcome {name}; it has {names}", word=word, name=found[1],
                       names=", ".join(known)), WRONG_INPUT)  # fmt: skip
        targets[found[1]] = Target("<=" if found[2] == "<=" else ">=", float(found[3]))
    return targets


def _number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
