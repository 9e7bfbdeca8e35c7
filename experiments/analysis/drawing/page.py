"""What all figures of a report share: a title, panels of a known size, a footer on what it rests on; and files."""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib.metadata import version
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sulha.model import MODEL_VERSION

from ...figures.direction import LEVEL, beginning, from_the_right, level_axis_title
from ...figures.lettering import fitted
from ...figures.style import DOTS_PER_INCH, FAINT, WIDTH, style
from ...language import text
from ...provenance import SEED_SCHEME

#: Margins of the page and gaps between panels [in].
_LEFT, _RIGHT, _TOP, _BOTTOM = 0.75, 0.2, 0.62, 0.98
_ACROSS, _DOWN = 0.8, 0.75


def panels(
    figure: Figure, n: int, *, columns: int = 2, height: float = 2.0, left: float = _LEFT, across: float = _ACROSS,
    right: float = _RIGHT,
) -> list[Axes]:  # fmt: skip
    """`n` panels of a height [in], row by row; the figure becomes as high as they need."""
    columns = min(columns, n)
    rows = -(-n // columns)
    above = LEVEL if from_the_right() else 0.0
    top, down = _TOP + above, _DOWN + above
    total = top + rows * height + (rows - 1) * down + _BOTTOM
    figure.set_size_inches(WIDTH, total)
    width = (WIDTH - left - right - (columns - 1) * across) / columns
    return [
        figure.add_axes((
            (left + (k % columns) * (width + across)) / WIDTH,
            1 - (top + (k // columns) * (height + down) + height) / total,
            width / WIDTH, height / total,
        ))
        for k in range(n)
    ]  # fmt: skip


def titled(ax: Axes, title: str) -> None:
    """Give a panel a title that fits it, in smaller letters where it is long; that of its y-axis must be there."""
    room = ax.get_position().width * WIDTH
    size = next((size for size in (8.5, 7.5, 6.5) if fitted(title, room, size=size, weight="bold") == title), 6.5)
    side: Literal["left", "right"] = "left"
    pad = 4.0
    if from_the_right():
        side = "right"
        if ax.get_ylabel():
            level_axis_title(ax, pad)
            pad += 72 * LEVEL
    ax.set_title(fitted(title, room, size=size, weight="bold"), fontsize=size, loc=side, pad=pad)


def pictured(draw: Callable[[Figure], None], title: str, subtitle: str, bands: str, about: str) -> dict[str, bytes]:
    """A figure as the bytes of "png" and "pdf": drawn, titled, with what bands are and what it rests on below."""
    with style():
        figure = Figure(figsize=(WIDTH, WIDTH / 2))
        draw(figure)
        height = figure.get_size_inches()[1]
        made = text("sulha {version}, model {model}. For exploration and comparison, not prediction.",
                    version=version("sulha"), model=MODEL_VERSION)  # fmt: skip
        scheme = text("Seed scheme: {scheme}.", scheme=text(SEED_SCHEME))
        _across(figure, 1 - 0.06 / height, title, 10, fontweight="bold")
        _across(figure, 1 - 0.25 / height, subtitle, 7, color=FAINT)
        for n, line in enumerate((bands, about, scheme, made)):
            _across(figure, (0.50 - 0.118 * n) / height, line, 6.3, color=FAINT)
        told = f"{bands} {about} {text(SEED_SCHEME)}"
        creator = f"sulha {version('sulha')}, model {MODEL_VERSION}"
        return {
            "png": _saved(figure, "png", {"Title": title, "Description": told, "Software": creator}),
            # No date: a figure drawn again from the same numbers is the same file.
            "pdf": _saved(figure, "pdf", {"Title": title, "Subject": told, "Creator": creator, "CreationDate": None}),
        }


def _across(figure: Figure, y: float, line: str, size: float, **how: Any) -> None:
    shown = fitted(line, 0.97 * WIDTH, size=size, weight=how.get("fontweight", "normal"))
    # By the baseline: Arabic letters with marks over them are higher than others.
    base = y - 0.93 * size / 72 / figure.get_size_inches()[1]
    figure.text(**beginning(0.015), y=base, s=shown, fontsize=size, va="baseline", **how)


def _saved(figure: Figure, kind: str, metadata: dict[str, str | None]) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, dpi=DOTS_PER_INCH, metadata=metadata)
    return buffer.getvalue()


def keyed(figure: Figure, ax: Axes, columns: int = 4) -> None:
    """The key of a panel at the top of the page, at the side where its title does not begin."""
    handles, labels = ax.get_legend_handles_labels()
    place: dict[str, Any] = {"loc": "upper right", "bbox_to_anchor": (0.99, 0.995)}
    if from_the_right():
        handles, labels = handles[::-1], labels[::-1]
        place = {"loc": "upper left", "bbox_to_anchor": (0.01, 0.995), "markerfirst": False}
    figure.legend(handles, labels, ncols=columns, fontsize=6.5, **place)


def rows_named(ax: Axes, names: list[str], room: float) -> None:
    """Name the rows of a panel, the first on top, each cut to a room [in] left of it."""
    ax.set_yticks(-np.arange(len(names)), [fitted(name, room, size=6.5) for name in names], fontsize=6.5)
    ax.set_ylim(-len(names) + 0.4, 0.6)
    ax.tick_params(axis="y", length=0)
