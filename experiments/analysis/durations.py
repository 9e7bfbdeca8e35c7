"""From the milestones of runs to durations: until talks, an agreement, a relapse, until an organization closes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..language import noted
from ..sweeps.milestones import CLOSED
from .reading import DONE, Runs
from .survival import Durations

#: Which runs of an arm (points, replicates) belong to a group.
type Chosen = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Wait:
    """A duration: what it is until and since, which outcomes it needs, what its events are called.

    `chosen` is whether only runs count to which something happened before: groups are then no pairs any more, and what
    differs between them may be who is in them.
    """

    name: str
    title: str
    events: tuple[str, ...]
    needs: tuple[str, ...]
    seen: Callable[[Runs, int, Chosen], Durations]
    chosen: bool = False
    draws: Literal["incidence", "survival"] = "incidence"


def waits(runs: Runs) -> tuple[Wait, ...]:
    """The durations that the outcomes of a sweep allow."""
    closures = tuple(name for name in runs.outcomes if name.startswith(f"{CLOSED}."))
    known = (wait for wait in WAITS if set(wait.needs) <= set(runs.outcomes))
    return (*known, *([_closing(closures)] if closures else []))


def _since(outcome: str, *ends: str) -> Callable[[Runs, int, Chosen], Durations]:
    """From the month of one milestone ("" for the beginning of the run) to the first of others."""

    def seen(runs: Runs, arm: int, chosen: Chosen) -> Durations:
        done = (runs.status[arm] == DONE) & chosen
        point, replicate = done.nonzero()
        horizon = runs.horizon()[arm][point].astype(float)
        begin = runs.values(outcome)[arm][done] if outcome else np.zeros(len(point))
        months = np.array([runs.values(end)[arm][done] for end in ends])
        months = np.where(np.isnan(months), np.inf, months)
        return _durations(begin, months, horizon, replicate, runs.status.shape[2])

    return seen


def _closing(outcomes: tuple[str, ...]) -> Wait:
    """Each organization is a subject, and those of one replicate are no independent ones."""

    def seen(runs: Runs, arm: int, chosen: Chosen) -> Durations:
        done = (runs.status[arm] == DONE) & chosen
        point, replicate = done.nonzero()
        there = [name for name in outcomes if _has(runs, arm, name.removeprefix(f"{CLOSED}."))]
        months = np.concatenate([runs.values(name)[arm][done] for name in there] or [np.empty(0)])
        horizon = np.tile(runs.horizon()[arm][point].astype(float), len(there))
        months = np.where(np.isnan(months), np.inf, months)[None]
        clusters = np.tile(replicate, len(there))
        return _durations(np.zeros(len(horizon)), months, horizon, clusters, runs.status.shape[2])

    return Wait("closing", noted("Organizations open"), (noted("closed"),), outcomes, seen, draws="survival")


def _has(runs: Runs, arm: int, organization: str) -> bool:
    """Whether an arm has an organization at all: one that is left out does not close."""
    without = runs.described.arms[arm][1].without
    return not {"organizations", organization, f"organizations.{organization}"} & set(without)


def _durations(
    begin: NDArray[np.float64], months: NDArray[np.float64], horizon: NDArray[np.float64],
    cluster: NDArray[np.int64], clusters: int,
) -> Durations:  # fmt: skip
    first = months.min(axis=0) if months.size else np.empty(0)
    happened = first <= horizon
    end = np.where(happened, first, horizon)
    cause = np.where(happened, months.argmin(axis=0) + 1 if months.size else 0, 0)
    known = ~np.isnan(begin)
    time = (end - np.where(known, begin, 0))[known].astype(np.int64)
    return Durations(time, cause[known].astype(np.int64), cluster[known], clusters)


WAITS: tuple[Wait, ...] = (
    Wait("talks", noted("Talks opened"), (noted("talks"),), ("talks_month",), _since("", "talks_month")),
    Wait("agreement", noted("Agreement reached"), (noted("agreement"),), ("agreement_month",),
         _since("", "agreement_month")),
    Wait("outcome_of_talks", noted("What talks came to"), (noted("agreement"), noted("breakdown")),
         ("talks_month", "agreement_month", "breakdown_month"),
         _since("talks_month", "agreement_month", "breakdown_month"), chosen=True),
    Wait("relapse", noted("Relapse after an agreement"), (noted("relapse"),), ("agreement_month", "relapse_month"),
         _since("agreement_month", "relapse_month"), chosen=True),
)  # fmt: skip
