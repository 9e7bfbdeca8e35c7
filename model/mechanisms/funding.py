"""M10 Funding, independence, credibility, survival.

Pfeffer & Salancik 1978, *The External Control of Organizations*; Froelich 1999, NVSQ 28:246-268; Carroll & Stater
2009, JPART 19:947-966; Hung & Hager 2019, NVSQ 48:5-27 (diversification helps a little); Dupuy, Ron & Prakash 2015,
RIPE 22:419-456. Grants fluctuate by source; organizations smooth, hold reserves, grow and close; money from a state
opens doors and costs credibility, which is lost fast and regained slowly.

Switch `funding` off: capacity stays at its start, credibility at independence, nobody closes, reserves are unlimited.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..terms import SOURCES

if TYPE_CHECKING:
    from ..agents import Organization
    from ..conflict import Conflict

HOME_STATE, FOREIGN = SOURCES.index("home_state"), SOURCES.index("foreign")


def concentration(shares: NDArray[np.float64]) -> float:
    """Normalized Herfindahl index [0, 1] of shares of income by source; 1 for a single source."""
    n = int((shares > 0).sum())
    if n <= 1:
        return 1.0
    return (float((shares**2).sum()) - 1 / n) / (1 - 1 / n)


def log_moments(volatility: float, correlation: float) -> tuple[float, float]:
    """Log-variance and log-correlation of lognormal shocks with mean 1, this sd and this correlation."""
    variance = math.log1p(volatility**2)
    if variance == 0:
        return 0.0, 0.0
    return variance, math.log1p(correlation * volatility**2) / variance


def fixed_costs(sources: int, budget: float, rent: float, per_source: float) -> float:
    """What it costs to exist, money a month: rent and registration, and the effort each further source takes."""
    return rent + per_source * max(0, sources - 1) * budget


def independence(
    state: float, foreign: float, nationalism: float, concentrated: float,
    cost_state: float, cost_foreign: float, cost_concentration: float,
) -> float:  # fmt: skip
    """Independence [0, 1] from the shares of state and foreign money and the concentration of sources."""
    lost = cost_state * state + cost_foreign * foreign * nationalism + cost_concentration * concentrated
    return max(0.0, min(1.0, 1 - lost))


def opened_access(base: float, state_share: float, gain: float) -> float:
    """Access [0, 1] at home when a share of the money is the home state's."""
    return base + (1 - base) * gain * state_share


def planned_amounts(world: Conflict, organization: Organization) -> NDArray[np.float64]:
    """Expected money a month by source, under the constraints on funding and on foreign money."""
    p = world.parameters.constraints
    amounts = organization.amounts * p.funding
    amounts[FOREIGN] *= p.foreign_money
    return amounts


def overhead(world: Conflict, amounts: NDArray[np.float64]) -> float:
    """The fixed costs of an organization with these expected amounts."""
    p = world.parameters.funding
    return fixed_costs(int((amounts > 0).sum()), float(amounts.sum()), p.fixed_cost, p.source_cost)


def found(world: Conflict, organization: Organization) -> None:
    """Month 0: capacity, reserves and credibility as the planned amounts imply."""
    p = world.parameters.funding
    amounts = planned_amounts(world, organization)
    budget = float(amounts.sum())
    organization.smoothed_income = budget
    organization.capacity = world.at_start(
        "capacity", organization.name, max(0.0, budget - overhead(world, amounts)) / p.capacity_cost
    )
    organization.reserves = world.at_start("reserves", organization.name, p.reserve_target * budget)
    _judge_sources(world, organization, amounts)
    organization.credibility = world.at_start("credibility", organization.name, organization.independence)
    variance, shared = log_moments(p.volatility, p.correlation)
    organization.log_grants = math.sqrt(variance) * _innovations(world, organization, shared)


def receive(world: Conflict) -> None:
    """Phase 2: grants, income, capacity, reserves, closure, then credibility and access, of every organization."""
    p = world.parameters.funding
    variance, shared = log_moments(p.volatility, p.correlation)
    for organization in world.organizations.values():
        organization.spent = 0.0
        amounts = planned_amounts(world, organization)
        if world.on("funding"):
            news = math.sqrt(variance * (1 - p.persistence**2)) * _innovations(world, organization, shared)
            organization.log_grants = p.persistence * organization.log_grants + news
            shocks = np.exp(organization.log_grants - variance / 2)
            organization.income = 0.0 if organization.closed else float((amounts * shocks).sum())
            _keep_books(world, organization, amounts)
        else:
            organization.income = float(amounts.sum())
        _judge_sources(world, organization, amounts)
        if world.on("funding"):
            gap = organization.independence - organization.credibility
            organization.credibility += gap * (p.trust_loss if gap < 0 else p.trust_gain)
        else:
            organization.credibility = organization.independence


def _innovations(world: Conflict, organization: Organization, shared: float) -> NDArray[np.float64]:
    """Normal news by source, with this correlation between the sources of an organization."""
    draws = world.streams.normal("grants", organization.name, world.month, 1 + len(SOURCES))
    news: NDArray[np.float64] = math.sqrt(shared) * draws[0] + math.sqrt(1 - shared) * draws[1:]
    return news


def _keep_books(world: Conflict, organization: Organization, amounts: NDArray[np.float64]) -> None:
    """Plan capacity on smoothed income and on what reserves lack, then take in the month's income.

    Reserves stand as last month's work has left them; this month's work is paid when it is decided (phase 3).
    """
    if organization.closed:
        return
    p = world.parameters.funding
    organization.months_in_debt = organization.months_in_debt + 1 if organization.reserves < 0 else 0
    if organization.months_in_debt >= p.grace:
        organization.closed = True
        organization.capacity = organization.income = 0.0
        world.tell("organization_closed", organization.name, "", reserves=organization.reserves)
        return
    cost = overhead(world, amounts)
    organization.smoothed_income += (organization.income - organization.smoothed_income) / p.smoothing
    correction = (organization.reserves - p.reserve_target * float(amounts.sum())) / p.correction
    sustainable = max(0.0, organization.smoothed_income - cost + correction) / p.capacity_cost
    organization.capacity += p.growth * (sustainable - organization.capacity)
    organization.in_debt = organization.reserves < 0
    organization.reserves += organization.income - cost


def _judge_sources(world: Conflict, organization: Organization, amounts: NDArray[np.float64]) -> None:
    """What the mix of sources means for independence and for access."""
    p = world.parameters.funding
    total = float(amounts.sum())
    shares = amounts / total if total > 0 else amounts
    around = (organization.home,) if not organization.is_international else organization.works_on
    nationalism = sum(world.populations[s].nationalism for s in around) / len(around)
    state = float(shares[HOME_STATE])
    organization.independence = independence(
        state, float(shares[FOREIGN]), nationalism, concentration(shares) if total > 0 else 0.0,
        p.cost_state, p.cost_foreign, p.cost_concentration,
    )  # fmt: skip
    for society, base in organization.base_access.items():
        gain = p.access_state if society == organization.home else 0.0
        organization.access[society] = opened_access(base, state, gain)
