"""What every activity and every metric must keep, and what is refused and why."""

from __future__ import annotations

import math
import pickle
from typing import Any

import numpy as np
import pytest
import worlds

from sulha.model import Conflict
from sulha.model.actions import ACTIONS, ACTIVITIES, REFUSALS, Act, Activity
from sulha.model.metrics import METRICS, ORGANIZATION_METRICS, Metric, Scope
from sulha.model.terms import ISSUES

activities = pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: str(activity.name))
ARABIC = ("\u0600", "\u06ff")


def has_arabic(text: str) -> bool:
    return any(ARABIC[0] <= letter <= ARABIC[1] for letter in text)


@pytest.fixture(scope="module")
def busy() -> Conflict:
    """A world of three societies after a year in which everything is going on."""
    return worlds.after(12, Conflict(worlds.three(), 2))


@pytest.mark.contract
@activities
class TestActivity:
    """The contract of an activity; a new one in the registry is held to it without a line here."""

    def test_names_itself_in_both_languages(self, activity: Activity) -> None:
        assert ACTIONS[activity.name] is activity
        assert activity.name.isascii()
        assert activity.name.islower()
        assert set(activity.label) == {"en", "ar"}
        assert activity.label["en"]
        assert has_arabic(activity.label["ar"])
        assert type(activity).__doc__

    def test_plans_without_changing_anything(self, activity: Activity, busy: Conflict) -> None:
        before = pickle.dumps(busy)
        for organization in busy.organizations.values():
            list(activity.plan(busy, organization, 1.3))
        assert pickle.dumps(busy) == before

    @pytest.mark.parametrize("money", [0.01, 0.4, 3.0])
    def test_spends_all_the_money_it_is_given(self, activity: Activity, busy: Conflict, money: float) -> None:
        for organization in busy.organizations.values():
            if activity.meets and len(organization.works_on) < 2:
                continue
            acts = list(activity.plan(busy, organization, money))
            assert acts
            assert math.fsum(act.cost for act in acts) == pytest.approx(money)

    def test_acts_are_well_formed(self, activity: Activity, busy: Conflict) -> None:
        for organization in busy.organizations.values():
            for act in activity.plan(busy, organization, 0.7):
                assert isinstance(act, Act)
                assert (act.organization, act.activity, act.refused) == (organization.name, activity.name, "")
                assert act.cost > 0
                assert act.size > 0
                assert 0 <= act.reach <= 1
                assert 0 <= act.coordination <= 1
                assert act.issue in ("", *ISSUES)
                with pytest.raises(AttributeError):
                    act.cost = 0.0  # type: ignore[misc]

    def test_addresses_only_societies_it_works_on(self, activity: Activity, busy: Conflict) -> None:
        for organization in busy.organizations.values():
            for act in activity.plan(busy, organization, 0.7):
                if act.society:
                    assert act.society in organization.works_on
                    assert act.other in busy.others(act.society)
                    assert act.other in organization.works_on or len(organization.works_on) == 1

    def test_costs_and_sizes_are_linear_in_money(self, activity: Activity, busy: Conflict) -> None:
        for organization in busy.organizations.values():
            little = list(activity.plan(busy, organization, 0.2))
            more = list(activity.plan(busy, organization, 0.6))
            assert [(a.channel, a.society, a.other, a.issue) for a in little] == [
                (a.channel, a.society, a.other, a.issue) for a in more
            ]
            for one, three in zip(little, more, strict=True):
                assert three.cost == pytest.approx(3 * one.cost)
                assert three.size == pytest.approx(3 * one.size)
                assert one.reach <= three.reach <= 3 * one.reach

    def test_an_organization_can_do_it_and_nothing_else(self, activity: Activity) -> None:
        organizations = {
            "all": worlds.worker({activity.name: 1}),
            "ours": worlds.worker({activity.name: 2}, home="north", level="grassroots"),
        }
        world = worlds.after(12, Conflict(worlds.setup(organizations=organizations), 1))
        done = [act for _, act in world.record.decisions]
        assert {act.activity for act in done} == {activity.name}
        assert {act.organization for act in done} == {"all", "ours"}
        assert any(not act.refused for act in done)
        assert all(act.refused in ("", *REFUSALS) for act in done)
        assert not np.isnan(world.record.of("conduct")).any()
        without = worlds.after(12, Conflict(worlds.setup(organizations={}), 1))
        assert worlds.different(world, without, ignoring={"organizations", "all", "ours", "world"})

    def test_meetings_need_two_societies(self, activity: Activity) -> None:
        organization = worlds.worker({activity.name: 1}, works_on={"north": {}})
        if activity.meets:
            with pytest.raises(ValueError, match="at least two societies"):
                worlds.setup(organizations={"o": organization})
        else:
            worlds.after(2, Conflict(worlds.setup(organizations={"o": organization}), 1))


