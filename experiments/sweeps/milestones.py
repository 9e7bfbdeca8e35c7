"""Outcomes that are months: when something first happened in a run, missing where it had not by the last month.

Missing means *censored* at the horizon: not that it never would, only that it was not seen. All milestones of the
official process are of one pair of sides, the first whose process moved; with two societies there is no other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import nan

from sulha.model import Setup
from sulha.model.terms import PROCESSES

from ..language import noted
from ..trajectory import Trajectory

#: `closed_month` asks for one column an organization, `closed_month.<organization>`.
CLOSED = "closed_month"
_PROCESS = ("talks_opened", "talks_broke_down", "ratification_refused", "agreement_reached", "relapse")


@dataclass(frozen=True, slots=True)
class Milestone:
    """The month [1 to the last of the run] in which something first happened; 0 where the run starts with it."""

    name: str
    label: str
    read: Callable[[Setup, Trajectory], float]


def month_of(name: str, setup: Setup, kept: Trajectory) -> float:
    """A milestone of one run by name, NaN where it did not come; `is_milestone` must hold of the name."""
    if name.startswith(f"{CLOSED}."):
        return _closed(kept, name.removeprefix(f"{CLOSED}."))
    return next(one for one in MILESTONES if one.name == name).read(setup, kept)


def is_milestone(name: str) -> bool:
    """Whether an outcome is a month of something, which may be censored."""
    return name.startswith(f"{CLOSED}.") or any(name == one.name for one in MILESTONES)


def names(setup: Setup) -> tuple[str, ...]:
    """All milestones of a scenario."""
    return (*(one.name for one in MILESTONES), *closures(setup))


def closures(setup: Setup) -> tuple[str, ...]:
    """The months in which organizations close, a name for each organization."""
    return tuple(f"{CLOSED}.{name}" for name in setup.organizations)


def _first(kept: Trajectory, *codes: str) -> float:
    """The month of the first event of these codes, of the pair whose process moved first."""
    moved = [event for event in kept.events if event.code in _PROCESS]
    pair = (moved[0].actor, moved[0].toward) if moved else None
    found = (float(event.month) for event in moved if event.code in codes and (event.actor, event.toward) == pair)
    return next(found, nan)


def _closed(kept: Trajectory, organization: str) -> float:
    found = (e.month for e in kept.events if e.code == "organization_closed" and e.actor == organization)
    return float(next(found, nan))


def _after_start(state: str, *codes: str) -> Callable[[Setup, Trajectory], float]:
    """When a state of the official process was first entered; 0 where the run starts in it or beyond it."""
    beyond = PROCESSES[PROCESSES.index(state) :]
    return lambda setup, kept: 0.0 if setup.talks.state in beyond else _first(kept, *codes)


MILESTONES: tuple[Milestone, ...] = (
    Milestone("talks_month", noted("Month in which talks first opened"), _after_start("talks", "talks_opened")),
    Milestone("breakdown_month", noted("Month in which talks first failed"),
              lambda _, kept: _first(kept, "talks_broke_down", "ratification_refused")),
    Milestone("agreement_month", noted("Month of the first agreement"), _after_start("agreement", "agreement_reached")),
    Milestone("relapse_month", noted("Month of the first relapse"), lambda _, kept: _first(kept, "relapse")),
)  # fmt: skip
