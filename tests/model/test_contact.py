"""M4 Contact and extended contact."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import worlds

from sulha.model import Conflict

ANCHOR = np.array([0.45, 0.40, 0.55])
LOADING = np.array([0.3, 0.3, 1.0])
ETA, GAMMA, Q = 0.2, 0.8, 0.9


def meeting(share: float, parameters: dict[str, Any], seed: int = 1, **changes: Any) -> Conflict:
    """A still world with an organization that brings this share of each society into contact every month."""
    settings = worlds.STEADY | {
        "prices.contact": share, "contact.strength": ETA, "contact.generalization": GAMMA,
        "contact.extended_ratio": 0.0, "contact.selection": 0.0,
    }  # fmt: skip
    changes.setdefault("contact", {"quality": Q})
    changes.setdefault("organizations", {"bridges": worlds.worker({"people_to_people": 1})})
    return Conflict(worlds.still(parameters=settings | parameters, **changes), seed)


def test_f13_mean_image_under_steady_contact() -> None:
    r, share = 0.05, 0.1
    world = meeting(share, {"images.spread": 0.1}, citizens=1000)
    anchor = world.populations["north"].views["south"].anchors.mean(axis=0, dtype=float)
    world.run_for(100)
    assert len(world.populations["north"].views["south"].in_contact) == share * 1000
    means = []
    for _ in range(200):
        world.step()
        means.append(worlds.images(world).mean(axis=0))
    eta = ETA * Q * GAMMA * LOADING
    expected = (r * anchor + share * eta) / (r + share * eta)
    assert (expected - anchor).max() > 0.08
    # Who meets is chance: a month moves the mean by about sd(m) eta sqrt(share/N) = 2e-4, remembered for 1/(2r) months.
    np.testing.assert_allclose(np.mean(means, axis=0), expected, atol=2e-3)


def test_f14_what_is_left_of_one_contact_after_a_year() -> None:
    once = [{"month": 2, "set": {"organizations.bridges.strategy.people_to_people": 0.0}}]
    world = meeting(1.0, {}, interventions=once, time={"months": 20})
    world.step()
    gain = worlds.images(world) - ANCHOR
    dose = np.broadcast_to(ETA * Q * GAMMA * LOADING * (1 - ANCHOR), (100, 3))
    np.testing.assert_allclose(gain, dose, atol=1e-6)
    world.run_for(12)
    left = (worlds.images(world) - ANCHOR) / gain
    np.testing.assert_allclose(left, 0.95**12, rtol=1e-4)
    assert pytest.approx(0.54, abs=5e-3) == 0.95**12


def test_f14_without_generalization_images_of_the_group_do_not_change() -> None:
    without = worlds.after(6, meeting(0.3, {"contact.generalization": 0.0, "contact.extended_ratio": 0.5}))
    off = worlds.after(6, meeting(0.3, {}, mechanisms=worlds.OFF | {"contact": False}))
    assert worlds.different(without, off) == []
    assert worlds.different(worlds.after(6, meeting(0.3, {})), off)


def test_f15_a_year_of_knowing_somebody_is_one_dose() -> None:
    L, ratio = 8, 0.6
    parameters = {
        "images.reversion": 0.0, "contact.memory": L, "contact.extended_ratio": ratio,
        "contact.loading": (1.0, 0.6, 0.3),
    }  # fmt: skip
    once = [{"month": 2, "set": {"organizations.bridges.strategy.people_to_people": 0.0}}]
    world = meeting(1.0, parameters, interventions=once, time={"months": 20})
    gap = 1 - worlds.images(world)
    dose = ETA * Q * GAMMA * np.array([1.0, 0.6, 0.3])
    known = ratio * dose / L
    for month in range(1, L + 4):
        world.step()
        expected = gap * (1 - dose) * (1 - known) ** min(month, L)
        np.testing.assert_allclose(1 - worlds.images(world), expected, rtol=1e-5)
    np.testing.assert_allclose((1 - known) ** L, 1 - ratio * dose, atol=0.01)


def test_knowing_counts_by_the_share_of_neighbors_lately_in_contact() -> None:
    parameters = {"images.reversion": 0.0, "contact.extended_ratio": 0.5, "contact.memory": 3}
    world = meeting(0.1, parameters)
    W = world.populations["north"].network.weights()
    view = world.populations["north"].views["south"]
    gap = 1 - worlds.images(world)
    world.step()
    met = np.zeros(100, bool)
    met[view.in_contact] = True
    assert met.sum() == 10
    dose = ETA * Q * GAMMA * LOADING
    known = (W @ met)[:, None]
    expected = gap * np.where(met[:, None], 1 - dose, 1.0) * (1 - 0.5 * dose / 3 * known)
    np.testing.assert_allclose(1 - worlds.images(world), expected, rtol=1e-5)


def test_bad_contact_harms_more_than_good_contact_helps() -> None:
    good, bad = (meeting(1.0, {"images.anchor": (0.5,) * 3}, contact={"quality": q}) for q in (0.5, -0.5))
    good.step()
    bad.step()
    ratio = (0.5 - worlds.images(bad)) / (worlds.images(good) - 0.5)
    np.testing.assert_allclose(ratio, 2.0, rtol=1e-4)


def test_quality_is_the_mean_of_the_conditions_and_coordination() -> None:
    conditions = {"contact.equal_status": 0.9, "contact.common_goal": -0.1, "contact.cooperation": 0.6}
    world = meeting(1.0, conditions, contact={}, constraints={"coordination": {"north": 0.2, "south": 0.8}})
    world.step()
    dose = ETA * (0.9 - 0.1 + 0.6 + 0.5) / 4 * GAMMA * LOADING
    np.testing.assert_allclose(worlds.images(world)[0] - ANCHOR, dose * (1 - ANCHOR), atol=1e-6)


def test_the_less_hostile_come_first() -> None:
    hostile = {}
    for selection in (0.0, 6.0):
        world = meeting(0.1, {"contact.selection": selection, "images.spread": 0.3}, citizens=1000)
        h = worlds.hostility(world)
        world.step()
        hostile[selection] = h[world.populations["north"].views["south"].in_contact].mean() - h.mean()
    weights = np.exp(-6 * h)
    assert hostile[6.0] == pytest.approx(weights @ h / weights.sum() - h.mean(), abs=0.05)
    assert hostile[6.0] < -0.15
    assert abs(hostile[0.0]) < 4 * h.std() / 10


def test_numbers_of_participants_are_right_on_average_in_small_societies() -> None:
    world = meeting(0.013, {}, citizens=20)
    view = world.populations["north"].views["south"]
    numbers = []
    for _ in range(300):
        world.step()
        numbers.append(len(view.in_contact))
    assert set(numbers) == {0, 1}
    assert np.mean(numbers) == pytest.approx(0.26, abs=4 * np.sqrt(0.26 * 0.74 / 300))


def test_more_contact_contains_the_contact_there_was() -> None:
    few, many = (meeting(share, {"images.spread": 0.2, "contact.selection": 3.0}) for share in (0.1, 0.3))
    few.step()
    many.step()
    met = [set(world.populations["north"].views["south"].in_contact.tolist()) for world in (few, many)]
    assert met[0] < met[1]
    assert [len(each) for each in met] == [10, 30]
