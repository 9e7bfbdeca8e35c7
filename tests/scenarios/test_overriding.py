"""Overrides: what they change, what they refuse, what is logged, and which one wins."""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
import pytest
from scenario_texts import SMALL, accepted

from sulha.scenarios import ScenarioError, changed, load, parse_assignment
from sulha.scenarios.overriding import PRIORITY, current


def failure(changes: dict[str, Any]) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        changed(accepted(SMALL), changes)
    return caught.value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("constraints.funding", 0.5),
        ("constraints.authority", "binding"),
        ("constraints.authority", {"north": 0.1}),
        ("constraints.coordination.north", 0.1),
        ("societies.north.government.openness", 0.9),
        ("organizations.bridges.strategy.advocacy", 2),
        ("organizations.bridges.funding.foreign", 2.0),
        ("influence.weight", 0.2),
        ("parameters.influence.weight", 0.2),
        ("images.weights", [0.5, 0.25, 0.25]),
        ("talks.ratification", True),
        ("mechanisms.talks", False),
        ("time.months", 12),
        ("expect", [{"metric": "relapse", "share": [0, 1]}]),
    ],
)
def test_what_can_be_changed(path: str, value: Any) -> None:
    before = accepted(SMALL)
    after = changed(before, {path: value})
    assert after != before
    assert before == accepted(SMALL)
    if not isinstance(value, list | dict):
        assert current(after, path) == value


def test_no_changes_change_nothing() -> None:
    setup = accepted(SMALL)
    assert changed(setup, {}) is setup


def test_a_day_stands_for_its_month() -> None:
    assert changed(accepted(SMALL), {"time.start": "1992-12-01"}).time.start == "1992-12"


def test_a_whole_number_may_be_written_with_an_exponent() -> None:
    path, value = parse_assignment("societies.north.citizens=1e3")
    citizens = changed(accepted(SMALL), {path: value}).societies["north"].citizens
    assert (citizens, type(citizens)) == (1000, int)
    assert changed(accepted(SMALL), {"time.months": 12.0}).time.months == 12


@pytest.mark.parametrize(
    ("path", "value", "code", "says"),
    [
        ("constraints.fundin", 1, "unknown_path", "did you mean 'constraints.funding'?"),
        ("influence.weigth", 1, "unknown_path", "did you mean 'influence.weight'?"),
        ("nothing", 1, "unknown_path", "'nothing' is no setting of this scenario"),
        ("", 1, "unknown_path", "is no setting of this scenario"),
        ("time.start", "2001-03-15", "wrong_type", "2001-03-15 is a day; a run begins with a month"),
        (
            "societies.north.citizens",
            1000.5,
            "wrong_type",
            "the number 1000.5 does not fit here; allowed: a whole number",
        ),
        ("societies.north.citizens", True, "wrong_type", "the truth value true does not fit here"),
        ("expect.0.by", 1, "unknown_path", "is no setting of this scenario"),
        ("constraints.funding", 11, "out_of_bounds", "11 is outside its bounds; allowed: a number from 0 to 10"),
        ("constraints.funding", float("nan"), "out_of_bounds", "nan is outside its bounds"),
        ("constraints.funding", True, "wrong_type", "the truth value true does not fit here"),
        ("constraints.authority", "bindin", "wrong_choice", "did you mean 'binding'?"),
        ("societies.north", None, "wrong_type", "an empty entry does not fit here"),
        (
            "organizations.bridges.home",
            "nort",
            "inconsistent",
            "'nort' is unknown; allowed: international, north, south",
        ),
        ("organizations.bridges.strategy.track_tow", 1, "inconsistent", "did you mean 'track_two'?"),
    ],
)
def test_what_is_refused(path: str, value: Any, code: str, says: str) -> None:
    error = failure({path: value})
    assert [problem.code for problem in error.problems] == [code]
    assert says in str(error.problems[0])
    assert error.problems[0].line is None
    assert error.origin.startswith(f"--set {path}=")


def test_an_expectation_of_nothing_is_refused() -> None:
    error = failure({"expect": [{"metric": "talks_open", "share": [0, 1]}]})
    assert [(p.code, p.path, p.nearest) for p in error.problems] == [
        ("wrong_choice", "expect.0.metric", "talks_opened")
    ]


def test_a_parameter_is_refused_by_its_id() -> None:
    error = failure({"influence.weight": 7})
    assert "7 is outside its bounds" in str(error)
    assert "allowed: a number from 0 to 1 [1/month]" in str(error)


def test_all_refusals_come_together() -> None:
    assert len(failure({"nothing": 1, "constraints.fundin": 1}).problems) == 2
    assert len(failure({"constraints.funding": 99, "talks.inclusion": 2}).problems) == 2


def test_the_report_of_a_refusal() -> None:
    assert str(failure({"constraints.funding": 99})) == (
        "--set constraints.funding=99: 1 problem\n"
        "  constraints.funding: 99 is outside its bounds\n"
        "      allowed: a number from 0 to 10"
    )


def test_every_override_is_logged_from_old_to_new(caplog: pytest.LogCaptureFixture) -> None:
    changes = {"constraints.funding": 0.5, "influence.weight": 0.2, "constraints.coordination.israel": 0.4}
    with caplog.at_level(logging.INFO, "sulha.scenarios"):
        changed(load("oslo"), changes, by="study")
    assert caplog.messages == [
        "constraints.funding: 1.0 -> 0.5 (study)",
        "influence.weight: 0.05 -> 0.2 (study)",
        "constraints.coordination.israel: 0.8 -> 0.4 (study)",
    ]