# -- refusals

#: Activities that use every channel a mechanism reads, and so can be refused for every reason.
ALL_CHANNELS = (
    "track_two", "people_to_people", "public_diplomacy", "cultural_exchange", "advocacy", "consultation", "training",
)  # fmt: skip


def decisions(world: Conflict, **wanted: str) -> list[Act]:
    return [act for _, act in world.record.decisions if all(getattr(act, k) == v for k, v in wanted.items())]


def refusing(code: str) -> Conflict:
    closed = {"works_on": {"north": {"access": 0.0}, "south": {"access": 0.0}}}
    organization = worlds.worker(dict.fromkeys(ALL_CHANNELS, 1.0), **(closed if code == "access" else {}))
    changes: dict[str, Any] = {
        "funding": {"start": {"reserves": -2.0}},
        "access": {"parameters": worlds.STEADY},
        "authority": {"constraints": {"authority": {"north": "none", "south": "advisory"}}},
        "communication": {"parameters": worlds.STEADY | {"communication.reach_min": 0.05}},
    }[code]
    return worlds.after(1, Conflict(worlds.still(0.9, 0.9, organizations={"o": organization}, **changes), 4))


@pytest.mark.parametrize("code", REFUSALS)
def test_each_refusal_happens_and_costs_nothing(code: str) -> None:
    world = refusing(code)
    refused = decisions(world, refused=code)
    assert refused
    assert {act.refused for act in decisions(world)} <= {"", code}
    paid = math.fsum(act.cost for act in decisions(world, refused=""))
    assert world.record.book("spent", "o")[1] == pytest.approx(paid)
    assert paid < world.record.book("capacity", "o")[1] * (1 - 1e-6)
    channels = {act.channel for act in refused}
    assert (
        channels
        <= {
            "funding": {"workshop", "contact", "public", "cultural", "advocacy", "advice", "training"},
            "access": {"workshop", "contact"},
            "authority": {"advice"},
            "communication": {"public", "cultural", "advocacy"},
        }[code]
    )
    if code == "authority":
        assert {act.society for act in refused} == {"north"}
    if code == "funding":
        assert paid == 0


def test_what_is_refused_has_no_effect() -> None:
    world = refusing("access")
    assert not decisions(world, channel="workshop", refused="")
    assert not decisions(world, channel="contact", refused="")
    assert world.record.of("options", "north", "south")[1] == 0
    assert not len(world.populations["north"].views["south"].in_contact)


def test_leave_is_refused_as_often_as_access_and_conduct_say() -> None:
    works_on = {"north": {"access": 0.4}, "south": {"access": 0.9}}
    organizations = {
        f"o{i}": worlds.worker({"track_two": 1, "people_to_people": 1}, works_on=works_on) for i in range(40)
    }
    setup = worlds.still(0.8, 0.5, citizens=20, organizations=organizations, parameters=worlds.STEADY)
    world = worlds.after(20, Conflict(setup, 2))
    meetings = decisions(world)
    expected = 1 - (1 - 0.6 * 0.8) * (1 - 0.1 * 0.5)
    share = np.mean([act.refused == "access" for act in meetings])
    assert share == pytest.approx(expected, abs=4 * math.sqrt(expected * (1 - expected) / 800))
    # One draw for an organization, a society and a month: all of its meetings go the same way.
    answers: dict[tuple[int, str], set[str]] = {}
    for month, act in world.record.decisions:
        answers.setdefault((month, act.organization), set()).add(act.refused)
    assert all(len(each) == 1 for each in answers.values())


