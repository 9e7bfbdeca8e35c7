"""Parameters, luck and noise: what the variance over a design is made of."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ...language import text
from ..indices import independent_points
from ..measures import Quantity, complete, quantities
from ..noise import components
from ..parts import LeftOut, Part, Table, Wishes
from ..reading import Runs


def variance(runs: Runs, wishes: Wishes) -> Part | LeftOut:  # noqa: ARG001
    """The components of variance of every quantity."""
    title = text("Parameters and replicate noise")
    if len(runs.points) < 2:
        return LeftOut(title, text("the design has one point only"))
    rows = [row for quantity in quantities(runs) if (row := _row(runs, quantity))]
    if not rows:
        return LeftOut(title, text("fewer than two replicates are finished at every point"))
    words = (
        text(
            "`parameters`, `luck` and `residual` are shares of the variance of a single run: what the factors do, "
            "what the random numbers of a replicate do alike at every point, and what they do differently at "
            "different points."
        ),
        text(
            "`noise_of_means` is the share of replicate noise in the variance of point means: so much of what "
            "separates points says nothing of the factors, and more replicates would lower it. Its interval holds for "
            "normal components. Shares are about the points of this design: a wider range has a larger share of "
            "parameters."
        ),
    )
    table = Table("variance", text("Components of variance over the design"), pd.DataFrame(rows),
                  text("all replicates that every point has; of a Sobol design its matrices A and B"))  # fmt: skip
    return Part("variance", title, words, (table,))


def _row(runs: Runs, quantity: Quantity) -> dict[str, Any] | None:
    values = complete(quantity.values)
    if not values.size:
        return None
    design = runs.described.specification.design
    if design.kind == "sobol":
        values = independent_points(values, len(runs.factors), second_order=design.second_order)
    found = components(values)
    if found is None:
        return None
    parameters, luck, residual = found.of_one_run
    return {
        "outcome": quantity.about.name, "arms": " - ".join(quantity.arms), "points": found.points,
        "replicates": found.replicates, "parameters": parameters, "luck": luck, "residual": residual,
        "noise_of_means": found.noise_share, "low": found.interval[0], "high": found.interval[1],
    }  # fmt: skip
