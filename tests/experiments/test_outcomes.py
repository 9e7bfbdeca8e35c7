"""How far conduct rises after attacks, against the series it is read off."""

from __future__ import annotations

import numpy as np
import pytest

from sulha.experiments.outcomes import peak_rise
from sulha.experiments.result import Arm
from sulha.experiments.trajectory import remember
from sulha.model import Conflict
from sulha.scenarios import changed, load


def arm(*months: int) -> Arm:
    """Two replicates of a world that is attacked in these months alone."""
    attacks = [{"month": month, "society": "society_a", "severity": 3} for month in months]
    changes = {"societies.*.citizens": 20, "time.months": 30, "shocks.rate": 0.0, "shocks.terror.scheduled": attacks}
    setup = changed(load("baseline"), changes)
    kept = []
    for replicate in (0, 1):
        world = Conflict(setup, 4, replicate)
        world.run_for(30)
        kept.append(remember(world, replicate))
    return Arm("scenario", setup, tuple(kept))


def test_the_peak_of_six_months_above_the_month_before() -> None:
    seen = arm(10, 20)
    conduct = seen.values("conduct", "society_a", "society_b")
    expected = [np.mean([row[m : m + 6].max() - row[m - 1] for m in (10, 20)]) for row in conduct]
    assert peak_rise(seen, (5, 30)) == pytest.approx(expected)
    assert (peak_rise(seen, (5, 30)) > 0).all()
    only = [row[20:26].max() - row[19] for row in conduct]
    assert peak_rise(seen, (11, 30)) == pytest.approx(only)


def test_without_attacks_there_is_no_rise() -> None:
    assert np.isnan(peak_rise(arm(), (5, 30))).all()