def test_contact_over_three_societies_brings_each_its_share() -> None:
    organization = worlds.worker({"people_to_people": 1}, works_on={s: {"access": 1.0} for s in "abc"})
    setup = worlds.bare(
        societies={s: {"citizens": 1000, "government": {"conduct": 0.2}} for s in "abc"},
        organizations={"o": organization}, parameters=worlds.STEADY | {"prices.contact": 0.04},
    )  # fmt: skip
    world = worlds.after(1, Conflict(setup))
    for population in world.populations.values():
        assert [len(view.in_contact) for view in population.views.values()] == [20, 20]


# -- metrics

metrics = pytest.mark.parametrize("metric", [*METRICS, *ORGANIZATION_METRICS], ids=lambda metric: str(metric.name))
LONG_RUN = ("executive", "opinion", "advice", "pressure")
#: Where a metric may say that it does not apply: no adviser, no such issue, a race without an equilibrium.
MAY_BE_MISSING = {"coherence", *(f"doves_{i}" for i in ISSUES), *(f"long_run_{n}" for n in LONG_RUN)}


@pytest.mark.contract
@metrics
class TestMetric:
    """The contract of a metric."""

    def test_names_itself_in_both_languages(self, metric: Metric) -> None:
        assert set(metric.label) == {"en", "ar"}
        assert metric.label["en"]
        assert has_arabic(metric.label["ar"])
        assert metric.about.endswith(".")
        assert metric.name.isascii()
        assert metric.range[0] < metric.range[1]

    def test_measures_without_changing_anything(self, metric: Metric, busy: Conflict) -> None:
        before = pickle.dumps(busy)
        for _, actor, toward in rows_of(metric, busy):
            first = metric.measure(busy, actor, toward)
            assert isinstance(first, float)
            np.testing.assert_equal(metric.measure(busy, actor, toward), first)
        assert pickle.dumps(busy) == before

    def test_stays_in_its_range(self, metric: Metric, busy: Conflict) -> None:
        low, high = metric.range
        if metric in METRICS:
            values = busy.record.series[:, :, METRICS.index(metric)]
        else:
            values = busy.record.books[:, :, ORGANIZATION_METRICS.index(metric)]
        known = values[~np.isnan(values)]
        if not known.size:
            assert metric.name in MAY_BE_MISSING
            return
        assert known.min() >= low - 1e-12
        assert known.max() <= high + 1e-12

    def test_is_missing_only_where_it_does_not_apply(self, metric: Metric, busy: Conflict) -> None:
        for scope, actor, toward in rows_of(metric, busy):
            value = metric.measure(busy, actor, toward)
            if metric.name not in MAY_BE_MISSING:
                assert not math.isnan(value), (scope, actor, toward)

    def test_applies_to_somebody(self, metric: Metric, busy: Conflict) -> None:
        assert metric.scopes or metric in ORGANIZATION_METRICS
        assert rows_of(metric, busy)


def rows_of(metric: Metric, world: Conflict) -> list[tuple[Scope | None, str, str]]:
    if metric in METRICS:
        return [row for row in world.record.rows if row[0] in metric.scopes]
    return [(None, name, "") for name in world.organizations]


def test_names_are_given_once() -> None:
    for registry in (METRICS, ORGANIZATION_METRICS):
        names = [metric.name for metric in registry]
        assert len(set(names)) == len(names)
    assert len(ACTIONS) == len(ACTIVITIES)


def test_long_run_weights_of_a_race_that_opinion_stabilizes_are_shares_or_missing() -> None:
    race = {"citizens": 20, "government": {"fatigue": 0.35, "reaction": 0.4, "openness": 1.0}}
    setup = worlds.bare(societies={"north": race, "south": race}, mechanisms=worlds.OFF | {"opinion": True})
    world = worlds.after(1, Conflict(setup))
    weights = world.record.of("long_run_opinion", "north", "south")
    assert np.isnan(weights).all() or (weights.min() >= 0 and weights.max() <= 1)
