"""Whatever the settings, what must stay in its bounds does."""

from __future__ import annotations

import math
import os
from typing import Any

import numpy as np
import worlds
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sulha.model import PARAMETERS, Conflict, Setup
from sulha.model.actions import ACTIVITIES, REFUSALS
from sulha.model.kernels import moved
from sulha.model.metrics import METRICS, ORGANIZATION_METRICS
from sulha.model.outlook import Rates
from sulha.model.parameters import Parameter
from sulha.model.terms import ISSUES, LEVELS, PROCESSES, SOURCES, STATUSES

EASY = settings(
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
SHARES = st.floats(0, 1)
#: Sizes of the world, drawn apart; numbers that only set how much memory a network takes.
APART = {"world.citizens", "world.months", "influence.degree"}
#: What may have no value: advice nobody gives, an issue a society does not have, a race.
LONG_RUN = ("executive", "opinion", "advice", "pressure")
MAY_BE_MISSING = {"coherence", *(f"doves_{i}" for i in ISSUES), *(f"long_run_{n}" for n in LONG_RUN)}


def value_of(parameter: Parameter) -> st.SearchStrategy[Any]:
    """Anything within the bounds, the ends among it."""
    low, high = parameter.bounds
    if parameter.is_integer:
        return st.integers(int(low), int(high))
    one = st.one_of(st.floats(low, high), st.sampled_from([low, high]))
    if not parameter.components:
        return one
    n = len(parameter.components)
    several = st.tuples(*[one] * n)
    if parameter.id == "intergovernmental.rights":
        return several.map(lambda v: tuple(sorted(v)))
    if parameter.id == "reaction.state_factors":
        return several.map(lambda v: tuple(sorted(v, reverse=True)))
    if parameter.id == "images.weights":
        return several.map(lambda v: tuple(x / sum(v) for x in v) if sum(v) > 1e-3 else (1 / 3,) * 3)
    return several


@st.composite
def parameters(draw: st.DrawFn) -> dict[str, Any]:
    """Some parameters moved anywhere in their bounds, those with joint limits together."""
    free = sorted(set(PARAMETERS) - APART)
    chosen = draw(st.lists(st.sampled_from(free), max_size=40, unique=True))
    moved_ = {key: draw(value_of(PARAMETERS[key])) for key in chosen}
    listening = [draw(SHARES) for _ in range(3)]
    for key, share in zip(("weight", "elite_cue", "staff_cue"), listening, strict=True):
        moved_[f"influence.{key}"] = share / max(1.0, sum(listening))
    base = draw(SHARES)
    moved_["opinion.base"], moved_["opinion.salience"] = base, draw(st.floats(0, 1 - base))
    levels = sorted((draw(SHARES) for _ in range(3)), reverse=True)
    for key, level in zip(("top", "middle", "grassroots"), levels, strict=True):
        moved_[f"track_two.level_{key}"] = level
    return moved_


@st.composite
def images(draw: st.DrawFn) -> dict[str, float]:
    return {name: draw(SHARES) for name in ("intent", "trust", "humanity") if draw(st.booleans())}


@st.composite
def descriptions(draw: st.DrawFn) -> dict[str, Any]:
    """Two or three tiny societies, up to three organizations, up to two bodies, any settings."""
    names = ["a", "b", "c"][: draw(st.integers(2, 3))]
    issues: dict[str, Any] = draw(st.dictionaries(st.sampled_from(ISSUES), st.just({}), max_size=3))
    societies = {}
    for name in names:
        government: dict[str, Any] = {"openness": draw(SHARES), "capability": draw(SHARES)}
        if draw(st.booleans()):
            government["conduct"] = draw(SHARES)
        societies[name] = {
            "citizens": draw(st.integers(20, 45)), "outlook": draw(images()), "government": government, "issues": issues
        }  # fmt: skip
    organizations = {}
    for i in range(draw(st.integers(0, 3))):
        home = draw(st.sampled_from([*names, "international"]))
        works_on = draw(st.lists(st.sampled_from(names), min_size=2, unique=True))
        sources = [source for source in SOURCES if home != "international" or source != "home_state"]
        money = st.sampled_from([0.0, 0.01, 0.3, 1.0, 8.0, 1e6])
        organizations[f"o{i}"] = {
            "home": home,
            "works_on": {s: {"access": draw(SHARES)} for s in works_on},
            "level": draw(st.sampled_from(LEVELS)),
            "status": draw(st.sampled_from(STATUSES)),
            "funding": draw(st.dictionaries(st.sampled_from(sources), money, max_size=3)),
            "strategy": draw(
                st.dictionaries(st.sampled_from([a.name for a in ACTIVITIES]), st.floats(0, 10), max_size=7)
            ),
            "outlook": draw(images()),
            "line": draw(st.sampled_from(["own", 0.0, 0.3, 1.0])),
        }
    bodies = {
        f"i{i}": {"mediation": draw(SHARES), "monitoring": draw(SHARES), "outlook": draw(images())}
        for i in range(draw(st.integers(0, 2)))
    }
    switches = Setup.model_fields["mechanisms"].default.model_dump()
    start = {
        key: draw(SHARES) for key in ("threat", "pain", "pressure", "options", "credibility") if draw(st.booleans())
    }
    if draw(st.booleans()):
        start["reserves"] = draw(st.floats(-5, 5))
    return {
        "format": 1,
        "name": "Any",
        "societies": societies,
        "organizations": organizations,
        "intergovernmental": bodies,
        "parameters": draw(parameters()),
        "talks": {"state": draw(st.sampled_from(PROCESSES)), "ratification": draw(st.booleans())},
        "mechanisms": {key: draw(st.integers(0, 5)) > 0 for key in switches},
        "start": start,
        "constraints": {"authority": draw(SHARES), "coordination": draw(SHARES)},
    }


@given(descriptions(), st.integers(0, 2**31))
@EASY
def test_every_world_stays_in_bounds(description: dict[str, Any], seed: int) -> None:
    for organization in description["organizations"].values():
        assume(sum(organization["strategy"].values()) < 1e300)
    world = Conflict(Setup.model_validate(description), seed)
    world.run_for(5)
    for population in world.populations.values():
        for view in population.views.values():
            assert np.isfinite(view.rows).all()
            # Float32 images may leave [0, 1] by the rounding of a weighted mean.
            assert view.rows.min() >= -1e-6
            assert view.rows.max() <= 1 + 1e-6
            assert view.rows[:, 3].min() >= 0
            assert view.rows[:, 3].max() <= 1
            assert 0 <= view.threat.min() <= view.threat.max() <= 1
    assert ((world.outlooks.image >= -1e-12) & (world.outlooks.image <= 1 + 1e-12)).all()
    for direction in world.directions.values():
        weights = (
            direction.weight_executive, direction.weight_opinion, direction.weight_advice, direction.weight_pressure
        )  # fmt: skip
        assert min(weights) >= -1e-12
        assert math.isclose(sum(weights), 1.0)
        for quantity in ("conduct", "proposal", "pain", "optimism", "motivation", "access_transfer", "transfer"):
            assert -1e-12 <= getattr(direction, quantity) <= 1 + 1e-12, quantity
    for organization in world.organizations.values():
        for quantity in ("credibility", "independence", "skill"):
            assert -1e-12 <= getattr(organization, quantity) <= 1 + 1e-12, quantity
        assert all(0 <= access <= 1 for access in organization.access.values())
        assert organization.capacity >= 0
    assert {act.refused for _, act in world.record.decisions} <= {"", *REFUSALS}
    series = world.record.series
    for row, (scope, actor, toward) in enumerate(world.record.rows):
        for place, metric in enumerate(METRICS):
            values = series[:, row, place]
            if scope not in metric.scopes:
                assert np.isnan(values).all()
            elif metric.name not in MAY_BE_MISSING and actor not in ("organizations", "intergovernmental", "world"):
                assert not np.isnan(values).any(), (metric.name, actor, toward)
            if not metric.name.startswith("long_run"):
                known = values[~np.isnan(values)]
                assert (known >= metric.range[0] - 1e-6).all(), metric.name
                assert (known <= metric.range[1] + 1e-6).all(), metric.name
    for place, metric in enumerate(ORGANIZATION_METRICS):
        assert not np.isnan(world.record.books[:, :, place]).any(), metric.name


RATES = st.lists(st.floats(0, 1), max_size=6)


@given(st.floats(0, 1), st.floats(0, 1), RATES, RATES, st.floats(0, 1))
@EASY
def test_images_stay_between_0_and_1_for_any_rates(
    image: float, anchor: float, ups: list[float], downs: list[float], reversion: float
) -> None:
    forward, backward = Rates(), Rates()
    for rate in ups:
        forward.up(rate)
    for rate in downs:
        forward.down(rate)
    for rate in reversed(downs):
        backward.down(rate)
    for rate in reversed(ups):
        backward.up(rate)
    after = moved(image, anchor, 1 - forward.keep_up[0], 1 - forward.keep_down[0], reversion)
    assert -1e-12 <= after <= 1 + 1e-12
    again = moved(image, anchor, 1 - backward.keep_up[0], 1 - backward.keep_down[0], reversion)
    assert math.isclose(after, again, abs_tol=1e-12)


def test_three_unequal_societies_stay_in_bounds_for_years() -> None:
    world = worlds.after(60, Conflict(worlds.three(), 9))
    for place, metric in enumerate(METRICS):
        values = world.record.series[:, :, place]
        known = values[~np.isnan(values)]
        assert (known >= metric.range[0]).all(), metric.name
        assert (known <= metric.range[1]).all(), metric.name
    conduct = [world.record.of("conduct", *key) for key in world.directions]
    assert all(np.ptp(series) > 0.05 for series in conduct)
    for society in world.societies:
        means = np.mean([world.record.of("conduct", *key) for key in world.directions if key[0] == society], axis=0)
        np.testing.assert_allclose(world.record.of("conduct", society), means)
