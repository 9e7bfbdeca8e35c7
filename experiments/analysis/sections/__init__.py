"""The parts of a report, in their order. A new one is a function of the runs and a line here."""

from __future__ import annotations

from collections.abc import Callable

from ..parts import LeftOut, Part, Wishes
from ..reading import Runs
from .effects import effects
from .frontiers import frontiers
from .layers import layers
from .levels import levels
from .replicates import replicates
from .sensitivity import sensitivity
from .survival import survival
from .variance import variance

SECTIONS: tuple[Callable[[Runs, Wishes], Part | LeftOut], ...] = (
    effects,
    levels,
    frontiers,
    layers,
    sensitivity,
    variance,
    survival,
    replicates,
)
