"""What a study estimates from the cells of its design: contrasts, shares lost, ratios of hazards, the best of some.

Every measure has an `estimate` with a 95 % interval over pairs (replicates with all their cells), and an `at_point`,
the number whose sign counts at a point of the ranges, where there are too few pairs for an interval.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, nan, sqrt
from typing import Protocol

import numpy as np
from scipy.stats import t

from ..analysis.measures import about
from ..analysis.survival import hazard_ratio, summarized, weights
from ..statistics import FEWEST, LEVEL, NO_INTERVAL, Interval, bootstrap_mean, paired_shares
from .cells import Cell, Reading, Sample, Values


@dataclass(frozen=True, slots=True)
class Estimated:
    """An estimate with its interval, NaN where there is none, the pairs it rests on, and a word about it."""

    value: float
    interval: Interval
    pairs: int
    note: str = ""


def mean_of(values: Values, note: str = "") -> Estimated:
    """The mean of pairs (pairs,) with a bootstrap interval; none where all are equal: there is nothing to resample."""
    if values.size == 0 or np.ptp(values) == 0:
        return Estimated(float(values[0]) if values.size else nan, NO_INTERVAL, values.size, note or "no pair differs")
    return Estimated(float(values.mean()), bootstrap_mean(values), values.size, note)


class Measure(Protocol):
    """Something that is estimated from cells."""

    @property
    def cells(self) -> Sequence[Cell]:
        """The cells that it needs."""

    @property
    def unit(self) -> str:
        """The unit; "ratio" for what is compared with 1 on a log scale."""

    @property
    def outcome(self) -> str | Reading:
        """The outcome that it is about, to be shown by cell; "" where there is none for a single cell."""

    def estimate(self, sample: Sample) -> Estimated:
        """The estimate and its interval over pairs."""

    def at_point(self, sample: Sample) -> float:
        """What has a sign at a point: above or below 0; NaN where nothing can be said."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A sum of an outcome over cells, each with its weight, pair by pair: a difference, or one of differences."""

    outcome: str | Reading
    terms: tuple[tuple[float, Cell], ...]
    unit: str = "H"

    @property
    def cells(self) -> Sequence[Cell]:
        """The cells, in the order of the terms."""
        return [cell for _, cell in self.terms]

    def each(self, sample: Sample) -> Values:
        """The contrast of every pair that has all cells (pairs,)."""
        found = sum(weight * sample.of(self.outcome, cell) for weight, cell in self.terms)
        values = np.asarray(found, dtype=float)
        return values[~np.isnan(values)]

    def estimate(self, sample: Sample) -> Estimated:
        """The mean, with a bootstrap interval; for a difference of two shares with theirs."""
        if (
            [weight for weight, _ in self.terms] == [1, -1]
            and isinstance(self.outcome, str)
            and about(self.outcome).share
        ):
            (_, one), (_, other) = self.terms
            found = paired_shares(sample.of(self.outcome, one), sample.of(self.outcome, other))
            return Estimated(found.mean, found.interval, found.pairs)
        return mean_of(self.each(sample))

    def at_point(self, sample: Sample) -> float:
        """The mean."""
        values = self.each(sample)
        return float(values.mean()) if values.size else nan


def difference(outcome: str | Reading, one: Cell, other: Cell, unit: str = "H") -> Contrast:
    """One cell minus another."""
    return Contrast(outcome, ((1, one), (-1, other)), unit)


def interaction(
    outcome: str | Reading, one: tuple[Cell, Cell], other: tuple[Cell, Cell], unit: str = "H"
) -> Contrast:  # fmt: skip
    """The difference of two cells, minus that of two others."""
    return Contrast(outcome, ((1, one[0]), (-1, one[1]), (-1, other[0]), (1, other[1])), unit)


@dataclass(frozen=True, slots=True)
class ShareLost:
    """The share of an effect that is gone where something is switched off: 1 - effect(off) / effect(on).

    The effects are mean paired differences from the cell `without`. There is a share only of an effect that is beyond
    `smallest`, up or down, with its whole interval.
    """

    outcome: str | Reading
    on: Cell
    off: Cell
    without: Cell
    smallest: float
    unit: str = "share"

    @property
    def cells(self) -> Sequence[Cell]:
        """The three cells."""
        return [self.on, self.off, self.without]

    def estimate(self, sample: Sample) -> Estimated:
        """The ratio of means, with a bootstrap interval in which both means are resampled together."""
        on, off, without = (sample.of(self.outcome, cell) for cell in self.cells)
        known = ~np.isnan(on + off + without)
        effects = np.array([(off - without)[known], (on - without)[known]])
        n = int(known.sum())
        low, high = bootstrap_mean(effects[1])
        if not (low >= self.smallest or high <= -self.smallest):
            return Estimated(nan, NO_INTERVAL, n, "no effect to share")
        part, whole = effects @ weights(n).T
        lost = 1 - np.divide(part, whole, out=np.full_like(whole, nan), where=whole != 0)
        found = summarized(lost, n)
        return Estimated(found.value, found.interval, n)

    def at_point(self, sample: Sample) -> float:
        """What the switch takes away from the effect, in units of the outcome: a ratio near 0 / 0 has no sign."""
        return difference(self.outcome, self.off, self.on).at_point(sample)


