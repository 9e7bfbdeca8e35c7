"""M5 Track two: participants, options, transfer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import worlds

from sulha.model import Conflict, Setup

ANCHOR = np.array([0.45, 0.40, 0.55])
LOADING = np.array([0.3, 0.3, 1.0])


def convening(parameters: dict[str, Any], **changes: Any) -> Conflict:
    """A still world with an organization that holds one workshop a month."""
    organization = worlds.worker({"track_two": 1}, level="top")
    return Conflict(
        worlds.still(
            parameters=worlds.STEADY | parameters,
            **{"organizations": {"forum": organization}, "contact": {"quality": 0.8}, **changes},
        ),
        1,
    )


@pytest.mark.parametrize("coordination", [1.0, 0.4])
def test_f16_stock_of_options(coordination: float) -> None:
    gain, decay, n = 0.12, 0.05, 0.7
    world = convening(
        {"track_two.yield": gain, "track_two.decay": decay, "prices.workshops": n},
        north=0.8, south=0.6, constraints={"coordination": coordination},
    )  # fmt: skip
    world.run_for(300)
    coherence = 1 - (1 - coordination) * ((0.8 - 0.25) + (0.6 - 0.25)) / 2
    settled = gain * n * coherence / decay
    months = np.arange(301)
    expected = settled * (1 - (1 - decay) ** months)
    np.testing.assert_allclose(world.record.of("options", "north", "south"), expected, rtol=1e-9)
    assert expected[-1] == pytest.approx(settled, rel=1e-6)


def test_transfer_rises_with_options_as_far_as_access_goes() -> None:
    c0, coordination = 0.3, {"north": 0.9, "south": 0.2}
    works_on = {"north": {"access": 1.0}, "south": {"access": 0.6}}
    organizations = {
        "forum": worlds.worker({"track_two": 1}, level="top", works_on=works_on),
        "circle": worlds.worker({"track_two": 1}, level="grassroots", funding={"own_income": 3.0}),
    }
    world = convening({}, organizations=organizations, constraints={"coordination": coordination})
    world.run_for(5)
    for society, other in world.directions:
        access = works_on[society]["access"]
        phi = (1 * 1.0 * access + 3 * 0.15 * 1.0) / 4 * (c0 + (1 - c0) * coordination[society])
        assert world.record.of("access_transfer", society, other)[-1] == pytest.approx(phi)
        K = world.record.of("options", society, other)[1:]
        np.testing.assert_allclose(world.record.of("transfer", society, other)[1:], phi * K / (K + 1))


def test_f17_dialogue_without_access_or_attitude_change_leaves_no_trace() -> None:
    nobody = {"north": {"access": 0.0}, "south": {"access": 0.0}}
    description = worlds.describe(
        organizations={
            "forum": worlds.worker({"track_two": 1}, home="north", level="top", works_on=nobody),
            "press": worlds.worker({"public_diplomacy": 1}),
        },
        parameters={"track_two.strength": 0.0},
        talks={"ripeness": "pain_and_opportunity"},
    )
    on = Conflict(Setup.model_validate(description), 3)
    off = Conflict(Setup.model_validate(description | {"mechanisms": {"track_two": False}}), 3)
    on.run_for(24)
    off.run_for(24)
    assert on.record.of("options", "north", "south").max() > 0
    assert on.record.of("transfer", "north", "south").max() == 0
    assert worlds.different(on, off, ignoring={"options"}) == []


def test_those_who_take_part_change_and_the_same_leaders_take_part_all_along() -> None:
    world = convening({"track_two.strength": 0.3, "influence.leaders": 0.1, "prices.seats": 0.03})
    population = world.populations["north"]
    world.step()
    moved = np.flatnonzero(np.abs(worlds.images(world) - ANCHOR).max(axis=1) > 1e-6)
    assert set(moved) < set(population.leaders.tolist())
    assert len(moved) in (3, 4)
    np.testing.assert_allclose(
        worlds.images(world)[moved] - ANCHOR, np.tile(0.3 * 0.8 * LOADING * (1 - ANCHOR), (len(moved), 1)), atol=1e-6
    )
    world.run_for(5)
    assert (np.flatnonzero(np.abs(worlds.images(world) - ANCHOR).max(axis=1) > 1e-6) == moved).all()


@pytest.mark.parametrize("held", [0.6, 2.5])
def test_governments_learn_from_workshops_as_far_as_transfer_goes(held: float) -> None:
    works_on = {"north": {"access": 0.5}, "south": {"access": 0.5}}
    organization = worlds.worker({"track_two": 1}, level="middle", works_on=works_on)
    world = convening(
        {"prices.workshops": held, "constraints.coordination": 1.0},
        organizations={"forum": organization},
        south=0.0,
        north=0.0,
    )
    world.step()
    rate = 1 - (1 - 0.25 * 0.8 * LOADING * 0.5 * 0.6 * min(held, 1.0)) * (
        1 - 0.05 * (1 - 0.5 * 0.5333333333) * np.array([1, 0.7, 0.3])
    )
    np.testing.assert_allclose(world.governments["north"].image("south"), ANCHOR + rate * (1 - ANCHOR), atol=1e-9)


def test_a_refused_workshop_does_not_make_transfer_jump() -> None:
    works_on = {"north": {"access": 0.5}, "south": {"access": 0.5}}
    organization = worlds.worker({"track_two": 1}, level="top", works_on=works_on)
    world = convening({}, organizations={"forum": organization}, north=0.7, south=0.7)
    world.run_for(30)
    refused = {month for month, act in world.record.decisions if act.refused}
    assert 5 < len(refused) < 25
    assert {act.refused for _, act in world.record.decisions} == {"", "access"}
    assert len(set(world.record.of("access_transfer", "north", "south")[1:].tolist())) == 1
    options = world.record.of("options", "north", "south")
    assert all((options[month] < options[month - 1]) == (month in refused) for month in range(2, 31))


def test_switched_off_during_a_run_nothing_is_transferred() -> None:
    world = convening({}, interventions=[{"month": 3, "set": {"mechanisms.track_two": False}}], time={"months": 9})
    world.run_for(5)
    for name in ("access_transfer", "transfer", "options"):
        series = world.record.of(name, "north", "south")
        assert (series[1:3] > 0).all()
        assert not series[3:].any()
