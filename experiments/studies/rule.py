"""The rule by which a study is decided, fixed before anything is run; it is the same for all, but for shares lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan, log, nan, sqrt
from typing import Literal

import numpy as np
from scipy.stats import norm

from ..precision import rounded_up
from ..statistics import LEVEL
from .cells import Values
from .measures import Estimated

type Decision = Literal["confirmed", "refuted", "not decided"]

#: The sign must hold in at least this share of the points of the ranges, under each theory of ripeness.
HOLDS = 0.8
#: A share lost of so much makes something the main channel, or a channel.
MAIN, A_CHANNEL = 0.5, 0.1
#: More pairs than this are not worth counting.
_MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Signs:
    """At how many points of the ranges the sign is the stated one, of how many; `pairs` at each of them.

    `still` are points without any difference, or where nothing can be said: the sign does not hold there.
    """

    held: int
    points: int
    pairs: int
    still: int = 0

    @property
    def share(self) -> float:
        """The share of points [0, 1]."""
        return self.held / self.points if self.points else nan

    @property
    def hold(self) -> bool:
        """Whether the sign holds in enough points."""
        return self.points > 0 and self.share >= HOLDS


def signs(values: Values, direction: int, pairs: int) -> Signs:
    """Counts the points (points,) with the stated sign."""
    still = int((np.isnan(values) | (values == 0)).sum())
    return Signs(int((values * direction > 0).sum()), values.size, pairs, still)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a primary outcome is held against: the direction that is stated, and the smallest effect of interest.

    `smallest` is in the unit of the outcome; for a ratio it is the one above 1 (1.25 stands for .8 as well).
    """

    direction: Literal[-1, 1]
    smallest: float
    ratio: bool = False

    def toward(self, value: float) -> float:
        """A value as it counts: positive in the stated direction, ratios on the log scale."""
        if self.ratio:
            value = log(value) if value > 0 else (nan if isnan(value) else -np.inf)
        return value * self.direction

    @property
    def threshold(self) -> float:
        """The smallest effect of interest as it counts."""
        return log(self.smallest) if self.ratio else self.smallest

    def ends(self, found: Estimated) -> tuple[float, float]:
        """The interval as it counts, lower end first."""
        low, high = sorted(self.toward(end) for end in found.interval)
        return low, high

    def side(self, low: float, high: float) -> Decision:
        """What an interval alone says, by its ends as they count.

        Confirmed: wholly beyond the smallest effect; refuted: wholly inside, or wholly beyond in the other direction.
        """
        if low >= self.threshold:
            return "confirmed"
        inside = -self.threshold < low and high < self.threshold
        return "refuted" if inside or high <= -self.threshold else "not decided"

    def decide(self, found: Estimated, over_ranges: Mapping[str, Signs]) -> Decision:
        """What the interval says; confirmed only if the sign holds over the ranges under every theory of ripeness.

        Without an interval nothing is decided.
        """
        if any(isnan(end) for end in found.interval):
            return "not decided"
        said = self.side(*self.ends(found))
        if said == "confirmed" and not (over_ranges and all(one.hold for one in over_ranges.values())):
            return "not decided"
        return said

    def pairs_needed(self, found: Estimated) -> float:
        """About how many pairs would put the interval on one side of the smallest effect, if the estimate stayed.

        Infinite where that is more than ten million; NaN without an interval, or where the interval is there already.
        """
        if any(isnan(end) for end in found.interval) or self.side(*self.ends(found)) != "not decided":
            return nan
        low, high = self.ends(found)
        room, half = self._room(self.toward(found.value)), (high - low) / 2
        needed = found.pairs * (half / room) ** 2 if room > 0 else np.inf
        return float(rounded_up(max(needed, found.pairs + 1))) if needed < _MOST else float("inf")

    def _room(self, value: float) -> float:
        return abs(abs(value) - self.threshold)

    def word(self, found: Estimated) -> str:  # noqa: ARG002 (other rules have degrees)
        """How far it is confirmed, where there are degrees; "" where not."""
        return ""

    def most_signs(self, found: Estimated, pairs: int) -> float:
        """The share of points that would show the sign if all had the effect and the noise of the deciding cells.

        With few pairs at a point noise turns the sign of some: more than this share is not to be expected.
        """
        low, high = self.ends(found)
        if isnan(low) or isnan(high) or high == low or found.pairs == 0:
            return nan
        error = (high - low) / 2 / float(norm.ppf((1 + LEVEL) / 2))
        return float(norm.cdf(self.toward(found.value) / error * sqrt(pairs / found.pairs)))


@dataclass(frozen=True, slots=True)
class ShareRule(Rule):
    """The rule for a share lost: the main channel from .50, a channel from .10, refuted below; else not decided."""

    direction: Literal[-1, 1] = 1
    smallest: float = A_CHANNEL

    def side(self, low: float, high: float) -> Decision:
        """What an interval alone says."""
        return "confirmed" if low >= self.smallest else "refuted" if high < self.smallest else "not decided"

    def _room(self, value: float) -> float:
        return abs(value - self.smallest)

    def word(self, found: Estimated) -> str:
        """What a confirmed share makes of it."""
        return "the main channel" if found.interval[0] >= MAIN else "a channel"
