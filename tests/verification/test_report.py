"""The report in docs/ belongs to this model and to these patterns; the tools of the verification do what they say."""

from __future__ import annotations

import re

import numpy as np
import pytest
from verification import report
from verification.catalog import PATTERNS
from verification.intervals import Estimate, contrast, formatted, share, share_difference
from verification.pattern import Result, above, below, between

from sulha.model import MODEL_VERSION


@pytest.fixture(scope="module")
def text() -> str:
    return report.REPORT.read_text(encoding="utf-8")


def test_the_report_is_of_this_model(text: str) -> None:
    assert f"Model version {MODEL_VERSION}," in text, "run `make verify` for the present model"


def test_the_report_lists_exactly_the_patterns(text: str) -> None:
    assert re.findall(r"^### `(.+)`$", text, re.MULTILINE) == list(PATTERNS), "run `make verify`"
    for id, pattern in PATTERNS.items():
        section = text.split(f"### `{id}`\n")[1].split("\n###", maxsplit=1)[0]
        assert f"**{pattern.claim}**" in section, id
        assert pattern.design in section, id
        assert (pattern.deviation is not None) == ("Documented deviation" in section), id
        if pattern.deviation:
            assert pattern.deviation.why in section, id
            assert f"{pattern.deviation.verdict.capitalize()}.\n" in section, id
        else:
            assert "Shown.\n" in section, id


def test_the_figures_of_the_report_exist_and_are_small(text: str) -> None:
    pictures = re.findall(r"^!\[.*\]\((.+)\)$", text, re.MULTILINE)
    assert pictures
    for picture in pictures:
        assert (report.DOCS / picture).stat().st_size < 150_000


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.1, 0.2, "shown"),
        (-0.2, -0.1, "not shown"),
        (-0.1, 0.1, "undecided"),
        (0.0, 0.1, "undecided"),
        (0.0, 0.0, "not shown"),
    ],
)
def test_a_verdict_needs_the_whole_interval(low: float, high: float, verdict: str) -> None:
    estimate = Estimate((low + high) / 2, low, high)
    assert above(0).verdict(estimate) == verdict
    mirrored = Estimate(-estimate.value, -high, -low)
    assert below(0).verdict(mirrored) == verdict


def test_a_range_is_a_criterion_of_both_sides() -> None:
    assert between(-1, 1).verdict(Estimate(0, -0.5, 0.5)) == "shown"
    assert between(-1, 1).verdict(Estimate(1, 0.5, 1.5)) == "undecided"
    assert between(-1, 1).verdict(Estimate(2, 1.5, 2.5)) == "not shown"


def test_a_pattern_without_a_deciding_figure_is_undecided() -> None:
    assert Result((), (), ()).verdict == "undecided"


def test_wilsons_interval_as_published() -> None:
    # Newcombe 1998, Stat. Med. 17:857-872, table I: 81 of 263, and 0 of 20.
    found = share(np.arange(263) < 81)
    assert (found.low, found.high) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    nothing = share(np.zeros(20, np.bool_))
    assert (nothing.low, nothing.high) == pytest.approx((0.0, 0.1611), abs=1e-4)


def test_pairs_narrow_the_interval_of_a_difference() -> None:
    one = np.arange(100) < 40
    alike, unlike = share_difference(np.arange(100) < 50, one), share_difference(np.arange(100) >= 50, one)
    assert alike.value == unlike.value == pytest.approx(0.1)
    assert alike.high - alike.low < (unlike.high - unlike.low) / 2


def test_the_bootstrap_of_a_mean_is_students() -> None:
    sample = np.random.Generator(np.random.Philox(5)).normal(1.0, 2.0, 400)
    found = contrast(lambda a: a, sample)
    half = 1.96 * sample.std(ddof=1) / 20
    assert (found.low, found.high) == pytest.approx((sample.mean() - half, sample.mean() + half), abs=0.02)


def test_numbers_are_short() -> None:
    assert [formatted(n) for n in (0.0, 0.12345, -0.00012345, 46.0)] == ["0", "0.123", "-1.2e-04", "46"]
