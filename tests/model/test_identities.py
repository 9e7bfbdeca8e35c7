"""Runs that must agree bit for bit: common random numbers, switches, order, copies, the same thing twice."""

from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import worlds

from sulha.model import Conflict, Setup

MONTHS = 18
#: Series of the whole sector, in which an organization more is counted whatever it does.
SECTOR = {
    "organizations_open", "income", "spent", "reserves", "credibility", "skill", "organizations", "newcomer"
}  # fmt: skip


def run(seed: int = 3, months: int = MONTHS, replicate: int = 0, **changes: Any) -> Conflict:
    return worlds.after(months, Conflict(worlds.setup(**changes), seed, replicate))


def with_newcomer(**said: Any) -> dict[str, Any]:
    newcomer = {
        "home": "north", "level": "grassroots", "works_on": {"north": {}, "south": {}}, "status": "general",
        "funding": {"foreign": 1.0}, "strategy": {}, **said,
    }  # fmt: skip
    return {"organizations": {"newcomer": newcomer} | worlds.describe()["organizations"]}


def acts_of_others(world: Conflict) -> list[Any]:
    return [decision for decision in world.record.decisions if decision[1].organization != "newcomer"]


@pytest.mark.parametrize(
    "idle",
    [
        {"strategy": {}},
        {"strategy": {"advocacy": 0.0, "consultation": 0.0}},
        {"funding": {}, "strategy": {"track_two": 1, "consultation": 1, "advocacy": 1}},
        {"funding": {"foreign": 0.0}, "strategy": {"public_diplomacy": 1}},
    ],
    ids=["no strategy", "weights of 0", "no money", "money of 0"],
)
def test_i1_an_organization_that_spends_nothing_leaves_no_trace(idle: dict[str, Any]) -> None:
    world, without = run(**with_newcomer(**idle)), run()
    assert worlds.different(world, without, ignoring=SECTOR) == []
    assert acts_of_others(world) == without.record.decisions
    assert not any(act.organization == "newcomer" and not act.refused for _, act in world.record.decisions)
    for name in without.organizations:
        for line in ("capacity", "reserves", "credibility", "skill", "spent"):
            np.testing.assert_array_equal(world.record.book(line, name), without.record.book(line, name))
    kept = [event for event in world.record.events if event.actor != "newcomer"]
    assert kept == without.record.events


def test_i1_one_that_works_does_leave_a_trace() -> None:
    assert worlds.different(run(**with_newcomer(strategy={"consultation": 1})), run(), ignoring=SECTOR)


NO_SPOILERS = {"spoilers.budget": 0.0}
#: By switch: what makes the mechanism weightless, what must hold in both arms, series that only describe it.
WEIGHTLESS: dict[str, tuple[dict[str, Any], dict[str, Any], set[str]]] = {
    "images": (
        {"contact.strength": 0.0, "track_two.strength": 0.0, "campaign.strength": 0.0, "influence.staff_cue": 0.0},
        NO_SPOILERS | {"influence.leader_prominence": 1.0}, set(),
    ),
    "influence": ({"influence.weight": 0.0, "influence.elite_cue": 0.0, "influence.staff_cue": 0.0}, {}, set()),
    "contact": ({"contact.strength": 0.0}, {}, set()),
    "track_two": (
        {"track_two.strength": 0.0, "track_two.yield": 0.0}, {}, {"access_transfer"},
    ),
    "campaigns": ({"campaign.strength": 0.0}, NO_SPOILERS, set()),
    "mobilization": ({"mobilization.margin": 1.0}, {}, set()),
    "opinion": ({"opinion.base": 0.0, "opinion.salience": 0.0}, {}, set()),
    "ict": ({"communication.ict": 0.5}, {"communication.ict_reference": 0.5}, set()),
    "shocks": ({"shocks.rate": 0.0}, {}, set()),
    "talks": ({"talks.start_rate": 0.0}, {}, set()),
}  # fmt: skip


@pytest.mark.parametrize("mechanism", WEIGHTLESS)
def test_i2_on_with_strength_zero_is_off(mechanism: str) -> None:
    weightless, always, ignoring = WEIGHTLESS[mechanism]
    zero = run(parameters=always | weightless)
    off = run(parameters=always, mechanisms={mechanism: False})
    assert worlds.different(zero, off, ignoring) == []
    assert worlds.different(run(parameters=always), off, ignoring) or mechanism == "ict"


