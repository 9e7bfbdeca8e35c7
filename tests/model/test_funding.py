"""M10 Funding, independence, credibility, survival."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import worlds

from sulha.model import Conflict
from sulha.model.mechanisms.funding import concentration, independence, opened_access

CERTAIN = {"funding.volatility": 0.0}


def funded(organizations: dict[str, Any], parameters: dict[str, Any], **changes: Any) -> Conflict:
    """A still world of two tiny societies and these organizations."""
    return Conflict(worlds.still(citizens=20, organizations=organizations, parameters=parameters, **changes), 11)


@pytest.mark.parametrize(
    "sources", [{"foreign": 1.0}, {"foreign": 0.5, "members": 0.5}, {"foreign": 1.2, "members": 0.4, "own_income": 0.4}]
)
def test_f27_variance_of_income_falls_with_diversity(sources: dict[str, float]) -> None:
    sd, shared, n, months = 0.3, 0.25, 60, 200
    organizations = {f"o{i}": worlds.worker({}, funding=sources) for i in range(n)}
    parameters = {"funding.volatility": sd, "funding.correlation": shared, "funding.persistence": 0.0}
    world = worlds.after(months, funded(organizations, parameters))
    incomes = np.concatenate([world.record.book("income", name)[1:] for name in organizations])
    assert len(incomes) == n * months
    total = sum(sources.values())
    herfindahl = sum((amount / total) ** 2 for amount in sources.values())
    expected = sd**2 * (shared + (1 - shared) * herfindahl)
    # Standard error of a variance of 12 000 lognormal draws (kurtosis below 5): 1.8 %.
    assert incomes.var() / total**2 == pytest.approx(expected, rel=0.07)
    assert incomes.mean() / total == pytest.approx(1.0, abs=4 * math.sqrt(expected / (n * months)))


def test_grants_are_persistent() -> None:
    organizations = {f"o{i}": worlds.worker({}) for i in range(60)}
    world = worlds.after(60, funded(organizations, {"funding.volatility": 0.2, "funding.persistence": 0.8}))
    logs = np.log([world.record.book("income", name)[1:] for name in organizations])
    lagged = [np.corrcoef(logs[:, :-lag].ravel(), logs[:, lag:].ravel())[0, 1] for lag in (1, 2)]
    assert lagged == pytest.approx([0.8, 0.64], abs=0.06)
    assert logs.std() == pytest.approx(math.sqrt(math.log(1.04)), rel=0.1)
    assert logs[:, 0].std() == pytest.approx(math.sqrt(math.log(1.04)), rel=0.3)  # from the start


def test_f28_runway_without_income_to_cover_costs() -> None:
    capacity, start, income, rent = 1.0, 5.0, 0.7, 0.3
    organization = worlds.worker({"training": 1}, funding={"own_income": income})
    world = funded(
        {"o": organization},
        CERTAIN | {"funding.growth": 0.0, "funding.fixed_cost": rent, "funding.grace": 3},
        start={"capacity": capacity, "reserves": start},
    )
    world.run_for(20)
    runway = start / (capacity + rent - income)
    reserves = world.record.book("reserves", "o")
    first_debt = int(np.argmax(reserves < -1e-9))
    assert first_debt == math.floor(runway) + 1
    months = np.arange(first_debt + 1)
    np.testing.assert_allclose(reserves[: first_debt + 1], start - months * (capacity + rent - income), atol=1e-12)


def test_an_organization_in_debt_too_long_closes() -> None:
    organization = worlds.worker({"training": 1}, funding={"own_income": 0.1})
    settings = CERTAIN | {"funding.fixed_cost": 0.3, "funding.grace": 4}
    world = worlds.after(12, funded({"o": organization}, settings, start={"reserves": 0.05, "capacity": 0.0}))
    reserves, is_open = (world.record.book(name, "o") for name in ("reserves", "open"))
    (closed,) = world.record.happened("organization_closed")
    assert (reserves[: closed.month] < 0).sum() == 4
    assert is_open.tolist() == [1.0] * closed.month + [0.0] * (13 - closed.month)
    assert len(set(reserves[closed.month - 1 :].tolist())) == 1
    assert not world.record.book("income", "o")[closed.month :].any()
    assert closed.numbers["reserves"] == pytest.approx(reserves[-1])


def test_f29_access_times_independence_has_an_interior_optimum() -> None:
    shares = np.linspace(0, 1, 201)
    base, gain, cost = 0.3, 0.8, 0.5
    organizations = {
        f"o{i:03}": worlds.worker(
            {}, home="north", works_on={"north": {}}, funding={"home_state": f, "own_income": 1 - f}
        )
        for i, f in enumerate(shares.tolist())
    }
    world = funded(organizations, {"funding.cost_concentration": 0.0})
    products = []
    for name in organizations:
        organization = world.organizations[name]
        products.append(organization.access["north"] * organization.independence)
    best = ((1 - base) * gain - base * cost) / (2 * (1 - base) * gain * cost)
    assert best == pytest.approx(0.73, abs=5e-3)
    assert shares[int(np.argmax(products))] == pytest.approx(best, abs=0.0051)
    assert max(products) > max(products[0], products[-1]) + 0.015


def test_f30_income_that_is_certain_is_spent_and_reserves_reach_their_target() -> None:
    budget, rent, extra, target = 1.4, 0.2, 0.03, 5.0
    organization = worlds.worker({"training": 1}, funding={"own_income": 0.9, "members": 0.5})
    world = funded(
        {"o": organization},
        CERTAIN
        | {"funding.fixed_cost": rent, "funding.source_cost": extra, "funding.reserve_target": target,
           "funding.correction": 12.0, "funding.growth": 0.25, "funding.capacity_cost": 0.8},
        start={"reserves": 2.0, "capacity": 0.3},
    )  # fmt: skip
    world.run_for(500)
    assert world.record.book("capacity", "o")[-1] == pytest.approx((budget - rent - extra * budget) / 0.8, rel=1e-9)
    assert world.record.book("reserves", "o")[-1] == pytest.approx(target * budget, rel=1e-9)


def test_month_zero_follows_the_plan() -> None:
    organization = worlds.worker({"training": 1}, funding={"foreign": 0.6, "members": 0.4, "own_income": 0.0})
    world = funded({"o": organization}, {})
    assert world.record.book("capacity", "o")[0] == pytest.approx(1 - 0.2 - 0.02)
    assert world.record.book("reserves", "o")[0] == pytest.approx(6.0)
    # Foreign money weighs by the nationalism of the societies around (.5); two sources of .6 and .4.
    expected = 1 - 0.3 * 0.6 * 0.5 - 0.2 * (0.52 - 0.5) / 0.5
    assert world.record.book("independence", "o")[0] == pytest.approx(expected)
    assert world.record.book("credibility", "o")[0] == pytest.approx(expected)


def test_sources_shape_independence_and_access() -> None:
    assert concentration([0.0, 1.0, 0.0]) == 1.0
    assert concentration([0.25] * 4) == pytest.approx(0.0)
    assert concentration([0.7, 0.3]) == pytest.approx((0.58 - 0.5) / 0.5)
    assert independence(1.0, 0.0, 0.5, 1.0, 0.5, 0.3, 0.2) == pytest.approx(0.3)
    assert independence(0.5, 0.5, 1.0, 1.0, 0.8, 0.8, 0.8) == 0.0
    assert opened_access(0.3, 1.0, 0.8) == pytest.approx(0.86)
    state = worlds.worker({}, home="north", funding={"home_state": 1.0}, works_on={"north": {}, "south": {}})
    world = funded({"o": state}, {})
    assert world.organizations["o"].access == pytest.approx({"north": 0.86, "south": 0.3})


def test_credibility_is_lost_fast_and_regained_slowly() -> None:
    world = funded({"o": worlds.worker({})}, CERTAIN, start={"credibility": 1.0})
    aim = world.organizations["o"].independence
    assert aim == pytest.approx(0.8)
    world.run_for(5)
    np.testing.assert_allclose(world.record.book("credibility", "o"), aim + 0.2 * 0.9 ** np.arange(6))
    world = worlds.after(5, funded({"o": worlds.worker({})}, CERTAIN, start={"credibility": 0.4}))
    np.testing.assert_allclose(world.record.book("credibility", "o"), aim - 0.4 * 0.97 ** np.arange(6))


def test_constraints_scale_the_money() -> None:
    organization = worlds.worker({"training": 1}, funding={"foreign": 1.0, "members": 1.0})
    levers = {"funding": 0.5, "foreign_money": 0.2}
    world = worlds.after(2, funded({"o": organization}, CERTAIN, constraints=levers))
    assert world.record.book("income", "o")[1:] == pytest.approx(0.5 * (1.0 + 0.2))
    assert world.record.book("reserves", "o")[0] == pytest.approx(6 * 0.6)


@pytest.mark.parametrize("switched", [True, False])
def test_books_balance(switched: bool) -> None:
    low = {"bridges": 1.0, "network": 0.2, "forum": -4.0}
    setup = worlds.setup(
        parameters={"funding.volatility": 0.6}, start={"reserves": low}, mechanisms={"funding": switched}
    )
    world = worlds.after(48, Conflict(setup, 5))
    of = world.record.book
    for name in world.organizations:
        sources = setup.organizations[name].funding
        rent = 0.2 + 0.02 * (len(sources) - 1) * sum(sources.values())
        is_open = of("open", name)
        earned, spent = of("income", name)[1:], of("spent", name)[1:]
        kept = of("reserves", name)[0] + np.cumsum(earned - rent * is_open[1:] - spent)
        if switched:
            np.testing.assert_allclose(of("reserves", name)[1:], kept, atol=1e-9)
        else:
            assert len(set(of("reserves", name).tolist())) == 1
            assert is_open.all()
        paid = np.zeros(49)
        for month, act in world.record.decisions:
            if act.organization == name and not act.refused:
                paid[month] += act.cost
        np.testing.assert_allclose(of("spent", name), paid, atol=1e-12)
    assert bool(world.record.happened("organization_closed")) == switched


def test_without_funding_capacity_and_credibility_stay() -> None:
    world = worlds.after(12, Conflict(worlds.setup(mechanisms={"funding": False}), 5))
    for name in world.organizations:
        for line in ("capacity", "credibility", "income", "independence"):
            series = world.record.book(line, name)[1:]
            assert np.ptp(series) == 0, line
        assert world.record.book("capacity", name)[0] == world.record.book("capacity", name)[-1]
