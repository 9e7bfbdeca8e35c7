"""Changing a loaded scenario: the command line's `--set`, a study's settings, a sweep's factors.

What counts, from weakest to strongest, is written here and nowhere else:

    defaults of the model < the scenario < the study or sweep < the command line

so a caller applies `changed` in this order. Every change is logged as `path: old -> new`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from numbers import Integral, Real
from typing import Any, Final

from pydantic import ValidationError

from sulha.model.parameters import PARAMETERS
from sulha.model.setup import Part, Setup, UnknownPath, known_paths, with_changes
from sulha.model.setup import changed as _changed
from sulha.model.wording import said

from .problems import Problem, ScenarioError, nearest, quotable, shortened
from .reading import MAX_DEPTH, read, too_deep
from .validation import MOST, month_of, naming_problems, problems_of

#: From weakest to strongest: what stands later wins.
PRIORITY: Final = ("defaults", "scenario", "study", "command line")

log = logging.getLogger("sulha.scenarios")


def changed(setup: Setup, changes: Mapping[str, Any], *, by: str = "command line") -> Setup:
    """A copy of the setup with dotted paths set to values: `{"constraints.funding": 0.5}`.

    A path names a place of the description or a parameter by its id; `*` in it stands for every name that there is:
    `organizations.*.status`. `by` is the member of `PRIORITY` that asks.

    Raises:
        ScenarioError: a path leads nowhere, or a value does not fit; the error holds every such problem.
    """
    if by not in PRIORITY:
        raise ValueError(f"{by!r} is not one of {', '.join(PRIORITY)}")
    if not changes:
        return setup
    changes = {
        one: _plain(month_of(value) if path == "time.start" else value)
        for path, value in changes.items()
        for one in every(setup, path)
    }
    if problems := list(islice(_wrong(setup, changes), MOST)):
        raise ScenarioError(_origin(changes, by), problems)
    try:
        new = _changed(setup, changes)
    except ValidationError as error:
        found = problems_of(error, with_changes(setup, changes))
        raise ScenarioError(_origin(changes, by), found) from None
    if any(path.partition(".")[0] in {"basis", "expect"} for path in changes):
        found = naming_problems(with_changes(setup, changes))
        if found:
            raise ScenarioError(_origin(changes, by), found)
    for path in changes if log.isEnabledFor(logging.INFO) else ():
        old_value, new_value = current(setup, path), current(new, path)
        log.info("%s: %s -> %s (%s)", path, shortened(old_value), shortened(new_value), by)
    return new


def every(setup: Setup, path: str) -> list[str]:
    """The paths that a path with `*` stands for: one for every name; a path that leads nowhere stands for itself."""
    steps = path.split(".")
    if "*" not in steps[1:]:
        return [path]
    at = steps.index("*", 1)
    place = current(setup, ".".join(steps[:at]))
    if not isinstance(place, Mapping) or not place:
        return [path]
    named = (".".join([*steps[:at], name, *steps[at + 1 :]]) for name in place)
    return [one for name in named for one in every(setup, name)]


def parse_assignment(text: str) -> tuple[str, Any]:
    """The path and the value of `path=value`; the value is YAML on one line: `0.5`, `binding`, `[1, 0.7, 0.3]`.

    Raises:
        ScenarioError: there is no path or no value, or the value is no such YAML.
    """
    origin = f"--set {shortened(text)}"
    path, sign, value = text.partition("=")
    path, value = path.strip(), value.strip()
    if not sign or not path or not value:
        raise ScenarioError(origin, [Problem("bad_assignment", "", _lacking(sign, path))])
    if "\n" in value or "\r" in value:
        message = said("the value has several lines; write it in one")
        raise ScenarioError(origin, [Problem("bad_assignment", path, message)])
    try:
        document = read(value, origin)
    except ScenarioError as error:
        raise ScenarioError(origin, [_on_line(path, problem) for problem in error.problems]) from None
    if document.problems:
        raise ScenarioError(origin, [_on_line(path, problem) for problem in document.problems])
    if isinstance(document.data, dict | list) and value[0] not in "[{":
        message = said(
            "the value '{value}' reads as a section; put it in quotes if it is a text", value=quotable(value)
        )
        raise ScenarioError(origin, [Problem("bad_assignment", path, message)])
    return path, document.data


def _lacking(sign: str, path: str) -> str:
    example = "constraints.funding=0.5"
    if not sign:
        return said("an equals sign is missing; write path=value, such as {example}", example=example)
    if not path:
        return said("a path before the equals sign is missing; write path=value, such as {example}", example=example)
    return said("a value is missing; write path=value, such as {example}", example=example)


def current(setup: Setup, path: str) -> Any:
    """What stands at a path now: the scenario's value or, where it says nothing, that of the parameter.

    Of a path with `*` it is what stands at all of them; where they differ, a list.
    """
    if (paths := every(setup, path)) != [path]:
        values = [current(setup, one) for one in paths]
        return values[0] if all(value == values[0] for value in values) else values
    id = path.removeprefix("parameters.")
    place: Any = setup
    for step in path.split("."):
        if isinstance(place, Mapping):
            place = place.get(step)
        elif isinstance(place, Part):
            place = getattr(place, step, None)
        # else a number for all, which is what each name has
    if place is None and id in PARAMETERS:
        return setup.resolved_parameters().value(id)
    return place.model_dump(exclude_unset=True) if isinstance(place, Part) else place


def _plain(value: Any) -> Any:
    """A number of any kind, such as numpy's, as one of Python's own; anything else as it is."""
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Integral):
        return int(value)
    return float(value) if isinstance(value, Real) else value


def _wrong(setup: Setup, changes: Mapping[str, Any]) -> Iterator[Problem]:
    """The changes that lead nowhere or are too deep; they are looked at one by one only where one of them is."""
    if all(_depth(value) <= MAX_DEPTH for value in changes.values()):
        with suppress(UnknownPath):
            with_changes(setup, changes)
            return
    for path, value in changes.items():
        yield from _path_problems(setup, path, value)


def _path_problems(setup: Setup, path: str, value: Any) -> list[Problem]:
    if _depth(value) > MAX_DEPTH:
        return [too_deep(path)]
    try:
        with_changes(setup, {path: value})
    except UnknownPath:
        alike = nearest(path, known_paths(setup))
        message = said("'{path}' is no setting of this scenario", path=quotable(path))
        return [Problem("unknown_path", path, message, None, value, nearest=alike)]
    return []


def _depth(value: Any) -> int:
    """How deep lists and sections are nested in a value, counted no further than is too deep: they may be endless."""
    level, depth = [value], 0
    while depth <= MAX_DEPTH and (level := [one for one in level if isinstance(one, dict | list | tuple)]):
        inner = (item for one in level for item in (one.values() if isinstance(one, dict) else one))
        level, depth = list({id(item): item for item in inner}.values()), depth + 1
    return depth


def _origin(changes: Mapping[str, Any], by: str) -> str:
    sign = "--set " if by == "command line" else ""
    return ", ".join(f"{sign}{shortened(path)}={shortened(value)}" for path, value in list(changes.items())[:5])


def _on_line(path: str, problem: Problem) -> Problem:
    """The problem of a value as one of its path: a command line has no line numbers."""
    return Problem(problem.code, path, problem.message, None, problem.value, problem.allowed, problem.nearest)
