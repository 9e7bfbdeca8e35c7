"""M13 Shocks: attacks, the fear they leave, and what they cost."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import worlds

from sulha.model import Conflict
from sulha.model.mechanisms.shocks import exposure, poisson, severity


def shocked(parameters: dict[str, Any], seed: int = 1, **changes: Any) -> Conflict:
    return Conflict(worlds.still(parameters={"shocks.large": 1000.0} | parameters, **changes), seed)


def scheduled(*attacks: tuple[int, str, float]) -> dict[str, Any]:
    named = [{"month": month, "society": society, "severity": size} for month, society, size in attacks]
    return {"terror": {"scheduled": named}}


def test_f34_mean_fear_under_steady_attacks() -> None:
    rate, size, gain, media, decay = 2.0, 1.2, 0.005, 1.5, 0.4
    societies = {s: {"citizens": 20} for s in "abcdefgh"}
    parameters = {
        "shocks.rate": rate, "shocks.severity": size, "shocks.threat_gain": gain, "campaign.media": media,
        "shocks.threat_decay": decay, "shocks.threat_cap": 1.0, "shocks.max_attacks": 32, "shocks.large": 1000.0,
    }  # fmt: skip
    months = 150
    world = worlds.after(months, Conflict(worlds.bare(societies=societies, parameters=parameters), 3))
    suffered = np.array([world.record.of("attack", s) for s in societies])
    fear = np.array([[world.record.of("threat", s, o) for o in societies if o != s] for s in societies]).sum(axis=1)
    # Exactly, month by month, given the attacks; float32 fear, rounded once a month.
    expected = np.zeros(8)
    for month in range(1, months + 1):
        expected = (1 - decay) * expected + gain * media * suffered[:, month]
        np.testing.assert_allclose(fear[:, month], expected, atol=1e-6)
    # And on average: 1200 months of variance rate E[y^2].
    error = math.sqrt(rate * size**2 * math.exp(0.25) / (8 * months))
    assert suffered[:, 1:].mean() == pytest.approx(rate * size, abs=4 * error)
    settled = rate * size * gain * media / decay
    assert fear[:, 20:].mean() == pytest.approx(settled, rel=4 * error * 1.1 / (rate * size))


def test_f34_fear_of_one_attack_decays() -> None:
    world = shocked({"shocks.threat_decay": 0.3}, shocks=scheduled((2, "north", 1.5)))
    world.run_for(15)
    fear = world.record.of("threat", "north", "south")
    assert fear[:2].tolist() == [0, 0]
    np.testing.assert_allclose(fear[2:], 0.04 * 1.5 * 0.7 ** np.arange(14), rtol=1e-5)
    assert not world.record.of("threat", "south", "north").any()
    calm = shocked({})
    calm.run_for(2)
    rise = worlds.hostility(world)[0] - worlds.hostility(calm)[0]
    assert rise > 0


@pytest.mark.parametrize("hit", [0.01, 0.2, 0.5, 1.0])
@pytest.mark.parametrize("locality", [0.0, 0.3, 1.0])
def test_f35_mean_exposure_is_one(hit: float, locality: float) -> None:
    for first in (0, 37, 99):
        exposed = exposure(100, first, round(100 * hit), locality)
        assert exposed.mean() == pytest.approx(1.0)
        assert exposed.min() >= 0
        assert exposed[first] == pytest.approx(1 + locality * (1 / hit - 1))
    world = shocked(
        {"shocks.share_hit": hit, "shocks.locality": locality, "shocks.threat_cap": 1.0, "shocks.threat_gain": 0.01},
        shocks=scheduled((1, "north", 0.8)),
    )
    world.step()
    fear = world.populations["north"].views["south"].threat
    assert fear.mean() == pytest.approx(0.008, rel=1e-5)
    assert fear.max() == pytest.approx(0.008 * (1 + locality * (1 / hit - 1)), rel=1e-5)


def test_fear_has_a_ceiling_and_raises_hostility_at_once() -> None:
    parameters = {"shocks.threat_cap": 0.2, "shocks.threat_gain": 0.1, "shocks.locality": 0.0}
    world, calm = shocked(parameters, shocks=scheduled((1, "north", 50.0))), shocked(parameters)
    world.step()
    calm.step()
    np.testing.assert_allclose(worlds.hostility(world) - worlds.hostility(calm), 0.2, atol=1e-6)


@pytest.mark.parametrize(("size", "cost"), [(1.9, 0.0), (2.1, 0.05)])
def test_a_large_attack_costs_the_image_of_intent(size: float, cost: float) -> None:
    world = shocked({"shocks.large": 2.0}, shocks=scheduled((1, "north", size)))
    world.step()
    assert world.governments["north"].image("south")[0] == pytest.approx(0.45 * (1 - cost))
    np.testing.assert_allclose(worlds.images(world)[:, 0], 0.45 * (1 - cost), atol=1e-6)
    np.testing.assert_allclose(worlds.images(world)[:, 1:], [[0.40, 0.55]] * 100, atol=1e-6)
    np.testing.assert_allclose(worlds.images(world, "south", "north")[:, 0], 0.45, atol=1e-6)


def test_severities_have_mean_and_spread() -> None:
    world = shocked(
        {"shocks.rate": 1.0, "shocks.severity": 0.7, "shocks.severity_sd": 0.4, "shocks.max_attacks": 32}, citizens=20
    )
    world.run_for(600)
    sizes = np.array([event.numbers["severity"] for event in world.record.happened("attack")], float)
    spread = 0.7 * math.sqrt(math.exp(0.16) - 1)
    assert sizes.mean() == pytest.approx(0.7, abs=4 * spread / math.sqrt(len(sizes)))
    assert np.log(sizes).std() == pytest.approx(0.4, rel=0.1)
    assert len(sizes) == pytest.approx(1200, abs=4 * math.sqrt(1200))
    assert severity(2.0, 0.0, 1.3) == 2.0


def test_numbers_of_attacks_are_poisson_by_inversion() -> None:
    from scipy.stats import poisson as reference

    for mean in (0.1, 1.0, 6.0):
        for chance in np.linspace(0.001, 0.999, 97).tolist():
            assert poisson(mean, chance, 32) == reference.ppf(chance, mean)
    assert poisson(5.0, 0.9999, 4) == 4


def test_attacks_come_more_often_while_there_are_talks() -> None:
    def number(state: str) -> int:
        parameters = {"shocks.rate": 0.5, "shocks.during_talks": 1.0, "shocks.during_agreement": -1.0}
        world = shocked(parameters, citizens=20, talks={"state": state})
        return len(worlds.after(300, world).record.happened("attack"))

    conflict, talks, agreement = number("conflict"), number("talks"), number("agreement")
    assert agreement == 0
    assert talks / conflict == pytest.approx(2.0, abs=0.35)


def test_more_attacks_allowed_do_not_redeal_the_others() -> None:
    def sizes(most: int) -> dict[tuple[int, str], list[float]]:
        world = shocked({"shocks.rate": 3.0, "shocks.max_attacks": most}, citizens=20)
        found: dict[tuple[int, str], list[float]] = {}
        for event in worlds.after(20, world).record.happened("attack"):
            found.setdefault((event.month, event.toward), []).append(float(event.numbers["severity"]))
        return found

    few, many = sizes(2), sizes(9)
    assert few.keys() == many.keys()
    assert all(many[key][:2] == few[key] for key in few)
    assert max(map(len, few.values())) == 2 < max(map(len, many.values()))


def test_without_the_mechanism_nobody_attacks() -> None:
    world = shocked(
        {"shocks.rate": 3.0}, mechanisms=worlds.OFF | {"shocks": False}, shocks=scheduled((2, "north", 1.0))
    )
    world.run_for(6)
    assert not world.record.happened("attack")
    assert not world.record.of("attack").any()


def test_fear_keeps_to_its_ceiling_without_an_attack() -> None:
    world = shocked({"shocks.threat_cap": 0.3, "shocks.threat_decay": 0.1}, start={"threat": 1.0})
    world.run_for(2)
    np.testing.assert_allclose(world.record.of("threat", "north", "south")[1:], [0.3, 0.27], rtol=1e-6)
