"""Lines of ensembles: the median of replicates in a band, and names set beside their ends without overlap."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from .lettering import fitted

type Ensemble = NDArray[np.float64]
#: The ends of the Goldstein scale.
GOLDSTEIN = (-10.0, 8.3)
#: Percentiles that a band lies between.
BAND = (5.0, 95.0)
#: Room for a name right of an axis, as a share of the width of the figure.
_ROOM = 0.115


def quantiles(values: Ensemble, *percentiles: float) -> NDArray[np.float64]:
    """Percentiles over replicates (percentiles, months + 1); NaN in months in which no replicate has a value."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a month without any value is a gap in the line, and meant
        found: NDArray[np.float64] = np.nanpercentile(values, percentiles, axis=0)
    return found


def ensemble(ax: Axes, values: Ensemble, *, color: str, style: Any = "-", band: bool = True) -> float:
    """Draw the median over replicates and the 5-95 % band of `values` (replicates, months + 1).

    Returns the last known value of the median, NaN if there is none.
    """
    months = np.arange(values.shape[1])
    low, median, high = quantiles(values, BAND[0], 50, BAND[1])
    if band and len(values) > 1:
        ax.fill_between(months, low, high, color=color, alpha=0.16, linewidth=0)
    ax.plot(months, median, color=color, linestyle=style, solid_capstyle="butt")
    known = median[~np.isnan(median)]
    return float(known[-1]) if known.size else float("nan")


def beside(ax: Axes, values: Ensemble, *, color: str) -> None:
    """Draw the median of the arm without organizations: thin and dashed."""
    (median,) = quantiles(values, 50)
    ax.plot(np.arange(values.shape[1]), median, color=color, linestyle=(0, (3, 2)), linewidth=0.8)


def spread(places: list[float], gap: float, low: float, high: float) -> list[float]:
    """Places moved apart to at least `gap`, in order, inside [low, high] as far as there is room."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = [places[i] for i in order]
    for i in range(1, len(moved)):
        moved[i] = max(moved[i], moved[i - 1] + gap)
    if moved and moved[-1] > high:
        moved[-1] = high
        for i in range(len(moved) - 2, -1, -1):
            moved[i] = min(moved[i], moved[i + 1] - gap)
    if moved and moved[0] < low:
        moved = [max(place, low + i * gap) for i, place in enumerate(moved)]
    result = [0.0] * len(places)
    for i, place in zip(order, moved, strict=True):
        result[i] = place
    return result


def name_ends(ax: Axes, ends: list[tuple[float, str, str]], size: float = 7) -> None:
    """Write (value, name, color) right of the axis, at the height of the value or as near as others allow."""
    ends = [end for end in ends if not np.isnan(end[0])]
    low, high = ax.get_ylim()
    box = ax.get_position()
    width, height = ax.get_figure(root=True).get_size_inches()  # type: ignore[union-attr]
    points = box.height * height * 72
    gap = (high - low) * size * 1.25 / points
    places = spread([value for value, _, _ in ends], gap, low + gap / 2, high - gap / 2)
    for place, (_, name, color) in zip(places, ends, strict=True):
        ax.annotate(
            fitted(name, _ROOM * width, size=size), (1, place), xycoords=("axes fraction", "data"),
            xytext=(3, 0), textcoords="offset points", va="center", ha="left", color=color, fontsize=size,
            annotation_clip=False,
        )  # fmt: skip


def zoomed(values: list[Ensemble], span: float, lowest: float, highest: float, step: float) -> tuple[float, float]:
    """Limits round to `step` that hold the 5-95 % of all `values`, at least `span` apart, inside the scale."""
    edges = [quantiles(value, *BAND) for value in values]
    known = np.concatenate([edge[~np.isnan(edge)] for edge in edges]) if edges else np.array([])
    if not known.size:
        return lowest, highest
    low = max(lowest, step * np.floor((known.min() - step / 5) / step))
    high = min(highest, step * np.ceil((known.max() + step / 5) / step))
    missing = span - (high - low)
    if missing > 0:
        low = max(lowest, low - step * np.ceil(missing / 2 / step))
        high = min(highest, low + span) if high < low + span else high
        low = max(lowest, min(low, high - span))
    return float(low), float(high)
