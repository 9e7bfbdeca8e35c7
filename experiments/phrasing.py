"""Numbers, intervals and lines as texts of the terminal have them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import zip_longest
from math import isnan

from pydantic_core import to_jsonable_python
from rich.cells import cell_len

from sulha.scenarios.problems import shortened

from .explanation.blocks import wrapped as lines_of
from .language import isolated, language, ntext, plain, text
from .statistics import Estimate, Interval

WIDTH = 100
#: Where there is no number.
MISSING = "-"
#: Columns of a table are as wide as this, or as a language needs.
_NAME = 38
_CELL = 28
#: What every line of an Arabic table begins with, seen by nobody: a terminal that goes by the first letter of a line
#: then begins all of them at the same side (U+200F, right-to-left mark).
_FROM_THE_RIGHT = "\u200f"


def shown(value: float, digits: int = 2) -> str:
    """A number with so many digits after the point."""
    if isnan(value):
        return MISSING
    # Minus zero is a sign without a meaning.
    return f"{round(value, digits) + 0.0:.{digits}f}"


def percent(value: float) -> str:
    """A share as a whole number of percent."""
    return MISSING if isnan(value) else f"{value:.0%}"


def span(interval: Interval, show: Callable[[float], str]) -> str:
    """An interval as it stands after its estimate; nothing where there is none."""
    if isnan(interval[0]):
        return ""
    return " " + text("[{low}, {high}]", low=show(interval[0]), high=show(interval[1]))


def estimated(estimate: Estimate, digits: int = 2) -> str:
    """A mean with its interval."""
    return isolated(shown(estimate.mean, digits)) + span(estimate.interval, lambda value: shown(value, digits))


def alike(*values: float, least: int = 3) -> list[str]:
    """Numbers with as many digits after the point as they need to differ, each other and zero, where they do.

    They have `least` digits at least, and all the same number of them.
    """
    known = [value for value in values if not isnan(value)]
    if known and 0 < max(map(abs, known)) < 1e-6:
        return [f"{value:.1e}" for value in values]
    apart = {*known, 0.0}
    digits = next((n for n in range(least, 9) if len({round(v, n) for v in apart}) == len(apart)), 9)
    return [shown(value, digits) for value in values]


def replicates(n: int) -> str:
    """A number of replicates, in words."""
    return ntext("{n} replicate", "{n} replicates", n)


def table(rows: Iterable[tuple[str, list[str]]], width: int = _CELL, *, spilling: str | None = None) -> str:
    """Rows in columns, each of what it is about and its cells. One without cells is a remark, which may be longer.

    `width` is how wide the columns of cells are at least. Cells of the row `spilling` do not widen them.
    """
    lines = [(name, *cells) for name, cells in rows]
    columns = zip_longest(*(line for line in lines if len(line) > 1 and line[0] != spilling), fillvalue="")
    widths = [max(_NAME if n == 0 else width, *map(cell_len, column)) for n, column in enumerate(columns)]
    side = _FROM_THE_RIGHT if language() == "ar" else ""
    return "\n".join(
        side + "  ".join(padded(isolated(cell), room) for cell, room in zip(line, widths, strict=False)).rstrip()
        for line in lines
    )


def padded(text: str, width: int) -> str:
    """A text followed by spaces, `width` columns in all: marks of direction, which nobody sees, take no room."""
    return text + " " * (width - cell_len(text))


def wrapped(line: str) -> str:
    """A paragraph in lines that fit a terminal, all indented as the first."""
    return "\n".join(lines_of(line, WIDTH, len(line) - len(line.lstrip())))


def brief(value: object) -> str:
    """The value of a setting in a few letters."""
    return text("none") if value is None else plain(shortened(to_jsonable_python(value, exclude_none=True)), 40)


def caveats() -> str:
    """What every verdict ends with: what its intervals leave out, and what it is for."""
    bands = text("Bands and intervals are over replicates at fixed parameters; parameter uncertainty is not in them.")
    motto = text("Theory made runnable: for exploration and comparison, not prediction.")
    return f"{wrapped(bands)}\n{motto}"
