"""Making a sweep larger: more replicates of its points, more points, or both. What is there stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..language import text
from . import folder as folders
from . import tables
from .design import Point, more_points
from .executors import Executor, Local
from .folder import FolderError, Manifest
from .layout import Described, as_asked, described_in, points_table
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

    Raises `FolderError` where the folder holds no sweep, or where it would shrink or cannot grow that way.
    """
    place = Path(folder)
    manifest = folders.read(place)
    made = described_in(place, manifest)
    larger = _with_points(made, points) if points is not None else made
    asked = larger.specification.model_copy(update={"replicates": replicates or made.specification.replicates})
    grown = Described(asked, made.setup, larger.points, made.arms)
    try:
        plan = manifest.plan.extended(points=len(grown.points), replicates=asked.replicates)
    except ValueError:
        raise FolderError(
            text(
                "the sweep has {points} points and {replicates} replicates; it can grow, not shrink",
                points=manifest.plan.points, replicates=manifest.plan.replicates,
            )
        ) from None  # fmt: skip
    data = {
        **manifest.data,
        "specification": as_asked(asked),
        "points": len(grown.points),
        "plan": [rectangle.model_dump() for rectangle in plan.rectangles],
    }
    with folders.held(place):
        # Points first: a plan never asks for a point that is not there.
        tables.replace(place / "points.parquet", points_table(grown))
        folders.write(place, Manifest(data))
    return resume(place, Manifest(data), grown, executor or Local(workers or cores()), progress)


def _with_points(made: Described, points: int) -> Described:
    """The same sweep with a larger design, its old points first."""
    design = made.specification.design
    counted = "trajectories" if design.kind == "morris" else "points"
    before = getattr(design, counted)
    if design.kind not in GROWING or points < before:
        raise FolderError(
            text(
                "a design of the kind {kind} with {n} points cannot be one with {points}: {kinds} can have more points "
                "than they have, none can have fewer",
                kind=design.kind, n=before, points=points, kinds=", ".join(GROWING),
            )
        )  # fmt: skip
    larger = type(design)(**{**design.model_dump(exclude_unset=True), counted: points})
    asked = made.specification.model_copy(update={"design": larger})
    more: list[Point] = more_points(larger, asked.factors, seed=asked.seed, before=made.points)
    return Described(asked, made.setup, (*made.points, *more), made.arms)
