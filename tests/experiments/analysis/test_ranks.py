"""Rank-based sensitivity, against relations whose ranks are known and another way to compute the same."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import pearsonr, qmc, rankdata

from sulha.experiments.analysis.ranks import ranking


def test_partial_rank_correlations_are_those_of_residuals() -> None:
    x = qmc.LatinHypercube(3, rng=np.random.default_rng(0)).random(60)
    y = np.exp(3 * x[:, 0]) - x[:, 1] + np.random.default_rng(1).normal(0, 2, 60)
    ranks = rankdata(np.column_stack([x, y]), axis=0)
    for n, one in enumerate(ranking(x, y, ("a", "b", "c")).factors):
        others = np.column_stack([np.ones(60), np.delete(ranks[:, :3], n, axis=1)])
        rest = [v - others @ np.linalg.lstsq(others, v, rcond=None)[0] for v in (ranks[:, n], ranks[:, 3])]
        assert one.partial == pytest.approx(pearsonr(*rest).statistic)
        assert one.partial_interval[0] <= one.partial <= one.partial_interval[1]


def test_a_monotone_relation_of_one_factor_is_explained_wholly() -> None:
    x = qmc.LatinHypercube(2, rng=np.random.default_rng(2)).random(40)
    found = ranking(x, np.exp(9 * x[:, 0]), ("a", "b"))
    assert found.explained == pytest.approx(1)
    assert found.factors[0].coefficient == pytest.approx(1)
    assert found.factors[1].coefficient == pytest.approx(0, abs=1e-9)


def test_a_relation_that_is_not_monotone_shows_as_unexplained() -> None:
    x = qmc.LatinHypercube(2, rng=np.random.default_rng(3)).random(200)
    assert ranking(x, (x[:, 0] - 0.5) ** 2, ("a", "b")).explained < 0.1


def test_too_few_points_are_refused() -> None:
    with pytest.raises(ValueError, match="4 points are too few for 2 factors"):
        ranking(np.zeros((4, 2)), np.zeros(4), ("a", "b"))
