"""The months that runs record, from the events that they are of."""

from __future__ import annotations

from math import isnan
from types import SimpleNamespace
from typing import Any

from sulha.experiments.sweeps.milestones import closures, is_milestone, month_of, names
from sulha.model.record import Event
from sulha.scenarios import changed, load


def kept(*events: Any) -> Any:
    return SimpleNamespace(events=tuple(Event(month, code, *pair) for month, code, pair in events))


PAIR, OTHER = ("a", "b"), ("a", "c")
STORY = kept(
    (2, "attack", OTHER), (4, "talks_opened", PAIR), (5, "talks_opened", OTHER), (6, "agreement_reached", OTHER),
    (9, "ratification_refused", PAIR), (15, "talks_opened", PAIR), (20, "agreement_reached", PAIR),
    (22, "organization_closed", ("forum_a", "")), (31, "relapse", PAIR),
)  # fmt: skip


def test_months_are_of_the_pair_that_moved_first() -> None:
    setup = load("baseline")
    wanted = {"talks_month": 4, "breakdown_month": 9, "agreement_month": 20, "relapse_month": 31,
              "closed_month.forum_a": 22}  # fmt: skip
    assert {name: month_of(name, setup, STORY) for name in wanted} == wanted
    assert isnan(month_of("closed_month.media_a", setup, STORY))
    assert all(isnan(month_of(name, setup, kept())) for name in names(setup))


def test_what_a_run_starts_with_came_in_month_0() -> None:
    setup = changed(load("baseline"), {"talks.state": "agreement"})
    assert month_of("talks_month", setup, kept((3, "relapse", PAIR))) == 0
    assert month_of("agreement_month", setup, kept((3, "relapse", PAIR))) == 0
    assert month_of("relapse_month", setup, kept((3, "relapse", PAIR))) == 3


def test_names_are_known() -> None:
    setup = load("baseline")
    assert len(closures(setup)) == len(setup.organizations)
    assert [is_milestone(name) for name in ("closed_month.forum_a", "talks_month", "conduct")] == [True, True, False]
