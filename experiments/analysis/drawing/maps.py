"""Heat maps of two factors with the frontier of a target and its interval."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from ...figures.lettering import HALO
from ...figures.style import COLORS, INK
from ...language import text
from ..frontier import Frontier, Target
from ..latex import rounded

#: Between a map and its key of colors, and how wide that is [in]: its numbers need the same room beside any map.
_GAP, _KEY = 0.05, 0.09


def frontier_map(ax: Axes, found: Frontier, unit: str) -> None:
    """Draw the means as colors, the frontier as a line and its intervals as bars.

    A cell in which the target is reached for sure has a dot, one in which it is not has a cross.
    """
    places = _places(found)
    edges = _edges(places)
    rows = np.arange(len(found.levels_by) + 1) - 0.5
    mesh = ax.pcolormesh(edges, rows, found.means, cmap="cividis", shading="flat", linewidth=0)
    page: Any = ax.get_figure(root=True)
    width = ax.get_position().width * page.get_size_inches()[0]
    bar = page.colorbar(mesh, cax=ax.inset_axes((1 + _GAP / width, 0, _KEY / width, 1)))
    bar.outline.set_linewidth(0)
    bar.ax.set_title(unit, fontsize=6.5, loc="left", fontweight="normal")
    _signs(ax, found, places)
    _line(ax, found, edges)
    ax.set_xticks(places, [rounded(level) for level in found.levels_along])
    ax.set_yticks(range(len(found.levels_by)), [rounded(level) for level in found.levels_by])
    ax.set_xlim(edges[0], edges[-1])
    ax.set_xlabel(found.along)
    ax.set_ylabel(found.by)


def _signs(ax: Axes, found: Frontier, places: NDArray[np.float64]) -> None:
    reached, missed = certain(found)
    for signs, mark in ((reached, "o"), (missed, "x")):
        row, column = signs.nonzero()
        ax.plot(places[column], row, mark, color="white", markersize=3, markeredgecolor=INK if mark == "o" else "white",
                markeredgewidth=0.6, linestyle="")  # fmt: skip


def certain(found: Frontier) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The cells whose interval lies wholly on the right, and wholly on the wrong side of the target."""
    if found.target.relation == "<=":
        return found.high <= found.target.value, found.low > found.target.value
    return found.low >= found.target.value, found.high < found.target.value


def _line(ax: Axes, found: Frontier, edges: NDArray[np.float64]) -> None:
    at = np.array([_place(t.at, found, edges) for t in found.thresholds])
    low = np.array([_place(t.interval[0], found, edges) for t in found.thresholds])
    high = np.array([_place(t.interval[1], found, edges) for t in found.thresholds])
    rows = np.arange(len(at))
    # Rows may be words: between two of them there is nothing, so each has a bar of its own.
    ax.hlines(rows, low, high, color=COLORS[1], linewidth=5, alpha=0.45)
    ax.plot(at, rows, color=COLORS[1], linestyle="", marker="|", markersize=12, markeredgewidth=1.8)
    inside = np.array([one.said == "threshold" for one in found.thresholds])
    ax.plot(np.where(inside, at, np.nan), rows, color=COLORS[1], linewidth=1.2)
    for row, one in enumerate(found.thresholds):
        if one.said != "threshold":
            told = text("everywhere") if one.said == "reached everywhere" else text("not reached")
            side: Any = "left" if one.at < 0 else "right"
            ax.annotate(
                told, (at[row], row), xytext=(3 if side == "left" else -3, 7), textcoords="offset points", ha=side,
                va="center", fontsize=6, path_effects=HALO,
            )  # fmt: skip


def _places(found: Frontier) -> NDArray[np.float64]:
    levels = np.array(found.levels_along)
    return np.log(levels) if found.scale == "log" else levels


def _edges(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """The borders of cells around levels: halfway between two of them."""
    middle = (places[1:] + places[:-1]) / 2
    return np.concatenate([[2 * places[0] - middle[0]], middle, [2 * places[-1] - middle[-1]]])


def _place(value: float, found: Frontier, edges: NDArray[np.float64]) -> float:
    if np.isinf(value):
        return float(edges[0] if value < 0 else edges[-1])
    return float(np.log(value) if found.scale == "log" else value)


def goal(target: Target, name: str) -> str:
    """A target in words."""
    return f"{name} {'≤' if target.relation == '<=' else '≥'} {rounded(target.value)}"
