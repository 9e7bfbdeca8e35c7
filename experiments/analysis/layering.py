"""Layering: whether two things together do more, or less, than each alone adds up to.

An interaction of order k is a difference of differences k deep, in the outcome's own unit: for two factors, what one
does at the high level of the other minus what it does at its low level. Order 1 is the main effect.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from ..statistics import Estimate, estimate
from .frontier import cells
from .measures import Quantity, about, plain_outcomes
from .reading import Runs, Values

#: Interactions of a higher order than this are not looked at: nobody can say what they mean.
HIGHEST = 3


@dataclass(frozen=True, slots=True)
class Interaction:
    """A contrast with its interval, over `replicates` of which each gives one value of it."""

    outcome: str
    of: str
    parts: tuple[str, ...]
    contrast: Estimate
    replicates: int

    @property
    def order(self) -> int:
        """How many things act together."""
        return len(self.parts)


def of_factors(runs: Runs, quantity: Quantity) -> Iterator[Interaction]:
    """Main effects and interactions of the factors of a grid, between the first and the last level of each.

    Means over all levels of the other factors come first, replicate by replicate: the bootstrap is over replicates,
    which share their random numbers over the whole grid.
    """
    factors = runs.described.specification.factors
    varied = [name for name, factor in factors.items() if len(factor.levels()) > 1]
    for order in range(1, min(HIGHEST, len(varied)) + 1):
        for chosen in combinations(varied, order):
            grid = cells(runs, quantity.values, chosen)
            ends = grid[np.ix_(*([0, -1] for _ in chosen))]
            yield _interaction(quantity.about.name, " - ".join(quantity.arms), chosen, contrast(ends))


def contrast(corners: Values) -> Values:
    """The difference of differences of values (2, ..., 2, replicates), high minus low along every axis but the last."""
    found = corners
    while found.ndim > 1:
        found = found[1] - found[0]
    return found


def of_arms(runs: Runs) -> Iterator[Interaction]:
    """Interactions of what arms are without, wherever every combination of some things is an arm.

    With arms without a, without b and without both, and the scenario with both: what a adds where b is, minus what it
    adds where b is not. Averaged over the points of the design, replicate by replicate.
    """
    found = _by_lacking(runs)
    things = sorted({thing for lacking in found for thing in lacking})
    for order in range(1, HIGHEST + 1):
        for chosen in combinations(things, order):
            combos = [frozenset(t for t, has in zip(chosen, cell, strict=True) if not has)
                      for cell in product((False, True), repeat=order)]  # fmt: skip
            if all(combo in found for combo in combos):
                for outcome in plain_outcomes(runs):
                    means = runs.values(outcome)[[found[combo] for combo in combos]].mean(axis=1)
                    corners = means.reshape(*(2 for _ in chosen), -1)
                    yield _interaction(about(outcome).name, "arms", chosen, contrast(corners))


def _by_lacking(runs: Runs) -> dict[frozenset[str], int]:
    """The arms by what they are without; those that differ by a setting are left out."""
    arms = enumerate(arm for _, arm in runs.described.arms)
    return {frozenset(arm.without): place for place, arm in arms if not arm.set}


def _interaction(outcome: str, of: str, parts: tuple[str, ...], values: Values) -> Interaction:
    known = values[~np.isnan(values)]
    return Interaction(outcome, of, parts, estimate(known), known.size)
