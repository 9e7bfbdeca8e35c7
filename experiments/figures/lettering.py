"""Lettering: texts cut to the room they have, as wide as they really are, and readable over lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.patheffects import withStroke

_DPI = 100
#: A thin white edge around letters that lie over lines.
HALO = (withStroke(linewidth=1.8, foreground="white"),)


@lru_cache(maxsize=1)
def _renderer() -> Any:
    return RendererAgg(8, 8, _DPI)  # type: ignore[no-untyped-call]


def _width(text: str, size: float, weight: str) -> float:
    """Width [in] of one line in the font of the figures."""
    font = FontProperties(family=["DejaVu Sans"], size=size, weight=weight)
    return float(_renderer().get_text_width_height_descent(text, font, ismath=False)[0]) / _DPI


def largest(texts: Iterable[str], room: float, *, sizes: Sequence[float]) -> float:
    """The first of `sizes` in which every text fits into `room` [in], else the last."""
    texts = list(texts)
    return next((size for size in sizes if all(_width(text, size, "normal") <= room for text in texts)), sizes[-1])


def fitted(text: str, room: float, *, size: float, weight: str = "normal") -> str:
    """The text, cut with an ellipsis where it would be wider than `room` [in]."""
    if _width(text, size, weight) <= room:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if _width(text[:middle].rstrip() + "…", size, weight) <= room:
            fits = middle
        else:
            too_long = middle
    return text[:fits].rstrip() + "…"
