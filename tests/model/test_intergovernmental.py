"""M8 Intergovernmental bodies: voice, mediation, monitoring."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import worlds

from sulha.model import Conflict
from sulha.model.mechanisms.images import signal


def mediated(**body: Any) -> Conflict:
    conduct = body.pop("conduct", (0.7, 0.7))
    return Conflict(worlds.still(*conduct, intergovernmental={"assembly": body}))


def test_f23_a_body_without_rights_mediation_or_monitoring_is_no_body() -> None:
    works_on = {"north": {"access": 0.2}, "south": {"access": 0.2}}
    voiced = worlds.worker({"consultation": 1, "advocacy": 1}, status="general", works_on=works_on)
    organizations = worlds.describe()["organizations"] | {"voiced": voiced}

    def run(**changes: Any) -> Conflict:
        return worlds.after(24, Conflict(worlds.setup(organizations=organizations, **changes), 2))

    body: dict[str, Any] = {"intergovernmental": {"assembly": {}}}
    idle = run(parameters={"intergovernmental.rights": (0.0,) * 4}, **body)
    apart = {"assembly", "intergovernmental"}
    assert worlds.different(idle, run(mechanisms={"intergovernmental": False}, **body), ignoring=apart) == []
    # Where there is no body, nobody grants rights: a status alone gives no voice.
    assert worlds.different(idle, run(intergovernmental={}), ignoring=apart) == []
    assert worlds.different(idle, run(**body), ignoring=apart)


def test_f23_full_monitoring_shows_the_true_signal() -> None:
    def heard(monitoring: float) -> tuple[list[float], list[float]]:
        world = Conflict(
            worlds.bare(
                intergovernmental={"assembly": {"monitoring": monitoring}},
                parameters={"images.noise": 0.2, "reaction.noise": 0.05},
            )
        )
        world.run_for(20)
        truth = [signal(h) for h in world.record.of("conduct", "south", "north")[:-1]]
        return world.record.of("signal", "north", "south")[1:].tolist(), truth

    perceived, truth = heard(1.0)
    assert perceived == truth
    blurred, truth = heard(0.5)
    clear, truth_without = heard(0.0)
    errors, all_errors = np.subtract(blurred, truth), np.subtract(clear, truth_without)
    np.testing.assert_allclose(errors, all_errors / 2, atol=1e-12)
    assert np.abs(all_errors).max() > 0.2


def test_f23_mediation_counts_fully_where_the_body_is_impartial() -> None:
    world = worlds.after(10, mediated(mediation=0.8))
    np.testing.assert_allclose(world.record.of("mediation", "north", "south")[1:], 0.8, rtol=1e-12)


def test_a_body_that_sees_a_villain_mediates_less() -> None:
    anchors = {"toward": {"north": {"intent": 0.9}, "south": {"intent": 0.3}}}
    world = worlds.after(1, mediated(mediation=0.8, outlook=anchors, conduct=(0.9, 0.2)))
    body = world.bodies["assembly"]
    gap = abs(body.hostility("north") - body.hostility("south"))
    assert 0.1 < gap < 0.2
    assert world.record.of("mediation", "north", "south")[1] == pytest.approx(0.8 * (1 - gap))


def test_the_bodies_follow_the_conduct_of_each_society() -> None:
    world = worlds.after(1, mediated(conduct=(0.9, 0.1)))
    anchor, loading = np.array([0.6, 0.6, 0.8]), np.array([1.0, 0.7, 0.3])
    h = 1 - anchor.mean()
    fallen = anchor * (1 + 2 * 0.05 * signal(0.9) * loading)
    risen = anchor + 0.05 * signal(0.1) * (1 - 0.5 * h) * loading * (1 - anchor)
    np.testing.assert_allclose(world.bodies["assembly"].image("north"), fallen)
    np.testing.assert_allclose(world.bodies["assembly"].image("south"), risen)


def test_of_several_bodies_the_largest_counts() -> None:
    bodies = {"assembly": {"mediation": 0.2, "monitoring": 0.7}, "league": {"mediation": 0.6, "monitoring": 0.1}}
    world = worlds.after(1, Conflict(worlds.still(intergovernmental=bodies)))
    assert world.record.of("mediation", "north", "south")[1] == pytest.approx(0.6)
    assert world.record.of("monitoring", "north", "south")[1] == pytest.approx(0.7)


@pytest.mark.parametrize("status", ["none", "roster", "special", "general"])
@pytest.mark.parametrize("level", ["top", "middle", "grassroots"])
def test_voice_needs_status_and_information(status: str, level: str) -> None:
    organization = worlds.worker({"consultation": 1}, status=status, level=level)
    parameters = worlds.STEADY | {"communication.skill": 0.5, "constraints.coordination": 1.0}
    setup = worlds.still(
        0.7, 0.7, organizations={"a": organization}, parameters=parameters, start={"credibility": 1.0},
        intergovernmental={"assembly": {}}, mechanisms=worlds.OFF | {"funding": False},
    )  # fmt: skip
    world = worlds.after(1, Conflict(setup))
    rights = {"none": 0.0, "roster": 0.1, "special": 0.3, "general": 0.6}[status]
    grass = {"top": 0.2, "middle": 0.5, "grassroots": 0.8}[level]
    mass = world.organizations["a"].credibility * 0.5 * (1 + rights * np.sqrt(0.5 * grass))
    assert world.record.of("advice_mass", "north", "south")[1] == pytest.approx(mass)
