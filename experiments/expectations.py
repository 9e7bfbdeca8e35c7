"""Whether an ensemble shows the patterns that a scenario expects of it (`expect:`)."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Literal

import numpy as np

from sulha.scenarios import ScenarioError
from sulha.scenarios.validation import naming_problems

from .outcomes import first_month, over_months, series_of
from .statistics import Interval, estimate, wilson

if TYPE_CHECKING:
    from sulha.model import Setup
    from sulha.model.setup import Expectation

    from .result import Arm

type Judgement = Literal["shown", "not_shown", "undecided"]


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
    """Raise `ScenarioError` where an expectation names no event or metric, before anything has run.

    Files are held to this when they are read, with line numbers; changed setups and those made in Python are not.
    """
    if found := naming_problems({"expect": setup.model_dump(exclude_unset=True).get("expect", ())}):
        raise ScenarioError(setup.name.en, found)


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
