"""From a specification to what is run: the world, the points, the arms, the columns; and all of it in a manifest."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa

from sulha.model import MODEL_VERSION, Setup
from sulha.model.wording import Said, said
from sulha.scenarios import Problem, ScenarioError, changed, load
from sulha.scenarios.loading import is_name
from sulha.scenarios.overriding import current
from sulha.scenarios.problems import nearest

from ..provenance import PACKAGES, SEED_SCHEME, checkout, processor
from ..storage import reason
from . import milestones, tables
from .design import MOST_POINTS, Point, TooManyPoints, points_of
from .folder import FORMAT, POINTS, Manifest
from .listed import parsed
from .plan import Plan, Rectangle
from .specification import ArmSpec, Factor, Levels, Specification
from .tables import Layout
from .work import Task, known_outcomes, made, usual_outcomes

#: Where two descriptions differ: path, old value, new value.
type Change = tuple[str, Any, Any]

#: The arm that a sweep always has: the scenario as it is at a point.
SCENARIO = "scenario"
#: What errors of a specification say they are of, where nobody knows its file.
_NO_FILE = "sweep"
MOST_RUNS = 100_000_000


@dataclass(frozen=True)
class Described:
    """A sweep ready to be run."""

    specification: Specification
    setup: Setup
    points: tuple[Point, ...]
    arms: tuple[tuple[str, ArmSpec], ...]

    @property
    def plan(self) -> Plan:
        """The runs, as they are asked for at first."""
        whole = Rectangle(
            first_point=0, points=len(self.points), first_replicate=0, replicates=self.specification.replicates
        )
        return Plan((whole,), len(self.arms))

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes that become columns: those asked for, or all usual ones."""
        asked = self.specification.outcomes or usual_outcomes()
        columns = [milestones.closures(self.setup) if name == milestones.CLOSED else (name,) for name in asked]
        return tuple(dict.fromkeys(name for column in columns for name in column))

    @property
    def task(self) -> Task:
        """What a worker is told."""
        asked = self.specification
        return Task.new(
            setup=self.setup, factors=tuple(asked.factors), arms=self.arms, seed=asked.seed, outcomes=self.outcomes,
            series=asked.series,
        )  # fmt: skip

    @property
    def layout(self) -> Layout:
        """The columns of the table of runs."""
        by_factor = zip(self.specification.factors.items(), zip(*self.points, strict=True), strict=True)
        # Levels too, or a sweep that is extended might have other types than it had.
        kinds = {path: tables.factor_type((*factor.levels(), *values)) for (path, factor), values in by_factor}
        return Layout(kinds, self.outcomes)


def described(asked: Specification, folder: Path = Path(), origin: str | None = None) -> Described:
    """What a specification asks for, with every value checked against the scenario.

    `folder` is where relative paths of the specification begin; errors say that they are of the file `origin`. Raises
    `ScenarioError` with everything that is wrong.
    """
    try:
        return _described(asked, folder)
    except ScenarioError as error:
        if origin is None or error.origin != _NO_FILE:
            raise
        raise ScenarioError(origin, error.problems) from None


def _described(asked: Specification, folder: Path) -> Described:
    named = asked.scenario
    setup = load(named if is_name(named) else folder / named)
    setup = changed(setup, asked.set, by="study")
    _check_outcomes(asked, setup)
    _check_levels(asked, setup)
    points = _points(asked, setup, folder)
    arms = ((SCENARIO, ArmSpec()), *asked.arms.items())
    check_size(len(points) * len(arms) * asked.replicates)
    for name, arm in asked.arms.items():
        _check_arm(name, arm, setup)
    return Described(asked, setup, tuple(points), arms)


def _points(asked: Specification, setup: Setup, folder: Path) -> list[Point]:
    base = {path: current(setup, path) for path in asked.factors}
    sections = [path for path, value in base.items() if isinstance(value, Mapping | list | tuple)]
    if asked.design.kind == "one_at_a_time" and sections:
        message = said("one_at_a_time begins with what the scenario has at {path}, and that is more than one value",
                       path=sections[0])  # fmt: skip
        raise _wrong("design", "inconsistent", message)
    try:
        points = points_of(asked.design, asked.factors, seed=asked.seed, base=base, folder=folder)
    except TooManyPoints as error:
        raise _wrong("design", "out_of_bounds", too_many(error.points)) from None
    except FileNotFoundError:
        raise _wrong("design.file", "unreadable", said("there is no file {name}", name=asked.design.file)) from None
    except OSError as error:
        message = said("{name} cannot be read: {reason}", name=asked.design.file, reason=reason(error))
        raise _wrong("design.file", "unreadable", message) from None
    except ValueError as error:
        message = said("{name} is no design: {reason}", name=asked.design.file, reason=error.args[0])
        raise _wrong("design.file", "unreadable", message) from None
    if asked.design.kind == "csv":
        _check_listed(asked, setup, points)
    return points


def described_in(folder: Path, manifest: Manifest) -> Described:
    """The sweep of a folder, from what the folder says alone: files it was made from may have changed since."""
    asked = Specification.model_validate(manifest.data["specification"])
    setup = Setup.model_validate(manifest.data["scenario"])
    # An extension that was interrupted leaves more points than the manifest knows of.
    found = tables.read(folder / POINTS, list(asked.factors)).slice(0, manifest.data["points"])
    columns = [_as_tried(found.column(path).to_pylist(), factor) for path, factor in asked.factors.items()]
    return Described(asked, setup, tuple(zip(*columns, strict=True)), ((SCENARIO, ArmSpec()), *asked.arms.items()))


