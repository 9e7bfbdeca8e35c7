"""What is remembered of a run: rows, columns, month 0, acts, events."""

from __future__ import annotations

import numpy as np
import pytest
import worlds

from sulha.model import Conflict
from sulha.model.metrics import METRICS, ORGANIZATION_METRICS, Scope


@pytest.fixture(scope="module")
def world() -> Conflict:
    return worlds.after(12, Conflict(worlds.three(), 2))


def test_month_zero_is_before_the_first_step() -> None:
    world = Conflict(worlds.setup(), 2)
    assert world.record.series.shape == (1, len(world.record.rows), len(METRICS))
    assert world.record.of("conduct", "north", "south")[0] == pytest.approx(0.625)
    assert world.record.of("pain", "north", "south")[0] == pytest.approx(0.625)
    assert world.record.of("organizations_open")[0] == 7
    assert world.record.of("doves", "north", "south")[0] == 0
    assert world.record.book("spent", "forum")[0] == 0
    assert world.record.decisions == []
    assert world.record.events == []
    world.run_for(2)
    assert len(world.record.series) == 3
    assert world.record.books.shape == (3, 7, len(ORGANIZATION_METRICS))


def test_rows_name_the_world_its_levels_societies_directions_and_holders(world: Conflict) -> None:
    rows = world.record.rows
    assert len(set(rows)) == len(rows)
    by_scope = {scope: [(a, t) for s, a, t in rows if s is scope] for scope in Scope}
    assert by_scope[Scope.WORLD] == [("world", "")]
    assert {a for a, _ in by_scope[Scope.LEVEL]} == {"populations", "governments", "intergovernmental", "organizations"}
    assert by_scope[Scope.SOCIETY] == [(s, "") for s in ("east", "north", "west")]
    assert by_scope[Scope.DIRECTION] == sorted((s, o) for s in world.societies for o in world.societies if s != o)
    holders = by_scope[Scope.HOLDER]
    assert len([h for h in holders if h[0].endswith(".government")]) == 6
    assert {t for a, t in holders if a == "forum"} == {"east", "north", "west"}
    assert {t for a, t in holders if a == "bridge"} == {"north", "west"}
    assert {t for a, t in holders if a == "league"} == {"east", "north", "west"}


def test_metrics_are_missing_where_they_do_not_apply(world: Conflict) -> None:
    series = world.record.series
    for row, (scope, _, _) in enumerate(world.record.rows):
        for place, metric in enumerate(METRICS):
            if scope not in metric.scopes:
                assert np.isnan(series[:, row, place]).all()


def test_means_are_means(world: Conflict) -> None:
    of = world.record.of
    directions = list(world.directions)
    for name in ("hostility", "trust"):
        all_ = np.mean([of(name, *key) for key in directions], axis=0)
        np.testing.assert_allclose(of(name), all_)
        np.testing.assert_allclose(of(name, "populations"), all_)
        governments = np.mean([of(name, f"{s}.government", o) for s, o in directions], axis=0)
        np.testing.assert_allclose(of(name, "governments"), governments)
    h = worlds.hostility(world, "east", "west")
    assert of("hostility", "east", "west")[-1] == pytest.approx(h.mean(), abs=1e-6)
    assert of("polarization", "east", "west")[-1] == pytest.approx(4 * h.var(), abs=1e-6)
    assert of("hostile_share", "east", "west")[-1] == pytest.approx((h > 0.5).mean())
    np.testing.assert_allclose(of("goldstein"), 8.3 - 18.3 * of("conduct"))
    gaps = [np.abs(of(n, "east", "west") - of(n, "west", "east")) for n in ("intent", "trust", "humanity")]
    np.testing.assert_allclose(of("image_distance", "east", "west"), np.mean(gaps, axis=0))


def test_sums_over_the_sector(world: Conflict) -> None:
    of, book = world.record.of, world.record.book
    names = world.record.organizations
    assert names == ("bridge", "forum", "home")
    for name in ("income", "spent"):
        np.testing.assert_allclose(of(name), sum(book(name, k) * book("open", k) for k in names))
    np.testing.assert_allclose(of("organizations_open"), sum(book("open", k) for k in names))


def test_events_are_codes_with_numbers(world: Conflict) -> None:
    events = world.record.events
    assert {event.code for event in events} >= {"attack", "talks_opened"}
    assert [event.month for event in events] == sorted(event.month for event in events)
    for event in events:
        assert event.code.isidentifier()
        assert 1 <= event.month <= 12
        assert event.actor in world.societies
        assert event.toward in world.societies
        assert event.numbers
        assert all(isinstance(number, float) and np.isfinite(number) for number in event.numbers.values())
    attacks = world.record.happened("attack")
    severity = sum(float(event.numbers["severity"]) for event in attacks)
    assert world.record.of("attack").sum() == pytest.approx(severity)
    assert {event.code for event in attacks} == {"attack"}


def test_decisions_carry_their_month(world: Conflict) -> None:
    months = [month for month, _ in world.record.decisions]
    assert months == sorted(months)
    assert set(months) == set(range(1, 13))


def test_what_is_not_there_is_a_key_error(world: Conflict) -> None:
    with pytest.raises(KeyError, match="happiness"):
        world.record.of("happiness")
    with pytest.raises(KeyError, match="nowhere"):
        world.record.of("conduct", "nowhere")
    with pytest.raises(KeyError, match="nobody"):
        world.record.book("capacity", "nobody")
    with pytest.raises(KeyError, match="happiness"):
        world.record.book("happiness", "forum")
