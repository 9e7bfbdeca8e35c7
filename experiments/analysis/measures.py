"""The quantities that are analyzed: an outcome in the scenario, and as a paired difference between arms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from sulha.model.metrics import METRICS

from ..contrasts import FURTHER, OUTCOMES
from ..language import language, ptext, text
from ..sweeps.milestones import is_milestone
from .reading import Runs, Values

_OUTCOMES = {outcome.name: outcome for outcome in (*OUTCOMES, *FURTHER)}
_METRICS = {metric.name: metric for metric in METRICS}


@dataclass(frozen=True, slots=True)
class About:
    """What an outcome is: its label and unit, whether it is a share, the smallest difference that matters, if known."""

    name: str
    label: str
    unit: str
    share: bool = False
    smallest: float | None = None
    better: Literal["lower", "higher"] | None = None

    @property
    def unit_told(self) -> str:
        """The unit as axes have it; a dash for a pure number. Tables keep `unit`, whatever is spoken."""
        words = {
            "Goldstein": ptext("unit", "Goldstein"), "share": ptext("unit", "share"), "months": ptext("unit", "months"),
            "1/month": ptext("unit", "1/month"), "code": ptext("unit", "code"), "workshops": ptext("unit", "workshops"),
            "organizations": ptext("unit", "organizations"), "money": ptext("unit", "money"),
            "money/month": ptext("unit", "money/month"),
        }  # fmt: skip
        return words.get(self.unit, self.unit) or "–"


def about(outcome: str) -> About:
    """What is known of an outcome by its name."""
    if outcome in _OUTCOMES:
        known = _OUTCOMES[outcome]
        return About(outcome, text(known.label).strip(), known.unit, known.share, known.smallest, known.better)
    metric = _METRICS[outcome]
    return About(outcome, metric.label.get(language(), metric.label["en"]), metric.unit)


@dataclass(frozen=True, eq=False)
class Quantity:
    """What is analyzed over a design: values (points, replicates), NaN where there is none.

    `arms` is one name for an outcome in an arm, two for a paired difference, first minus second; column j of all points
    and arms draws the same random numbers.
    """

    about: About
    arms: tuple[str, ...]
    values: Values

    @property
    def name(self) -> str:
        """A name for files and columns."""
        return f"{self.about.name}:{'-minus-'.join(self.arms)}"

    @property
    def title(self) -> str:
        """What a person calls it."""
        if len(self.arms) == 1:
            return text("{outcome}, {arm}", outcome=self.about.label, arm=self.arms[0])
        return text("{outcome}, {arm} minus {other}", outcome=self.about.label, arm=self.arms[0], other=self.arms[1])


def plain_outcomes(runs: Runs) -> tuple[str, ...]:
    """The outcomes that are numbers of every run: milestones are analyzed as durations."""
    return tuple(name for name in runs.outcomes if not is_milestone(name))


def pairs_of_arms(runs: Runs) -> tuple[tuple[int, int], ...]:
    """Every pair of arms, the one that comes first in the specification first."""
    return tuple(combinations(range(len(runs.arms)), 2))


def level(runs: Runs, outcome: str, arm: int = 0) -> Quantity:
    """An outcome in an arm."""
    return Quantity(about(outcome), (runs.arms[arm],), runs.values(outcome)[arm])


def difference(runs: Runs, outcome: str, first: int, second: int) -> Quantity:
    """The paired difference of an outcome, first minus second arm."""
    values = runs.values(outcome)
    return Quantity(about(outcome), (runs.arms[first], runs.arms[second]), values[first] - values[second])


def quantities(runs: Runs) -> Iterator[Quantity]:
    """Every outcome in the scenario, and as its difference from every other arm."""
    for outcome in plain_outcomes(runs):
        yield level(runs, outcome)
        for arm in range(1, len(runs.arms)):
            yield difference(runs, outcome, 0, arm)


def complete(values: Values) -> Values:
    """The replicates that every point has (points, replicates): the rest cannot be compared over the design."""
    there: Values = values[:, ~np.isnan(values).any(axis=0)]
    return there