def check_size(runs: int) -> None:
    """See that nobody asks for more runs than can be done. Raises `ScenarioError`."""
    if runs > MOST_RUNS:
        message = said("there would be {n} runs; at most {most} are allowed", n=f"{runs:,}", most=f"{MOST_RUNS:,}")
        raise _wrong("replicates", "out_of_bounds", message)


def too_many(points: int) -> Said:
    """What is wrong with a design of so many points."""
    return said("there would be {n} points; at most {most} are allowed", n=f"{points:,}", most=f"{MOST_POINTS:,}")


def _wrong(path: str, code: str, message: str) -> ScenarioError:
    return ScenarioError(_NO_FILE, [Problem(code, path, message)])


def _check_outcomes(asked: Specification, setup: Setup) -> None:
    known = (*known_outcomes(setup), milestones.CLOSED)
    problems = []
    for place, name in enumerate(asked.outcomes):
        if name not in known:
            message = said("'{name}' is no outcome", name=name)
            allowed = said("one of {names}", names=", ".join(known))
            problems.append(
                Problem("wrong_choice", f"outcomes.{place}", message, None, name, allowed, nearest(name, known))
            )
    if problems:
        raise ScenarioError(_NO_FILE, problems)


def _check_levels(asked: Specification, setup: Setup) -> None:
    """Every level of a list, and both ends of a range, must fit the scenario where nothing else is changed."""
    problems: list[Problem] = []
    for path, factor in asked.factors.items():
        levels = factor.levels()
        for value in levels if isinstance(factor, Levels) else (levels[0], levels[-1]):
            found = _misfits(setup, path, value)
            problems += [_at(f"factors.{path}", problem) for problem in found]
            if any(problem.code == "unknown_path" for problem in found):
                break
    if problems:
        raise ScenarioError(_NO_FILE, problems)


def _check_listed(asked: Specification, setup: Setup, points: list[Point]) -> None:
    """The smallest and the largest number of every column, and all that are no numbers, must fit as levels must."""
    problems = []
    for path, column in zip(asked.factors, zip(*points, strict=True), strict=True):
        numbers = [value for value in column if isinstance(value, int | float) and not isinstance(value, bool)]
        others = {value for value in column if isinstance(value, bool | str)}
        for value in {*_ends(numbers), *others}:
            place = said("{file}, row {n}, {path}", file=asked.design.file, n=column.index(value) + 1, path=path)
            problems += [_at(place, problem) for problem in _misfits(setup, path, value)]
    if problems:
        raise ScenarioError(_NO_FILE, problems)


def _ends(numbers: Sequence[float]) -> tuple[float, ...]:
    return (min(numbers), max(numbers)) if numbers else ()


def _misfits(setup: Setup, path: str, value: Any) -> tuple[Problem, ...]:
    try:
        changed(setup, {path: value}, by="study")
    except ScenarioError as error:
        return tuple(error.problems)
    return ()


def _at(place: str, problem: Problem) -> Problem:
    """A problem of the scenario as one of the place in the specification that asks for it."""
    return Problem(problem.code, place, problem.message, None, problem.value, problem.allowed, problem.nearest)


def _check_arm(name: str, arm: ArmSpec, setup: Setup) -> None:
    try:
        made(setup, arm)
    except ScenarioError as error:
        raise ScenarioError(_NO_FILE, [_at(f"arms.{name}.{p.path}".rstrip("."), p) for p in error.problems]) from None


def manifest_of(made: Described, shard: tuple[int, int]) -> Manifest:
    """What a new folder says of itself."""
    return Manifest({
        "format": FORMAT,
        "kind": "sweep",
        "specification": as_asked(made.specification),
        "scenario": made.setup.model_dump(mode="json", exclude_unset=True),
        "arms": [name for name, _ in made.arms],
        "factors": list(made.specification.factors),
        "outcomes": list(made.outcomes),
        "points": len(made.points),
        "plan": [rectangle.model_dump() for rectangle in made.plan.rectangles],
        "shard": list(shard),
        "seed_scheme": SEED_SCHEME,
        "version": version("sulha"),
        "model_version": MODEL_VERSION,
        "checkout": checkout(),
        "packages": {package: version(package) for package in PACKAGES},
        "processor": processor(),
        "started": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "command": sys.argv,
    })  # fmt: skip


def as_asked(asked: Specification) -> dict[str, Any]:
    """A specification as data for JSON: whoever writes a default down asks for nothing else."""
    return asked.model_dump(mode="json", exclude_defaults=True)


def points_table(made: Described) -> pa.Table:
    """The points as a table: the number of each, and its value of every factor."""
    columns: dict[str, Any] = {"point": pa.array(range(len(made.points)), pa.int32())}
    for place, (path, kind) in enumerate(made.layout.factors.items()):
        columns[path] = tables.column([point[place] for point in made.points], kind)
    return pa.table(columns)


def _as_tried(cells: Sequence[Any], factor: Factor) -> list[Any]:
    """A column of the table of points as the values that it was made from: one of mixed kinds is written as texts."""
    known = {str(value): value for value in factor.levels()}
    return [known.get(cell, parsed(cell)) if isinstance(cell, str) else cell for cell in cells]


def differences(old: Mapping[str, Any], new: Mapping[str, Any], path: str = "") -> list[Change]:
    """Where two descriptions differ."""
    found = []
    for key in dict.fromkeys([*old, *new]):
        here = f"{path}.{key}" if path else key
        a, b = old.get(key), new.get(key)
        if isinstance(a, Mapping) and isinstance(b, Mapping):
            found += differences(a, b, here)
        elif a != b:
            found.append((here, a, b))
    return found
