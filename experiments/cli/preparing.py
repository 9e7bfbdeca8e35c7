"""From the words of a command line to a scenario with the changes that were asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..language import report, text
from .application import WRONG_INPUT, leave

if TYPE_CHECKING:
    from sulha.model import Setup
    from sulha.scenarios import Problem, ScenarioError


def refused(error: ScenarioError) -> str:
    """The report on a scenario that cannot be used, with the command that helps to find another one."""
    told = report(error)
    if error.at("unknown_scenario"):
        told += "\n      " + text("`sulha scenarios list` says what each of them is about")
    return told


def prepared(scenario: str, assignments: list[str]) -> tuple[Setup, Setup, str, dict[str, Any]]:
    """The scenario before and after the changes to it, or a report of all that is wrong and exit code 2."""
    from sulha.scenarios import ScenarioError, changed, load

    reports: list[str] = []
    setup: Setup | None = None
    try:
        setup = load(scenario)
    except ScenarioError as error:
        reports.append(refused(error))
    changes, problems = changes_of(setup, assignments)
    if problems:
        reports.append(refused(ScenarioError("--set", problems)))
    if setup is None or reports:
        leave("\n".join(reports), WRONG_INPUT)
    new = changed(setup, changes)
    if any(path.startswith("expect") for path in changes):
        from ..expectations import check

        try:
            check(new)
        except ScenarioError as error:
            leave(refused(error), WRONG_INPUT)
    return setup, new, Path(scenario).stem, changes


def changes_of(setup: Setup | None, assignments: list[str]) -> tuple[dict[str, Any], list[Problem]]:
    """All changes of the command line, and everything that is wrong with any of them."""
    from dataclasses import replace

    from sulha.model.wording import said
    from sulha.scenarios import Problem, ScenarioError, changed, parse_assignment
    from sulha.scenarios.problems import shortened
    from sulha.scenarios.validation import MOST

    changes: dict[str, Any] = {}
    problems: list[Problem] = []
    for assignment in assignments:
        try:
            path, value = parse_assignment(assignment)
        except ScenarioError as error:
            problems += [replace(problem, path=problem.path or shortened(assignment)) for problem in error.problems]
        else:
            if path in changes:
                message = said("{path} is given twice; give it once", path=shortened(path))
                problems.append(Problem("inconsistent", shortened(path), message, None, value))
            changes[path] = value
    # A path that leads nowhere hides what is wrong with the values of the others: leave it out and try once more.
    left = dict(changes)
    while setup is not None and left and len(problems) < MOST:
        try:
            changed(setup, left)
        except ScenarioError as error:
            problems += error.problems
            nowhere = {problem.path for problem in error.at("unknown_path")} & left.keys()
            left = {path: value for path, value in left.items() if nowhere and path not in nowhere}
        else:
            break
    return changes, problems
