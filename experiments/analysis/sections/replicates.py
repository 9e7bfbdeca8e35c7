"""How many replicates are enough: the width of the interval against their number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import sqrt

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter
from scipy.stats import chi2, t

from ...figures.style import COLORS, FAINT, INK, LINES
from ...language import text
from ...precision import Enough, enough
from ...statistics import FEWEST, LEVEL, bootstrap_mean
from ..drawing.page import panels, titled
from ..measures import Quantity, complete, quantities
from ..parts import LeftOut, Part, Picture, Table, Wishes
from ..reading import Runs, Values

_MOST_PANELS = 4
#: How often the measured width is taken along the way.
_MEASURED = 8
#: Quantities whose replicates are told in a sentence: the first outcome, and its difference.
_TOLD = 2


@dataclass(frozen=True, eq=False)
class _Width:
    """A quantity's value in each replicate, as a mean over the design (replicates,)."""

    quantity: Quantity
    values: Values

    @property
    def half(self) -> float:
        """Half the width of the interval as it is now."""
        low, high = bootstrap_mean(self.values)
        return (high - low) / 2


def replicates(runs: Runs, wishes: Wishes) -> Part | LeftOut:  # noqa: ARG001
    """Interval widths now, and how many replicates a narrower one takes."""
    title = text("How many replicates are enough")
    found = [_Width(q, complete(q.values).mean(axis=0)) for q in quantities(runs) if complete(q.values).size]
    found = [one for one in found if one.values.size >= FEWEST]
    if not found:
        return LeftOut(title, text("fewer than {n} replicates are finished at every point", n=FEWEST))
    table = Table("replicates", text("Half widths of 95 % intervals, and the replicates for the smallest effect"),
                  pd.DataFrame([_row(one) for one in found]), text("all replicates that every point has"))  # fmt: skip
    varying = [one for one in found if one.values.std() > 0][:_MOST_PANELS]
    picture = Picture(
        "replicates", text("Half width of the 95 % interval of the mean over the design, against replicates."),
        text("Line: t s/√n from the standard deviation found, band: from its own 95 % interval; dots: measured."),
        partial(_draw, varying),
    )  # fmt: skip
    words = (
        text(
            "Half widths fall with the square root of the number of replicates. `enough` is how many would make it the "
            "smallest difference taken to matter; as the spread is an estimate, so is that number, from `enough_low` "
            "to `enough_high`. It is about the mean over the design, not about single points, which need more."
        ),
    )
    told = tuple(_finding(one, needed) for one in found[:_TOLD] if (needed := _needed(one)))
    return Part("replicates", title, words, (table,), (picture,) if varying else (), told)


def _needed(one: _Width) -> Enough | None:
    smallest = one.quantity.about.smallest
    return None if smallest is None else enough(one.values, smallest)


def _finding(one: _Width, needed: Enough) -> str:
    if needed.pairs <= one.values.size:
        return text("{what}: {n} replicates are enough to tell a mean over the design to ±{smallest}.",
                    what=one.quantity.title, n=one.values.size, smallest=one.quantity.about.smallest)  # fmt: skip
    return text(
        "{what}: it takes about {pairs} replicates (there are {n}) to tell a mean over the design to ±{smallest}.",
        what=one.quantity.title, pairs=needed.pairs, n=one.values.size, smallest=one.quantity.about.smallest,
    )  # fmt: skip


def _row(one: _Width) -> dict[str, object]:
    smallest, needed = one.quantity.about.smallest, _needed(one)
    return {
        "outcome": one.quantity.about.name, "arms": " - ".join(one.quantity.arms), "mean": float(one.values.mean()),
        "replicates": one.values.size, "sd": float(one.values.std(ddof=1)), "half_width": one.half,
        "smallest_effect": np.nan if smallest is None else smallest,
        "enough": needed.pairs if needed else np.nan, "enough_low": needed.fewest if needed else np.nan,
        "enough_high": needed.most if needed else np.nan,
    }  # fmt: skip


def law(deviation: float, n: Values) -> Values:
    """Student's half width of the interval of a mean of `n` values."""
    half: Values = t.ppf((1 + LEVEL) / 2, n - 1) * deviation / np.sqrt(n)
    return half


def measured(values: Values) -> tuple[list[int], list[float]]:
    """Half widths of the bootstrap interval of the first so many replicates."""
    sizes = sorted({int(n) for n in np.geomspace(FEWEST, values.size, _MEASURED)})
    ends = [bootstrap_mean(values[:n]) for n in sizes]
    return sizes, [(high - low) / 2 for low, high in ends]


def _draw(found: list[_Width], figure: Figure) -> None:
    for ax, one in zip(panels(figure, len(found), height=1.7), found, strict=True):
        n = one.values.size
        deviation = float(one.values.std(ddof=1))
        low, high = (sqrt((n - 1) / float(chi2.ppf(q, n - 1))) for q in ((1 + LEVEL) / 2, (1 - LEVEL) / 2))
        at = np.geomspace(FEWEST, 10 * n, 60)
        ax.fill_between(
            at, law(deviation * low, at), law(deviation * high, at), color=COLORS[0], alpha=0.16, linewidth=0
        )
        ax.plot(at, law(deviation, at), color=COLORS[0])
        ax.plot(*measured(one.values), "o", color=INK, markersize=3)
        ax.axvline(n, color=FAINT, linewidth=0.8)
        if one.quantity.about.smallest is not None:
            ax.axhline(one.quantity.about.smallest, color=COLORS[1], linestyle=LINES[1], linewidth=1)
        ax.set_xscale("log")
        ax.set_yscale("log")
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
            axis.set_minor_formatter(NullFormatter())
        ax.set_xlabel(text("Replicates"))
        ax.set_ylabel(text("Half width [{unit}]", unit=one.quantity.about.unit_told))
        titled(ax, f"{one.quantity.about.name}: {' − '.join(one.quantity.arms)}")
