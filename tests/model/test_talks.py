"""M9 Ripeness, official talks, agreement, durability."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import worlds

from sulha.model import Conflict, Setup

SILENT = {"influence": False, "opinion": False, "mobilization": False}
#: Every rate of the process constant: nothing in it depends on images, conduct or organizations.
CONSTANT = {
    "talks.ripeness_slope": 0.0, "talks.breakdown_slope": 0.0, "talks.attack_slope": 0.0, "talks.relapse_slope": 0.0,
    "talks.win_base": 0.5, "talks.win_opinion": 0.0, "talks.win_transfer": 0.0,
}  # fmt: skip


def negotiating(parameters: dict[str, Any], **changes: Any) -> Setup:
    return worlds.still(mechanisms=SILENT, parameters=CONSTANT | parameters, **changes)


def many_pairs(parameters: dict[str, Any], seed: int, **changes: Any) -> Conflict:
    """Eight small societies: 28 pairs, each with a process of its own."""
    said = {"citizens": 20, "government": {"conduct": 0.5}}
    frozen = {"reaction.fatigue": 0.0, "reaction.reaction": 0.0, "reaction.grievance": 0.0}
    societies = dict.fromkeys("abcdefgh", said)
    setup = worlds.bare(societies=societies, mechanisms=SILENT, parameters=frozen | CONSTANT | parameters, **changes)
    return Conflict(setup, seed)


@pytest.mark.parametrize(("ratio", "five", "ten"), [(1.0, 0.23, 0.41), (0.5, 0.12, 0.23), (0.36, 0.09, 0.17)])
def test_f24_relapse_at_a_constant_hazard(ratio: float, five: float, ten: float) -> None:
    setup = negotiating(
        {"intergovernmental.monitoring_ratio": ratio},
        talks={"state": "agreement"},
        intergovernmental={"observers": {"monitoring": 1.0}},
    )
    replicate = 0
    while True:  # the hazard of a whole decade is read from a run without a relapse in it
        world = worlds.after(120, Conflict(setup, 7, replicate))
        if not world.record.happened("relapse"):
            break
        replicate += 1
    hazards = world.record.of("hazard", "north", "south")[1:]
    np.testing.assert_allclose(hazards, 0.00436 * ratio, rtol=1e-12)
    failed = 1 - np.exp(-np.cumsum(hazards))
    assert (failed[59], failed[119]) == pytest.approx((five, ten), abs=0.0051)
    # Half of the decade is peace: that peace can relapse is what the later figure rests on.
    process = world.record.of("process", "north", "south")
    assert (process[60], process[61], process[120]) == (2, 3, 3)


def test_f24_relapses_come_at_their_rate() -> None:
    relapsed = []
    for seed in range(3):
        world = many_pairs({"talks.start_rate": 0.0, "talks.relapse_rate": 0.05}, seed, talks={"state": "agreement"})
        world.run_for(20)
        first = {(e.actor, e.toward): e.month for e in world.record.happened("relapse")}
        relapsed += [first.get(key, 99) <= 20 for key in world.pairs]
    expected = 1 - math.exp(-20 * 0.05)
    assert np.mean(relapsed) == pytest.approx(expected, abs=4 * math.sqrt(expected * (1 - expected) / 84))


@pytest.mark.parametrize(("rate", "printed"), [(0.008, 224), (0.012, 156)])
def test_f25_the_printed_months_to_agreement(rate: float, printed: float) -> None:
    world = worlds.after(1, Conflict(negotiating({"talks.start_rate": rate})))
    opening = world.record.of("hazard", "north", "south")[1]
    world = worlds.after(1, Conflict(negotiating({}, talks={"state": "talks"})))
    leaving = world.record.of("hazard", "north", "south")[1]
    months = (1 / (1 - math.exp(-opening)) + 1 / (1 - math.exp(-leaving))) / (0.05 / 0.081)
    assert months == pytest.approx(printed, abs=0.7)  # 224.1 and 156.6


def test_f25_months_to_agreement() -> None:
    rates = {"talks.start_rate": 0.3, "talks.agreement_rate": 0.25, "talks.breakdown_rate": 0.15}
    months = []
    for seed in range(4):
        world = worlds.after(100, many_pairs(rates | {"talks.relapse_rate": 0.0}, seed))
        reached = {(e.actor, e.toward): e.month for e in world.record.happened("agreement_reached")}
        assert len(reached) == 28
        months += list(reached.values())
    expected = (1 / (1 - math.exp(-0.3)) + 1 / (1 - math.exp(-0.4))) / (0.25 / 0.4)
    spread = np.std(months)
    assert spread == pytest.approx(expected, rel=0.5)
    assert np.mean(months) == pytest.approx(expected, abs=4 * spread / math.sqrt(112))


def test_f26_share_of_agreements_at_neutral_overlap() -> None:
    assert pytest.approx(0.617, abs=5e-4) == 0.05 / (0.05 + 0.031)
    ends: dict[str, int] = {"agreement_reached": 0, "talks_broke_down": 0}
    for seed in range(4):
        rates = {"talks.start_rate": 10.0, "talks.agreement_rate": 0.5, "talks.breakdown_rate": 0.31}
        world = worlds.after(30, many_pairs(rates | {"talks.relapse_rate": 10.0}, seed))
        assert world.record.of("overlap", "a", "b")[1:] == pytest.approx(0.0)
        for code in ends:
            ends[code] += len(world.record.happened(code))
    total = sum(ends.values())
    assert total > 800
    expected = 0.05 / 0.081
    assert ends["agreement_reached"] / total == pytest.approx(expected, abs=4 * math.sqrt(0.24 / total))


def test_f26_pain_after_a_step_of_conduct() -> None:
    setup = negotiating({}, north=0.9, south=0.7, start={"pain": {"north": 0.1, "south": 0.2}})
    world = worlds.after(40, Conflict(setup))
    months = np.arange(41)
    for key, suffered, start in ((("north", "south"), 0.7, 0.1), (("south", "north"), 0.9, 0.2)):
        expected = suffered - (suffered - start) * (1 - 1 / 12) ** months
        np.testing.assert_allclose(world.record.of("pain", *key), expected, rtol=1e-12)


def test_the_weaker_side_feels_more_pain() -> None:
    societies = {"north": {"government": {"capability": 0.3}}, "south": {"government": {"capability": 0.1}}}
    world = Conflict(negotiating({}, north=0.4, south=0.4, societies=societies))
    assert world.record.of("pain", "north", "south")[0] == pytest.approx(2 * 0.25 * 0.4)
    assert world.record.of("pain", "south", "north")[0] == pytest.approx(2 * 0.75 * 0.4)


def test_readiness_is_motivation_times_optimism_of_the_less_ready_side() -> None:
    parameters = {
        "talks.opportunity": 0.8, "talks.opportunity_trust": 0.4, "talks.deciders_weight": 0.25, "images.spread": 0.1
    }  # fmt: skip
    setup = negotiating(
        parameters, north=0.6, south=0.3, intergovernmental={"assembly": {"mediation": 0.5}},
        societies={"north": {"government": {"outlook": {"trust": 0.9}}}},
    )  # fmt: skip
    world = worlds.after(3, Conflict(setup))
    ready = []
    for (society, other), direction in world.directions.items():
        citizens = worlds.images(world, society, other)[:, 1].mean()
        trust = 0.75 * citizens + 0.25 * world.governments[society].image(other)[1]
        assert direction.trust == pytest.approx(trust, abs=1e-6)
        conduct = world.directions[other, society].conduct
        opening = 0.8 * (1 - conduct) * trust / 0.4
        motivation = min(1.0, direction.pain + (1 - direction.pain) * opening)
        optimism = 0.2 + 0.4 * trust + 0.1 * world.pair(society, other).mediation
        assert (direction.motivation, direction.optimism) == pytest.approx((motivation, optimism), abs=1e-6)
        ready.append(motivation * optimism)
    assert world.record.of("ripeness", "north", "south")[-1] == pytest.approx(min(ready), abs=1e-6)


def test_the_hazard_of_talks_by_ripeness_and_mediation() -> None:
    varying = {"talks.ripeness_slope": 6.0, "talks.ripeness_pivot": 0.25, "talks.start_rate": 0.01}
    body = {"assembly": {"mediation": 0.6}}
    world = worlds.after(1, Conflict(negotiating(varying, north=0.8, south=0.8, intergovernmental=body)))
    ripeness, mediation = (world.record.of(name, "north", "south")[1] for name in ("ripeness", "mediation"))
    expected = 0.01 * math.exp(6 * (ripeness - 0.25)) * 2.0**mediation
    assert world.record.of("hazard", "north", "south")[1] == pytest.approx(expected)
    assert mediation > 0.5


def test_the_hazards_inside_talks() -> None:
    organizations = {"forum": worlds.worker({"track_two": 1}, level="top")}
    parameters = worlds.STEADY | {
        "talks.breakdown_slope": 2.0, "talks.attack_slope": 0.8, "talks.win_opinion": 0.4, "talks.win_base": 0.35,
        "talks.win_transfer": 0.2, "talks.inclusion": 0.7, "shocks.threat_gain": 0.0, "track_two.yield": 2.0,
    }  # fmt: skip
    shocks = {"terror": {"scheduled": [{"month": 1, "society": "south", "severity": 1.5}]}}
    setup = negotiating(
        parameters, north=0.7, south=0.5, organizations=organizations, talks={"state": "talks"}, shocks=shocks
    )  # fmt: skip
    world = worlds.after(1, Conflict(setup))
    sides = world.directions.values()
    assert all(d.transfer > 0.1 for d in sides)
    wins = [0.35 + 0.4 * (1 - worlds.hostility(world, *d.key).mean()) + 0.2 * d.transfer for d in sides]
    overlap = sum(wins) - 1
    assert world.record.of("overlap", "north", "south")[1] == pytest.approx(overlap, abs=1e-6)
    agree = 0.05 * 2 / (1 + math.exp(-overlap / 0.1)) * math.exp(-0.2 * 0.7)
    trust = np.mean([d.trust for d in sides])
    conduct = np.mean([d.conduct for d in sides])
    broken = 0.031 * math.exp(2 * (conduct - 0.6) + 0.8 * 1.5 * (1 - trust))
    assert world.record.of("hazard", "north", "south")[1] == pytest.approx(agree + broken, rel=1e-5)


def test_the_hazard_of_relapse() -> None:
    organizations = {"forum": worlds.worker({"track_two": 1})}
    parameters = worlds.STEADY | {"talks.relapse_slope": 1.5, "talks.inclusion": 0.8}
    bodies = {"assembly": {"monitoring": 0.4}}
    for state in ("agreement", "peace"):
        setup = negotiating(parameters, organizations=organizations, talks={"state": state}, intergovernmental=bodies)
        world = worlds.after(1, Conflict(setup))
        h = np.mean([worlds.hostility(world, *key).mean() for key in world.directions])
        expected = 0.00436 * 0.6**0.8 * 0.5**0.4 * math.exp(1.5 * (h - 0.55))
        assert world.record.of("hazard", "north", "south")[1] == pytest.approx(expected, rel=1e-5)


def test_withdrawn_mediation_leaves_a_fragile_agreement() -> None:
    setup = negotiating(
        {"talks.agreement_rate": 10.0, "talks.breakdown_rate": 0.0, "talks.relapse_rate": 0.001},
        talks={"state": "talks"},
        intergovernmental={"assembly": {"mediation": 0.4}},
        interventions=[{"month": 4, "set": {"intergovernmental.assembly.mediation": 0.0}}],
        time={"months": 12},
    )
    world = worlds.after(8, Conflict(setup))
    hazards = world.record.of("hazard", "north", "south")
    assert world.record.happened("agreement_reached")[0].month == 1
    np.testing.assert_allclose(hazards[2:], [0.001, 0.001, *[0.0013] * 5], rtol=1e-9)


def test_inclusion_lasts_while_organizations_work_on_the_process_and_a_memory_longer() -> None:
    organizations = {"forum": worlds.worker({"track_two": 1, "public_diplomacy": 1})}
    setup = negotiating(
        worlds.STEADY | {"talks.inclusion_memory": 3, "talks.inclusion": 0.5},
        organizations=organizations,
        interventions=[{"month": 4, "set": {"organizations.forum.strategy.track_two": 0.0}}],
        time={"months": 12},
    )
    world = worlds.after(9, Conflict(setup))
    # Spent in months 1 to 3; "in the last three months" then holds up to month 5.
    assert world.record.of("inclusion", "north", "south").tolist() == [0, 0.5, 0.5, 0.5, 0.5, 0.5, 0, 0, 0, 0]
    campaigns_only = {"forum": worlds.worker({"public_diplomacy": 1, "people_to_people": 1, "training": 1})}
    world = worlds.after(2, Conflict(negotiating(worlds.STEADY, organizations=campaigns_only)))
    assert not world.record.of("inclusion", "north", "south").any()


@pytest.mark.parametrize("held", [True, False])
def test_ratification_asks_both_publics(held: bool) -> None:
    anchor = {"north": 0.7, "south": 0.65 if held else 0.3}
    setup = negotiating(
        {"talks.agreement_rate": 10.0, "talks.breakdown_rate": 0.0, "talks.win_base": 0.35, "talks.win_opinion": 0.4,
         "images.spread": 0.15, "images.spread_correlation": 1.0, "talks.yes_at": 0.55},
        talks={"state": "talks", "ratification": True},
        societies={s: {"outlook": dict.fromkeys(("intent", "trust", "humanity"), m)} for s, m in anchor.items()},
    )  # fmt: skip
    world = worlds.after(1, Conflict(setup))
    (event,) = world.record.events
    assert event.code == ("agreement_reached" if held else "ratification_refused")
    yes = [float((0.35 + 0.4 * (1 - worlds.hostility(world, *key)) >= 0.55).mean()) for key in world.directions]
    assert [event.numbers["yes_first"], event.numbers["yes_second"]] == pytest.approx(yes)
    assert (min(yes) > 0.5) == held
    assert world.pairs["north", "south"].process == ("agreement" if held else "conflict")


def test_events_of_the_process_carry_the_numbers_that_caused_them() -> None:
    setup = negotiating({"talks.start_rate": 10.0}, north=0.7, south=0.7)
    world = worlds.after(1, Conflict(setup))
    (event,) = world.record.happened("talks_opened")
    for name in ("ripeness", "hazard", "conduct", "pain"):
        recorded = world.record.of(name, "north", "south")[1]
        assert event.numbers[name] == pytest.approx(recorded)
