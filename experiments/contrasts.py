"""What two arms are compared on: each outcome as a paired difference, and in which direction it is the better one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isnan
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from .bands import Course
from .language import noted
from .outcomes import common_window, first_month, open_at_end, over_months, peak_rise, series_of, settled_months
from .precision import Enough, enough
from .statistics import Difference, paired_difference, paired_shares
from .verdict import SMALLEST_EFFECT, begins_at_least

if TYPE_CHECKING:
    from .comparison import Comparison
    from .result import Arm

type Values = NDArray[np.float64]
#: First and last month of the outcome window; the last is also the last that both arms have.
type Window = tuple[int, int]

#: Months after an agreement in which a relapse counts: arms that agreed sooner must not have longer to fail.
WATCHED = 60
#: The metrics whose course is followed month by month.
FOLLOWED = ("conduct", "hostility")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something read off every replicate of an arm (replicates,); NaN where there is no such thing.

    `label` is a key of the catalogue; `smallest` the least difference taken to matter, by convention, where there is
    one. A share has 0 or 1 in every replicate.
    """

    name: str
    label: str
    unit: str
    better: Literal["lower", "higher"]
    digits: int
    read: Callable[[Arm, Window], Values]
    share: bool = False
    smallest: float | None = None


@dataclass(frozen=True, slots=True)
class Contrast:
    """An outcome in both arms, over the pairs in which both have a value: means, and the difference, first - second."""

    outcome: Outcome
    first: float
    second: float
    difference: Difference
    enough: Enough | None

    @property
    def superiority(self) -> float:
        """Probability that the first arm of a pair has the better value, ties counting half; NaN without pairs."""
        lower = self.difference.superiority
        return lower if self.outcome.better == "lower" else 1 - lower

    @property
    def narrow_enough(self) -> bool:
        """Whether the interval is as narrow already as the smallest effect of interest asks for."""
        return self.enough is not None and self.enough.pairs <= self.difference.pairs


@dataclass(frozen=True, slots=True)
class ComparisonVerdict:
    """What a comparison shows. `identical`: every series of every pair is the same in all months."""

    window: Window
    identical: bool
    contrasts: tuple[Contrast, ...]
    courses: dict[str, Course]

    def of(self, outcome: str) -> Contrast:
        """The contrast of an outcome by name. Raises KeyError where there is none."""
        for contrast in self.contrasts:
            if contrast.outcome.name == outcome:
                return contrast
        raise KeyError(f"no outcome {outcome!r}; there are {', '.join(c.outcome.name for c in self.contrasts)}")

    def as_data(self) -> dict[str, Any]:
        """The verdict as data for JSON: null where there is no number."""
        return {
            "window": {"first_month": self.window[0], "last_month": self.window[1]},
            "identical": self.identical,
            "outcomes": {contrast.outcome.name: row(contrast) for contrast in self.contrasts},
            "courses": {
                metric: {"identical_until": one.identical_until, "parts_from": one.parts_from,
                         "apart": [stretch._asdict() for stretch in one.apart]}
                for metric, one in self.courses.items()
            },
        }  # fmt: skip


def judge_comparison(comparison: Comparison) -> ComparisonVerdict:
    """The verdict on a comparison, over the months that both arms have."""
    a, b = comparison.a, comparison.b
    window = common_window((a.setup, b.setup))
    return ComparisonVerdict(
        window=window,
        identical=_identical(a, b),
        contrasts=tuple(_contrast(outcome, comparison, window) for outcome in OUTCOMES),
        courses={metric: comparison.course(metric) for metric in FOLLOWED},
    )


def row(contrast: Contrast) -> dict[str, Any]:
    """A contrast as a row of a table; None where there is no number."""
    d, outcome = contrast.difference, contrast.outcome
    return {
        "unit": outcome.unit,
        "better": outcome.better,
        "scenario": _known(contrast.first),
        "alternative": _known(contrast.second),
        "difference": _known(d.mean),
        "low": _known(d.interval[0]),
        "high": _known(d.interval[1]),
        "superiority": _known(contrast.superiority),
        "pairs": d.pairs,
        "pairs_lower": d.lower,
        "pairs_equal": d.equal,
        "pairs_higher": d.higher,
        "smallest_effect": outcome.smallest,
        "pairs_enough": _known(contrast.enough.pairs) if contrast.enough else None,
        "pairs_enough_low": _known(contrast.enough.fewest) if contrast.enough else None,
        "pairs_enough_high": _known(contrast.enough.most) if contrast.enough else None,
    }


