"""Factors one below the other, each with an estimate and its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from ...figures.style import COLORS, FAINT, INK
from ...statistics import Interval
from .page import rows_named

#: Room [in] for names left of a panel.
ROOM = 1.35


@dataclass(frozen=True, slots=True)
class Bar:
    """An estimate of a row with its interval."""

    value: float
    interval: Interval


def bars(ax: Axes, names: list[str], series: dict[str, list[Bar]], *, idle: list[float] | None = None) -> None:
    """Draw a dot and a line for each row and series; `idle` is what a factor without effect would show, per row."""
    offsets = np.linspace(0.17, -0.17, len(series)) if len(series) > 1 else [0.0]
    for offset, (label, row), color, mark in zip(offsets, series.items(), COLORS, "osD^", strict=False):
        place = offset - np.arange(len(row))
        ends = np.array([bar.interval for bar in row]).T
        ax.hlines(place, *ends, color=color, linewidth=1)
        ax.plot([bar.value for bar in row], place, mark, color=color, markersize=3.5, label=label)
    if idle is not None:
        ax.vlines(idle, -np.arange(len(idle)) - 0.35, -np.arange(len(idle)) + 0.35, color=FAINT, linewidth=1.6)
    ax.axvline(0, color=INK, linewidth=0.6)
    rows_named(ax, names, ROOM)