def test_i2_advice_that_is_all_contradiction_is_off() -> None:
    always = {"advice.incoherence": 10.0, "advice.line": 0.0, "constraints.coordination": 0.0}
    zero = run(parameters=always)
    off = run(parameters=always, mechanisms={"advice": False})
    assert zero.record.of("advice_mass", "north", "south").max() > 0
    assert worlds.different(zero, off) == []


def test_i2_the_intergovernmental_level_with_nothing_to_give_is_off() -> None:
    silent = {"intergovernmental.rights": (0.0,) * 4}
    zero = run(parameters=silent, intergovernmental={"assembly": {}})
    off = run(intergovernmental={"assembly": {}}, mechanisms={"intergovernmental": False})
    assert worlds.different(zero, off) == []


@pytest.mark.parametrize("lever", ["influence.weight", "opinion.base", "campaign.strength", "shocks.rate"])
def test_i2_an_intervention_to_zero_is_a_switch(lever: str) -> None:
    zeros = {"influence.weight": ("influence.elite_cue", "influence.staff_cue"), "opinion.base": ("opinion.salience",)}
    switch = {
        "influence.weight": "influence",
        "opinion.base": "opinion",
        "campaign.strength": "campaigns",
        "shocks.rate": "shocks",
    }
    together = {lever: 0.0} | dict.fromkeys(zeros.get(lever, ()), 0.0)
    zero = run(parameters=NO_SPOILERS, interventions=[{"month": 7, "set": together}])
    off = run(parameters=NO_SPOILERS, interventions=[{"month": 7, "set": {f"mechanisms.{switch[lever]}": False}}])
    assert worlds.different(zero, off) == []


SWITCHES = tuple(Setup.model_fields["mechanisms"].default.model_dump())
#: Draws become visible undisturbed: nobody is turned away, capacity stays, attacks do not depend on the process.
OPEN = {
    "shocks.during_talks": 0.0, "shocks.rate": 0.6, "images.noise": 0.02, "contact.selection": 0.0,
    "funding.growth": 0.0,
    "prices.contact": 0.05, "funding.access": 1.0,
}  # fmt: skip


def draws(switched_off: str | None) -> dict[str, Any]:
    """What chance dealt in a world with a mechanism switched off, or none."""
    mechanisms = {switched_off: False} if switched_off else {}
    bodies: dict[str, Any] = {}
    world = Conflict(worlds.setup(parameters=OPEN, mechanisms=mechanisms, intergovernmental=bodies), 8)
    met, noise = [], []
    for _ in range(12):
        before = {key: direction.conduct for key, direction in world.directions.items()}
        world.step()
        for (society, other), direction in world.directions.items():
            neutral = 8.3 / 18.3
            gap = neutral - before[other, society]
            truth = gap / neutral if gap > 0 else gap / (1 - neutral)
            noise.append(round(direction.signal - truth, 10))
            met.append(world.populations[society].views[other].in_contact.tolist())
    return {
        "shocks": [(e.month, e.actor, e.toward, e.numbers["severity"]) for e in world.record.happened("attack")],
        "perception": noise,
        "contact": met,
        "funding": [world.record.book("income", name).tolist() for name in world.organizations],
        "persons": [
            (p.thresholds.tolist(), p.leaders.tolist(), p.network.indices.tolist(), p.views[o].anchors.tolist())
            for p in world.populations.values()
            for o in p.views
        ],
    }


@pytest.fixture(scope="module")
def dealt() -> dict[str, Any]:
    return draws(None)


@pytest.mark.parametrize("mechanism", SWITCHES)
def test_i3_switching_one_off_deals_the_others_the_same(mechanism: str, dealt: dict[str, Any]) -> None:
    own = {"shocks": {"shocks"}, "contact": {"contact"}, "images": {"contact"}, "funding": {"funding"}}
    now = draws(mechanism)
    for purpose, numbers in dealt.items():
        if purpose not in own.get(mechanism, ()):
            assert now[purpose] == numbers, purpose
        else:
            assert now[purpose] != numbers, purpose


def test_i3_is_not_empty(dealt: dict[str, Any]) -> None:
    assert len(dealt["shocks"]) > 5
    assert len(set(dealt["perception"])) == 24
    assert sum(map(len, dealt["contact"])) > 100


