"""Making a sweep larger: more replicates of its points, more points, or both. What is there stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..language import text
from . import folder as folders
from . import tables
from .design import TooManyPoints, more_points
from .executors import Executor, Local
from .folder import FolderError, Manifest
from .layout import Described, as_asked, check_size, described_in, points_table, too_many
from .specification import parse
from .sweeping import Progress, cores, resume

#: Designs that can have more points: a grid with more points is another design.
GROWING = ("latin_hypercube", "sobol", "morris")


def extend(
    folder: str | Path,
    *,
    replicates: int | None = None,
    points: int | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Path:
    """Give a sweep `replicates` in all, a design of `points` in all (trajectories, for Morris), and run what is new.

    A Latin hypercube grows by a second one beside the first; Sobol's and Morris's samples go on where they ended. Runs
    that are there are kept as they are and not computed again.

    Raises `FolderError` where the folder holds no sweep, or where it would shrink or cannot grow that way;
    `ScenarioError` where there cannot be so many.
    """
    place = Path(folder)
    with folders.held(place) as manifest:
        grown = _grown(described_in(place, manifest), replicates, points)
        try:
            plan = manifest.plan.extended(points=len(grown.points), replicates=grown.specification.replicates)
        except ValueError:
            raise FolderError(
                text(
                    "the sweep has {points} points and {replicates} replicates; it can grow, not shrink",
                    points=manifest.plan.points, replicates=manifest.plan.replicates,
                )
            ) from None  # fmt: skip
        check_size(plan.size)
        larger = {
            "specification": as_asked(grown.specification),
            "points": len(grown.points),
            "plan": [rectangle.model_dump() for rectangle in plan.rectangles],
        }
        # Points first: a plan never asks for a point that is not there.
        tables.replace(place / folders.POINTS, points_table(grown))
        folders.write(place, Manifest({**manifest.data, **larger}))
    return resume(place, executor or Local(workers or cores()), progress)


def _grown(made: Described, replicates: int | None, points: int | None) -> Described:
    """The same sweep with what is asked for, its old points first."""
    data = as_asked(made.specification)
    if replicates is not None:
        data["replicates"] = replicates
    if points is not None:
        data["design"] = _larger(made, points)
    # A specification is written so that it can be read: what does not fit is told as in a file.
    asked = parse(json.dumps(data), text("extend"))
    try:
        more = () if points is None else more_points(asked.design, asked.factors, seed=asked.seed, before=made.points)
    except TooManyPoints as error:
        raise FolderError(too_many(error.points)) from None
    return Described(asked, made.setup, (*made.points, *more), made.arms)


def _larger(made: Described, points: int) -> dict[str, Any]:
    """A design with more points."""
    design = made.specification.design
    counted = "trajectories" if design.kind == "morris" else "points"
    before = getattr(design, counted)
    if design.kind not in GROWING:
        raise FolderError(
            text("a design of the kind {kind} cannot have more points; {kinds} can", kind=design.kind,
                 kinds=", ".join(GROWING))
        )  # fmt: skip
    if points < before:
        raise FolderError(text("there are {n} points; the design can grow, not shrink", n=before))
    return {**design.model_dump(mode="json", exclude_unset=True), counted: points}
