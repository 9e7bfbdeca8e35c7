"""M2 Action and reaction of governments, and the policy mean."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import worlds

from sulha.model import Conflict
from sulha.model.mechanisms import reaction

GOVERNMENTS_ALONE = worlds.OFF


def rivals(north: dict[str, Any], south: dict[str, Any], **changes: Any) -> Conflict:
    """Two governments and nothing else that moves."""
    societies = {"north": {"citizens": 20, "government": north}, "south": {"citizens": 20, "government": south}}
    return Conflict(worlds.bare(societies=societies, **changes))


def conducts(world: Conflict) -> tuple[float, float]:
    return world.directions["north", "south"].conduct, world.directions["south", "north"].conduct


def test_f05_richardsons_equilibrium() -> None:
    start = {"conduct": 0.2}
    world = worlds.after(400, rivals(start, start))
    assert conducts(world) == pytest.approx((0.05 / (0.35 - 0.27),) * 2, abs=1e-9)
    assert conducts(world)[0] == pytest.approx(0.625)


def test_f05_unequal_sides() -> None:
    a, k, g = (0.4, 0.55), (0.3, 0.2), (0.05, 0.08)
    world = worlds.after(
        400,
        rivals(
            {"fatigue": a[0], "reaction": k[0], "grievance": g[0], "conduct": 0.9},
            {"fatigue": a[1], "reaction": k[1], "grievance": g[1], "conduct": 0.1},
        ),
    )
    determinant = a[0] * a[1] - k[0] * k[1]
    expected = (a[1] * g[0] + k[0] * g[1]) / determinant, (a[0] * g[1] + k[1] * g[0]) / determinant
    assert conducts(world) == pytest.approx(expected, abs=1e-9)
    assert expected[0] != pytest.approx(expected[1], abs=0.01)


@pytest.mark.parametrize(("k", "settles"), [((0.3, 0.39), True), ((0.3, 0.42), False)])
def test_f05_is_stable_below_the_product_of_fatigues(k: tuple[float, float], settles: bool) -> None:
    a, gap = 0.35, 0.02
    assert (k[0] * k[1] < a * a) == settles
    pushed = []
    for start in (0.4, 0.4 + gap):
        sides = [{"fatigue": a, "reaction": each, "grievance": 0.01, "conduct": start} for each in k]
        pushed.append(np.array(conducts(worlds.after(20, rivals(*sides)))))
    # The slow eigenvector of a cross of reactions: it shrinks or grows by 1 - a + sqrt(k1 k2) a month.
    assert pushed[0].min() > 0
    assert pushed[1].max() < 1
    distance = np.sqrt(k) @ (pushed[1] - pushed[0])[::-1] / np.sqrt(k).sum()
    assert distance == pytest.approx(gap * (1 - a + np.sqrt(k[0] * k[1])) ** 20, rel=1e-9)
    assert (distance < gap) == settles


def weighed(months: int, **changes: Any) -> Conflict:
    """A world in which opinion, advice and pressure have constant weights and targets."""
    adviser = worlds.worker({"consultation": 1}, status="general")
    activist = worlds.worker(
        {"advocacy": 1}, status="general", works_on={s: {"access": 0.2} for s in ("north", "south")}
    )
    parameters = worlds.STEADY | {
        "images.learning": 0.0, "constraints.coordination": 1.0,
        "mobilization.pressure_decay": 0.3, "advice.line": 0.2, "reaction.pressure_line": 0.3,
        "reaction.pressure_weight": 0.1,
    }  # fmt: skip
    setup = worlds.bare(
        organizations={"adviser": adviser, "activist": activist},
        intergovernmental={"assembly": {}},
        mechanisms=GOVERNMENTS_ALONE | {"opinion": True, "funding": False},
        parameters=parameters | changes.pop("parameters", {}),
        **changes,
    )
    return worlds.after(months, Conflict(setup, 1))


def test_f06_long_run_level_and_long_run_weights() -> None:
    world = weighed(300)
    of = world.record.of
    theta = [of(f"weight_{n}", "north", "south")[-1] for n in ("opinion", "advice", "pressure")]
    beta, A, V = theta
    theta_ = 1 - beta - A - V
    assert min(beta, A, V) > 0.005
    opinion = of("opinion", "north", "south")[-1]
    a, k, g, gain = 0.35, 0.27, 0.05, 1 - 0.35 + 0.27
    rest = 1 - theta_ * gain
    expected = (theta_ * g + beta * opinion + A * 0.2 + V * 0.3) / rest
    assert of("conduct", "north", "south")[-1] == pytest.approx(expected, abs=1e-6)
    weights = theta_ * (1 - gain) / rest, beta / rest, A / rest, V / rest
    assert sum(weights) == pytest.approx(1)
    targets = g / (a - k), opinion, 0.2, 0.3
    assert np.dot(weights, targets) == pytest.approx(expected)
    for name, weight in zip(("opinion", "advice", "pressure"), weights[1:], strict=True):
        assert of(f"long_run_{name}", "north", "south")[-1] == pytest.approx(weight, rel=1e-9)


@pytest.mark.parametrize(
    ("authority", "printed"), [(0.0, (0.66, 0.34, 0.0)), (0.025, (0.59, 0.31, 0.09)), (0.10, (0.45, 0.25, 0.30))]
)
def test_f06_the_printed_long_run_weights(authority: float, printed: tuple[float, ...]) -> None:
    opinion = 0.5 * 0.08
    advice = authority * 0.5 * (1 - opinion)
    weights = reaction.Weights(1 - opinion - advice, opinion, advice, 0.0)
    result = reaction.long_run(weights, 0.35, 0.27, 0.05, 0.5, 0.25, 0.25)
    assert (result.executive, result.opinion, result.advice) == pytest.approx(printed, abs=0.0051)
    assert sum(result[1:]) == pytest.approx(1)


def test_f06_has_no_equilibrium_outside_its_range() -> None:
    with pytest.raises(ValueError, match="no equilibrium"):
        reaction.long_run(reaction.Weights(1.0, 0.0, 0.0, 0.0), 0.35, 0.40, 0.05, 0.5, 0.25, 0.25)


@pytest.mark.parametrize(("beta", "settles"), [(0.044, False), (0.052, True)])
def test_f07_opinion_stabilizes_an_unstable_race(beta: float, settles: bool) -> None:
    a, k, gap, months = 0.35, 0.40, 0.01, 30
    threshold = 1 - 1 / (1 - a + k)
    assert threshold == pytest.approx(0.048, abs=5e-4)
    assert (beta > threshold) == settles
    ends = []
    for start in (0.4, 0.4 + gap):
        said = {"fatigue": a, "reaction": k, "grievance": 0.0, "conduct": start, "openness": 1.0}
        parameters = {"images.learning": 0.0, "images.anchor": (0.95,) * 3, "opinion.base": beta}
        mechanisms = GOVERNMENTS_ALONE | {"opinion": True}
        world = worlds.after(months, rivals(said, said, parameters=parameters, mechanisms=mechanisms))
        ends.append(conducts(world)[0])
    assert 0 < ends[0] < ends[1] < 1
    assert ends[1] - ends[0] == pytest.approx(gap * ((1 - beta) * (1 - a + k)) ** months, rel=1e-6)
    assert (ends[1] - ends[0] < gap) == settles


def test_f08_a_unilateral_initiative_is_partly_matched() -> None:
    a, k, pulse = 0.4, 0.25, 0.05
    side = {"fatigue": a, "reaction": k, "grievance": 0.05, "conduct": 0.4}
    plain, initiative = rivals(side, side), rivals(side, side)
    initiative.directions["north", "south"].conduct -= pulse
    sums = np.zeros(2)
    for _ in range(300):
        sums += np.subtract(conducts(plain), conducts(initiative))
        plain.step()
        initiative.step()
    assert sums[0] == pytest.approx(a * pulse / (a * a - k * k), rel=1e-9)
    assert sums[1] / sums[0] == pytest.approx(k / a, rel=1e-9)


def test_the_weights_of_policy_are_a_convex_mean() -> None:
    world = worlds.after(24, Conflict(worlds.setup(constraints={"authority": "binding"}), 4))
    for direction in world.directions.values():
        weights = (
            direction.weight_executive, direction.weight_opinion, direction.weight_advice, direction.weight_pressure
        )  # fmt: skip
        assert min(weights) >= 0
        assert sum(weights) == pytest.approx(1)


def test_grievance_weakens_as_the_process_advances() -> None:
    for state, factor in (("conflict", 1.0), ("talks", 0.9), ("agreement", 0.5), ("peace", 0.3)):
        side = {"conduct": 0.4}
        world = worlds.after(1, rivals(side, side, talks={"state": state}))
        assert conducts(world)[0] == pytest.approx(0.4 * (1 - 0.35 + 0.27) + 0.05 * factor)


def test_attacks_suffered_harden_the_answer_of_the_one_who_suffers() -> None:
    scheduled = [{"month": 1, "society": "north", "severity": 2.0}]
    side = {"conduct": 0.4}
    hit = worlds.after(1, rivals(side, side, shocks={"terror": {"scheduled": scheduled}}))
    calm = worlds.after(1, rivals(side, side))
    assert np.subtract(conducts(hit), conducts(calm)) == pytest.approx([0.03 * 2.0, 0.0])


def test_a_run_starts_in_its_equilibrium_a_race_at_its_own_level() -> None:
    world = rivals({}, {"reaction": 0.5})
    assert conducts(world) == pytest.approx((0.625, 0.8))
    assert conducts(rivals({"grievance": 0.08}, {"grievance": 0.02})) == pytest.approx((0.9, 0.25))
    assert conducts(rivals({"toward": {"south": {"conduct": 0.3}}}, {"conduct": 0.1})) == (0.3, 0.1)


def test_noise_of_conduct_has_its_size_and_no_direction() -> None:
    side = {"conduct": 0.5, "fatigue": 1.0, "reaction": 0.0, "grievance": 0.5}
    world = worlds.after(400, rivals(side, side, parameters={"reaction.noise": 0.04}))
    noise = np.concatenate([world.record.of("conduct", *key)[1:] - 0.5 for key in world.directions])
    assert abs(noise.mean()) < 4 * 0.04 / np.sqrt(800)
    assert noise.std() == pytest.approx(0.04, rel=4 / np.sqrt(1600))
