"""Paired effects of the arms, over the design and at each of its points."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ...figures.style import COLORS, FAINT, INK
from ...language import text
from ...phrasing import alike
from ..drawing.page import panels, titled
from ..effects import Effect, at_points, overall
from ..parts import LeftOut, Part, Picture, Table, Wishes
from ..reading import Runs

_MOST_PANELS = 6


def effects(runs: Runs, wishes: Wishes) -> Part | LeftOut:  # noqa: ARG001
    """Mean paired differences for every pair of arms."""
    title = text("Effects of the arms")
    if len(runs.arms) < 2:
        return LeftOut(title, text("the sweep has one arm only; `arms` in its file gives what to compare with"))
    whole, single = list(overall(runs)), list(at_points(runs))
    tables = (
        Table("effects", text("Paired differences over the design, first minus second arm"), _frame(whole, runs),
              text("all replicates whose runs of all points and both arms are done")),
        Table("effects_by_point", text("Paired differences at each point, first minus second arm"),
              _frame(single, runs), text("all replicates of the point whose runs of both arms are done")),
    )  # fmt: skip
    shown = [e for e in whole if e.arms[0] == runs.arms[0] and e.about.name == runs.outcomes[0]][:_MOST_PANELS]
    picture = Picture(
        "effects", text("Paired differences at each point, in order of size; the line is the mean over the design."),
        text("Bars and the gray band: 95 % bootstrap intervals of mean paired differences over replicates."),
        partial(_draw, shown, single),
    )  # fmt: skip
    words = (
        text(
            "A difference is first minus second arm, pair by pair: both draw the same random numbers. Superiority is "
            "the probability that the first arm of a pair has the lower value, ties counting half."
        ),
        text(
            "Over the design, a replicate counts once, with all of its points: points share their random numbers, so "
            "they are no independent evidence. The design is averaged over as it is; another design gives another mean."
        ),
    )
    findings = tuple(_finding(e, single) for e in whole if _is_told(e, runs))
    return Part("effects", title, words, tables, (picture,) if shown else (), findings)


def _is_told(effect: Effect, runs: Runs) -> bool:
    """What is told first: the first outcome, and whatever is found to differ, of the scenario and other arms.

    Goldstein's scale says what conduct says, in other numbers.
    """
    if effect.about.name == "goldstein" and "conduct" in runs.outcomes:
        return False
    if effect.arms[0] != runs.arms[0] or not np.isfinite(effect.difference.interval).all():
        return False
    low, high = effect.difference.interval
    return effect.about.name == runs.outcomes[0] or low > 0 or high < 0


def _finding(effect: Effect, single: Iterable[Effect]) -> str:
    mine = [e.difference.mean for e in single if (e.about.name, e.arms) == (effect.about.name, effect.arms)]
    mean, low, high, least, most = alike(
        effect.difference.mean, *effect.difference.interval, float(np.nanmin(mine)), float(np.nanmax(mine))
    )
    return text(
        "{outcome}, {arm} minus {other}: {mean} on average over the design, 95 % interval {low} to {high}; at single "
        "points from {least} to {most}.",
        outcome=effect.about.label, arm=effect.arms[0], other=effect.arms[1],
        mean=mean, low=low, high=high, least=least, most=most,
    )  # fmt: skip


def _frame(found: Iterable[Effect], runs: Runs) -> pd.DataFrame:
    points = runs.points
    rows: list[dict[str, Any]] = []
    for e in found:
        at: dict[str, Any] = (
            {} if e.point is None else {"point": e.point, **{path: points[path][e.point] for path in runs.factors}}
        )
        needed = {} if e.needed is None else {"pairs_enough": e.needed.pairs}
        low, high = e.superiority.interval
        spread = {} if e.point is not None else {"superiority_low": low, "superiority_high": high}
        rows.append({
            "outcome": e.about.name, "unit": e.about.unit, "arm": e.arms[0], "minus": e.arms[1], **at,
            "first": e.first, "second": e.second, "difference": e.difference.mean, "low": e.difference.interval[0],
            "high": e.difference.interval[1], "superiority": e.superiority.mean, **spread,
            "pairs": e.difference.pairs, **needed,
        })  # fmt: skip
    return pd.DataFrame(rows)


def _draw(shown: list[Effect], single: list[Effect], figure: Figure) -> None:
    for ax, whole in zip(panels(figure, len(shown)), shown, strict=True):
        mine = [e for e in single if (e.about.name, e.arms) == (whole.about.name, whole.arms)]
        mine = sorted((e for e in mine if not np.isnan(e.difference.mean)), key=lambda e: e.difference.mean)
        means = np.array([e.difference.mean for e in mine])
        ends = np.array([e.difference.interval for e in mine]).reshape(-1, 2).T
        place = np.arange(1, len(mine) + 1)
        ax.axhline(0, color=INK, linewidth=0.7)
        if not np.isnan(whole.difference.interval[0]):
            ax.axhspan(*whole.difference.interval, color=FAINT, alpha=0.25, linewidth=0)
        ax.axhline(whole.difference.mean, color=FAINT, linewidth=1)
        ax.vlines(place, *ends, color=COLORS[0], linewidth=0.9)
        ax.plot(place, means, "o", color=COLORS[0], markersize=2.5)
        ax.set_xlabel(text("Points of the design, in order of the difference"))
        ax.set_ylabel(text("Difference [{unit}]", unit=whole.about.unit_told))
        titled(ax, f"{whole.about.name}: {' − '.join(whole.arms)}")
