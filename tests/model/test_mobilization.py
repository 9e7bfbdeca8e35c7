"""M7 Advocacy, mobilization, opinion as heard, and the boomerang."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import worlds
from scipy.special import ndtr, ndtri

from sulha.model import Conflict
from sulha.model.network import complete

ACTIVE = {"talks": False, "influence": False, "opinion": False}


def square(north: float, hostility: float, n: int = 100, **changes: Any) -> Conflict:
    """A society of equal views on a complete network, whose government's conduct is `north`."""
    parameters = {
        "images.anchor": (1 - hostility,) * 3, "images.learning": 0.0, "mobilization.stimulus_hawks": 0.0,
        "campaign.strength": 0.0,
    } | changes.pop("parameters", {})  # fmt: skip
    world = Conflict(worlds.still(north, citizens=n, mechanisms=ACTIVE, parameters=parameters, **changes), 1)
    world.populations["north"].network = complete(n)
    return world


def settled(world: Conflict, months: int) -> tuple[float, float]:
    """The active shares of doves and hawks in the north, once they no longer change."""
    world.run_for(months)
    doves, hawks = (world.record.of(name, "north", "south") for name in ("doves", "hawks"))
    assert doves[-1] == doves[-2]
    return float(doves[-1]), float(hawks[-1])


@pytest.mark.parametrize("moved", [False, True])
def test_f20_one_threshold_decides_over_all(moved: bool) -> None:
    world = square(0.8, 0.3)
    thresholds = np.arange(100) / 100
    if moved:
        thresholds[1] = 0.02
    world.populations["north"].thresholds[:] = thresholds
    assert settled(world, 110) == ((0.01, 0.0) if moved else (1.0, 0.0))


@pytest.mark.parametrize(("sd", "share"), [(0.12, 0.04), (0.1225, 1.0)])
def test_f21_a_little_more_spread_and_all_take_part(sd: float, share: float) -> None:
    n = 500
    world = square(0.8, 0.3, n)
    quantiles = np.maximum(np.arange(n) / n, 1e-9)  # as in F20: i of n have a lower threshold than citizen i
    world.populations["north"].thresholds[:] = 0.25 + sd * ndtri(quantiles)
    of_all = 0.0
    for _ in range(500):
        of_all = float(ndtr((of_all - 0.25) / sd))
    assert of_all == pytest.approx(share, abs=5e-3)
    assert settled(world, 60)[0] == pytest.approx(of_all, abs=5e-3)


def test_thresholds_are_drawn_from_their_distribution() -> None:
    parameters = {"mobilization.threshold_mean": 0.4, "mobilization.threshold_sd": 0.2}
    thresholds = square(0.8, 0.3, 2000, parameters=parameters).populations["south"].thresholds
    assert thresholds.mean() == pytest.approx(0.4, abs=5 * 0.2 / np.sqrt(2000))
    assert thresholds.std() == pytest.approx(0.2, rel=5 / np.sqrt(4000))


@pytest.mark.parametrize(
    ("conduct", "hostility", "expected"),
    [(0.8, 0.3, (1.0, 0.0)), (0.2, 0.6, (0.0, 1.0)), (0.5, 0.45, (0.0, 0.0)), (0.5, 0.55, (0.0, 0.0))],
)
def test_war_calls_up_doves_and_peace_calls_up_hawks(
    conduct: float, hostility: float, expected: tuple[float, float]
) -> None:
    world = square(conduct, hostility)
    world.populations["north"].thresholds[:] = 0.0
    assert settled(world, 3) == expected


def test_advocacy_stirs_doves_and_spoilers_stir_hawks() -> None:
    activist = worlds.worker({"advocacy": 1}, funding={"own_income": 2.0})
    parameters = worlds.STEADY | {"mobilization.stimulus": 0.8, "funding.trust_gain": 0.0}
    world = square(0.8, 0.3, parameters=parameters, organizations={"a": activist}, start={"credibility": 0.75})
    reach = 1 - np.exp(-0.4 * 0.5)
    thresholds = world.populations["north"].thresholds
    thresholds[:] = 2.0
    thresholds[:30] = 0.8 * 0.75 * reach - 1e-4
    thresholds[30:60] = 0.8 * 0.75 * reach + 1e-4
    world.step()
    assert world.record.of("doves", "north", "south")[1] == pytest.approx(0.30)
    parameters = {"mobilization.stimulus_hawks": 0.6, "spoilers.budget": 2.0, "spoilers.skill": 0.9}
    world = square(0.2, 0.6, parameters=parameters)
    thresholds = world.populations["north"].thresholds
    thresholds[:] = 2.0
    stirred = 0.6 * (1 - np.exp(-0.9 * 0.5 * 2.0))
    thresholds[:40], thresholds[40:80] = stirred - 1e-4, stirred + 1e-4
    world.step()
    assert world.record.of("hawks", "north", "south")[1] == pytest.approx(0.40)


