"""`sulha run`: a scenario with and without its organizations."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from ..language import text
from .application import app
from .complaints import Command
from .options import Debug, Json, Language, NoFigure, Out, Replicates, Scenario, Seed, Set
from .pipeline import Job, Wishes, carry_out
from .preparing import prepared

if TYPE_CHECKING:
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

    def prepare() -> Job:
        setup, new, name, changes = prepared(scenario, set_ or [])
        from ..arms import arms_of

        def start(progress: Callable[[Progress], None]) -> Result:
            from ..running import run

            return run(setup, replicates=replicates, seed=seed, changes=changes, progress=progress)

        return Job(name, tuple(arms_of(new, without=True).values()), replicates, start)

    carry_out(context, prepare, Wishes(out, as_json, no_figure, debug))
