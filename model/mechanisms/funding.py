"""M10 Funding, independence, credibility, survival.

Pfeffer & Salancik 1978, *The External Control of Organizations*; Froelich 1999, NVSQ 28:246-268; Carroll & Stater
2009, JPART 19:947-966; Hung & Hager 2019, NVSQ 48:5-27 (diversification helps a little); Dupuy, Ron & Prakash 2015,
RIPE 22:419-456. Grants fluctuate by source; organizations smooth, hold reserves, grow and close; money from a state
opens doors and costs credibility, which is lost fast and regained slowly.

Switch `funding` off: capacity stays at its start, credibility at independence, nobody closes, reserves are unlimited.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..terms import SOURCES

if TYPE_CHECKING:
    from ..agents import Organization
    from ..conflict import Conflict

HOME_STATE, FOREIGN = SOURCES.index("home_state"), SOURCES.index("foreign")


def concentration(shares: Sequence[float]) -> float:
    """Normalized Herfindahl index [0, 1] of shares of income by source; 1 for a single source."""
    held = [share for share in shares if share > 0]
    if len(held) <= 1:
        return 1.0
    even = 1 / len(held)
    return (sum(share * share for share in held) - even) / (1 - even)


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


def plan(world: Conflict, organization: Organization) -> None:
    """What the amounts, under the constraints on funding and on foreign money, mean for an organization.

    Expected money by source and in sum, fixed costs, independence and access: until a setting changes.
    """
    p, constraints = world.parameters.funding, world.parameters.constraints
    amounts = [amount * constraints.funding for amount in organization.amounts]
    amounts[FOREIGN] *= constraints.foreign_money
    total = sum(amounts)
    sources = sum(amount > 0 for amount in amounts)
    organization.planned, organization.budget = amounts, total
    organization.overhead = fixed_costs(sources, total, p.fixed_cost, p.source_cost)
    shares = [amount / total for amount in amounts] if total > 0 else amounts
    organization.concentration = concentration(shares) if total > 0 else 0.0
    nationalism = [world.populations[society].nationalism for society in organization.employs_in]
    organization.independence = independence(
        shares[HOME_STATE], shares[FOREIGN], sum(nationalism) / len(nationalism),
        organization.concentration, p.cost_state, p.cost_foreign, p.cost_concentration,
    )  # fmt: skip
    for society, base in organization.base_access.items():
        gain = p.access_state if society == organization.home else 0.0
        organization.access[society] = opened_access(base, shares[HOME_STATE], gain)


def found(world: Conflict, organization: Organization) -> None:
    """Month 0: capacity, reserves and credibility as the planned amounts imply, grants in their stationary state."""
    p = world.parameters.funding
    organization.smoothed_income = organization.budget
    surplus = max(0.0, organization.budget - organization.overhead)
    organization.capacity = world.at_start("capacity", organization.name, surplus / p.capacity_cost)
    organization.reserves = world.at_start("reserves", organization.name, p.reserve_target * organization.budget)
    organization.credibility = world.at_start("credibility", organization.name, organization.independence)
    _, shared = log_moments(p.volatility, p.correlation)
    _draw_grants(world, organization, 0.0, shared)


def receive(world: Conflict) -> None:
    """Phase 2: grants, income, capacity, reserves, closure, then credibility, of every organization."""
    p = world.parameters.funding
    variance, shared = log_moments(p.volatility, p.correlation)
    for organization in world.organizations.values():
        if not world.on("funding"):
            organization.income = organization.budget
            organization.credibility = organization.independence
            continue
        _draw_grants(world, organization, p.persistence, shared)
        if not organization.closed:
            organization.income = _income(organization, variance)
            _keep_books(world, organization)
        gap = organization.independence - organization.credibility
        organization.credibility += gap * (p.trust_loss if gap < 0 else p.trust_gain)


def _draw_grants(world: Conflict, organization: Organization, persistence: float, shared: float) -> None:
    """Move the grants' standard normal states by source one month on, correlated within an organization."""
    draws = world.streams.normal("grants", organization.name, world.month, 1 + len(SOURCES)).tolist()
    news = math.sqrt(1 - persistence**2)
    common, apart = news * math.sqrt(shared) * draws[0], news * math.sqrt(1 - shared)
    organization.grants = [
        persistence * state + common + apart * draw for state, draw in zip(organization.grants, draws[1:], strict=True)
    ]


def _income(organization: Organization, variance: float) -> float:
    """Money of the month: every planned amount times a lognormal shock of mean 1 and this log-variance."""
    sd = math.sqrt(variance)
    grants = zip(organization.planned, organization.grants, strict=True)
    return sum(amount * math.exp(sd * state - variance / 2) for amount, state in grants if amount)


def _keep_books(world: Conflict, organization: Organization) -> None:
    """Plan capacity on smoothed income and on what reserves lack, then take in the month's income.

    Reserves stand as last month's work has left them; this month's work is paid when it is decided (phase 3).
    """
    p = world.parameters.funding
    organization.in_debt = organization.reserves < 0
    organization.months_in_debt = organization.months_in_debt + 1 if organization.in_debt else 0
    if organization.months_in_debt >= p.grace:
        organization.closed = True
        organization.capacity = organization.income = 0.0
        world.tell("organization_closed", organization.name, "", reserves=organization.reserves)
        return
    organization.smoothed_income += (organization.income - organization.smoothed_income) / p.smoothing
    correction = (organization.reserves - p.reserve_target * organization.budget) / p.correction
    sustainable = max(0.0, organization.smoothed_income - organization.overhead + correction) / p.capacity_cost
    organization.capacity += p.growth * (sustainable - organization.capacity)
    organization.reserves += organization.income - organization.overhead