@dataclass(frozen=True, slots=True)
class HazardRatio:
    """How much faster something happens in a cell than in another; or how much more so than in two others.

    With `than` it is the ratio of two such ratios. `since` and `instead` as in `Sample.durations`.
    """

    until: str
    one: Cell
    other: Cell
    than: tuple[Cell, Cell] | None = None
    since: str = ""
    instead: str = ""
    unit: str = "ratio"
    outcome: str = ""

    @property
    def cells(self) -> Sequence[Cell]:
        """Two cells, or four."""
        return [self.one, self.other, *(self.than or ())]

    def estimate(self, sample: Sample) -> Estimated:
        """The ratio, with Student's interval on the log scale from a jackknife over pairs.

        Of hazards the percentiles of a bootstrap hold the true ratio too rarely (see `survival.ratio_of_hazards`).
        """
        filled, logs = self._logs(sample)
        value, without = float(np.exp(logs[0])), logs[1:]
        if filled < FEWEST or np.isnan(logs).any() or np.ptp(without) == 0:
            return Estimated(value, NO_INTERVAL, filled)
        n = without.size
        error = sqrt((n - 1) / n * float(((without - without.mean()) ** 2).sum()))
        half = float(t.ppf((1 + LEVEL) / 2, n - 1)) * error
        return Estimated(value, (value * exp(-half), value * exp(half)), filled)

    def at_point(self, sample: Sample) -> float:
        """The logarithm of the ratio."""
        return float(self._logs(sample)[1][0])

    def _logs(self, sample: Sample) -> tuple[int, Values]:
        """How many pairs were watched; the log ratio of all, then of all but each in turn (1 + pairs,)."""
        groups = [sample.durations(c, self.until, since=self.since, instead=self.instead) for c in self.cells]
        watched = np.unique(np.concatenate([group.cluster[group.time > 0] for group in groups]))
        weight = np.ones((1 + watched.size, groups[0].clusters))
        weight[1 + np.arange(watched.size), watched] = 0
        last = max((int(group.time.max(initial=0)) for group in groups), default=0)
        ratios = [hazard_ratio(groups[k], groups[k + 1], weight, last) for k in range(0, len(groups), 2)]
        logs = np.log(ratios[0]) - (np.log(ratios[1]) if self.than else 0)
        return watched.size, logs


@dataclass(frozen=True, slots=True)
class BestAgainst:
    """The cell with the lowest mean among some minus the lowest among rivals, chosen on some pairs, tested on others.

    Choosing and testing on the same pairs would flatter whichever was lucky.
    """

    outcome: str | Reading
    candidates: Mapping[str, Cell]
    rivals: Mapping[str, Cell]
    unit: str = "H"

    @property
    def cells(self) -> Sequence[Cell]:
        """All candidates, then all rivals."""
        return [*self.candidates.values(), *self.rivals.values()]

    def estimate(self, sample: Sample) -> Estimated:
        """Chosen on the pairs of even number, tested on those of odd number."""
        return mean_of(*self._tested(sample, 0))

    def at_point(self, sample: Sample) -> float:
        """Both halves in turn, as there are so few pairs."""
        values = np.concatenate([self._tested(sample, half)[0] for half in (0, 1)])
        return float(values.mean()) if values.size else nan

    def _tested(self, sample: Sample, half: int) -> tuple[Values, str]:
        """The differences on the other half (pairs,), and which were chosen."""
        table = np.array([sample.of(self.outcome, cell) for cell in self.cells])
        table = table[:, ~np.isnan(table).any(axis=0)]
        choosing, testing = table[:, half::2], table[:, 1 - half :: 2]
        if choosing.shape[1] == 0 or testing.shape[1] == 0:
            return np.empty(0), ""
        means, n = choosing.mean(axis=1), len(self.candidates)
        best, rival = int(means[:n].argmin()), n + int(means[n:].argmin())
        names = [*self.candidates, *self.rivals]
        return testing[best] - testing[rival], f"{names[best]} against {names[rival]}"
