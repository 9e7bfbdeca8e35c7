"""M11 Advice, authority, coordination."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import worlds

from sulha.model import Conflict
from sulha.model.mechanisms.advice import advice_mass, coherence, weight_of_advice


def advised(organizations: dict[str, Any], parameters: dict[str, Any], **changes: Any) -> Conflict:
    switches = worlds.OFF | {"funding": False} | changes.pop("mechanisms", {})
    societies = {s: {"citizens": 20, "government": {"conduct": 0.7}} for s in ("north", "south")}
    setup = worlds.bare(
        organizations=organizations, societies=societies, mechanisms=switches,
        parameters=worlds.STEADY | parameters, **changes,
    )  # fmt: skip
    return Conflict(setup, 1)


def test_f31_binding_advice_of_great_mass_is_policy() -> None:
    adviser = worlds.worker({"consultation": 1}, line=0.31)
    world = advised(
        {"a": adviser},
        {"advice.half": 0.001, "communication.skill": 1.0},
        start={"capacity": 1e6},
        constraints={"authority": "binding", "coordination": 1.0},
    )
    world.step()
    assert world.record.of("advice_mass", "north", "south")[1] > 1e5
    for key in world.directions:
        # What is left to the executive is half/mass = 1e-8 of a distance below 1.
        assert world.record.of("conduct", *key)[1] == pytest.approx(0.31, abs=1e-7)


def test_f31_without_authority_advice_has_no_effect() -> None:
    def run(**changes: Any) -> Conflict:
        setup = worlds.setup(
            mechanisms={"funding": False} | changes.pop("mechanisms", {}),
            parameters={"influence.staff_cue": 0.0, "influence.leader_prominence": 1.0},
            **changes,
        )
        return worlds.after(24, Conflict(setup, 3))

    powerless = run(constraints={"authority": "none"})
    off = run(mechanisms={"advice": False})
    assert {a.refused for _, a in powerless.record.decisions if a.channel == "advice"} == {"authority"}
    books = {"advice_mass", "coherence", "spent"}
    assert worlds.different(powerless, off, ignoring=books) == []
    assert worlds.different(run(), off, ignoring=books)


@pytest.mark.parametrize(("line", "coordination"), [(0.7, 0.0), (0.2, 1.0)])
def test_f31_one_voice_loses_nothing(line: float, coordination: float) -> None:
    organizations = {
        "a": worlds.worker({"consultation": 1, "public_diplomacy": 1, "track_two": 1, "advocacy": 1}, line=line)
    }
    world = advised(organizations, {}, constraints={"coordination": coordination})
    world.step()
    assert world.record.of("coherence", "north", "south")[1] == pytest.approx(1.0)
    assert [a.coordination for _, a in world.record.decisions] == pytest.approx([0.0] * len(world.record.decisions))
    apart = advised({"a": worlds.worker({"consultation": 1}, line=0.2)}, {}, constraints={"coordination": 0.0})
    apart.step()
    assert apart.record.of("coherence", "north", "south")[1] == pytest.approx(0.5)


def test_the_weight_of_advice() -> None:
    works_on = {"north": {"access": 0.5}, "south": {"access": 0.8}}
    organizations = {
        "a": worlds.worker({"consultation": 1, "training": 1}, line=0.2, works_on=works_on),
        "b": worlds.worker({"consultation": 1}, line=0.5, works_on={"north": {"access": 1.0}}, skill=0.9),
    }
    world = advised(
        organizations,
        {"advice.half": 0.4, "funding.cost_concentration": 0.0, "communication.learning": 0.0},
        constraints={"authority": {"north": 0.2, "south": "advisory"}, "coordination": 0.25},
        mechanisms={"opinion": True},
    )
    world.step()
    beta = 0.5 * 0.08
    a_north, b_north = 0.5 * 0.4 * 0.5, 0.9
    coherences = np.array([1 - 0.75 * 0.5, 1 - 0.75 * 0.2])
    mass = (1 - 0.4 * 0.75 * 0.5) * (a_north + b_north)
    line = (a_north * 0.2 + b_north * 0.5) / (a_north + b_north)
    coherent = np.array([a_north, b_north]) @ coherences / (a_north + b_north)
    of = world.record.of
    assert of("advice_mass", "north", "south")[1] == pytest.approx(mass)
    assert of("coherence", "north", "south")[1] == pytest.approx(coherent)
    assert world.directions["north", "south"].line == pytest.approx(line)
    assert of("weight_advice", "north", "south")[1] == pytest.approx(0.2 * coherent * mass / (mass + 0.4) * (1 - beta))
    alone = 0.5 * 0.4 * 0.8
    assert of("advice_mass", "south", "north")[1] == pytest.approx(alone)  # one adviser repeats nobody
    assert of("weight_advice", "south", "north")[1] == pytest.approx(
        0.025 * coherences[0] * alone / (alone + 0.4) * (1 - beta)
    )


def test_an_own_line_is_the_organizations_own_hostility() -> None:
    organization = worlds.worker({"consultation": 1}, line="own", home="north", outlook={"intent": 0.3})
    world = advised({"a": organization}, {}, constraints={"coordination": 0.5})
    own = world.organizations["a"].hostility("south")
    world.step()
    lost = {act.society: act.coordination for _, act in world.record.decisions}
    assert lost["north"] == pytest.approx(0.5 * abs(own - 0.7))
    assert world.directions["north", "south"].line == pytest.approx(
        world.organizations["a"].hostility("south"), abs=0.02
    )


def test_the_parts_of_advice() -> None:
    assert coherence(0.2, 0.7, 0.0, 3.0) == 0.0
    assert advice_mass(1.0, 0, 0.5, 0.4) == 0.0
    assert advice_mass(1.0, 4, 0.0, 0.4) == pytest.approx(0.7)
    assert weight_of_advice(1.0, 1.0, 1e9, 0.25, 0.1) == pytest.approx(0.9)


def test_where_nobody_advises_there_is_no_coherence() -> None:
    silent = [{"month": 3, "set": {"organizations.a.strategy.consultation": 0.0}}]
    organizations = {"a": worlds.worker({"consultation": 1, "training": 1})}
    world = advised(organizations, {}, interventions=silent, time={"months": 9})
    world.run_for(5)
    assert np.isnan(world.record.of("coherence", "north", "south")).tolist() == [True, False, False, True, True, True]
    assert not world.record.of("weight_advice", "north", "south")[3:].any()
