"""The figure of a study: what decides and what else was found, the cells, the points of the ranges."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..analysis.drawing.bars import ROOM, Bar, bars
from ..analysis.drawing.page import panels, titled
from ..figures.style import COLORS, FAINT, INK
from .examining import Examined

_NAMES = {"pain": "pain alone", "pain_and_opportunity": "pain and opportunity"}


def draw(one: Examined, figure: Figure) -> None:
    """Left the outcome by cell, right the primary outcome: in the deciding cells, and at each point of the ranges."""
    left, right = panels(figure, 2, height=2.3, left=ROOM + 0.2)
    bars(left, [found.words for found in one.cells],
         {"": [Bar(found.estimated.value, found.estimated.interval) for found in one.cells]})  # fmt: skip
    left.set_xlabel(f"Mean [{one.cells[0].unit}]" if one.cells else "")
    values = [end for found in one.cells for end in (*found.estimated.interval, found.estimated.value)]
    known = [value for value in values if np.isfinite(value)]
    if known and min(known) > 0:
        room = 0.1 * (max(known) - min(known)) or 0.1
        left.set_xlim(min(known) - room, max(known) + room)
    titled(left, "The cells")
    _over_ranges(one, right)


def _over_ranges(one: Examined, ax: Axes) -> None:
    rule, found = one.study.primary.rule, one.primary.estimated
    scaled = np.log if rule.ratio else np.asarray
    limit = rule.threshold
    ax.axhspan(-limit, limit, color=FAINT, alpha=0.18, linewidth=0)
    ax.axhline(0, color=INK, linewidth=0.6)
    for color, mark, ranges in zip(COLORS, "os", one.over_ranges, strict=False):
        values = np.sort(ranges.values[np.isfinite(ranges.values)])
        label = f"{_NAMES[ranges.ripeness]}: {ranges.signs.held}/{ranges.signs.points}"
        ax.plot(np.arange(1, values.size + 1), values, mark, color=color, markersize=2.5, label=label)
    place = -0.06 * max((ranges.signs.points for ranges in one.over_ranges), default=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        value, ends = scaled(found.value), scaled(np.array(found.interval))
    if np.isfinite(value):
        ax.plot([place], [value], "D", color=INK, markersize=4, label="deciding cells")
        if np.isfinite(ends).all():
            ax.vlines([place], ends[0], ends[1], color=INK, linewidth=1.4)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel("Points of the ranges, in order")
    ax.set_ylabel("log ratio" if rule.ratio else f"[{one.primary.unit}]")
    ax.legend(fontsize=6, loc="best")
    titled(ax, "Primary outcome, deciding cells and ranges")