def test_issues_mobilize_only_the_concerned_and_count_by_salience() -> None:
    issues = {"gender": {"salience": 3.0, "concern": 0.5}, "justice": {"salience": 1.0, "concern": 0.2}}
    activist = worlds.worker({"advocacy": 1}, issues=["gender", "justice"])
    societies = {name: {"issues": issues} for name in ("north", "south")}
    world = square(0.8, 0.3, 1000, parameters=worlds.STEADY, societies=societies, organizations={"a": activist})
    population = world.populations["north"]
    assert population.issues == ("gender", "justice")
    assert population.salience == pytest.approx([0.75, 0.25])
    population.thresholds[:] = 0.0
    world.step()
    of = world.record.of
    gender, justice = (of(f"doves_{name}", "north", "south")[1] for name in ("gender", "justice"))
    assert gender == pytest.approx(0.5, abs=4 * np.sqrt(0.25 / 1000))
    assert justice == pytest.approx(0.2, abs=4 * np.sqrt(0.16 / 1000))
    assert of("doves", "north", "south")[1] == pytest.approx(0.75 * gender + 0.25 * justice)
    assert np.isnan(of("doves_peace", "north", "south")).all()
    asked = {(act.issue, act.cost) for _, act in world.record.decisions}
    assert asked == {("gender", 0.25), ("justice", 0.25)}


def test_activists_are_heard_louder_and_opinion_weighs_by_openness() -> None:
    parameters = {"images.spread": 0.15, "opinion.volume": 6.0}
    world = square(0.8, 0.4, 200, parameters=parameters, societies={"north": {"government": {"openness": 0.7}}})
    world.intervene({"mechanisms.opinion": True})
    world.populations["north"].thresholds[:100] = 0.0
    world.populations["north"].thresholds[100:] = 2.0
    world.step()
    h = worlds.hostility(world)
    active = worlds.images(world).mean(axis=1) > 0.3 + 1e-6
    voice = np.where((np.arange(200) < 100) & active, 7.0, 1.0)
    of = world.record.of
    assert of("opinion", "north", "south")[1] == pytest.approx(voice @ h / voice.sum(), abs=1e-5)
    doves = of("doves", "north", "south")[1]
    assert doves == pytest.approx(((np.arange(200) < 100) & active).mean())
    assert 0.3 < doves < 0.5
    assert of("weight_opinion", "north", "south")[1] == pytest.approx(0.7 * (0.08 + 0.15 * doves))


def pressing(access: float, **changes: Any) -> Conflict:
    """Two organizations with voice at a body, one with little access to the governments."""

    def activist(access: float, status: str, level: str) -> dict[str, Any]:
        works_on = {name: {"access": access} for name in ("north", "south")}
        return worlds.worker({"advocacy": 1}, works_on=works_on, status=status, level=level)

    organizations = {"a": activist(access, "general", "grassroots"), "b": activist(1.0, "special", "middle")}
    parameters = worlds.STEADY | {"mobilization.pressure_gain": 1.5, "mobilization.pressure_decay": 0.2}
    changes.setdefault("intergovernmental", {"assembly": {}})
    return Conflict(worlds.still(0.7, 0.7, parameters=parameters, organizations=organizations, **changes), 1)


def test_f22_the_boomerangs_pressure() -> None:
    world = worlds.after(150, pressing(0.2))
    voice = 0.6 * np.sqrt(0.4 * 0.8)
    reach = 1 - np.exp(-0.4 * 0.5 * 0.5)
    expected = 1.5 * (1 - 0.2) * voice * reach / 0.2
    assert world.record.of("pressure", "north", "south")[-1] == pytest.approx(expected, rel=1e-9)
    weight = 0.05 * expected / (expected + 1)
    assert world.record.of("weight_pressure", "north", "south")[-1] == pytest.approx(weight, rel=1e-9)


def test_f22_full_access_leaves_no_pressure() -> None:
    world = worlds.after(6, pressing(1.0))
    assert not world.record.of("pressure", "north", "south").any()
    assert worlds.after(6, pressing(0.9)).record.of("pressure", "north", "south").any()


def test_f22_a_closed_regime_does_not_hear_opinion() -> None:
    def conduct(openness: float, trust: float) -> list[float]:
        world = Conflict(
            worlds.bare(
                mechanisms={"talks": False},
                societies={
                    "north": {"citizens": 50, "government": {"openness": openness}, "outlook": {"trust": trust}},
                    "south": {"citizens": 50},
                },
            )
        )
        return [float(h) for h in worlds.after(12, world).record.of("conduct", "north", "south")]

    assert conduct(0.0, 0.2) == conduct(0.0, 0.7)
    assert conduct(0.1, 0.2) != conduct(0.1, 0.7)