def test_a_refused_override_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "sulha.scenarios"):
        failure({"constraints.funding": 99})
    assert caplog.messages == []


def test_the_stronger_wins() -> None:
    assert PRIORITY == ("defaults", "scenario", "study", "command line")
    world = accepted(SMALL)
    assert current(world, "talks.inclusion") == 0.3
    world = accepted(SMALL + "talks: {inclusion: 0.4}\n")
    assert current(world, "talks.inclusion") == 0.4
    world = changed(world, {"talks.inclusion": 0.5}, by="study")
    world = changed(world, {"talks.inclusion": 0.6}, by="command line")
    assert current(world, "talks.inclusion") == 0.6
    assert world.resolved_parameters().talks.inclusion == 0.6


def test_only_members_of_the_priority_override() -> None:
    with pytest.raises(ValueError, match="'me' is not one of defaults, scenario, study, command line"):
        changed(accepted(SMALL), {"talks.inclusion": 0.5}, by="me")


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("constraints.funding=0.5", "constraints.funding", 0.5),
        (" constraints.funding = 5e-1 ", "constraints.funding", 0.5),
        ("constraints.authority=binding", "constraints.authority", "binding"),
        ("a=no", "a", "no"),
        ("a=true", "a", True),
        ("a=1992-12", "a", "1992-12"),
        ("a='1'", "a", "1"),
        ("a=x=y", "a", "x=y"),
        ("a=[1, 0.5]", "a", [1, 0.5]),
        ("a={north: 0.1}", "a", {"north": 0.1}),
        ("a=سلام", "a", "سلام"),
        ("a=~", "a", None),
    ],
)
def test_assignments(text: str, path: str, value: Any) -> None:
    assert parse_assignment(text) == (path, value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("constraints.funding", "an equals sign is missing; write path=value, such as constraints.funding=0.5"),
        ("=1", "a path before the equals sign is missing"),
        ("a=", "a value is missing"),
        ("a=[1", "this is not YAML"),
        ("a=&x 1", "the anchor &x is not part of a scenario; remove it"),
        ("a=b: c", "the value 'b: c' reads as a section; put it in quotes if it is a text"),
        ("a=- 1", "reads as a section"),
        ("a=1\nb: 2", "the value has several lines; write it in one"),
        ("a=\x00", "the control character U+0000 is in the text"),
        ("a=" + "[" * 20_000, "more than 50 levels of nesting"),
        ("a={b: 1, b: 2}", "stands here again"),
    ],
)
def test_assignments_that_are_none(text: str, says: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_assignment(text)
    assert says in str(caught.value)
    assert caught.value.origin.startswith("--set ")
    assert all(problem.line is None for problem in caught.value.problems)


def test_values_that_are_endless_or_too_deep_are_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    around: dict[str, Any] = {}
    around["set"] = around
    for value in (endless, around):
        for path in ("constraints.funding", "interventions", "societies", "parameters"):
            assert failure({path: value}).at("too_deep")


def test_numbers_of_other_kinds_are_numbers() -> None:
    new = changed(accepted(SMALL), {"time.months": np.int64(5), "constraints.funding": np.float32(0.5)})
    assert (new.time.months, new.constraints.funding) == (5, 0.5)


def test_a_path_without_end_is_repeated_in_part() -> None:
    error = failure({"x" * 1_000_000: 1})
    assert len(str(error)) < 300
    many = failure({f"constraints.fundin{n}": 1 for n in range(2000)})
    assert len(many.problems) == 500


def test_a_star_stands_for_every_name() -> None:
    setup = load("baseline")
    new = changed(setup, {"organizations.*.status": "special", "societies.*.outlook.trust": 0.3})
    assert {one.status for one in new.organizations.values()} == {"special"}
    assert {one.outlook.trust for one in new.societies.values()} == {0.3}
    nested = changed(setup, {"organizations.*.works_on.*.access": 0.2})
    assert all(work.access == 0.2 for one in nested.organizations.values() for work in one.works_on.values())


def test_what_stands_later_counts_beside_a_star() -> None:
    changes = {"organizations.*.status": "special", "organizations.forum_a.status": "general"}
    statuses = [one.status for one in changed(load("baseline"), changes).organizations.values()]
    assert sorted(set(statuses)) == ["general", "special"]
    assert statuses.count("general") == 1


def test_what_stands_at_a_star_is_one_value_or_all() -> None:
    setup = load("baseline")
    assert current(setup, "organizations.*.skill") is None
    assert current(setup, "societies.*.citizens") == 1000
    assert current(setup, "organizations.*.level").count("top") == 3


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("organizations.*.statut", "organizations.bridges.statut"),
        ("nowhere.*", "'nowhere.*' is no setting"),
        ("*.status", "'*.status' is no setting"),
        ("constraints.*", "'constraints.*' is no setting"),
        ("interventions.*.month", "'interventions.*.month' is no setting"),
    ],
)
def test_a_star_that_leads_nowhere_is_refused(path: str, says: str) -> None:
    assert says in str(failure({path: 1}))


def test_a_value_that_does_not_fit_every_name_is_refused() -> None:
    with pytest.raises(ScenarioError) as caught:
        changed(load("baseline"), {"organizations.*.funding": {"home_state": 1}})
    assert {problem.path for problem in caught.value.problems} == {
        f"organizations.{name}.funding.home_state" for name in ("dialogue_network", "exchange_network")
    }
