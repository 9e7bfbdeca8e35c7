"""How all figures look: sizes, colors that color-blind readers can tell apart, line styles as a second cue."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl

#: Width of a double column [in].
WIDTH = 7.2
DOTS_PER_INCH = 200

#: Okabe & Ito 2008, *Color Universal Design*: without black, which marks the institutions, yellow last as it is pale.
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#8C6D1F", "#7F7F7F")
LINES = ("-", (0, (6, 1.5)), (0, (1, 1)), (0, (4, 1, 1, 1)), (0, (8, 2, 1, 2, 1, 2)), (0, (3, 3)), "-.", ":")
INK = "#222222"
FAINT = "#888888"
#: States of the official process, from dark to light as they grow calmer.
STATES = {"conflict": "#5A5A5A", "talks": "#E69F00", "agreement": "#56B4E9", "peace": "#009E73"}

_STYLE: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 7.5,
    "axes.titlesize": 8.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 4.0,
    "axes.labelsize": 7.5,
    "axes.linewidth": 0.6,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    # Labels come from files: a dollar sign in one is a dollar sign, never mathematics, and nothing runs TeX.
    "text.parse_math": False,
    "text.usetex": False,
    "xtick.labelsize": 7,
    "ytick.labelsize": 7,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "xtick.color": INK,
    "ytick.color": INK,
    "lines.linewidth": 1.3,
    "legend.frameon": False,
    "legend.fontsize": 7.5,
    # Text stays text in the PDF: it can be searched and edited.
    "pdf.fonttype": 42,
    "savefig.bbox": None,
    "figure.dpi": 100,
    "figure.facecolor": "white",
    "axes.unicode_minus": True,
}


@contextmanager
def style() -> Iterator[None]:
    """Draw inside this: it does not depend on, nor change, the settings of whoever asks."""
    settings: dict[str, Any] = dict(mpl.rcParamsDefault.items()) | _STYLE
    settings["backend"] = mpl.rcParams["backend"]
    with warnings.catch_warnings(), mpl.rc_context(settings):  # type: ignore[arg-type]
        # A label in a script that the font lacks shows boxes; that is not worth a line on everybody's terminal.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield
