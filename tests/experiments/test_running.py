"""Running ensembles: pairs, determinism, tables, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import worlds
from experiments_ensembles import result, small

from sulha.experiments import Interrupted, run
from sulha.experiments.arms import without_organizations
from sulha.experiments.outcomes import outcome_window
from sulha.experiments.running import Progress
from sulha.experiments.tables import TABLES
from sulha.model import Conflict
from sulha.model.metrics import METRICS, ORGANIZATION_METRICS
from sulha.model.terms import EVENTS
from sulha.scenarios import ScenarioError


def test_replicates_are_those_of_the_model() -> None:
    world = Conflict(small(), 3, replicate=2)
    world.run_for(18)
    expected = world.record.of("hostility", "north")
    assert np.array_equal(result().values("hostility", "north")[2], expected.astype(np.float32))


def test_both_arms_draw_the_same_numbers() -> None:
    def attacks(arm: str) -> list[tuple[int, int, float]]:
        kept = result().arm(arm).trajectories
        return [
            (k.replicate, e.month, float(e.numbers["severity"])) for k in kept for e in k.events if e.code == "attack"
        ]

    assert attacks("without_organizations") == attacks("scenario")


def test_without_organizations_nothing_refers_to_them() -> None:
    setup = small(
        start={"reserves": {"forum": 3.0}, "pain": 0.4},
        interventions=[
            {"month": 3, "set": {"organizations.forum.status": "special", "constraints.authority": 0.1}},
            {"month": 4, "set": {"organizations.press.status": "special"}},
        ],
        basis={"organizations.forum.home": "assumed", "talks.state": "assumed"},
    )
    without = without_organizations(setup)
    assert without.organizations == {}
    assert without.start.reserves is None
    assert without.start.pain == 0.4
    assert [item.set for item in without.interventions] == [{"constraints.authority": 0.1}]
    assert without.basis == {"talks.state": "assumed"}


def test_a_world_without_organizations_has_one_arm() -> None:
    assert [arm.name for arm in run(worlds.bare(time={"months": 2}), replicates=1).arms] == ["scenario"]
    assert [arm.name for arm in run(small(), replicates=1, without_organizations=False).arms] == ["scenario"]


def test_changes_are_made_and_remembered() -> None:
    changed = run(small(), replicates=1, changes={"constraints.funding": 0.25, "influence.weight": 0.3})
    assert changed.setup.constraints.funding == 0.25
    assert changed.changes[0] == ("constraints.funding", 1.0, 0.25)
    assert [c["path"] for c in changed.manifest["changes"]] == ["constraints.funding", "influence.weight"]
    assert "Changed: constraints.funding from 1.0 to 0.25" in changed.summary()
    with pytest.raises(ScenarioError, match=r"constraints\.fundin"):
        run(small(), replicates=1, changes={"constraints.fundin": 1})


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"replicates": 0}, "replicates is 0; give a whole number from 1"),
        ({"replicates": 1.5}, "replicates is 1.5; give a whole number from 1"),
        ({"replicates": "3"}, "replicates is 3; give a whole number from 1"),
        ({"seed": -1}, "seed is -1; give a whole number"),
        ({"seed": 1.5}, "seed is 1.5; give a whole number"),
    ],
)
def test_impossible_numbers_are_refused(wrong: dict[str, Any], text: str) -> None:
    with pytest.raises(ValueError, match=text):
        run(small(), **wrong)


def test_an_expectation_of_nothing_known_is_refused_before_the_run() -> None:
    wrong = small(expect=[{"metric": "talks_open", "share": [0, 1]}])
    with pytest.raises(ScenarioError, match=r"expect\.0\.metric: 'talks_open' is not an event") as caught:
        run(wrong)
    assert caught.value.problems[0].nearest == "talks_opened"
    assert "relapse" in caught.value.problems[0].allowed


def test_progress_ends_with_everything_done() -> None:
    told: list[Progress] = []
    run(small(), replicates=2, progress=told.append)
    assert told[-1] == Progress(2, 2, 72, 72)
    assert [now.months_done for now in told] == sorted(now.months_done for now in told)


def test_an_interruption_keeps_the_finished_pairs() -> None:
    def stop(now: Progress) -> None:
        if now.replicates_done == 2 and now.months_done > 2 * 36:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        run(small(), replicates=5, progress=stop)
    kept = caught.value.result
    assert kept is not None
    assert (kept.replicates, kept.asked, kept.interrupted) == (2, 5, True)
    assert kept.manifest["interrupted"] is True
    assert "2 of 5 replicates were finished" in kept.summary()
    assert all(len(arm.trajectories) == 2 for arm in kept.arms)


def test_an_interruption_before_the_first_pair_keeps_nothing() -> None:
    def stop(now: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        run(small(), replicates=5, progress=stop)
    assert caught.value.result is None


def test_the_same_seed_gives_the_same_result_and_another_seed_another() -> None:
    again, other = run(small(), replicates=7, seed=3), run(small(), replicates=1, seed=4)
    assert again.series.equals(result().series)
    assert again.verdict.as_data() == result().verdict.as_data()
    assert not np.array_equal(again.values("hostility")[0], other.values("hostility")[0])


# -- tables


def test_the_series_have_the_columns_others_depend_on() -> None:
    series = result().series
    assert list(series) == [
        "point", "arm", "replicate", "month", "date", "actor", "toward", *(metric.name for metric in METRICS)
    ]  # fmt: skip
    assert {str(series[metric.name].dtype) for metric in METRICS} == {"float32"}
    rows = sum(len(arm.rows) for arm in result().arms)
    assert len(series) == 7 * 19 * rows
    assert str(series["date"].min())[:10] == "1992-12-01"
    assert str(series["date"].max())[:10] == "1994-06-01"


def test_a_cell_of_the_series_is_what_the_model_recorded() -> None:
    series = result().series
    cell = series[
        (series["arm"] == "scenario") & (series["replicate"] == 2) & (series["month"] == 7)
        & (series["actor"] == "north") & (series["toward"] == "south")
    ]  # fmt: skip
    assert cell["conduct"].item() == result().values("conduct", "north", "south")[2, 7].astype(np.float32)


def test_months_have_no_date_where_the_scenario_has_none() -> None:
    undated = run(small(time={"months": 18}), replicates=1, without_organizations=False)
    assert undated.series["date"].isna().all()


def test_actions_tell_what_was_decided_and_refused() -> None:
    actions = result().actions
    assert list(actions) == [
        "arm", "replicate", "month", "organization", "activity", "channel", "society", "other", "size", "cost",
        "reach", "coordination", "issue", "refused",
    ]  # fmt: skip
    assert set(actions["arm"]) == {"scenario"}
    assert (actions["refused"] == "access").any()
    verdict = result().verdict.arms[0]
    assert verdict.planned == len(actions)
    assert verdict.refused["access"] == (actions["refused"] == "access").sum()


def test_the_books_have_a_row_an_organization_and_month() -> None:
    books = result().organizations
    assert list(books) == ["arm", "replicate", "month", "organization", *(m.name for m in ORGANIZATION_METRICS)]
    assert len(books) == 7 * 7 * 19


def test_events_are_codes_with_numbers_and_a_sentence() -> None:
    events = result().events
    assert list(events) == ["arm", "replicate", "month", "code", "actor", "toward", "numbers", "text"]
    assert set(events["code"]) <= set(EVENTS)
    attack = events[(events["code"] == "attack") & (events["month"] == 5)].iloc[0]
    assert json.loads(attack["numbers"])["severity"] == 2
    assert attack["text"].startswith("Attack on north, attributed to the side of south, severity ")
    change = events[events["code"] == "intervention"].iloc[0]
    assert change["text"] == "Donors leave (constraints.funding = 0.5)."


def test_every_event_of_the_model_is_known_here() -> None:
    import re

    import sulha.model

    source = "".join(file.read_text("utf-8") for file in Path(next(iter(sulha.model.__path__))).rglob("*.py"))
    told = set(re.findall(r"""(?:tell\(|_enter\([^"]*|_fail\([^"]*)\s*"([a-z_]+)\"""", source))
    assert told - {"conflict", "talks", "agreement", "peace"} <= set(EVENTS)


def test_every_table_has_what_its_schema_says() -> None:
    for layout in TABLES.values():
        assert layout.of(result()).schema.equals(layout.schema)


# -- what is read off


@pytest.mark.parametrize(
    ("months", "window"), [(240, (61, 240)), (60, (31, 60)), (61, (61, 61)), (7, (4, 7)), (1, (1, 1))]
)
def test_the_outcome_window_skips_the_start(months: int, window: tuple[int, int]) -> None:
    assert outcome_window(worlds.bare(time={"months": months})) == window
