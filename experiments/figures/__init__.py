"""Figures for papers: each takes data and something to draw on, and explains itself without a caption."""

from .comparison import draw_comparison
from .files import pictures
from .overview import draw_run

__all__ = ["draw_comparison", "draw_run", "pictures"]