@pytest.mark.parametrize(
    "change",
    [{"constraints.funding": 0.3}, {"mechanisms.influence": False}, {"images.learning": 0.1}, {"talks.inclusion": 1.0}],
)
def test_i4_arms_agree_before_they_differ(change: dict[str, Any]) -> None:
    plain = run(talks={"state": "talks"})
    changed = run(talks={"state": "talks"}, interventions=[{"month": 10, "set": change}])
    for key, series in worlds.trajectories(plain).items():
        np.testing.assert_array_equal(series[:10], worlds.trajectories(changed)[key][:10])
    treated = worlds.trajectories(changed)
    assert any(
        not np.array_equal(series[10], treated[key][10], equal_nan=True)
        for key, series in worlds.trajectories(plain).items()
    )


def test_i5_the_same_thing_twice_is_the_same() -> None:
    one, two = run(), run()
    assert worlds.different(one, two) == []
    assert np.nansum(np.abs(one.record.series - two.record.series)) == 0
    assert one.record.decisions == two.record.decisions
    assert one.record.events == two.record.events
    np.testing.assert_array_equal(one.record.books, two.record.books)


def test_another_replicate_or_seed_is_another_run() -> None:
    worlds_ = [run(), run(replicate=1), run(seed=4)]
    last = [world.record.of("conduct", "north", "south")[-1] for world in worlds_]
    assert len(set(last)) == 3


def turned(value: Any) -> Any:
    """The same description with every mapping in reverse order."""
    return {key: turned(inner) for key, inner in reversed(value.items())} if isinstance(value, dict) else value


def test_the_order_of_a_description_does_not_matter() -> None:
    issues = {"gender": {"salience": 2.0}, "disarmament": {}, "justice": {"concern": 0.7}}
    described = worlds.describe(parameters={"advice.half": 0.3, "images.noise": 0.05})
    for society in described["societies"].values():
        society["issues"] = issues
    described["intergovernmental"] |= {"league": {"mediation": 0.2}}
    described["organizations"]["circles"]["issues"] = ["justice", "gender"]
    reverse = turned(described)
    reverse["organizations"]["circles"]["issues"] = ["gender", "justice"]
    assert list(reverse["organizations"]) != list(described["organizations"])
    one, two = (worlds.after(MONTHS, Conflict(Setup.model_validate(d), 5)) for d in (described, reverse))
    assert one.record.rows == two.record.rows
    assert worlds.different(one, two) == []
    assert one.record.decisions == two.record.decisions
    assert one.record.events == two.record.events


def test_months_can_be_run_one_by_one() -> None:
    stepped = Conflict(worlds.setup(), 3)
    for _ in range(MONTHS):
        stepped.step()
    assert worlds.different(stepped, run()) == []


def through_pickle(world: Conflict) -> Conflict:
    loaded: Conflict = pickle.loads(pickle.dumps(world))
    return loaded


@pytest.mark.parametrize("again", [through_pickle, copy.deepcopy], ids=["pickle", "deepcopy"])
def test_a_copy_continues_as_the_original(again: Callable[[Conflict], Conflict]) -> None:
    world = run(months=7)
    branch = again(world)
    world.run_for(MONTHS - 7)
    branch.run_for(MONTHS - 7)
    assert worlds.different(world, branch) == []
    assert worlds.different(world, run()) == []
    assert branch.record.decisions == world.record.decisions
    assert len(branch.agents) == len(world.agents)


def test_branches_do_not_touch_one_another() -> None:
    world = run(months=6)
    branch = copy.deepcopy(world)
    branch.intervene({"constraints.authority": "binding", "influence.weight": 0.4})
    branch.run_for(6)
    world.run_for(6)
    assert worlds.different(world, run(months=12)) == []
    assert worlds.different(world, branch)


def test_worlds_side_by_side_do_not_touch_one_another() -> None:
    one, two = Conflict(worlds.setup(), 3), Conflict(worlds.setup(), 4)
    for _ in range(MONTHS):
        one.step()
        two.step()
    assert worlds.different(one, run()) == []
    assert worlds.different(two, run(seed=4)) == []


PROGRAM = """
import hashlib, worlds
from sulha.model import Conflict
world = worlds.after(8, Conflict(worlds.setup(), 3))
print(hashlib.sha256(world.record.series.tobytes() + world.record.books.tobytes()).hexdigest())
"""


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    import hashlib

    tests = Path(__file__).resolve().parents[1]
    environment = os.environ | {"PYTHONHASHSEED": "77", "PYTHONPATH": os.pathsep.join([str(tests), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
    )
    world = run(months=8)
    here = hashlib.sha256(world.record.series.tobytes() + world.record.books.tobytes()).hexdigest()
    assert done.stdout.strip() == here
