"""What stands at the foot of every figure: what its bands are, how it was made, what it is for."""

from __future__ import annotations

from importlib.metadata import version

from matplotlib.figure import Figure

from sulha.model import MODEL_VERSION

from ..language import text
from .direction import beginning
from .lettering import fitted
from .style import FAINT, WIDTH


def footer(figure: Figure, height: float, bands: str) -> None:
    """Two lines at the foot of a page of this height [in]; `bands` says what is drawn of the spread."""
    made = text(
        "Replicate j of every arm draws the same random numbers. sulha {version}, model {model}. For exploration and "
        "comparison, not prediction.",
        version=version("sulha"), model=MODEL_VERSION,
    )  # fmt: skip
    for number, line in enumerate((bands, made)):
        figure.text(
            **beginning(0.015), y=(0.24 - 0.13 * number) / height, s=fitted(line, 0.97 * WIDTH, size=6.5), fontsize=6.5,
            color=FAINT, va="center",
        )  # fmt: skip
