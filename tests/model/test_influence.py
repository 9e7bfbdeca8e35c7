"""M3 Social influence inside a society, and the network it runs on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import worlds
from numpy.typing import NDArray

from sulha.model import Conflict
from sulha.model.mechanisms.influence import susceptibility
from sulha.model.network import Network, complete, two_blocs

PLAIN = {"influence.confidence": 1.0, "influence.leader_prominence": 1.0, "images.discount": 0.0}


def listening(parameters: dict[str, Any], seed: int = 5, **changes: Any) -> Conflict:
    """A still world in which citizens listen to their neighbors, all alike."""
    mechanisms = {"talks": False, "opinion": False, "mobilization": False}
    spread = {"images.spread": 0.15}
    return Conflict(worlds.still(mechanisms=mechanisms, parameters=PLAIN | spread | parameters, **changes), seed)


def anchors_of(world: Conflict) -> NDArray[np.float64]:
    return world.populations["north"].views["south"].anchors.astype(float)


def network_of(rows: list[list[int]]) -> Network:
    indptr = np.cumsum([0, *map(len, rows)]).astype(np.int32)
    return Network(indptr, np.array([j for row in rows for j in sorted(row)], np.int32))


@pytest.mark.parametrize(("weight", "printed"), [(0.05, 0.513), (0.20, 0.833)])
def test_f09_fixed_point_is_friedkin_johnsen(weight: float, printed: float) -> None:
    r = 0.05
    world = listening({"influence.weight": weight, "images.reversion": r})
    own = weight / (weight + (1 - weight) * r)
    assert own == pytest.approx(printed, abs=5e-4)
    assert susceptibility(weight, r) == pytest.approx(own)
    W = world.populations["north"].network.weights()
    assert W.sum(axis=1) == pytest.approx(1)
    expected = (1 - own) * np.linalg.solve(np.eye(100) - own * W, anchors_of(world))
    world.run_for(250)
    assert np.abs(expected - anchors_of(world)).max() > 0.1
    # Rounding of float32 (6e-8) once a month, damped at 1 - (1 - weight) r a month: below 2e-6.
    np.testing.assert_allclose(worlds.images(world), expected, atol=1e-5)


def test_f10_with_news_and_a_cue_of_the_government() -> None:
    r, weight, cue_weight, conduct = 0.05, 0.1, 0.06, 0.8
    world = listening(
        {"influence.weight": weight, "influence.elite_cue": cue_weight, "images.reversion": r},
        south=conduct,
        societies={"north": {"government": {"outlook": {"intent": 0.1, "trust": 0.9, "humanity": 0.2}}}},
    )
    world.run_for(300)
    signal = (conduct - 8.3 / 18.3) / (1 - 8.3 / 18.3)
    d = 0.05 * 2 * signal * np.array([1.0, 0.7, 0.3])
    government = r * np.array([0.1, 0.9, 0.2]) / (r + d)
    np.testing.assert_allclose(world.governments["north"].image("south"), government, atol=1e-6)
    R = r + d
    alone = r * anchors_of(world) / R
    rest = 1 - weight - cue_weight
    R_ = weight + cue_weight + rest * R
    W = world.populations["north"].network.weights()
    for component in range(3):
        pull = rest * R[component] * alone[:, component] + cue_weight * government[component]
        expected = np.linalg.solve(np.eye(100) - weight / R_[component] * W, pull / R_[component])
        np.testing.assert_allclose(worlds.images(world)[:, component], expected, atol=1e-5)


def test_f11_two_blocs_keep_a_share_of_their_gap() -> None:
    weight, r, half = 0.2, 0.05, 20
    world = listening({"influence.weight": weight, "images.reversion": r}, citizens=2 * half)
    blocs = [[(i + step) % half for step in (-4, -3, -2, -1, 1, 2, 3, 4)] for i in range(half)]
    rows = [[*own, half + i, half + (i + 1) % half] for i, own in enumerate(blocs)]
    rows += [[*(half + j for j in own), i, (i - 1) % half] for i, own in enumerate(blocs)]
    population = world.populations["north"]
    population.network = network_of(rows)
    view = population.views["south"]
    view.anchors[:half], view.anchors[half:] = 0.7, 0.3
    view.rows[:, :3] = view.anchors
    population.judge("south", view.rows)
    world.run_for(250)
    own, inside = weight / (weight + (1 - weight) * r), 0.8
    gap = worlds.images(world)[:half].mean() - worlds.images(world)[half:].mean()
    expected = (1 - own) / (1 - own * (2 * inside - 1)) * 0.4
    assert gap == pytest.approx(expected, abs=1e-5)
    assert 0.05 < expected < 0.35


def test_f12_without_anchors_consensus_is_the_mean_by_degree() -> None:
    world = listening({"influence.weight": 0.5, "images.reversion": 0.0, "influence.rewiring": 0.5}, citizens=60)
    population = world.populations["north"]
    degrees = np.diff(population.network.indptr)
    assert len(set(degrees.tolist())) > 3
    start = worlds.images(world)
    expected = degrees @ start / degrees.sum()
    assert np.abs(expected - start.mean(axis=0)).max() > 5e-4
    world.run_for(400)
    # Without reversion rounding adds up: at most 400 half units in the last place of a number near 1/2.
    np.testing.assert_allclose(worlds.images(world), np.broadcast_to(expected, (60, 3)), atol=400 * 3e-8)


def test_neighbors_too_far_away_are_not_heard() -> None:
    world = listening({"influence.weight": 0.4, "images.reversion": 0.0, "influence.confidence": 0.15}, citizens=40)
    population = world.populations["north"]
    population.network = complete(40)
    before, h = worlds.images(world), worlds.hostility(world)
    near = (np.abs(h[:, None] - h[None]) <= 0.15) & ~np.eye(40, dtype=bool)
    assert 0 < near.sum() < 40 * 39
    world.step()
    heard = near @ before / np.maximum(near.sum(axis=1), 1)[:, None]
    expected = np.where(near.any(axis=1)[:, None], 0.6 * before + 0.4 * heard, before)
    np.testing.assert_allclose(worlds.images(world), expected, atol=1e-6)


def test_leaders_count_for_more() -> None:
    world = listening(
        {
            "influence.weight": 0.4,
            "images.reversion": 0.0,
            "influence.leader_prominence": 4.0,
            "influence.leaders": 0.1,
        },
        citizens=40,
    )
    population = world.populations["north"]
    population.network = complete(40)
    assert len(population.leaders) == 4
    before = worlds.images(world)
    loud = np.ones(40)
    loud[population.leaders] = 4.0
    weights = np.where(np.eye(40, dtype=bool), 0.0, loud)
    weights /= weights.sum(axis=1, keepdims=True)
    world.step()
    np.testing.assert_allclose(worlds.images(world), 0.6 * before + 0.4 * weights @ before, atol=1e-6)


def test_staff_hear_their_organization_and_count_for_more_while_it_works() -> None:
    employer = worlds.worker({"training": 1}, home="north", level="top", outlook={"intent": 1.0})
    world = listening(
        {"influence.weight": 0.0, "influence.staff_cue": 0.2, "influence.staff_top": 7.0, **worlds.STEADY},
        organizations={"employer": employer},
    )
    before, south = worlds.images(world), worlds.images(world, "south", "north")
    world.step()
    change = worlds.images(world) - before
    moved = np.abs(change).max(axis=1) > 1e-4
    assert moved.sum() == 7
    cue = world.organizations["employer"].image("south")
    np.testing.assert_allclose(change[moved], 0.2 * (cue - before[moved]), atol=1e-6)
    np.testing.assert_allclose(worlds.images(world, "south", "north"), south, atol=1e-6)


def test_an_international_organization_hires_on_each_side() -> None:
    employer = worlds.worker({"training": 1}, level="grassroots", funding={"own_income": 0.5})
    world = listening(
        {"influence.weight": 0.0, "influence.staff_cue": 0.2, **worlds.STEADY}, organizations={"employer": employer}
    )
    before = {key: worlds.images(world, *key) for key in world.directions}
    world.step()
    for key in world.directions:
        assert (np.abs(worlds.images(world, *key) - before[key]).max(axis=1) > 1e-4).sum() == 4


def test_the_network_is_undirected_without_loops_and_as_dense_as_asked() -> None:
    h = np.linspace(0, 1, 1001, dtype=np.float32)
    network = two_blocs(np.uint64(99), h, 12.0, 0.8, 0.1)
    dense = network.weights() > 0
    assert (dense == dense.T).all()
    assert not dense.diagonal().any()
    assert network.mean_degree == pytest.approx(12.0, abs=0.35)
    upper = h >= np.median(h)
    across = dense[np.ix_(upper, ~upper)].sum() / (dense.sum() / 2)
    assert across == pytest.approx(0.2, abs=0.03)
    assert two_blocs(np.uint64(99), h, 3.0, 0.8, 0.1).mean_degree == pytest.approx(3.0, abs=0.15)


def test_a_denser_network_contains_the_sparser_one() -> None:
    h = np.linspace(0, 1, 300, dtype=np.float32)
    sparse, dense = (two_blocs(np.uint64(7), h, degree, 0.8, 0.1).weights() > 0 for degree in (7.5, 12.0))
    assert (dense | ~sparse).all()
    assert dense.sum() > sparse.sum()


def test_mean_degree_follows_the_spread_of_communication_at_the_start() -> None:
    wide = listening({}, citizens=1000, societies={"north": {"ict": 1.0}, "south": {"ict": 0.0}})
    assert wide.populations["north"].network.mean_degree == pytest.approx(16, abs=0.4)
    assert wide.populations["south"].network.mean_degree == pytest.approx(8, abs=0.4)


@pytest.mark.parametrize(("confidence", "clusters"), [(0.25, 1), (0.20, 2), (0.15, 3), (0.10, 4)])
def test_bounded_confidence_makes_the_known_number_of_clusters(confidence: float, clusters: int) -> None:
    n = 500
    world = listening(
        {
            "influence.weight": 0.999,
            "images.reversion": 0.0,
            "influence.confidence": confidence,
            "influence.staff_cue": 0.0,
        },
        citizens=n,
    )
    population = world.populations["north"]
    population.network = complete(n)
    view = population.views["south"]
    view.rows[:, :3] = (np.arange(n)[:, None] + 0.5) / n
    population.judge("south", view.rows)
    world.run_for(60)
    h = np.sort(worlds.hostility(world))
    assert 1 + (np.diff(h) > 0.02).sum() == clusters
