"""`sulha paper`: the studies, run or resumed, decided and written up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from ..language import noted, ntext, text
from ..progress import duration, followed
from ..stopping import Stopping
from ..terminal import answer, answer_json
from .application import FAILED, WRONG_INPUT, app, leave, leave_told
from .complaints import Command
from .options import Debug, Language
from .sweeping import AsJson, Workers, _done, guarded

if TYPE_CHECKING:
    from ..studies import Study
    from ..studies.paper import Paper
    from ..studies.scales import Scale
    from ..sweeps.sweeping import Progress

_DECISIONS = {"confirmed": noted("confirmed"), "refuted": noted("refuted"), "not decided": noted("not decided")}


@app.command(
    "paper", cls=Command,
    help=text("Run the studies of the hypotheses, or what is left of them, decide them and write the results."),
)  # fmt: skip
def paper_command(
    context: typer.Context,
    scale: Annotated[
        str, typer.Option(metavar="SCALE", help=text("small (half an hour on two cores) or full (a night)."))
    ] = "small",
    out: Annotated[
        str, typer.Option(metavar="FOLDER", help=text("Where results go or are; what is there is not run again."))
    ] = "paper",
    workers: Workers = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="STUDY", help=text("Run this study, such as H3; may be repeated."))
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=text("Say how many runs and how long; run only a few."))
    ] = False,
    as_json: AsJson = False,
    debug: Debug = False,
    language: Language = None,
) -> None:
    """Run, decide and write up the studies."""
    stop = context.find_object(Stopping) or Stopping()

    def work() -> None:
        from ..studies import STUDIES
        from ..studies.paper import paper
        from ..studies.scales import SCALES

        if scale not in SCALES:
            leave(text("--scale {word}: give small or full", word=scale), WRONG_INPUT)
        chosen = _chosen(only or [], STUDIES)
        if dry_run:
            _estimate(chosen, SCALES[scale], workers)
        with followed() as tell:

            def report(now: Progress) -> None:
                tell(_done(now.finished, now.size, now.failed), now.finished, now.size, now.left)

            made = paper(chosen, SCALES[scale], Path(out), everything=STUDIES, workers=workers, progress=report)
        told = answer_json(_as_data(made)) if as_json else answer(_told(made))
        if made.failed:
            failed = ntext(
                "{n} run failed and is left out; its row in the table says why.",
                "{n} runs failed and are left out; their rows in the tables say why.",
                made.failed,
            )
            leave(failed, FAILED)
        leave_told(told=told)

    guarded(stop, work)


def _chosen(words: list[str], studies: tuple[Study, ...]) -> tuple[Study, ...]:
    known = {study.id.lower(): study for study in studies}
    for word in words:
        if word.lower() not in known:
            leave(text("--only {word}: there is no such study; give one of {names}", word=word,
                       names=", ".join(study.id for study in studies)), WRONG_INPUT)  # fmt: skip
    return tuple(known[word.lower()] for word in dict.fromkeys(words)) or studies


def _told(made: Paper) -> str:
    lines = []
    for one in made.done:
        decision = text(_DECISIONS[one.decision])
        title = text(one.study.title)
        lines.append(text("{study} {title}: {decision}", study=one.study.id, title=title, decision=decision))
    if made.missing:
        lines.append(text("Not run yet: {studies}", studies=", ".join(study.id for study in made.missing)))
    return "\n".join([*lines, text("Results: {file}", file=made.out / "results.md")])


def _as_data(made: Paper) -> dict[str, object]:
    return {
        "folder": str(made.out),
        "studies": {
            one.study.id: {"decision": one.decision, "scale": one.scale.name, "failed": one.failed} for one in made.done
        },
        "missing": [study.id for study in made.missing],
    }


def _estimate(chosen: tuple[Study, ...], scale: Scale, workers: int | None) -> NoReturn:
    from ..studies.paper import estimates
    from ..sweeps.sweeping import cores

    at, runs, seconds = workers or cores(), 0, 0.0
    for one, found in estimates(chosen, scale):
        runs, seconds = runs + found.runs, seconds + found.time(at)
        answer(text("{name}: {runs} runs, {seconds} s each, about {time}", name=one.name, runs=found.runs,
                    seconds=f"{found.seconds:.2g}", time=duration(found.time(at))))  # fmt: skip
    told = answer(
        text(
            "{runs}, about {time} on {workers}", runs=ntext("{n} run", "{n} runs", runs), time=duration(seconds),
            workers=ntext("{n} process", "{n} processes", at),
        )
    )  # fmt: skip
    leave_told(told=told)
