"""What an ensemble shows, arm by arm and as a paired difference, in numbers that the summary puts into words."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sulha.model.terms import PROCESSES

from .arms import SCENARIO, WITHOUT_ORGANIZATIONS
from .expectations import Finding, judge_expectation
from .outcomes import (
    ever_agreed,
    first_month,
    open_at_end,
    outcome_window,
    over_months,
    refusals,
    series_of,
)  # fmt: skip
from .statistics import Difference, Estimate, Share, estimate, paired_difference

if TYPE_CHECKING:
    from .result import Arm, Result

#: Least difference of conduct H, on its scale from 0 to 1, that is taken to matter: a fiftieth, by convention.
SMALLEST_EFFECT = 0.02
CONDUCT = "conduct"


@dataclass(frozen=True, slots=True)
class Milestone:
    """An event of the official process: its share of replicates, and its median month where it came."""

    share: Share
    median_month: float


@dataclass(frozen=True, slots=True)
class ArmVerdict:
    """One arm: means over the outcome window, milestones of the talks, what became of the organizations."""

    arm: str
    conduct: Estimate
    goldstein: Estimate
    hostility: Estimate
    talks_opened: Milestone
    agreement_reached: Milestone
    relapse: Milestone
    organizations: int
    organizations_open: Estimate
    planned: int
    refused: dict[str, int]
    long_run_opinion: Estimate
    long_run_advice: Estimate
    authority: float
    expectations: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a result shows. `difference` is conduct with minus without organizations, where both arms have run."""

    window: tuple[int, int]
    started_in: str
    arms: tuple[ArmVerdict, ...]
    difference: Difference | None

    def as_data(self) -> dict[str, Any]:
        """The verdict as data for JSON: null where there is no number."""
        return {
            "window": {"first_month": self.window[0], "last_month": self.window[1]},
            "arms": {arm.arm: _arm_data(arm) for arm in self.arms},
            "difference_of_conduct": _difference_data(self.difference),
        }


def judge(result: Result) -> Verdict:
    """The verdict on a result."""
    window = outcome_window(result.setup)
    difference = None
    if len(result.arms) > 1:
        with_, without = (_conduct(result.arm(name), window) for name in (SCENARIO, WITHOUT_ORGANIZATIONS))
        difference = paired_difference(with_, without, seed=result.seed)
    return Verdict(
        window=window,
        started_in=result.setup.talks.state,
        arms=tuple(_judge_arm(arm, window, result.seed) for arm in result.arms),
        difference=difference,
    )


def _conduct(arm: Arm, window: tuple[int, int]) -> NDArray[np.float64]:
    return over_months(series_of(arm, CONDUCT), window)


def _judge_arm(arm: Arm, window: tuple[int, int], seed: int) -> ArmVerdict:
    def mean(metric: str) -> Estimate:
        return estimate(over_months(series_of(arm, metric), window), seed=seed)

    agreed = ever_agreed(arm)
    refused, planned = refusals(arm)
    parameters = arm.setup.resolved_parameters()
    authority = [arm.setup.constraint("authority", society, parameters) for society in arm.setup.societies]
    return ArmVerdict(
        arm=arm.name,
        conduct=mean(CONDUCT),
        goldstein=mean("goldstein"),
        hostility=mean("hostility"),
        talks_opened=_milestone(first_month(arm, "talks_opened")),
        agreement_reached=_milestone(first_month(arm, "agreement_reached")),
        relapse=_milestone(first_month(arm, "relapse")[agreed]),
        organizations=len(arm.setup.organizations),
        organizations_open=estimate(open_at_end(arm), seed=seed),
        planned=planned,
        refused=refused,
        long_run_opinion=mean("long_run_opinion"),
        long_run_advice=mean("long_run_advice"),
        authority=sum(authority) / len(authority),
        expectations=tuple(judge_expectation(wanted, arm, seed=seed) for wanted in arm.setup.expect),
    )


def _milestone(months: NDArray[np.float64]) -> Milestone:
    happened = months[~np.isnan(months)]
    median = float(np.median(happened)) if happened.size else float("nan")
    return Milestone(Share(happened.size, months.size), median)


def begins_at_least(state: str, started_in: str) -> bool:
    """Whether the official process starts at a state or beyond it."""
    return PROCESSES.index(started_in) >= PROCESSES.index(state)


# -- as data


def _number(value: float) -> float | None:
    return None if isnan(value) else value


def _interval_data(interval: tuple[float, float]) -> list[float] | None:
    return None if isnan(interval[0]) else list(interval)


def _estimate_data(value: Estimate) -> dict[str, Any]:
    return {"mean": _number(value.mean), "interval": _interval_data(value.interval)}


def _milestone_data(value: Milestone) -> dict[str, Any]:
    return {
        "happened": value.share.successes,
        "replicates": value.share.trials,
        "share": _number(value.share.share),
        "interval": list(value.share.interval) if value.share.trials else None,
        "median_month": _number(value.median_month),
    }


def _arm_data(arm: ArmVerdict) -> dict[str, Any]:
    estimates = ("conduct", "goldstein", "hostility", "organizations_open", "long_run_opinion", "long_run_advice")
    milestones = ("talks_opened", "agreement_reached", "relapse")
    return {
        **{name: _estimate_data(getattr(arm, name)) for name in estimates},
        **{name: _milestone_data(getattr(arm, name)) for name in milestones},
        "organizations": arm.organizations,
        "authority": arm.authority,
        "planned": arm.planned,
        "refused": arm.refused,
        "expectations": [_finding_data(finding) for finding in arm.expectations],
    }


def _finding_data(finding: Finding) -> dict[str, Any]:
    return {
        **finding.expectation.model_dump(mode="json", exclude_unset=True),
        "value": _number(finding.value),
        "interval": _interval_data(finding.interval),
        "judgement": finding.judgement,
    }


def _difference_data(difference: Difference | None) -> dict[str, Any] | None:
    if difference is None:
        return None
    return {
        "mean": _number(difference.mean),
        "interval": _interval_data(difference.interval),
        "pairs": difference.pairs,
        "pairs_lower": difference.lower,
        "pairs_equal": difference.equal,
        "pairs_higher": difference.higher,
        "probability_lower": _number(difference.superiority),
    }
