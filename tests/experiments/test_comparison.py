"""Paired counterfactuals: what the arms are, what is compared, what is said of it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import worlds
from experiments_ensembles import small
from scenario_texts import SMALL

from sulha.experiments import Comparison, Interrupted, compare, run
from sulha.experiments.bands import Course
from sulha.experiments.comparison import pair_of
from sulha.experiments.comparison_summary import course_words, difference_words, titles
from sulha.experiments.contrasts import OUTCOMES, WATCHED
from sulha.experiments.running import Progress
from sulha.model import Setup
from sulha.scenarios import ScenarioError, changed


@cache
def comparison() -> Comparison:
    return compare(small(), without="organizations", replicates=7, seed=3)


@cache
def late() -> Comparison:
    """A world whose alternative is another from month 9 on."""
    return compare(small(), against_changes={"interventions": []}, replicates=7, seed=3)


def test_it_is_with_minus_without_on_the_same_numbers_as_a_run() -> None:
    both = run(small(), replicates=7, seed=3)
    assert [arm.name for arm in comparison().arms] == ["scenario", "alternative"]
    for one, other in ((comparison().a, both.arms[0]), (comparison().b, both.arms[1])):
        assert np.array_equal(one.values("conduct"), other.values("conduct"))
    assert comparison().difference("conduct") == both.verdict.difference
    assert comparison().verdict.of("conduct").difference == both.verdict.difference


def test_every_outcome_is_a_mean_of_pairs() -> None:
    for contrast in comparison().verdict.contrasts:
        if contrast.difference.pairs:
            assert contrast.difference.mean == pytest.approx(contrast.first - contrast.second, abs=1e-12)


def test_the_goldstein_score_is_conduct_turned_round() -> None:
    conduct, goldstein = (comparison().verdict.of(name) for name in ("conduct", "goldstein"))
    assert goldstein.difference.mean == pytest.approx(-18.3 * conduct.difference.mean, abs=1e-5)
    assert goldstein.superiority == conduct.superiority
    assert conduct.superiority == conduct.difference.superiority
    assert comparison().course("goldstein").parts_from == comparison().course("conduct").parts_from


def test_ties_count_half_in_superiority() -> None:
    contrast = comparison().verdict.of("agreement_reached")
    d = contrast.difference
    assert contrast.superiority == (d.higher + d.equal / 2) / d.pairs


def test_relapse_is_compared_where_both_agreed_and_had_as_long_to_fail() -> None:
    world = small(talks={"state": "agreement"}, time={"months": WATCHED}, interventions=[], expect=[])
    one = compare(world, without="organizations", replicates=6)
    assert one.verdict.of("relapse").difference.pairs == 6
    assert 0 < one.verdict.of("relapse").first <= 1
    short = compare(world, without="organizations", changes={"time.months": WATCHED - 1}, replicates=1)
    assert short.verdict.of("relapse").difference.pairs == 0
    apart = compare(world, against=small(time={"months": WATCHED}), replicates=6)
    assert apart.verdict.of("relapse").difference.pairs < 6
    assert "pairs" in apart.summary()


@pytest.mark.parametrize(
    ("without", "path"),
    [
        ("forum", "organizations.forum.funding.foreign"),
        ("organizations", "organizations.forum.skill"),
        ("track_two", "organizations.forum.strategy.track_two"),
        ("mechanisms.images", "mechanisms.images"),
    ],
)
def test_a_setting_of_what_is_left_out_is_refused(without: str, path: str) -> None:
    value = True if path.startswith("mechanisms") else 0.3
    with pytest.raises(ScenarioError, match=r"the alternative is without .*: this would change nothing"):
        pair_of(small(), without=without, against_changes={path: value})


def test_the_first_arm_is_not_said_to_have_what_it_lacks() -> None:
    off = pair_of(small(), without="mechanisms.images", changes={"mechanisms.images": False})
    assert titles(off)[0] == "A small world"
    both = pair_of(small(), without=["forum", "organizations"])
    assert [str(one) for one in both.without] == ["organizations"]


@pytest.mark.parametrize("how", ["name", "path", "order", "setting", "activity"])
def test_a_world_compared_with_itself_differs_by_exactly_zero(how: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(SMALL, encoding="utf-8")
    short = {"time.months": 5}
    if how == "name":
        one = compare("baseline", against="baseline", changes=short, replicates=1)
    elif how == "path":
        one = compare(file, against=str(file), changes=short, replicates=2)
    elif how == "order":
        description = worlds.describe()
        turned = {key: description[key] for key in reversed(description)}
        for section in ("organizations", "societies"):
            turned[section] = dict(reversed(description[section].items()))
        one = compare(worlds.setup(), against=Setup.model_validate(turned), replicates=7)
    elif how == "setting":
        one = compare(small(), against_changes={"constraints.funding": 1.0}, replicates=7)
    else:
        one = compare(worlds.bare(time={"months": 5}), without=["track_two", "organizations"], replicates=7)
    assert one.pair.differences == ()
    assert one.verdict.identical
    for contrast in one.verdict.contrasts:
        d = contrast.difference
        if d.pairs:
            assert (d.mean, d.interval, contrast.superiority) == (0, (0, 0), 0.5), contrast.outcome.name
    for course in one.verdict.courses.values():
        assert course.identical_until == one.pair.months
        assert course.parts_from is None
        assert course.apart == ()
    assert "differ in nothing that acts on a run" in one.summary()
    assert "exactly the same" in one.summary()


def test_arms_are_identical_until_the_month_in_which_they_begin_to_differ() -> None:
    assert late().verdict.courses["conduct"].identical_until == 8
    a, b = (arm.values("conduct") for arm in (late().a, late().b))
    assert np.array_equal(a[:, :9], b[:, :9])
    assert not np.array_equal(a[:, 9], b[:, 9])
    assert "All pairs are identical until month 8" in late().summary()


def test_the_alternative_is_made_in_the_order_other_settings_without() -> None:
    pair = pair_of(
        small(), against=small(name="Another"), changes={"constraints.authority": 0.2},
        against_changes={"constraints.funding": 0.4}, without=["forum", "images", "forum"],
    )  # fmt: skip
    assert pair.a.constraints.authority == pair.b.constraints.authority == 0.2
    assert (pair.a.constraints.funding, pair.b.constraints.funding) == (None, 0.4)
    assert pair.b.name.en == "Another"
    assert "forum" not in pair.b.organizations
    assert pair.b.mechanisms.images is False
    assert [str(one) for one in pair.without] == ["organizations.forum", "mechanisms.images"]
    assert pair.other == "Another"
    assert pair.against == (("constraints.funding", 1.0, 0.4),)
    assert [path for path, _, _ in pair.changes] == ["constraints.authority"]


def test_without_anything_to_compare_with_it_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to compare with: give without='organizations'"):
        compare(small())


def test_what_is_wrong_is_said() -> None:
    with pytest.raises(ScenarioError, match="2 problems"):
        compare(small(), without=["trak_two", "nobody"])
    with pytest.raises(ScenarioError, match="Another"):
        compare(small(), against=worlds.bare(name="Another"), changes={"organizations.forum.status": "special"})
    with pytest.raises(ValueError, match="replicates is 0"):
        compare(small(), without="organizations", replicates=0)


def test_of_different_lengths_the_common_months_are_compared() -> None:
    shorter = changed(small(expect=[]), {"time.months": 12})
    one = compare(small(), against=shorter, replicates=6)
    assert one.verdict.window == (7, 12)
    assert len(one.verdict.courses["conduct"].mean) == 13
    assert one.verdict.courses["conduct"].identical_until == 12
    assert one.verdict.of("talks_opened").difference.mean == 0
    assert one.a.values("conduct").shape[1] == 19
    assert "A has 18 months and B 12: months 0 to 12 are compared." in one.summary()
    with pytest.raises(ValueError, match="from 0 to 12"):
        one.difference("conduct", months=(10, 18))


def test_different_calendars_and_societies_are_said() -> None:
    one = compare(small(), against=worlds.three(time={"months": 18}), replicates=1)
    text = one.summary()
    assert "start in different months of the calendar" in text
    assert "only the world as a whole is compared" in text
    assert one.difference("hostility").pairs == 1
    with pytest.raises(KeyError):
        one.difference("hostility", "south")


def test_a_difference_can_be_asked_of_any_series_and_months() -> None:
    d = comparison().difference("hostility", "north", "south", months=(5, 5))
    a, b = (arm.values("hostility", "north", "south")[:, 5] for arm in (comparison().a, comparison().b))
    assert d.mean == pytest.approx((a - b).mean())
    assert comparison().course("trust", "north").mean.shape == (19,)
    with pytest.raises(KeyError):
        comparison().difference("happiness")


def test_the_summary_says_what_it_must() -> None:
    text = comparison().summary()
    assert text.startswith("A small world: 1992-12 to 1994-06 (18 months), 7 pairs of replicates, seed 3\n")
    assert "A: A small world, with organizations" in text
    assert "B: A small world, without organizations" in text
    assert "Every difference is A minus B: with minus without." in text
    assert "Conduct is less hostile in A: H is lower by 0.02" in text
    assert "in 7 of 7 pairs." in text
    assert "For an interval of 0.02 on either side the 7 pairs are enough." in text
    assert text.endswith("Theory made runnable: for exploration and comparison, not prediction.")
    assert max(map(len, text.splitlines())) <= 110


def test_the_summary_tells_what_an_alternative_is() -> None:
    one = compare(small(), without=["track_two", "images"], changes={"constraints.authority": 0.2}, replicates=1)
    text = one.summary()
    assert "In B no organization does track two; the money goes to what else each of them does." in text
    assert "In B the mechanism images is switched off." in text
    assert "Changed in both: constraints.authority from 0.025 to 0.2" in text
    assert "from 1 pair: too few for an interval" in text
    assert "every difference is a minus b: the scenario minus what it is compared with" in late().summary().lower()


def test_more_pairs_are_asked_for_where_the_interval_is_wide() -> None:
    wide = compare(small(), against=small(shocks={"terror": {"rate": 2.0, "severity": 8.0}}), replicates=6)
    needed = wide.verdict.of("conduct").enough
    assert needed is not None
    assert needed.target == 0.02
    if needed.pairs > 6:
        assert "An interval of 0.02 on either side would take about" in wide.summary()


def test_it_can_be_told_as_data() -> None:
    data = comparison().as_data()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert data["without"] == ["organizations"]
    assert data["against"] == {"scenario": None, "changes": []}
    assert set(data["outcomes"]) == {outcome.name for outcome in OUTCOMES}
    assert data["outcomes"]["organizations_open"]["difference"] is None
    assert data["outcomes"]["conduct"]["pairs_lower"] == 7


def test_a_saved_comparison_has_all_its_files(tmp_path: Path) -> None:
    import pandas as pd

    folder = comparison().save(tmp_path / "mine")
    tables = ("series", "actions", "organizations", "events", "comparison", "differences")
    assert {file.name for file in folder.iterdir()} == {
        "manifest.json", "comparison.csv", "differences.csv", "figure.png", "figure.pdf",
        *(f"{table}.parquet" for table in tables),
    }  # fmt: skip
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["kind"] == "compare"
    assert manifest["arms"] == ["scenario", "alternative"]
    assert manifest["alternative"]["organizations"] == {}
    assert len(manifest["differences"]) == len(small().organizations)
    assert manifest["differences"][0]["new"] is None
    series = pd.read_parquet(folder / "series.parquet")
    assert set(series["arm"]) == {"scenario", "alternative"}
    conduct = pd.read_csv(folder / "comparison.csv").set_index("outcome").to_dict("index")["conduct"]
    d = comparison().difference("conduct")
    assert [conduct[name] for name in ("difference", "low", "high")] == pytest.approx([d.mean, *d.interval])
    assert conduct["pairs"] == 7
    months = pd.read_parquet(folder / "differences.parquet")
    assert len(months) == 2 * 19
    assert (months["band_low"] <= months["low"]).all()


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    from sulha.experiments.storage import save

    one = save(comparison(), tmp_path / "one")
    two = save(compare(small(), without="organizations", replicates=7, seed=3), tmp_path / "two")
    for file in one.iterdir():
        if file.name != "manifest.json":
            assert file.read_bytes() == (two / file.name).read_bytes(), file.name


def test_an_interruption_keeps_the_finished_pairs() -> None:
    def stop(now: Progress) -> None:
        if now.replicates_done == 2 and now.months_done > 2 * 36:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        compare(small(), without="organizations", replicates=5, progress=stop)
    kept = caught.value.result
    assert isinstance(kept, Comparison)
    assert (kept.replicates, kept.asked, kept.interrupted) == (2, 5, True)
    assert "2 of 5 replicates were finished" in kept.summary()


def told(below: list[float], above: list[float]) -> str:
    """What is said of a course with this band, of a pair that differs from month 1 on."""
    low, high = np.array(below), np.array(above)
    return course_words(Course((low + high) / 2, low, high, low, high, 0))


def test_what_is_said_of_a_course_has_its_direction_and_all_its_stretches() -> None:
    harm_then_help = told([0, 1, 1, -1, -9, -9], [0, 2, 2, 1, -1, -1])
    assert harm_then_help.startswith(
        "Some pair differs from month 1 on; A is less hostile in months 4 to the end; A is more hostile in months 1–2 ("
    )
    assert "A is less hostile in months 1 (" in told([0, -2, -1], [0, -1, 1])
    assert "in no month can the arms be told apart" in told([0, -1], [0, 1])
    many = told([0, *[1, -1] * 6], [0, *[2, 1] * 6])
    assert "A is more hostile in months 1, 3, 5, 7, 2 more stretches (" in many
    assert told([0.0, 0.0], [0.0, 0.0]).startswith("Some pair differs")


def test_of_shares_the_interval_is_told_even_where_no_pair_differs() -> None:
    short = {"time.months": 5}
    one = compare("baseline", against_changes={"constraints.funding": 0.9}, changes=short, replicates=7)
    alike = one.verdict.of("agreement_reached")
    assert alike.difference.equal == 7
    assert difference_words(alike).startswith("0 in all 7 pairs [-0.")
