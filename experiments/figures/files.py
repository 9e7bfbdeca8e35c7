"""A figure as files: PNG for screens, PDF for print, each saying in its metadata what it shows."""

from __future__ import annotations

import io
from importlib.metadata import version
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from sulha.model import MODEL_VERSION

from ..comparison import Comparison
from ..language import language as spoken_now
from ..language import plain, speaking, text
from ..phrasing import replicates
from ..provenance import SEED_SCHEME
from ..result import Result
from .comparison import draw_comparison
from .overview import draw_run
from .style import DOTS_PER_INCH, WIDTH, style

if TYPE_CHECKING:
    from ..result import Ensemble


def pictures(result: Ensemble, language: str | None = None) -> dict[str, bytes]:
    """The overview of a run or a comparison as `figure.png` and `figure.pdf`; the same result gives the same bytes."""
    with speaking(language or spoken_now()), style():
        figure = Figure(figsize=(WIDTH, WIDTH))
        _draw(result, figure)
        name = plain(result.arm().setup.name.in_language(spoken_now()), 200)
        about = text(
            "{replicates}, seed {seed} ({scheme}); bands are 5-95 % of replicates at fixed parameters, parameter "
            "uncertainty is not in them; exploration and comparison, not prediction",
            replicates=replicates(result.replicates), seed=result.seed, scheme=text(SEED_SCHEME),
        )  # fmt: skip
        creator = f"sulha {version('sulha')}, model {MODEL_VERSION}"
        files: dict[str, bytes] = {}
        for kind, metadata in (
            ("png", {"Title": name, "Description": about, "Software": creator}),
            # No date: a figure drawn again from the same numbers is the same file.
            ("pdf", {"Title": name, "Subject": about, "Creator": creator, "CreationDate": None}),
        ):
            buffer = io.BytesIO()
            figure.savefig(buffer, format=kind, dpi=DOTS_PER_INCH, metadata=metadata)
            files[f"figure.{kind}"] = buffer.getvalue()
    return files


def _draw(result: Ensemble, figure: Figure) -> None:
    if isinstance(result, Comparison):
        draw_comparison(result, figure)
    elif isinstance(result, Result):
        draw_run(result, figure)
    else:
        raise TypeError(f"there is no figure of a {type(result).__name__}")