def _known(value: float) -> float | None:
    return None if isnan(value) or abs(value) == float("inf") else value


def _contrast(outcome: Outcome, comparison: Comparison, window: Window) -> Contrast:
    first, second = outcome.read(comparison.a, window), outcome.read(comparison.b, window)
    paired = ~np.isnan(first) & ~np.isnan(second)
    first, second = first[paired], second[paired]
    difference = (
        paired_shares(first, second) if outcome.share else paired_difference(first, second, seed=comparison.seed)
    )
    if first.size and not comparison.pair.differences:
        # Nothing is estimated: the same world draws the same numbers.
        difference = replace(difference, interval=(0.0, 0.0))
    needed = enough(first - second, outcome.smallest) if outcome.smallest is not None else None
    return Contrast(outcome, _mean(first), _mean(second), difference, needed)


def _mean(values: Values) -> float:
    return float(values.mean()) if values.size else float("nan")


def _identical(a: Arm, b: Arm) -> bool:
    if a.rows != b.rows or a.setup.time.months != b.setup.time.months:
        return False
    return all(
        np.array_equal(one.values, other.values, equal_nan=True)
        and np.array_equal(one.books, other.books, equal_nan=True)
        for one, other in zip(a.trajectories, b.trajectories, strict=True)
    )


# -- what is read off


def _mean_of(metric: str) -> Callable[[Arm, Window], Values]:
    return lambda arm, window: over_months(series_of(arm, metric), window)


def _happened(code: str) -> Callable[[Arm, Window], Values]:
    return lambda arm, window: (first_month(arm, code) <= window[1]).astype(float)


def _relapsed(arm: Arm, window: Window) -> Values:
    """Whether an agreement failed within `WATCHED` months; NaN where there was none that could be watched so long."""
    begun = np.full(len(arm.trajectories), 0.0 if begins_at_least("agreement", arm.setup.talks.state) else np.nan)
    agreed = np.fmin(begun, first_month(arm, "agreement_reached"))
    failed = (first_month(arm, "relapse") - agreed <= WATCHED).astype(float)
    return np.where(agreed + WATCHED <= window[1], failed, np.nan)


def _open(arm: Arm, window: Window) -> Values:
    return open_at_end(arm, window[1]) if arm.setup.organizations else np.full(len(arm.trajectories), np.nan)


OUTCOMES: tuple[Outcome, ...] = (
    Outcome("conduct", noted("Conduct, H (0 friendly to 1 hostile)"), "H", "lower", 2, _mean_of("conduct"),
            smallest=SMALLEST_EFFECT),
    Outcome("goldstein", noted("  on the Goldstein scale (-10 to +8.3)"), "Goldstein", "higher", 1,
            _mean_of("goldstein")),
    Outcome("hostility", noted("Citizens' hostility (0 to 1)"), "h", "lower", 2, _mean_of("hostility"),
            smallest=SMALLEST_EFFECT),
    Outcome("settled_months", noted("Months in agreement or peace"), "months", "higher", 1,
            lambda arm, window: settled_months(arm, window[1])),
    Outcome("talks_opened", noted("Talks opened (share)"), "share", "higher", 2, _happened("talks_opened"), share=True),
    Outcome("agreement_reached", noted("Agreement reached (share)"), "share", "higher", 2,
            _happened("agreement_reached"), share=True),
    Outcome("relapse", noted("Relapse in 60 months, where both agreed"), "share", "lower", 2, _relapsed, share=True),
    Outcome("organizations_open", noted("Organizations open at the end"), "organizations", "higher", 1, _open),
)  # fmt: skip

#: What a sweep may read off beside these, where it asks for it.
FURTHER: tuple[Outcome, ...] = (
    Outcome("peak_rise", noted("Peak rise of conduct in 6 months after an attack"), "H", "lower", 3, peak_rise,
            smallest=SMALLEST_EFFECT),
)  # fmt: skip
