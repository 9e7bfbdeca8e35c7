"""M1 Mental images: what conduct, messages and broken talks leave in them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import worlds
from numpy.typing import NDArray

from sulha.model import Conflict
from sulha.model.mechanisms.images import NEUTRAL, goldstein, signal

ANCHOR = np.array([0.45, 0.40, 0.55])
LOADING = np.array([1.0, 0.7, 0.3])
#: Rows of citizens are float32 (6e-8 relative), and errors of successive months do not add up under reversion.
ROUNDING = 1e-5


def conduct_for(wanted: float) -> float:
    """The conduct that says `wanted`, in [-1, 1]."""
    return NEUTRAL * (1 - wanted) if wanted > 0 else NEUTRAL - wanted * (1 - NEUTRAL)


def test_the_scale_is_goldsteins() -> None:
    assert goldstein(0.0) == pytest.approx(8.3)
    assert goldstein(1.0) == pytest.approx(-10.0)
    assert goldstein(NEUTRAL) == pytest.approx(0.0, abs=1e-12)
    assert pytest.approx(0.4536, abs=5e-5) == NEUTRAL
    assert [signal(h) for h in (0.0, NEUTRAL, 1.0)] == pytest.approx([1.0, 0.0, -1.0])


@pytest.mark.parametrize("heard", [-0.9, -0.3, 0.4, 1.0])
def test_f01_constant_conduct_settles_between_anchor_and_news(heard: float) -> None:
    r, alpha, negativity = 0.05, 0.06, 2.5
    parameters = {
        "images.reversion": r, "images.learning": alpha, "images.negativity": negativity, "images.discount": 0.0,
        "images.spread": 0.1,
    }  # fmt: skip
    setup = worlds.still(south=conduct_for(heard), parameters=parameters)
    world = worlds.after(300, Conflict(setup, 3))
    up, down = max(heard, 0.0), max(-heard, 0.0)
    anchors = world.populations["north"].views["south"].anchors.astype(float)
    u, d = alpha * LOADING * up, alpha * negativity * LOADING * down
    expected = (r * anchors + u) / (r + u + d)
    assert np.abs(expected - anchors).max() > 0.05
    np.testing.assert_allclose(worlds.images(world), expected, atol=ROUNDING)
    of_government = (r * ANCHOR + u) / (r + u + d)
    np.testing.assert_allclose(world.governments["north"].image("south"), of_government, atol=1e-6)


@pytest.mark.parametrize("negativity", [1.0, 2.0, 4.0])
def test_f02_images_fall_faster_than_they_rise(negativity: float) -> None:
    parameters = {
        "images.negativity": negativity, "images.discount": 0.0, "images.anchor": (0.5, 0.5, 0.5)
    }  # fmt: skip
    setup = worlds.still(conduct_for(0.4), conduct_for(-0.4), parameters=parameters)
    world = worlds.after(1, Conflict(setup))
    rise = world.governments["south"].image("north") - 0.5
    fall = 0.5 - world.governments["north"].image("south")
    assert (rise > 0).all()
    np.testing.assert_allclose(fall / rise, negativity, rtol=1e-9)
    citizens = (0.5 - worlds.images(world)) / (worlds.images(world, "south", "north") - 0.5)
    np.testing.assert_allclose(citizens, negativity, rtol=1e-4)


def test_f03_without_news_images_return_to_their_anchors() -> None:
    start = {"image": {"intent": 0.9, "trust": 0.1, "humanity": 0.2}}
    world = Conflict(worlds.still(start=start, parameters={"images.spread": 0.0}))
    away = worlds.images(world) - ANCHOR
    assert np.abs(away).min() > 0.2
    for month in range(1, 41):
        world.step()
        np.testing.assert_allclose(worlds.images(world) - ANCHOR, away * 0.95**month, atol=ROUNDING)
    assert math.log(0.5) / math.log(0.95) == pytest.approx(13.5, abs=0.05)


def test_f03_month_zero_may_differ_from_the_anchor_and_the_anchor_stays() -> None:
    world = Conflict(worlds.still(start={"image": {"north": {"trust": 0.6}}}, parameters={"images.spread": 0.1}))
    assert world.record.of("trust", "north", "south")[0] == pytest.approx(0.6, abs=1e-3)
    assert world.record.of("intent", "north", "south")[0] == pytest.approx(
        world.record.of("intent", "south", "north")[0], abs=0.05
    )
    anchors = world.populations["north"].views["south"].anchors.copy()
    world.run_for(5)
    np.testing.assert_array_equal(world.populations["north"].views["south"].anchors, anchors)


@pytest.mark.parametrize("heard", [-0.6, 0.6])
def test_f04_channels_combine_as_probabilities(heard: float) -> None:
    r, strength, budget, skill, ict = 0.05, 0.04, 2.0, 0.6, 0.7
    parameters = {
        "images.discount": 0.0, "campaign.strength": strength, "campaign.decay_public": 1.0,
        "spoilers.budget": budget, "spoilers.skill": skill, "communication.ict": ict,
    }  # fmt: skip
    world = worlds.after(300, Conflict(worlds.still(south=conduct_for(heard), parameters=parameters)))
    reach = 1 - math.exp(-skill * ict * budget)
    spoiled = strength * 2 * np.array([0.5, 0.3, 1.0]) * reach / (1 + reach)
    conduct = 0.05 * LOADING * abs(heard)
    if heard > 0:
        u, d = conduct, spoiled
    else:
        u, d = np.zeros(3), 1 - (1 - 2 * conduct) * (1 - spoiled)
    expected = (r * ANCHOR + u) / (r + u + d)
    assert spoiled.min() > 0.005
    np.testing.assert_allclose(worlds.images(world), np.broadcast_to(expected, (100, 3)), atol=ROUNDING)


def test_friendly_conduct_counts_less_among_the_hostile() -> None:
    r, alpha, c = 0.05, 0.05, 0.8
    parameters = {"images.discount": c, "images.spread": 0.15}
    world = Conflict(worlds.still(south=conduct_for(0.7), parameters=parameters), 2)
    before, h = worlds.images(world), worlds.hostility(world)[:, None]
    anchors = world.populations["north"].views["south"].anchors
    world.step()
    u = alpha * LOADING * (1 - c * h) * 0.7
    np.testing.assert_allclose(worlds.images(world), before + r * (anchors - before) + u * (1 - before), atol=1e-6)


def test_hostility_is_what_the_images_leave_open() -> None:
    parameters = {"images.weights": (0.5, 0.3, 0.2), "images.spread": 0.2}
    world = worlds.after(3, Conflict(worlds.still(parameters=parameters)))
    expected = np.clip(1 - worlds.images(world) @ [0.5, 0.3, 0.2], 0, 1)
    np.testing.assert_allclose(worlds.hostility(world), expected, atol=1e-6)
    government = world.governments["north"]
    assert government.hostility("south") == pytest.approx(1 - government.image("south") @ [0.5, 0.3, 0.2])


def test_anchors_have_the_spread_and_the_correlation_asked_for() -> None:
    parameters = {"images.spread": 0.1, "images.spread_correlation": 0.6, "images.anchor": (0.5, 0.5, 0.5)}
    world = Conflict(worlds.still(citizens=4000, parameters=parameters))
    anchors = world.populations["north"].views["south"].anchors.astype(float)
    np.testing.assert_allclose(anchors.mean(axis=0), 0.5, atol=5 * 0.1 / math.sqrt(4000))
    np.testing.assert_allclose(anchors.std(axis=0), 0.1, rtol=5 / math.sqrt(2 * 4000))
    correlations = np.corrcoef(anchors.T)[np.triu_indices(3, 1)]
    np.testing.assert_allclose(correlations, 0.6, atol=5 * (1 - 0.36) / math.sqrt(4000))


@pytest.mark.parametrize(
    ("state", "event", "parameters", "loading"),
    [
        ("talks", "talks_broke_down", {"talks.breakdown_rate": 10.0, "talks.agreement_rate": 0.0}, (1.0, 0.0, 0.0)),
        ("agreement", "relapse", {"talks.relapse_rate": 10.0}, (1.0, 1.0, 0.0)),
    ],
)
def test_failed_talks_cost_intent_and_broken_agreements_trust_too(
    state: str, event: str, parameters: dict[str, float], loading: tuple[float, ...]
) -> None:
    setup = worlds.still(
        mechanisms={"influence": False, "opinion": False, "mobilization": False},
        talks={"state": state},
        parameters=parameters | {"talks.start_rate": 0.0, "images.failed_talks": 0.2},
    )
    world = worlds.after(1, Conflict(setup))
    assert [e.code for e in world.record.events] == [event]
    np.testing.assert_allclose(worlds.images(world)[0], ANCHOR, atol=1e-6)
    world.step()
    fallen = ANCHOR * (1 - 0.2 * np.array(loading))
    np.testing.assert_allclose(worlds.images(world)[0], fallen, atol=1e-6)
    np.testing.assert_allclose(world.governments["south"].image("north"), fallen, atol=1e-9)
    world.step()
    np.testing.assert_allclose(worlds.images(world)[0], fallen + 0.05 * (ANCHOR - fallen), atol=1e-6)


def test_organizations_learn_from_their_home_and_international_ones_from_both_sides() -> None:
    setup = worlds.still(
        conduct_for(0.8), conduct_for(-0.8),
        organizations={
            "ours": worlds.worker({}, home="north"),
            "theirs": worlds.worker({}, home="south"),
            "everyones": worlds.worker({}),
        },
        parameters={"images.discount": 0.0},
    )  # fmt: skip
    world = worlds.after(1, Conflict(setup))
    rows = {(actor, toward) for scope, actor, toward in world.record.rows if scope == "holder"}
    assert ("ours", "north") not in rows
    fallen, risen = 0.75 * (1 - 2 * 0.05 * 0.8 * LOADING), 0.75 + 0.25 * 0.05 * 0.8 * LOADING
    np.testing.assert_allclose(world.organizations["ours"].image("south"), fallen)
    np.testing.assert_allclose(world.organizations["theirs"].image("north"), risen)
    np.testing.assert_allclose(world.organizations["everyones"].image("south"), fallen)
    np.testing.assert_allclose(world.organizations["everyones"].image("north"), risen)


def test_a_third_party_speaks_into_the_signal_where_it_is_let() -> None:
    societies = {
        "east": {"citizens": 20, "government": {"conduct": 0.1}},
        "north": {"citizens": 20, "government": {"conduct": 0.3}},
        "west": {"citizens": 20, "government": {"conduct": 0.6}},
    }

    def heard(share: float) -> dict[tuple[str, str], float]:
        setup = worlds.bare(societies=societies, parameters={"reaction.third_party": share})
        world = worlds.after(1, Conflict(setup))
        return {key: direction.signal for key, direction in world.directions.items()}

    alone, along = heard(0.0), heard(0.25)
    said = {"east": signal(0.1), "north": signal(0.3), "west": signal(0.6)}
    for (society, other), value in alone.items():
        assert value == pytest.approx(said[other])
        assert along[society, other] == pytest.approx(max(-1.0, min(1.0, value + 0.25 * said[other])))


def test_without_the_mechanism_organizations_leave_images_to_others() -> None:
    def images(organizations: dict[str, Any]) -> NDArray[np.float64]:
        setup = worlds.still(
            organizations=organizations,
            mechanisms={"talks": False, "opinion": False, "mobilization": False, "images": False},
            parameters=worlds.STEADY | {"images.spread": 0.2, "influence.leader_prominence": 5.0},
        )
        return worlds.images(worlds.after(5, Conflict(setup, 1)))

    activities = ("track_two", "people_to_people", "public_diplomacy", "cultural_exchange", "training")
    busy = {name: worlds.worker({name: 1}, level="grassroots") for name in activities}
    np.testing.assert_array_equal(images(busy), images({}))
