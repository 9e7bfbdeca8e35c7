"""`sulha compare`: a scenario minus what it is compared with, on the same random numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from ..language import report, text
from .application import WRONG_INPUT, app, leave
from .complaints import Command
from .options import Debug, Json, Language, NoFigure, Out, Replicates, Scenario, Seed
from .pipeline import Job, Wishes, carry_out
from .preparing import changes_of, refused

if TYPE_CHECKING:
    from sulha.model import Setup

    from ..comparison import Comparison, Pair
    from ..running import Progress

Without = Annotated[
    list[str] | None,
    typer.Option(
        metavar="WHAT",
        help=text(
            "What the alternative is without: organizations, one organization, an activity or a mechanism; may be "
            "repeated."
        ),
    ),
]
Against = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATH=VALUE|SCENARIO",
        help=text("A setting that the alternative has, or another scenario that it is; may be repeated."),
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help=text("Change a setting in both; may be repeated.")),
]


@app.command(
    "compare",
    cls=Command,
    help=text(
        "Compare a scenario with itself without something, with other settings, or with another scenario; every "
        "difference is with minus without."
    ),
)
def compare_command(
    context: typer.Context,
    scenario: Scenario,
    without: Without = None,
    against: Against = None,
    set_: Set = None,
    replicates: Replicates = 30,
    seed: Seed = 0,
    out: Out = None,
    as_json: Json = False,
    no_figure: NoFigure = False,
    debug: Debug = False,
    language: Language = None,
) -> None:
    """Run a scenario and what it is compared with; print the difference, write tables and a figure."""

    def prepare() -> Job:
        pair = _pair(scenario, without or [], against or [], set_ or [])

        def start(progress: Callable[[Progress], None]) -> Comparison:
            from ..comparison import compare_pair

            return compare_pair(pair, replicates=replicates, seed=seed, progress=progress)

        return Job(pair.name, (pair.a, pair.b), replicates, start)

    carry_out(context, prepare, Wishes(out, as_json, no_figure, debug))


def _pair(scenario: str, without: list[str], against: list[str], assignments: list[str]) -> Pair:
    """The two worlds, or a report of all that is wrong and exit code 2."""
    from dataclasses import replace

    from sulha.scenarios import ScenarioError

    from ..comparison import pair_of

    if not without and not against:
        leave(_nothing(scenario), WRONG_INPUT)
    settings, others = [word for word in against if _assigns(word)], [word for word in against if not _assigns(word)]
    if len(others) > 1:
        several = text("--against names several scenarios ({names}); give one", names=", ".join(others))
        leave(several, WRONG_INPUT)
    setups = _loaded([scenario, *others])
    changes = _changes(setups, assignments)
    different = _alternative(setups, changes, settings)
    names = [Path(name).stem for name in setups]
    worlds = list(setups.values())
    other = worlds[1] if len(worlds) > 1 else worlds[0] if others else None
    try:
        pair = pair_of(worlds[0], without=without, against=other, against_changes=different, changes=changes)
    except ScenarioError as error:
        leave(refused(error), WRONG_INPUT)
    return replace(pair, name=names[0], other=names[-1] if others else None)


def _nothing(scenario: str) -> str:
    examples = ("--without organizations", "--without track_two", "--against constraints.funding=0.5",
                "--against baseline")  # fmt: skip
    lines = [text("There is nothing to compare with; give --without or --against, such as")]
    return "\n".join([*lines, *(f"  sulha compare {scenario} {example}" for example in examples)])


def _assigns(word: str) -> bool:
    """Whether a word after `--against` is path=value; else it is a scenario, such as ./a=b.yaml."""
    path, sign, _ = word.partition("=")
    return bool(sign) and "/" not in path and "\\" not in path


def _loaded(names: list[str]) -> dict[str, Setup]:
    """The scenarios by the names they were asked for, or a report of what is wrong with any of them."""
    from sulha.model.setup import known_paths
    from sulha.scenarios import ScenarioError, load

    setups: dict[str, Setup] = {}
    reports: list[str] = []
    for name in dict.fromkeys(names):
        try:
            setups[name] = load(name)
        except ScenarioError as error:
            said = refused(error)
            if setups and name in known_paths(next(iter(setups.values()))):
                said = text("--against {path}: a value is missing; write --against {path}=value", path=name)
            reports.append(said)
    if reports:
        leave("\n".join(reports), WRONG_INPUT)
    return setups


def _changes(setups: dict[str, Setup], assignments: list[str]) -> dict[str, Any]:
    """What `--set` changes in both, or a report of what does not fit, and in which of them."""
    from sulha.scenarios import ScenarioError

    changes: dict[str, Any] = {}
    reports: dict[str, str] = {}
    for name, setup in setups.items():
        changes, problems = changes_of(setup, assignments)
        if problems:
            where = text("--set, in {scenario}", scenario=name) if len(setups) > 1 else "--set"
            reports[name] = report(ScenarioError(where, problems))
    if reports:
        _refuse(reports, [name for name in setups if name not in reports])
    return changes


def _refuse(reports: dict[str, str], fitting: list[str]) -> NoReturn:
    lines = list(reports.values())
    if fitting:
        lines.append(
            text(
                "It fits {scenario}, but --set changes both: --against path=value sets something in the alternative "
                "alone.",
                scenario=fitting[0],
            )
        )
    leave("\n".join(lines), WRONG_INPUT)


def _alternative(setups: dict[str, Setup], changes: dict[str, Any], settings: list[str]) -> dict[str, Any]:
    """What `--against` changes in the alternative, or a report of what does not fit."""
    from sulha.scenarios import ScenarioError, changed

    alternative = changed(list(setups.values())[-1], changes)
    different, problems = changes_of(alternative, settings)
    if problems:
        leave(report(ScenarioError("--against", problems)), WRONG_INPUT)
    return different
