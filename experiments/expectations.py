"""Whether an ensemble shows the patterns that a scenario expects of it (`expect:`)."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from math import isnan
from typing import TYPE_CHECKING, Literal

import numpy as np

from sulha.model.metrics import METRICS

from .outcomes import EVENT_CODES, first_month, over_months, series_of
from .statistics import Interval, estimate, wilson

if TYPE_CHECKING:
    from sulha.model import Setup
    from sulha.model.setup import Expectation

    from .result import Arm

type Judgement = Literal["shown", "not_shown", "undecided"]
_METRIC_NAMES = tuple(metric.name for metric in METRICS)


@dataclass(frozen=True, slots=True)
class Finding:
    """An expectation beside what came out: value with its 95 % interval, and the judgement."""

    expectation: Expectation
    value: float
    interval: Interval
    judgement: Judgement

    @property
    def wanted(self) -> Interval:
        """The range stated in the scenario."""
        return self.expectation.share or self.expectation.mean or (float("nan"), float("nan"))


def check(setup: Setup) -> None:
    """Raise ValueError where an expectation names no event or metric, before anything has run."""
    for index, expectation in enumerate(setup.expect):
        known = EVENT_CODES if expectation.share is not None else _METRIC_NAMES
        if expectation.metric not in known:
            kind = "event" if expectation.share is not None else "metric"
            close = get_close_matches(expectation.metric, known, n=1)
            remedy = f"did you mean {close[0]!r}?" if close else f"allowed: {', '.join(known)}"
            raise ValueError(f"expect.{index}.metric: {expectation.metric!r} is no {kind}; {remedy}")


def judge_interval(interval: Interval, wanted: Interval) -> Judgement:
    """Shown where the interval lies inside the stated range, not shown where outside, else undecided."""
    (low, high), (lowest, highest) = interval, wanted
    if isnan(low) or isnan(high):
        return "undecided"
    if lowest <= low and high <= highest:
        return "shown"
    return "not_shown" if high < lowest or low > highest else "undecided"


def judge_expectation(expectation: Expectation, arm: Arm, *, seed: int) -> Finding:
    """Hold an arm's replicates to an expectation."""
    wanted = expectation.share or expectation.mean or (0.0, 1.0)
    if expectation.share is not None:
        months = first_month(arm, expectation.metric)
        happened = int((months <= (expectation.by or arm.setup.time.months)).sum())
        value, interval = happened / months.size, wilson(happened, months.size)
    else:
        during = expectation.during or (0, arm.setup.time.months)
        means = over_months(series_of(arm, expectation.metric, expectation.society), during)
        estimated = estimate(means, seed=seed)
        value, interval = estimated.mean, estimated.interval
    return Finding(expectation, float(np.float64(value)), interval, judge_interval(interval, wanted))
