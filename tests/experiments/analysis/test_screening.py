"""Elementary effects of functions whose effects are known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from SALib.sample import morris as sampling

from sulha.experiments.analysis.screening import screened


def sampled(trajectories: int, seed: int = 0) -> Any:
    problem = {"num_vars": 3, "names": list("abc"), "bounds": [[0, 1]] * 3}
    return sampling.sample(problem, trajectories, num_levels=4, seed=seed)


def test_a_linear_function_has_its_slopes() -> None:
    sample = sampled(10)
    values = (3 * sample[:, 0] - 2 * sample[:, 1])[:, None] + np.random.default_rng(0).normal(size=(1, 5))
    a, b, c = screened(values, sample, ("a", "b", "c"), 4)
    assert (a.mu, a.mu_star, a.sigma) == pytest.approx((3, 3, 0), abs=1e-9)
    assert (b.mu, b.mu_star, b.sigma) == pytest.approx((-2, 2, 0), abs=1e-9)
    assert c.mu_star == pytest.approx(0, abs=1e-9)
    assert [one.noise for one in (a, b, c)] == pytest.approx([0, 0, 0], abs=1e-9)


def test_an_interaction_shows_in_sigma_and_not_in_noise() -> None:
    sample = sampled(40)
    values = np.repeat((sample[:, 0] * sample[:, 1])[:, None], 3, axis=1)
    a, b, _ = screened(values, sample, ("a", "b", "c"), 4)
    assert a.mu == pytest.approx(0.5, abs=0.15)
    assert a.sigma == pytest.approx(np.std([0, 1 / 3, 2 / 3, 1]), abs=0.1)
    assert b.sigma_without_noise == pytest.approx(b.sigma)


def test_what_noise_alone_shows_is_foretold() -> None:
    # c is idle: over many samples its mu* must be what is said of an idle factor.
    stars, idles, spreads = [], [], []
    for seed in range(60):
        sample = sampled(10, seed)
        values = sample[:, :1] + np.random.default_rng(seed).normal(0, 0.5, (len(sample), 8))
        c = screened(values, sample, ("a", "b", "c"), 4)[2]
        stars.append(c.mu_star)
        idles.append(c.idle)
        spreads.append((c.sigma**2, c.noise**2))
    error = np.std(np.subtract(stars, idles)) / np.sqrt(60)
    assert abs(np.mean(stars) - np.mean(idles)) < 3.5 * error + 0.01 * np.mean(idles)
    sigma, noise = np.mean(spreads, axis=0)
    assert sigma == pytest.approx(noise, rel=0.1)
