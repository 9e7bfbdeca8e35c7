"""Frontiers of two constraints: how much of one does it take to reach a target, at each level of the other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations
from math import inf, isinf
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from ...language import text
from ...phrasing import brief
from ..drawing.maps import frontier_map, goal
from ..drawing.page import panels, titled
from ..frontier import Frontier, Target, frontier
from ..latex import rounded
from ..measures import Quantity, about, difference, level, plain_outcomes
from ..parts import LeftOut, Part, Picture, Table, Wishes
from ..reading import Runs

#: Levels that a factor needs for a frontier along it.
FEWEST_LEVELS = 3
_MOST_MAPS = 8
#: A share that is worth calling likely, where nobody asks for another.
_LIKELY = 0.5


def frontiers(runs: Runs, wishes: Wishes) -> Part | LeftOut:
    """Frontiers of every pair of numeric factors of a grid, for every target."""
    title = text("Frontiers of two constraints")
    factors = runs.described.specification.factors
    if runs.described.specification.design.kind != "grid" or len(factors) < 2:
        return LeftOut(title, text("it needs a grid of two factors or more"))
    if not any(_numeric(runs, path) for path in factors):
        return LeftOut(title, text("no factor has {n} numbers as levels", n=FEWEST_LEVELS))
    found = list(_found(runs, wishes))
    if not found:
        return LeftOut(title, text("fewer than two replicates are finished at every point, or no outcome has a target; "
                                   "--target conduct<=-0.02 gives one"))  # fmt: skip
    rows = [row for quantity, one in found for row in _rows(quantity, one)]
    table = Table("frontier", text("Smallest value that reaches the target"), pd.DataFrame(rows),
                  text("all replicates that every point has, means over all other factors"))  # fmt: skip
    cells = Table("frontier_cells", text("Means that the frontiers are made from"),
                  pd.DataFrame([row for quantity, one in found for row in _cells(quantity, one)]),
                  text("all replicates that every point has, means over all other factors"))  # fmt: skip
    picture = Picture(
        "frontier",
        text("Means over replicates. Line: the frontier; dots: the target is reached, crosses: it is not, at 95 %."),
        text("Orange bars: 95 % intervals of the threshold at each level by itself, not for all levels at once."),
        partial(_draw, found[:_MOST_MAPS]),
    )
    words = (
        text(
            "The threshold is the smallest value from which on the target is reached, found by an isotonic regression "
            "that takes more of the factor to help. Its interval comes from two sequences of tests, from the lowest "
            "level up and from the highest down; each end is wrong with at most 2.5 %, whatever the shape of the "
            "response."
        ),
        text(
            "-inf means that the lowest level tried reaches it already, inf that no level tried does. `bent` marks "
            "rows whose means go against the assumption by more than their intervals: look at the map there, not at "
            "the line."
        ),
    )
    return Part("frontier", title, words, (table, cells), (picture,), tuple(_findings(*found[0])))


def _findings(quantity: Quantity, one: Frontier) -> Iterator[str]:
    """The first frontier, level by level."""
    aim = _aim(one.target, quantity.title)
    for at, found in zip(one.levels_by, one.thresholds, strict=True):
        named = {"by": one.by, "level": brief(at), "along": one.along, "goal": aim}
        low, high = found.interval
        if low == -inf and high == inf:
            yield text("At {by} {level} it cannot be told which {along} brings {goal}: too few replicates.", **named)
        elif found.at == -inf:
            yield text("At {by} {level} every {along} tried brings {goal}.", **named)
        elif found.at == inf:
            yield text("At {by} {level} no {along} tried brings {goal}.", **named)
        else:
            yield text(
                "At {by} {level} it takes {along} {at}, 95 % interval {low} to {high}, for {goal}.",
                at=f"{found.at:.3g}", low=_end(low), high=_end(high), **named,
            )  # fmt: skip


def _aim(target: Target, what: str) -> str:
    """A target in a sentence: a sign between two values turns around where lines begin at the right."""
    value = rounded(target.value)
    if target.relation == "<=":
        return text("{what} ≤ {value}", what=what, value=value)
    return text("{what} ≥ {value}", what=what, value=value)


def _end(value: float) -> str:
    """An end of an interval, which may lie beyond what was tried."""
    if isinf(value):
        return text("below all tried") if value < 0 else text("above all tried")
    return f"{value:.3g}"


def targets(runs: Runs, wishes: Wishes) -> Iterator[tuple[Quantity, Target]]:
    """What is to be reached: what was asked for; else a difference that matters, and a likely agreement."""
    outcomes = plain_outcomes(runs)
    for name, target in wishes.targets.items():
        if name in outcomes:
            share = about(name).share and target.relation == ">="
            yield (level(runs, name) if share or len(runs.arms) == 1 else difference(runs, name, 0, 1)), target
    if wishes.targets:
        return
    if "conduct" in outcomes and len(runs.arms) > 1:
        yield difference(runs, "conduct", 0, 1), Target("<=", -float(about("conduct").smallest or 0))
    if "agreement_reached" in outcomes:
        yield level(runs, "agreement_reached"), Target(">=", _LIKELY)


def _numeric(runs: Runs, path: str) -> bool:
    levels = runs.described.specification.factors[path].levels()
    return len(levels) >= FEWEST_LEVELS and all(isinstance(v, int | float) and not isinstance(v, bool) for v in levels)


def _found(runs: Runs, wishes: Wishes) -> Iterator[tuple[Quantity, Frontier]]:
    for quantity, target in targets(runs, wishes):
        for one, other in combinations(runs.factors, 2):
            for by, along in ((other, one), (one, other)):
                if _numeric(runs, along):
                    try:
                        yield quantity, frontier(runs, quantity, target, by, along)
                    except ValueError:
                        continue


def _head(quantity: Quantity, one: Frontier) -> dict[str, Any]:
    return {"outcome": quantity.about.name, "arms": " - ".join(quantity.arms),
            "target": f"{one.target.relation} {one.target.value:g}"}  # fmt: skip


def _rows(quantity: Quantity, one: Frontier) -> Iterator[dict[str, Any]]:
    for at, found in zip(one.levels_by, one.thresholds, strict=True):
        yield {
            **_head(quantity, one), "by": one.by, "level": str(at), "along": one.along, "threshold": found.at,
            "low": found.interval[0], "high": found.interval[1], "found": found.said, "bent": found.bent,
            "replicates": one.replicates,
        }  # fmt: skip


def _cells(quantity: Quantity, one: Frontier) -> Iterator[dict[str, Any]]:
    for row, by in enumerate(one.levels_by):
        for column, along in enumerate(one.levels_along):
            yield {
                **_head(quantity, one), "by": one.by, "level_by": str(by), "along": one.along, "level_along": along,
                "mean": one.means[row, column], "low": one.low[row, column], "high": one.high[row, column],
                "replicates": one.replicates,
            }  # fmt: skip


def _draw(found: list[tuple[Quantity, Frontier]], figure: Figure) -> None:
    for ax, (quantity, one) in zip(panels(figure, len(found), height=2.2, across=1.3, right=0.65), found, strict=True):
        frontier_map(ax, one, quantity.about.unit_told)
        minus = " − ".join(quantity.arms)
        titled(ax, f"{goal(one.target, quantity.about.name)} ({minus})")
