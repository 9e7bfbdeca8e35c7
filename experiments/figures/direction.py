"""The side of the page at which lines begin: left in English, right in Arabic. Time runs from the left in both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.lines import Line2D

from ..language import language

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Height of the line that the title of a y-axis takes where it is not turned [in].
LEVEL = 0.15


def from_the_right() -> bool:
    """Whether lines of the language spoken now begin at the right."""
    return language() == "ar"


def beginning(margin: float) -> dict[str, Any]:
    """Place and alignment of a line that begins `margin` (share of the page) from the edge."""
    return {"x": 1 - margin, "ha": "right"} if from_the_right() else {"x": margin, "ha": "left"}


def key(figure: Figure, handles: list[Any], margin: float, y: float, columns: int) -> None:
    """The key of a page, its top at `y` (share of the page), filled column by column from where lines begin."""
    place: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": (margin, y)}
    if from_the_right():
        handles = _columns_reversed(handles, columns)
        place = {"loc": "upper right", "bbox_to_anchor": (1 - margin, y), "markerfirst": False}
    figure.legend(
        handles=handles, ncols=columns, columnspacing=1.6, handlelength=2.6, handletextpad=0.6, borderaxespad=0,
        labelspacing=0.35, **place,
    )  # fmt: skip


def _columns_reversed(handles: list[Any], columns: int) -> list[Any]:
    """The entries such that the first column comes last, short columns filled up with empty entries."""
    parts = [list(part) for part in np.array_split(np.array(handles, dtype=object), min(columns, len(handles)))]
    for part in parts:
        part.extend([Line2D([], [], linestyle="", label="")] * (len(parts[0]) - len(part)))
    return [entry for part in reversed(parts) for entry in part]


def level_axis_title(ax: Axes, above: float) -> None:
    """Write the title of the y-axis over it, `above` the panel [pt]: turned letters that join are slow to read."""
    ax.annotate(
        ax.get_ylabel(), (0, 1), xycoords="axes fraction", xytext=(-22, above), textcoords="offset points",
        fontsize=7.5, va="bottom", ha="left",
    )  # fmt: skip
    ax.set_ylabel("")
