"""The parts of the reference that are written by hand say what runs say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sulha.experiments import documentation
from sulha.model import PARAMETERS, Conflict
from sulha.model.actions import ACTIVITIES, REFUSALS
from sulha.model.decisions import MEETINGS, MESSAGES
from sulha.model.terms import EVENTS
from sulha.scenarios import changed, load

REFERENCE = Path(__file__).parents[2] / "docs" / "reference.md"
if not REFERENCE.exists():
    pytest.skip("the documents lie in the checkout only", allow_module_level=True)
TEXT = REFERENCE.read_text(encoding="utf-8")
CODE = re.compile(r"`([a-z_]+)`")


def section(heading: str) -> str:
    """The text under a heading."""
    return TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def rows(heading: str) -> dict[str, list[str]]:
    """The rows of the first table under a heading, by what stands in their first column."""
    lines = [line for line in section(heading).splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0].strip("`"): row[1:] for row in cells}


OF_THE_PROCESS = set(CODE.findall(section("Events").split("*Of the process* means")[1].split("(of the pair")[0])) | {
    "months"
}


@pytest.fixture(scope="module")
def worlds_with_events() -> list[Conflict]:
    """Runs in which talks open, fail, succeed and are voted on, and money runs out."""
    votes = {
        "talks.ratification": True, "talks.start_rate": 2.0, "talks.agreement_rate": 2.0, "talks.relapse_rate": 0.05,
        "talks.peace_after": 6, "constraints.foreign_money": 0.0, "time.months": 120,
    }  # fmt: skip
    worlds = [
        Conflict(changed(load("baseline"), votes | more), seed=4)
        for more in ({}, {"talks.ratification": False, "talks.breakdown_rate": 0.5})
    ]
    for world in worlds:
        world.run_for(60)
        world.intervene({"influence.weight": 0.1})
        world.run_for(60)
    return worlds


def test_the_events_are_all_there() -> None:
    assert tuple(rows("Events")) == EVENTS


def test_the_numbers_of_events_are_those_of_runs(worlds_with_events: list[Conflict]) -> None:
    seen = set()
    for event in (event for world in worlds_with_events for event in world.record.events):
        numbers = rows("Events")[event.code][-1]
        listed = set(CODE.findall(numbers)) | (OF_THE_PROCESS if "of the process" in numbers else set())
        optional = {"yes_first", "yes_second"} if "with ratification" in numbers else set()
        said = {key for key in event.numbers if "." not in key}
        assert listed - optional <= said <= listed, event.code
        seen.add(event.code)
    assert set(EVENTS) - seen <= {"ratification_refused"}


def test_the_refusals_are_all_there_in_their_order() -> None:
    assert tuple(rows("Refusals")) == REFUSALS
    assert set(MEETINGS) <= set(CODE.findall(rows("Refusals")["access"][-1]))
    assert set(CODE.findall(rows("Refusals")["communication"][-1])) == set(MESSAGES)


def test_the_channels_are_those_of_the_activities() -> None:
    world = Conflict(load("baseline"), seed=1)
    used: dict[str, set[str]] = {}
    for activity in ACTIVITIES:
        for organization in world.organizations.values():
            for act in activity.plan(world, organization, 1.0):
                used.setdefault(act.channel, set()).add(act.activity)
    used.pop("own", None)  # what an activity of a contributor has, and none that is shipped
    assert {channel: set(CODE.findall(row[0])) for channel, row in rows("Channels").items() if channel != "own"} == used


def test_every_place_that_is_named_sets_its_parameter() -> None:
    base = changed(load("baseline"), {"societies.society_a.issues": {"gender": {}}})
    names = {
        "SOCIETY": "society_a",
        "ORGANIZATION": next(iter(base.organizations)),
        "BODY": "assembly",
        "ISSUE": "gender",
    }
    for id, (_, _, _, path, *_) in rows("Parameters").items():
        if (place := path.strip("`")) != "parameters":
            p = PARAMETERS[id]
            value = p.bounds[1] if p.sweep is None else p.sweep[1]
            for word, name in names.items():
                place = place.replace(word, name)
            assert changed(base, {place: int(value) if p.is_integer else value}) != base, path


def test_the_count_of_assumptions_is_that_of_the_code() -> None:
    total = documentation.index_table("evidence").splitlines()[-1]
    known = [p for p in PARAMETERS.values() if not p.is_assumption]
    assert total.startswith(f"| **all** | {len(PARAMETERS)} | {len(PARAMETERS) - len(known)} | {len(known)} |")
