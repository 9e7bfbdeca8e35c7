"""The invented cases of policy: each is an ordinary world with one change, and the change acts in its month."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sulha.model import Conflict, Setup
from sulha.model.metrics import METRICS, Scope
from sulha.model.terms import WORLD
from sulha.scenarios import changed, load, source
from sulha.scenarios.reading import read

#: What each case changes, and the setting that takes the change away.
CHANGES = {
    "funding_cliff": "interventions",
    "binding_mandate": "interventions",
    "foreign_agent_law": "interventions",
    "agenda_2030": "interventions",
    "terror_wave": "shocks.terror.scheduled",
}
#: Cases that are the baseline with some sections of their own, besides what every file says of itself.
OF_THE_BASELINE = {
    "funding_cliff": {"interventions"},
    "binding_mandate": {"interventions"},
    "terror_wave": {"talks", "shocks"},
}
OWN = {"name", "about", "sources", "time", "expect", "basis"}
WORLD_METRICS = [metric.name for metric in METRICS if Scope.WORLD in metric.scopes]


def small(setup: Setup, months: int) -> Setup:
    """The same world with few citizens, as long as it takes; what is expected of it is left out."""
    citizens = {f"societies.{name}.citizens": 40 for name in setup.societies}
    return changed(setup, {"expect": [], "time.months": months, **citizens})


def courses(setup: Setup, months: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Every metric of the whole world (metrics, months + 1)."""
    world = Conflict(setup, seed=1)
    world.run_for(months)
    return np.array([world.record.of(metric, WORLD) for metric in WORLD_METRICS])


def months_of(setup: Setup) -> list[int]:
    """The months in which something changes."""
    scheduled = {attack.month for attack in setup.shocks.terror.scheduled}
    return sorted(scheduled | {intervention.month for intervention in setup.interventions})


@pytest.mark.parametrize("name", CHANGES)
def test_the_change_acts_in_its_month_and_not_before(name: str) -> None:
    setup = load(name)
    first, last = months_of(setup)[0], months_of(setup)[-1]
    with_ = small(setup, last + 12)
    one, other = (courses(s, first + 12) for s in (with_, changed(with_, {CHANGES[name]: []})))
    np.testing.assert_array_equal(one[:, :first], other[:, :first])
    assert not np.array_equal(one[:, first:], other[:, first:])


@pytest.mark.parametrize("name", ["funding_cliff", "foreign_agent_law", "agenda_2030"])
def test_every_later_step_acts_as_well(name: str) -> None:
    setup = load(name)
    months = months_of(setup)
    with_ = small(setup, months[-1] + 12)
    for index in range(1, len(setup.interventions)):
        steps = [entry.model_dump(exclude_unset=True) for entry in setup.interventions[:index]]
        one, other = (courses(s, months[index] + 3) for s in (with_, changed(with_, {"interventions": steps})))
        assert not np.array_equal(one, other), months[index]


@pytest.mark.parametrize("name", OF_THE_BASELINE)
def test_a_case_of_the_baseline_is_the_baseline_but_for_the_change(name: str) -> None:
    case, baseline = (read(source(file), file).data for file in (name, "baseline"))
    own = OWN | OF_THE_BASELINE[name]
    assert {key: value for key, value in case.items() if key not in own} == {
        key: value for key, value in baseline.items() if key not in own
    }
    assert OF_THE_BASELINE[name] <= case.keys() - baseline.keys()
    assert {path: case["basis"][path] for path in baseline["basis"] if path != "time"} == {
        path: said for path, said in baseline["basis"].items() if path != "time"
    }


def test_three_neighbors_have_unequal_pairs_and_organizations_of_different_width() -> None:
    setup = load("three_neighbors")
    assert len(setup.societies) == 3
    assert sorted(len(organization.works_on) for organization in setup.organizations.values()) == [1, 2, 2, 3]
    assert "delta" not in setup.organizations["good_neighbors"].works_on
    assert setup.organizations["good_neighbors"].home == "delta"
