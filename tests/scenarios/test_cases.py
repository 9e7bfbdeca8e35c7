"""The shipped cases: what they say, what they rest on, and that they run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from sulha.model import Conflict
from sulha.model.actions import ACTIONS
from sulha.scenarios import changed, load, names, source
from sulha.scenarios.reading import read
from sulha.scenarios.validation import resolve


def numbers(data: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The dotted paths of all numbers that describe the world or what is expected of it."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            if path or key != "format":
                yield from numbers(value, (*path, str(key)))
    elif isinstance(data, int | float) and not isinstance(data, bool):
        yield ".".join(path)


@pytest.mark.parametrize("name", names())
class TestEveryCase:
    def test_the_license_stands_at_its_head(self, name: str) -> None:
        assert "# License: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/" in source(name)

    def test_every_number_says_whether_it_is_documented(self, name: str) -> None:
        basis = load(name).basis
        for path in numbers(read(source(name), name).data):
            assert any(path == said or path.startswith(f"{said}.") for said in basis), path

    def test_every_basis_is_of_something_that_is_there(self, name: str) -> None:
        data = read(source(name), name).data
        for path, text in load(name).basis.items():
            assert ".".join(str(step) for step in resolve(data, path)) == path
            assert text.startswith(("assumption", "documented")), path

    def test_people_read_it_in_both_languages(self, name: str) -> None:
        setup = load(name)
        texts = [setup.name, setup.about]
        texts += [
            part.label
            for kind in (setup.societies, setup.organizations, setup.intergovernmental)
            for part in kind.values()
        ]
        for text in texts:
            assert text is not None
            assert text.ar is not None
            assert re.search("[\u0621-\u064a]", text.ar)
            assert not re.search("[\u0621-\u064a]", text.en)

    def test_it_names_its_sources(self, name: str) -> None:
        assert load(name).sources

    def test_it_runs(self, name: str) -> None:
        world = Conflict(changed(load(name), {"time.months": 96}), seed=1)
        world.run_for(6)
        assert world.month == 6


def test_no_civil_society_is_the_baseline_without_organizations() -> None:
    with_, without = (read(source(name), name).data for name in ("baseline", "no_civil_society"))
    assert "organizations" not in without
    for data in (with_, without):
        for key in ("name", "about", "organizations"):
            data.pop(key, None)
        data["basis"].pop("organizations", None)
    assert with_ == without


def test_the_baseline_does_everything_on_both_sides_alike() -> None:
    setup = load("baseline")
    assert len(setup.organizations) == 12
    assert {activity for o in setup.organizations.values() for activity in o.strategy} == set(ACTIONS)
    assert {o.level for o in setup.organizations.values()} == {"top", "middle", "grassroots"}
    assert {source for o in setup.organizations.values() for source in o.funding} == {
        "home_state", "foreign", "intergovernmental", "members", "own_income",
    }  # fmt: skip
    assert all(0.6 <= sum(o.funding.values()) <= 1.6 for o in setup.organizations.values())
    a, b = (setup.societies[f"society_{side}"].model_copy(update={"label": None}) for side in "ab")
    assert a.model_dump(exclude={"government": {"called"}}) == b.model_dump(exclude={"government": {"called"}})
    for name, organization in setup.organizations.items():
        assert set(organization.works_on) == {"society_a", "society_b"}
        if name.endswith("_a"):
            mirror = setup.organizations[f"{name.removesuffix('_a')}_b"]
            assert mirror.home == "society_b"
            same = ("level", "funding", "strategy", "skill", "status", "works_on", "issues", "line")
            assert all(getattr(organization, field) == getattr(mirror, field) for field in same)


def test_oslo_is_the_case_of_the_design() -> None:
    setup = load("oslo")
    assert setup.time.start == "1992-12"
    assert setup.label("fafo", "ar") == "معهد فافو (النرويج)"
    assert {organization.level for organization in setup.organizations.values()} == {"top", "grassroots"}
    parameters = setup.resolved_parameters()
    assert parameters.talks.agreement_rate == 0.1
    assert parameters.shocks.during_agreement == 1
    assert setup.start.pain == 0.8
    assert [e.metric for e in setup.expect] == ["talks_opened", "agreement_reached", "relapse"]
