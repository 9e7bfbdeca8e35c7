"""M6 Public and cultural diplomacy: stocks of exposure, saturation, credibility."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import worlds

from sulha.model import Conflict
from sulha.model.mechanisms.campaign import persuasion

ANCHOR = np.array([0.45, 0.40, 0.55])
PUBLIC = np.array([0.5, 0.3, 1.0])


def campaigning(parameters: dict[str, Any], credibility: float = 1.0, **changes: Any) -> Conflict:
    """A still world of full coordination whose messages come from organizations of this constant credibility."""
    settings = worlds.STEADY | {
        "constraints.coordination": 1.0, "funding.trust_gain": 0.0, "funding.trust_loss": 0.0, "images.reversion": 0.0
    }  # fmt: skip
    changes.setdefault("organizations", {"press": worlds.worker({"public_diplomacy": 1}, funding={"own_income": 2.0})})
    return Conflict(worlds.still(parameters=settings | parameters, start={"credibility": credibility}, **changes), 1)


def rate(world: Conflict) -> float:
    """The rate up of a month on the most exposed image, from what it leaves of the gap."""
    before = 1 - worlds.images(world)[0, 2]
    world.step()
    return float(1 - (1 - worlds.images(world)[0, 2]) / before)


REACH = 1 - np.exp(-0.4 * 0.5 * 1.0)


@pytest.mark.parametrize("kind", ["public", "cultural"])
def test_f18_stock_of_a_steady_message(kind: str) -> None:
    decay = {"public": 0.5, "cultural": 0.2}[kind]
    activity = {"public": "public_diplomacy", "cultural": "cultural_exchange"}[kind]
    world = campaigning(
        {"campaign.decay_cultural": 0.2, "prices.exchange_share": 0.0, "campaign.strength": 0.01},
        organizations={"press": worlds.worker({activity: 1}, funding={"own_income": 2.0})},
    )
    world.run_for(100)
    stock = REACH / decay
    # A rate of about .003 read from float32 images (6e-8) is right to 2e-5; the tolerance is relative.
    assert rate(world) == pytest.approx(0.01 * stock / (1 + stock), rel=1e-3)
    reaches = [act.reach for _, act in world.record.decisions if act.channel == kind]
    assert reaches == pytest.approx([REACH] * 202)


def test_f18_half_of_the_effect_at_the_half_stock() -> None:
    stock = REACH / 0.5
    world = campaigning({"campaign.half": stock, "campaign.strength": 0.02})
    world.run_for(40)
    assert rate(world) == pytest.approx(0.02 / 2, rel=1e-3)


def test_f18_at_the_threshold_of_backlash_nothing_happens() -> None:
    images = {}
    for credibility in (0.3, 0.4, 0.7):
        world = worlds.after(12, campaigning({"campaign.strength": 0.05}, credibility))
        images[credibility] = worlds.images(world)[0]
    np.testing.assert_allclose(images[0.4], ANCHOR, atol=1e-7)
    assert (images[0.3] < ANCHOR - 1e-4).all()
    assert (images[0.7] > ANCHOR + 1e-4).all()
    assert [persuasion(k, 0.4) for k in (0.4, 1.0)] == pytest.approx([0.0, 1.0])


def test_f19_splitting_a_stock_changes_nothing() -> None:
    def exposed(stocks: dict[str, float]) -> Conflict:
        organizations = {name: worlds.worker({}) for name in stocks}
        world = campaigning({"campaign.strength": 0.3}, 0.9, organizations=organizations)
        for name, stock in stocks.items():
            world.organizations[name].stocks["north", "south", "public"] = stock
        return worlds.after(5, world)

    whole, split = exposed({"one": 1.6}), exposed({"one": 0.4, "two": 0.9, "three": 0.3})
    assert (worlds.images(whole)[0] - ANCHOR).min() > 0.01
    np.testing.assert_allclose(worlds.images(split), worlds.images(whole), atol=1e-6)


def test_ten_small_messages_reach_more_than_a_large_one_and_saturate_together() -> None:
    one = campaigning({}, organizations={"o": worlds.worker({"public_diplomacy": 1}, funding={"own_income": 10.0})})
    ten = campaigning({}, organizations={f"o{i}": worlds.worker({"public_diplomacy": 1}) for i in range(10)})
    for world in (one, ten):
        world.run_for(30)
    assert rate(ten) > rate(one)
    stock = 10 * (1 - np.exp(-0.4 * 0.5 * 0.5)) / 0.5
    assert rate(ten) == pytest.approx(0.02 * stock / (1 + stock), rel=2e-3)


def test_abroad_a_national_organization_is_believed_less() -> None:
    home = worlds.worker({"public_diplomacy": 1}, home="south")
    world = campaigning(
        {},
        0.8,
        organizations={"press": home},
        societies={"north": {"nationalism": 0.25}, "south": {"nationalism": 0.9}},
    )
    organization = world.organizations["press"]
    assert organization.credibility_in("north") == pytest.approx(0.8 * 0.75)
    assert organization.credibility_in("south") == pytest.approx(0.8)
    reach = 1 - np.exp(-0.4 * 0.5 * 0.5)
    effect = (0.6 - 0.4) / 0.6 * reach / (1 + reach)
    world.step()
    np.testing.assert_allclose(worlds.images(world)[0] - ANCHOR, 0.02 * effect * PUBLIC * (1 - ANCHOR), atol=1e-7)


def test_incoherent_messages_lose_strength() -> None:
    world = campaigning({"constraints.coordination": 0.4}, north=0.75)
    world.step()
    lost = {act.society: act.coordination for _, act in world.record.decisions}
    assert lost["north"] == pytest.approx(0.6 * (0.75 - 0.25))
    stock = world.organizations["press"].stocks["north", "south", "public"]
    assert stock == pytest.approx(REACH * (1 - 0.3))


def test_spoilers_speak_in_every_arm() -> None:
    parameters = {"spoilers.budget": 1.0, "images.reversion": 0.05}
    for switches in ({"campaigns": False}, {"images": False}, {"shocks": False}, {}):
        world = Conflict(worlds.still(parameters=parameters, mechanisms=worlds.OFF | switches))
        world.run_for(3)
        assert worlds.images(world)[0, 2] < 0.55 - 0.003


def test_media_raise_the_effect() -> None:
    rates = {}
    for media in (0.5, 2.0):
        world = campaigning({"campaign.media": media})
        world.run_for(30)
        rates[media] = rate(world)
    assert rates[2.0] == pytest.approx(4 * rates[0.5], rel=1e-3)
