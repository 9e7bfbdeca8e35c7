"""What each level of a one-at-a-time design does, against the scenario as it is."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ...language import text
from ..effects import against_first_point
from ..parts import LeftOut, Part, Table, Wishes
from ..reading import Runs


def levels(runs: Runs, wishes: Wishes) -> Part | LeftOut:  # noqa: ARG001
    """Paired differences of every point minus point 0."""
    title = text("Effects of single levels")
    kind = runs.described.specification.design.kind
    if kind != "one_at_a_time":
        return LeftOut(title, text("the design is {kind}; this is for one_at_a_time", kind=kind))
    points = runs.points
    rows: list[dict[str, Any]] = []
    for point, what, found in against_first_point(runs):
        factor = next(path for path in runs.factors if points[path][point] != points[path][0])
        rows.append({
            "outcome": what.name, "unit": what.unit, "factor": factor, "level": str(points[factor][point]),
            "scenario": str(points[factor][0]), "difference": found.mean, "low": found.interval[0],
            "high": found.interval[1], "superiority": found.superiority, "pairs": found.pairs,
        })  # fmt: skip
    table = Table("levels", text("Each level of a factor minus the scenario as it is"), pd.DataFrame(rows),
                  text("arm scenario; all replicates that the point and point 0 both have"))  # fmt: skip
    words = (text("All other factors have the scenario's values, so interactions do not show."),)
    return Part("levels", title, words, (table,))
