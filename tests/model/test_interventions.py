"""Interventions: what may change during a run acts from its month on; what only sets month 0 is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import worlds
from pydantic import ValidationError

from sulha.model import PARAMETERS, Conflict, Setup
from sulha.model.setup import UnknownPath, changeable, changed, known_paths

MONTH = 4
#: One path of every kind that may change, with the value it is set to.
CHANGES: dict[str, Any] = {
    "constraints.funding": 0.2,
    "constraints.foreign_money": 0.2,
    "constraints.communication": 0.4,
    "constraints.authority": "binding",
    "constraints.authority.north": 0.8,
    "constraints.coordination": 0.0,
    "constraints.coordination.south": 1.0,
    "mechanisms.contact": False,
    "mechanisms.images": False,
    "mechanisms.influence": False,
    "mechanisms.track_two": False,
    "mechanisms.campaigns": False,
    "mechanisms.mobilization": False,
    "mechanisms.opinion": False,
    "mechanisms.advice": False,
    "mechanisms.intergovernmental": False,
    "mechanisms.funding": False,
    "mechanisms.ict": False,
    "mechanisms.shocks": False,
    "mechanisms.talks": False,
    "contact.quality": -1.0,
    "talks.inclusion": 1.0,
    "talks.ratification": True,
    "talks.ripeness": "pain_and_opportunity",
    "societies.north.ict": 0.95,
    "societies.north.media": 3.0,
    "societies.north.nationalism": 1.0,
    "societies.north.spoilers.budget": 3.0,
    "societies.north.spoilers.skill": 1.0,
    "societies.north.government.openness": 1.0,
    "societies.north.government.capability": 0.9,
    "societies.north.government.fatigue": 0.6,
    "societies.north.government.reaction": 0.1,
    "societies.north.government.grievance": 0.0,
    "societies.north.government.toward.south.grievance": 0.0,
    "organizations.forum.funding.home_state": 3.0,
    "organizations.forum.funding.members": 1.0,
    "organizations.forum.strategy.track_two": 0.0,
    "organizations.forum.strategy.advocacy": 5.0,
    "organizations.bridges.status": "general",
    "organizations.forum.level": "grassroots",
    "organizations.forum.line": "own",
    "organizations.forum.works_on.south.access": 1.0,
    "intergovernmental.assembly.mediation": 1.0,
    "intergovernmental.assembly.monitoring": 1.0,
    "shocks.terror.rate": 3.0,
    "shocks.terror.rate.north": 3.0,
    "shocks.terror.severity": 4.0,
    "shocks.terror.during_talks": 9.0,
    "shocks.terror.during_agreement": 9.0,
    "influence.weight": 0.4,
    "reaction.fatigue": 0.6,
}
#: What makes a change visible where a plain world would not show it.
STAGES: dict[str, dict[str, Any]] = {
    "mechanisms.ict": {"parameters": {"communication.ict_reference": 0.2}},
    "mechanisms.shocks": {"parameters": {"shocks.rate": 2.0}},
    "shocks.terror.severity": {"parameters": {"shocks.rate": 2.0}},
    "shocks.terror.during_talks": {
        "talks": {"state": "talks"},
        "parameters": {"talks.agreement_rate": 0.0, "talks.breakdown_rate": 0.0},
    },
    "shocks.terror.during_agreement": {"talks": {"state": "agreement"}},
    "talks.ratification": {
        "parameters": {"talks.start_rate": 10.0, "talks.agreement_rate": 10.0, "talks.relapse_rate": 10.0}
    },
    "mechanisms.mobilization": {"parameters": {"mobilization.threshold_mean": 0.1}},
    "mechanisms.contact": {"parameters": {"prices.contact": 0.05}},
}


def stage(path: str, **changes: Any) -> Setup:
    return worlds.setup(**STAGES.get(path, {}), **changes)


@pytest.mark.parametrize("path", CHANGES)
def test_each_kind_of_change_acts_from_its_month(path: str) -> None:
    intervention = {"month": MONTH, "set": {path: CHANGES[path]}, "note": "A change"}
    plain, treated = Conflict(stage(path), 1), Conflict(stage(path, interventions=[intervention]), 1)
    plain.run_for(20)
    treated.run_for(20)
    np.testing.assert_array_equal(plain.record.series[:MONTH], treated.record.series[:MONTH])
    np.testing.assert_array_equal(plain.record.books[:MONTH], treated.record.books[:MONTH])
    assert not np.array_equal(plain.record.series[MONTH:], treated.record.series[MONTH:], equal_nan=True)
    (event,) = treated.record.happened("intervention")
    assert event.month == MONTH
    assert event.numbers == {"note": "A change", path: str(CHANGES[path])}


def test_a_parameter_may_be_named_under_parameters() -> None:
    assert changeable("parameters.influence.weight")
    now = changed(worlds.setup(), {"parameters.influence.weight": 0.3})
    assert now.resolved_parameters().influence.weight == 0.3


def test_a_change_by_hand_is_the_same_as_a_planned_one() -> None:
    change = {"constraints.authority": "binding", "influence.weight": 0.3}
    planned = Conflict(worlds.setup(interventions=[{"month": MONTH, "set": change}]), 1)
    planned.run_for(12)
    by_hand = Conflict(worlds.setup(), 1)
    by_hand.run_for(MONTH - 1)
    by_hand.intervene(change)
    by_hand.run_for(12 - MONTH + 1)
    assert worlds.different(planned, by_hand) == []


def test_interventions_add_up_in_the_order_of_their_months() -> None:
    setup = worlds.setup(
        interventions=[
            {"month": 6, "set": {"societies.north.government.openness": 0.2}},
            {"month": 3, "set": {"societies.north.government.openness": 0.9, "constraints.funding": 0.5}},
        ]
    )
    world = Conflict(setup, 1)
    seen = []
    for _ in range(7):
        world.step()
        seen.append((world.governments["north"].openness, world.parameters.constraints.funding))
    assert seen == [(0.5, 1.0)] * 2 + [(0.9, 0.5)] * 3 + [(0.2, 0.5)] * 2


FIXED = [
    "name", "format", "time.months", "time.start", "societies.north.citizens", "societies.north.outlook.trust",
    "societies.north.outlook.spread", "societies.north.government.conduct", "societies.north.government.outlook.trust",
    "societies.north.government.called", "societies.north.issues", "organizations.forum.home",
    "organizations.forum.skill",
    "organizations.forum.outlook.intent", "organizations.forum.issues", "organizations.forum.works_on",
    "intergovernmental.assembly.outlook.trust", "talks.state", "start.pain", "start.image", "shocks.terror.scheduled",
    "interventions", "expect", "basis",
]  # fmt: skip


@pytest.mark.parametrize("path", [*FIXED, *(key for key, p in PARAMETERS.items() if p.fixed)])
def test_what_only_sets_month_zero_is_refused(path: str) -> None:
    assert not changeable(path)
    world = Conflict(worlds.setup(), 1)
    with pytest.raises(UnknownPath, match="cannot change during a run"):
        world.intervene({path: 0.5})
    with pytest.raises(ValidationError, match="cannot change during a run: it only sets month 0"):
        worlds.setup(interventions=[{"month": 2, "set": {path: 0.5}}])


@pytest.mark.parametrize("key", [key for key, p in PARAMETERS.items() if not p.fixed])
def test_every_other_parameter_can_change(key: str) -> None:
    assert changeable(key)
    default = PARAMETERS[key].default
    now = changed(worlds.setup(), {key: default})
    assert now.resolved_parameters().value(key) == default
    section, name = key.split(".", 1)
    assert key in now.parameters or getattr(getattr(now, section), name) == default


def test_a_change_that_does_not_fit_changes_nothing() -> None:
    world, untouched = Conflict(worlds.setup(), 1), Conflict(worlds.setup(), 1)
    before = world.setup
    with pytest.raises(ValidationError, match=r"influence\.weight cannot be 2\.0: allowed is a number from 0 to 1"):
        world.intervene({"constraints.funding": 0.5, "influence.weight": 2.0})
    with pytest.raises(ValidationError, match="less than or equal to 1"):
        world.intervene({"constraints.coordination": 7.0})
    with pytest.raises(UnknownPath, match=r"'influence\.wieght' cannot change"):
        world.intervene({"influence.wieght": 0.1})
    assert world.setup is before
    assert world.record.events == []
    world.run_for(5)
    untouched.run_for(5)
    assert worlds.different(world, untouched) == []


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("constraints.fundig", "did you mean 'constraints.funding'"),
        ("societies.north.icd", "did you mean 'societies.north.ict'"),
        ("organizations.nobody.skill", "is no setting"),
    ],
)
def test_a_path_that_leads_nowhere_is_answered_with_the_nearest(path: str, message: str) -> None:
    with pytest.raises(UnknownPath, match=message):
        changed(worlds.setup(), {path: 0.5})


def test_known_paths_can_be_set() -> None:
    setup = worlds.setup()
    paths = known_paths(setup)
    assert "societies.north.government.openness" in paths
    assert "influence.weight" in paths
    assert changed(setup, {"societies.north.government.openness": 0.25}).societies["north"].government.openness == 0.25
    assert setup.societies["north"].government.openness is None


def test_an_intervention_after_the_end_is_refused() -> None:
    with pytest.raises(ValidationError, match="after the end of the run"):
        worlds.setup(interventions=[{"month": 25, "set": {"constraints.funding": 0.5}}])
