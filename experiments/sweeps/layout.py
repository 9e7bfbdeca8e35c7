"""From a specification to what is run: the world, the points, the arms, the columns; and all of it in a manifest."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa

from sulha.model import MODEL_VERSION, Setup
from sulha.model.wording import said
from sulha.scenarios import Problem, ScenarioError, changed, load
from sulha.scenarios.overriding import current
from sulha.scenarios.problems import nearest

from ..provenance import PACKAGES, SEED_SCHEME, checkout, processor
from . import milestones, tables
from .design import Point, TooManyPoints, points_of
from .folder import FORMAT, Manifest
from .plan import Plan, Rectangle
from .specification import ArmSpec, Levels, Specification
from .tables import Layout
from .work import Task, known_outcomes, made, usual_outcomes

#: The arm that a sweep always has: the scenario as it is at a point.
SCENARIO = "scenario"
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
        by_factor = zip(self.specification.factors, zip(*self.points, strict=True), strict=True)
        return Layout({path: tables.factor_type(values) for path, values in by_factor}, self.outcomes)


def described(asked: Specification, folder: Path = Path()) -> Described:
    """What a specification asks for, with every value checked against the scenario.

    `folder` is where relative paths of the specification begin. Raises `ScenarioError` with everything that is wrong.
    """
    named = asked.scenario
    beside = folder / named
    setup = load(beside if named.endswith((".yaml", ".yml")) else named)
    setup = changed(setup, asked.set, by="study")
    _check_outcomes(asked, setup)
    _check_levels(asked, setup)
    base = {path: current(setup, path) for path in asked.factors}
    try:
        points = points_of(asked.design, asked.factors, seed=asked.seed, base=base, folder=folder)
    except TooManyPoints as error:
        raise _wrong("design", "out_of_bounds", _too_many(error.points)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _wrong("design.file", "unreadable", said("the file cannot be used: {reason}", reason=reason)) from None
    arms = ((SCENARIO, ArmSpec()), *asked.arms.items())
    if len(points) * len(arms) * asked.replicates > MOST_RUNS:
        raise _wrong("replicates", "out_of_bounds", _too_many(len(points) * len(arms) * asked.replicates, "runs"))
    for name, arm in asked.arms.items():
        _check_arm(name, arm, setup)
    return Described(asked, setup, tuple(points), arms)


def described_in(folder: Path, manifest: Manifest) -> Described:
    """The sweep of a folder, from what the folder says alone: files it was made from may have changed since."""
    asked = Specification.model_validate(manifest.data["specification"])
    setup = Setup.model_validate(manifest.data["scenario"])
    found = tables.read(folder / "points.parquet").to_pylist()
    points = tuple(tuple(row[path] for path in asked.factors) for row in found)
    return Described(asked, setup, points, ((SCENARIO, ArmSpec()), *asked.arms.items()))


def _too_many(n: int, what: str = "points") -> str:
    if what == "runs":
        return said("there would be {n} runs; at most {most} are allowed", n=f"{n:,}", most=f"{MOST_RUNS:,}")
    return said("there would be {n} points; at most {most} are allowed", n=f"{n:,}", most="1,000,000")


def _wrong(path: str, code: str, message: str) -> ScenarioError:
    return ScenarioError("sweep", [Problem(code, path, message)])


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
        raise ScenarioError("sweep", problems)


def _check_levels(asked: Specification, setup: Setup) -> None:
    """Every level of a list, and both ends of a range, must fit the scenario where nothing else is changed."""
    problems: list[Problem] = []
    for path, factor in asked.factors.items():
        levels = factor.levels()
        for value in levels if isinstance(factor, Levels) else (levels[0], levels[-1]):
            try:
                changed(setup, {path: value}, by="study")
            except ScenarioError as error:
                problems += [_in_factors(problem, path) for problem in error.problems]
                if error.at("unknown_path"):
                    break
    if problems:
        raise ScenarioError("sweep", problems)


def _in_factors(problem: Problem, path: str) -> Problem:
    return Problem(
        problem.code, f"factors.{path}", problem.message, None, problem.value, problem.allowed, problem.nearest
    )


def _check_arm(name: str, arm: ArmSpec, setup: Setup) -> None:
    try:
        made(setup, arm)
    except ScenarioError as error:
        moved = [
            Problem(p.code, f"arms.{name}.{p.path}".rstrip("."), p.message, None, p.value, p.allowed, p.nearest)
            for p in error.problems
        ]
        raise ScenarioError("sweep", moved) from None


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
        columns[path] = pa.array([_cell(point[place], kind) for point in made.points], kind)
    return pa.table(columns)


def _cell(value: Any, kind: pa.DataType) -> Any:
    return str(value) if pa.types.is_string(kind) else value


def differences(old: Mapping[str, Any], new: Mapping[str, Any], path: str = "") -> list[tuple[str, Any, Any]]:
    """Where two descriptions differ: (path, old, new)."""
    found = []
    for key in dict.fromkeys([*old, *new]):
        here = f"{path}.{key}" if path else key
        a, b = old.get(key), new.get(key)
        if isinstance(a, Mapping) and isinstance(b, Mapping):
            found += differences(a, b, here)
        elif a != b:
            found.append((here, a, b))
    return found
