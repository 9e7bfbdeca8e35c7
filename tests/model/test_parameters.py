"""Every parameter changes something, can be moved over its whole range, and says what it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from sulha.model import PARAMETERS, Conflict, Parameter, Parameters, Setup
from sulha.model.parameters import ParameterOutOfBounds, UnknownParameter, Value
from sulha.model.setup import changed

#: Read outside the model only, by the windows over which outcomes are taken.
OUTSIDE = {"start.skip"}


def rich(**changes: Any) -> dict[str, Any]:
    """A world in which everything happens: three issues, all levels and statuses, bodies, attacks, talks."""
    both: dict[str, Any] = {"north": {}, "south": {}}
    issues = {
        "disarmament": {"salience": 2.0, "concern": 0.9}, "gender": {"salience": 1.0}, "justice": {"salience": 1.0}
    }  # fmt: skip
    every = {
        "track_two": 2, "people_to_people": 2, "public_diplomacy": 2, "cultural_exchange": 2, "advocacy": 2,
        "consultation": 2, "training": 0.5,
    }  # fmt: skip

    def organization(home: str, level: str, status: str, funding: dict[str, float], **said: Any) -> dict[str, Any]:
        return {
            "home": home, "level": level, "status": status, "funding": funding, "strategy": every, "works_on": both,
            **said,
        }  # fmt: skip

    patchwork = {"home_state": 0.6, "foreign": 0.4, "members": 0.3}
    return {
        "format": 1,
        "name": "A rich world",
        "time": {"months": 30},
        "societies": {
            "north": {"citizens": 150, "issues": issues, "government": {"conduct": 0.75}},
            "south": {"citizens": 150, "issues": issues, "government": {"conduct": 0.6}},
        },
        "organizations": {
            "bridges": organization("north", "grassroots", "roster", patchwork),
            "circles": organization("south", "grassroots", "general", {"foreign": 1.5}, line="own"),
            "forum": organization("north", "top", "special", {"home_state": 1.2, "own_income": 0.4}),
            "network": organization("international", "middle", "general", {"foreign": 2.0, "intergovernmental": 0.5}),
            "voices": organization("south", "middle", "none", {"members": 0.9, "own_income": 0.3}),
        },
        "intergovernmental": {
            "assembly": {"mediation": 0.5, "monitoring": 0.4, "outlook": {"toward": {"north": {"intent": 0.3}}}},
            "league": {},
        },
    } | {
        "parameters": {
            "prices.contact": 0.03, "shocks.rate": 1.0, "opinion.base": 0.1, "influence.staff_cue": 0.2,
            "mobilization.stimulus": 3.0, "mobilization.stimulus_hawks": 1.5, "shocks.max_attacks": 3,
            "influence.leaders": 0.04, "influence.elite_cue": 0.02,
        },
    } | changes  # fmt: skip


#: What a parameter needs in order to matter, where the rich world alone does not offer it: a change of the world.
IN_TALKS: dict[str, Any] = {"talks": {"state": "talks"}}
IN_AGREEMENT: dict[str, Any] = {"talks": {"state": "agreement"}}
DOVES: dict[str, Any] = {
    "societies": {
        name: {
            "citizens": 150,
            "outlook": {"intent": 0.7, "trust": 0.7, "humanity": 0.7},
            "government": {"conduct": 0.9},
        }
        for name in ("north", "south")
    }
}
BREAKING: dict[str, Any] = {"talks": {"state": "talks"}, "parameters": {"talks.breakdown_rate": 1.0}}
VOTING: dict[str, Any] = {
    "talks": {"state": "talks", "ratification": True},
    "parameters": {"talks.agreement_rate": 5.0, "images.spread": 0.3},
}
POOR: dict[str, Any] = {"start": {"reserves": -4.0}}
NEEDS: dict[str, dict[str, Any]] = {
    "images.discount": {
        "societies": {name: {"citizens": 60, "government": {"conduct": 0.2}} for name in ("north", "south")},
    },
    "images.failed_talks": BREAKING,
    "reaction.third_party": {
        "societies": {name: {"citizens": 60} for name in ("east", "north", "south")},
    },
    "intergovernmental.mediation": {"intergovernmental": {"league": {}}},
    "intergovernmental.monitoring": {"intergovernmental": {"league": {}}},
    "intergovernmental.monitoring_ratio": IN_AGREEMENT,
    "intergovernmental.withdrawal_ratio": {
        "talks": {"state": "talks"},
        "parameters": {"talks.agreement_rate": 5.0, "talks.breakdown_rate": 0.0, "talks.relapse_rate": 0.001},
        "interventions": [{"month": 6, "set": {"intergovernmental.assembly.mediation": 0.0}}],
    },
    "talks.agreement_rate": IN_TALKS,
    "talks.breakdown_rate": IN_TALKS,
    "talks.breakdown_slope": IN_TALKS,
    "talks.breakdown_pivot": IN_TALKS,
    "talks.attack_slope": IN_TALKS,
    "talks.overlap_scale": IN_TALKS,
    "talks.inclusion_delay": IN_TALKS,
    "talks.inclusion_ratio": IN_AGREEMENT,
    "talks.relapse_rate": IN_AGREEMENT,
    "talks.relapse_slope": IN_AGREEMENT,
    "talks.relapse_pivot": IN_AGREEMENT,
    "talks.inclusion_memory": {
        "interventions": [
            {
                "month": 5,
                "set": {
                    f"organizations.{name}.strategy.{activity}": 0.0
                    for name in ("bridges", "circles", "forum", "network", "voices")
                    for activity in ("track_two", "advocacy", "consultation")
                },
            }
        ],
    },
    "talks.peace_after": IN_AGREEMENT | {"parameters": {"talks.relapse_rate": 0.0, "talks.peace_after": 12}},
    "talks.yes_at": VOTING,
    "talks.majority": VOTING | {"parameters": VOTING["parameters"] | {"talks.yes_at": 0.515, "shocks.rate": 0.0}},
    "talks.opportunity_trust": {"parameters": {"talks.opportunity": 1.0}},
    "talks.protest": DOVES,
    "mobilization.stimulus": DOVES,
    "mobilization.concern": {},
    "shocks.during_talks": IN_TALKS,
    "shocks.during_agreement": IN_AGREEMENT | {"parameters": {"talks.relapse_rate": 0.0, "shocks.rate": 1.0}},
    "shocks.max_attacks": {"parameters": {"shocks.rate": 3.0}},
    "shocks.threat_cap": {"parameters": {"shocks.rate": 3.0, "shocks.threat_gain": 0.1}},
    "start.conduct_cap": {
        "societies": {name: {"citizens": 60, "government": {"grievance": 0.2}} for name in ("north", "south")},
    },
    "start.conduct_race": {
        "societies": {name: {"citizens": 60, "government": {"reaction": 0.5}} for name in ("north", "south")},
    },
    "funding.grace": POOR,
    # Shares of money are constant, so credibility moves only where it starts apart or an intervention changes them.
    "funding.trust_gain": {"start": {"credibility": 0.2}},
    "funding.trust_loss": {"start": {"credibility": 1.0}},
    "prices.seats": {"societies": {name: {"citizens": 500} for name in ("north", "south")}},
    "communication.ict_reference": {"mechanisms": {"ict": False}},
    "communication.reach_min": {"parameters": {"communication.skill": 0.05}},
    "contact.memory": {"parameters": {"prices.contact": 0.05, "contact.memory": 3}},
    "world.citizens": {"societies": {"north": {}, "south": {}}, "parameters": {"world.citizens": 80}},
    "world.months": {"time": {"start": "2000-01"}},
}
#: Parameters that cannot be moved alone: a value for the parameter, with those that must move along.
TOGETHER: dict[str, list[dict[str, Value]]] = {
    "images.weights": [{"images.weights": (0.5, 0.3, 0.2)}],
    "intergovernmental.rights": [{"intergovernmental.rights": (0.1, 0.3, 0.5, 0.9)}],
    "reaction.state_factors": [{"reaction.state_factors": (0.8, 0.8, 0.5, 0.3)}],
    "track_two.level_top": [{"track_two.level_top": 0.7}],
    "track_two.level_middle": [{"track_two.level_middle": 0.9}],
    "track_two.level_grassroots": [{"track_two.level_grassroots": 0.5}],
    "world.citizens": [{"world.citizens": 90}],
    "world.months": [{"world.months": 17}],
    "funding.capacity_cost": [{"funding.capacity_cost": 1.5}],
    "contact.memory": [{"contact.memory": 12}],
    "talks.peace_after": [{"talks.peace_after": 24}],
}


def moves(parameter: Parameter, base: Parameters) -> list[dict[str, Value]]:
    """Values to try: both ends of the sweep, component by component where there are several."""
    if parameter.id in TOGETHER:
        return TOGETHER[parameter.id]
    assert parameter.sweep is not None, f"{parameter.id} has no range to be moved over; say how in TOGETHER"
    now = base.value(parameter.id)
    tried: list[dict[str, Value]] = []
    for end in parameter.sweep:
        value = int(end) if parameter.is_integer else end
        if isinstance(now, tuple):
            tried += [
                {parameter.id: tuple(value if i == place else old for i, old in enumerate(now))}
                for place in range(len(now))
            ]
        else:
            tried.append({parameter.id: value})
    return [move for move in tried if move[parameter.id] != now]


def described(parameter: str) -> dict[str, Any]:
    need = dict(NEEDS.get(parameter, {}))
    changes = need.pop("parameters", {})
    description = rich(**need)
    description["parameters"] = description["parameters"] | changes
    if len(description["societies"]) == 3:
        description["organizations"] = {}
    return description


#: What shows itself late.
SLOW = {"talks.inclusion_memory", "talks.peace_after"}


def trace(description: Mapping[str, Any], months: int) -> tuple[Any, ...]:
    """All that a run leaves, and what it was built from."""
    setup = Setup.model_validate(description)
    world = Conflict(setup, 6)
    built = [
        (view.anchors.tobytes(), population.thresholds.tobytes(), population.network.indices.tobytes())
        for population in world.populations.values()
        for view in population.views.values()
    ]
    world.run_for(months)
    return (
        built, world.record.series.tobytes(), world.record.books.tobytes(), world.record.decisions, world.record.events
    )  # fmt: skip


@pytest.mark.parametrize("key", [key for key in PARAMETERS if key not in OUTSIDE | {"world.months"}])
def test_each_parameter_changes_something(key: str) -> None:
    description = described(key)
    months = 26 if key in SLOW else 12
    before = trace(description, months)
    tried = moves(PARAMETERS[key], Setup.model_validate(description).resolved_parameters())
    assert tried
    for move in tried:
        after = trace(description | {"parameters": description["parameters"] | move}, months)
        assert after != before, f"{move} leaves everything as it was"


def test_the_length_of_a_run_is_a_default_of_the_description() -> None:
    assert Setup.model_validate(rich(time={})).time.months == PARAMETERS["world.months"].default
    assert Setup.model_validate(rich(time={"months": 17})).time.months == 17


def test_the_length_of_a_run_has_one_place() -> None:
    with pytest.raises(ValidationError, match=r"how long a run is stands under time; say `time: \{months: \.\.\.\}`"):
        Setup.model_validate(rich(parameters={"world.months": 17}))
    for path in ("world.months", "parameters.world.months", "time.months"):
        assert changed(Setup.model_validate(rich()), {path: 17}).time.months == 17


def test_the_months_left_out_of_outcomes_are_read_by_the_outcomes() -> None:
    from sulha.experiments.outcomes import outcome_window

    windows = [
        outcome_window(Setup.model_validate(rich(time={"months": 90}, parameters={"start.skip": skip})))
        for skip in (30, 60)
    ]
    assert windows == [(31, 90), (61, 90)]
    runs = [trace(rich(parameters={"start.skip": skip}), 3) for skip in (30, 60)]
    assert runs[0] == runs[1]
    assert {"start.skip"} == OUTSIDE


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=lambda p: str(p.id))
def test_each_parameter_says_what_it_is(parameter: Parameter) -> None:
    low, high = parameter.bounds
    values = parameter.default if isinstance(parameter.default, tuple) else (parameter.default,)
    assert all(low <= value <= high for value in values)
    if parameter.sweep is not None:
        assert low <= parameter.sweep[0] < parameter.sweep[1] <= high
        if not parameter.components:
            assert all(parameter.sweep[0] <= value <= parameter.sweep[1] for value in values)
    assert parameter.label.en
    assert any("\u0600" <= letter <= "\u06ff" for letter in parameter.label.ar)
    assert parameter.about.endswith(".")
    assert parameter.source
    assert len(parameter.components) == (len(values) if isinstance(parameter.default, tuple) else 0)


@pytest.mark.parametrize("key", PARAMETERS)
def test_values_outside_the_bounds_are_refused(key: str) -> None:
    parameter = PARAMETERS[key]
    low, high = parameter.bounds
    n = len(parameter.components)
    for wrong in (low - 1, high + 1, float("nan"), float("inf"), "much", None, True):
        value: Any = (wrong,) * n if n else wrong
        with pytest.raises(ParameterOutOfBounds, match="allowed is"):
            Parameters().changed({key: value})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"images.weights": (0.5, 0.5, 0.5)}, "sum to 1"),
        ({"influence.weight": 0.9, "influence.elite_cue": 0.2}, "sums to 1 or less"),
        ({"opinion.base": 0.9, "opinion.salience": 0.3}, "sums to 1 or less"),
        ({"intergovernmental.rights": (0.0, 0.5, 0.3, 0.6)}, "none is smaller than the one before"),
        ({"reaction.state_factors": (0.5, 0.9, 0.5, 0.3)}, "none is larger than the one before"),
        ({"track_two.level_middle": 0.1}, "level_grassroots to track_two.level_top"),
        ({"contact.memory": 2.5}, "whole number"),
        ({"images.anchor": (0.5, 0.5)}, "3 numbers"),
    ],
)
def test_values_impossible_together_are_refused(changes: dict[str, Value], message: str) -> None:
    with pytest.raises(ParameterOutOfBounds, match=message):
        Parameters().changed(changes)


def test_a_misspelled_parameter_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownParameter, match=r"did you mean 'images\.reversion'"):
        Parameters().changed({"images.reversoin": 0.1})


def test_a_change_is_a_copy() -> None:
    before = Parameters()
    after = before.changed({"images.reversion": 0.1})
    assert (before.images.reversion, after.images.reversion) == (0.05, 0.1)
    assert after.value("images.reversion") == 0.1
    assert np.isclose(sum(before.images.weights), 1)
