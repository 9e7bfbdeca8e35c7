"""M12 Communication skill and the spread of information technology."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import worlds

from sulha.model import Conflict
from sulha.model.mechanisms.communication import practiced, reach


def test_f32_skill_settles_where_training_meets_forgetting() -> None:
    learn, forget, training = 0.2, 0.03, 0.3
    organization = worlds.worker({"training": 3, "public_diplomacy": 7}, skill=0.9)
    parameters = worlds.STEADY | {
        "communication.learning": learn, "communication.forgetting": forget, "constraints.coordination": 1.0
    }  # fmt: skip
    world = worlds.after(
        400, Conflict(worlds.still(citizens=20, organizations={"o": organization}, parameters=parameters))
    )
    expected = learn * training / (learn * training + forget)
    assert world.record.book("skill", "o")[-1] == pytest.approx(expected, rel=1e-9)


def test_f32_training_at_a_tenth_holds_the_default_skill() -> None:
    assert pytest.approx(0.4) == 0.1 * 0.1 / (0.1 * 0.1 + 0.015)
    assert practiced(0.4, 0.1, 0.1, 0.015) == pytest.approx(0.4)


def test_without_training_skill_fades() -> None:
    world = worlds.after(46, Conflict(worlds.still(citizens=20, organizations={"o": worlds.worker({})})))
    skill = world.record.book("skill", "o")
    np.testing.assert_allclose(skill, 0.4 * 0.985 ** np.arange(47))
    assert skill[-1] == pytest.approx(0.2, abs=2e-3)


def test_training_of_a_month_counts_in_the_next() -> None:
    world = Conflict(
        worlds.still(citizens=20, organizations={"o": worlds.worker({"training": 1})}, parameters=worlds.STEADY)
    )
    world.run_for(2)
    skill = world.record.book("skill", "o")
    assert skill[:2] == pytest.approx([0.4, 0.4])
    assert skill[2] == pytest.approx(0.4 + 0.1 * 0.6)


def balance(credibility: float, ict: float) -> float:
    """How much a year of one message and one spoiler changes hostility, from an image of 1/2."""
    organization = worlds.worker({"public_diplomacy": 1}, funding={"own_income": 2.0})
    parameters = worlds.STEADY | {
        "images.anchor": (0.5,) * 3, "images.discount": 0.0, "constraints.coordination": 1.0, "spoilers.budget": 0.25,
        "funding.trust_gain": 0.0, "funding.trust_loss": 0.0, "communication.reach_min": 0.0, "communication.ict": ict,
    }  # fmt: skip
    setup = worlds.still(
        citizens=20, organizations={"o": organization}, parameters=parameters, start={"credibility": credibility}
    )
    return float(worlds.hostility(worlds.after(12, Conflict(setup))).mean() - 0.5)


@pytest.mark.parametrize(("credibility", "left"), [(0.6, 0.13), (0.81, 0.27), (0.70, 0.20)])
def test_f33_who_gains_from_technology(credibility: float, left: float) -> None:
    message = 0.4 * (credibility - 0.4) / 0.6 * 1.0
    spoiled = 2 * 0.4 * 0.25
    assert spoiled == pytest.approx(0.20)
    assert message == pytest.approx(left, abs=0.005)
    change = balance(credibility, 0.02)
    if message == pytest.approx(spoiled):
        # First orders cancel; what is left is of second order in the exposure (.02 * .4 / .5).
        assert abs(change) < 0.05 * abs(balance(0.6, 0.02))
    else:
        assert (change < -1e-5) == (message > spoiled)
        assert (change > 1e-5) == (message < spoiled)


def test_reach_is_concave_and_bounded() -> None:
    assert reach(0.4, 0.5, 1.0, 1.0) == pytest.approx(1 - math.exp(-0.2))
    assert reach(0.4, 0.5, 1.0, 2.0) == pytest.approx(1 - math.exp(-0.1))
    assert reach(0.0, 1.0, 5.0, 1.0) == 0.0
    assert reach(1.0, 1.0, 1e6, 1.0) <= 1.0


def audience(**changes: Any) -> float:
    organization = worlds.worker({"public_diplomacy": 1}, works_on={"north": {}})
    setup = worlds.still(citizens=20, organizations={"o": organization}, **changes)
    world = worlds.after(1, Conflict(setup))
    return world.record.decisions[0][1].reach


def test_reach_follows_skill_technology_and_the_constraint_on_communication() -> None:
    parameters = worlds.STEADY
    assert audience(parameters=parameters) == pytest.approx(1 - math.exp(-0.2))
    assert audience(parameters=parameters, societies={"north": {"ict": 0.9}}) == pytest.approx(1 - math.exp(-0.36))
    assert audience(parameters=parameters, constraints={"communication": 0.5}) == pytest.approx(1 - math.exp(-0.1))
    most = audience(parameters=parameters, constraints={"communication": 9.0})
    assert most == pytest.approx(1 - math.exp(-0.5))  # a skill is at most 1


def test_without_the_mechanism_technology_is_at_its_reference() -> None:
    societies = {"north": {"ict": 0.9}}
    fixed = worlds.STEADY | {"communication.ict_reference": 0.3}
    off = audience(parameters=fixed, societies=societies, mechanisms=worlds.OFF | {"ict": False})
    assert off == pytest.approx(1 - math.exp(-0.4 * 0.3))


def test_the_constraint_on_communication_holds_for_advice_and_information_too() -> None:
    def mass(constraint: float) -> float:
        organization = worlds.worker({"consultation": 1}, status="general")
        setup = worlds.still(
            organizations={"o": organization},
            parameters=worlds.STEADY,
            constraints={"communication": constraint},
            intergovernmental={"assembly": {}},
        )
        return float(worlds.after(1, Conflict(setup)).record.of("advice_mass", "north", "south")[1])

    voiced = [0.4 * share * (1 + 0.6 * math.sqrt(0.4 * share * 0.5)) for share in (1.0, 0.25)]
    assert mass(0.25) / mass(1.0) == pytest.approx(voiced[1] / voiced[0])
