"""The share of noise, on tables whose components of variance are known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sulha.experiments.analysis.noise import Components, components, error_of_difference


def parts_of(values: Any) -> Components:
    found = components(values)
    assert found is not None
    return found


def made(
    generator: np.random.Generator, points: int, replicates: int, parameters: float, luck: float, residual: float
) -> Any:
    """y_ij = P_i + R_j + E_ij with these standard deviations."""
    return (
        generator.normal(0, parameters, (points, 1))
        + generator.normal(0, luck, (1, replicates))
        + generator.normal(0, residual, (points, replicates))
    )


def test_the_components_are_unbiased() -> None:
    generator = np.random.default_rng(1)
    found = np.array([
        (c.parameters, c.luck, c.residual)
        for c in (parts_of(made(generator, 20, 8, 2.0, 3.0, 1.0)) for _ in range(2000))
    ])  # fmt: skip
    errors = found.std(axis=0) / np.sqrt(len(found))
    assert (np.abs(found.mean(axis=0) - [4, 9, 1]) < 4 * errors).all()


def test_the_interval_of_the_share_of_noise_covers_it_as_often_as_it_says() -> None:
    generator = np.random.default_rng(2)
    share = 1 / (1 + 8 * 0.25)  # of point means: 1/8 of noise beside .25 of parameters
    found = [parts_of(made(generator, 12, 8, 0.5, 2.0, 1.0)).interval for _ in range(1000)]
    hits = sum(low <= share <= high for low, high in found)
    assert abs(hits - 950) < 3 * np.sqrt(1000 * 0.95 * 0.05)


def test_luck_that_all_points_share_is_no_noise() -> None:
    generator = np.random.default_rng(3)
    values = made(generator, 10, 6, 1.0, 0.0, 0.5)
    lucky = values + generator.normal(0, 100, (1, 6))
    assert parts_of(lucky).noise_share == pytest.approx(parts_of(values).noise_share)


def test_without_any_effect_the_share_is_about_one_and_without_noise_it_is_nothing() -> None:
    generator = np.random.default_rng(4)
    found = parts_of(made(generator, 200, 50, 0.0, 1.0, 1.0))
    assert found.interval[0] < 1 <= found.interval[1] + 1e-12
    assert parts_of(np.arange(5.0)[:, None] + np.zeros((5, 4))).noise_share == 0
    assert components(np.zeros((1, 4))) is None


def test_the_error_of_a_difference_knows_common_random_numbers() -> None:
    luck = np.random.default_rng(5).normal(size=(1, 30))
    assert error_of_difference(luck + 1, luck + 3) == pytest.approx(0)
    assert error_of_difference(luck, -luck) == pytest.approx(4 * luck.var(ddof=1) / 30)
