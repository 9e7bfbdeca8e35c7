"""The shipped cases: what they say, what they rest on, and that they run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from sulha.model import Conflict
from sulha.model.metrics import METRICS
from sulha.model.setup import Part, Text
from sulha.scenarios import load, names, source
from sulha.scenarios.reading import read
from sulha.scenarios.validation import resolve

#: The worlds that hypotheses are examined in: nothing is expected of them.
WORLDS = ("baseline", "no_civil_society")
#: How a note on an expectation begins in English, and then in Arabic.
VERDICTS = {
    "Shown in part": "يظهر جزئيًّا",
    "Shown": "يظهر",
    "Not shown": "لا يظهر",
    "Undecided": "غير محسوم",
}
ARABIC_LETTER = re.compile("[\u0621-\u064a]")
#: Presentation forms, kashida, digits that are not European, and punctuation of the other script.
NOT_ARABIC = re.compile("[\ufb50-\ufdff\ufe70-\ufeff\u0640\u0660-\u0669\u06f0-\u06f9,;?]| [،؛؟.:]")
#: Words that mean something else to an Arab reader than what the tool speaks of.
TRAPS = re.compile("المخرّبون|المخربون|الحشد|الوكلاء|التدخّل|التدخل|فترة الثقة|الاحتكاك|الإرهاب")


def values(data: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The dotted paths of all numbers and switches that describe the world or what is expected of it."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            if path or key != "format":
                yield from values(value, (*path, str(key)))
    elif isinstance(data, int | float) or path[0] == "constraints":
        yield ".".join(path)


def texts(part: Any) -> Iterator[Text]:
    """Everything that people read in a description, wherever it stands."""
    if isinstance(part, Text):
        yield part
    elif isinstance(part, Part):
        for field in type(part).model_fields:
            yield from texts(getattr(part, field))
    elif isinstance(part, dict | tuple):
        for item in part.values() if isinstance(part, dict) else part:
            yield from texts(item)


def is_historical(name: str) -> bool:
    """Whether a shipped case says at its head that it is one of history."""
    return "# A stylized case:" in source(name)


def verdict(note: str) -> str | None:
    """The verdict that a note begins with."""
    return next((said for said in VERDICTS if note.startswith((f"{said}:", f"{said} "))), None)


@pytest.mark.parametrize("name", names())
class TestEveryCase:
    def test_the_license_stands_at_its_head(self, name: str) -> None:
        assert "# License: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/" in source(name)

    def test_every_value_says_whether_it_is_documented(self, name: str) -> None:
        basis = load(name).basis
        for path in values(read(source(name), name).data):
            assert any(path == said or path.startswith(f"{said}.") for said in basis), path

    def test_every_basis_is_of_something_that_is_there(self, name: str) -> None:
        data = read(source(name), name).data
        for path, text in load(name).basis.items():
            assert ".".join(str(step) for step in resolve(data, path)) == path
            assert text.startswith(("assumption", "documented")), path

    def test_whatever_people_choose_from_has_a_name(self, name: str) -> None:
        setup = load(name)
        assert setup.about is not None
        for kind in (setup.societies, setup.organizations, setup.intergovernmental):
            for id, part in kind.items():
                assert part.label is not None, id
        for id, organization in setup.organizations.items():
            assert organization.about is not None or not is_historical(name), id

    def test_people_read_it_in_both_languages(self, name: str) -> None:
        for text in texts(load(name)):
            assert text.ar is not None, text.en
            assert ARABIC_LETTER.search(text.ar), text.en
            assert not ARABIC_LETTER.search(text.en), text.en

    def test_its_arabic_is_written_as_arabic(self, name: str) -> None:
        for text in texts(load(name)):
            for wrong in (NOT_ARABIC, TRAPS):
                assert wrong.findall(str(text.ar)) == [], text.ar

    def test_what_is_documented_has_sources(self, name: str) -> None:
        setup = load(name)
        claims = any(text.startswith("documented") for text in setup.basis.values())
        assert setup.sources or not (claims or is_historical(name))

    def test_it_points_to_nothing_that_readers_cannot_see(self, name: str) -> None:
        assert not re.search(r"specification|design|section \d|the trial\b", source(name), re.IGNORECASE)

    def test_a_case_of_history_says_what_its_values_were_set_before(self, name: str) -> None:
        lines = source(name).splitlines()
        comments = " ".join(line.lstrip("# ") for line in lines if line.startswith("#"))
        assert ("before any run of version 1 of the model" in comments) == is_historical(name)
        assert comments.count("The documented pattern.") == is_historical(name)

    def test_a_case_of_history_has_its_time(self, name: str) -> None:
        assert load(name).time.start is not None or not is_historical(name)

    def test_it_says_what_it_expects(self, name: str) -> None:
        setup = load(name)
        assert bool(setup.expect) == (name not in WORLDS)
        assert "expect" in setup.basis or not setup.expect

    def test_what_it_expects_can_fail(self, name: str) -> None:
        ranges = {metric.name: metric.range for metric in METRICS}
        for expectation in load(name).expect:
            low, high = expectation.share or expectation.mean or (0, 1)
            lowest, highest = (0, 1) if expectation.share else ranges[expectation.metric]
            assert low > lowest or high < highest, expectation.metric

    def test_a_note_says_what_runs_show_of_it(self, name: str) -> None:
        for expectation in load(name).expect:
            assert expectation.note is not None, expectation.metric
            said = verdict(expectation.note.en)
            assert said is not None, expectation.note.en
            assert str(expectation.note.ar).startswith(VERDICTS[said]), expectation.note.ar

    def test_it_runs(self, name: str) -> None:
        world = Conflict(load(name), seed=1)
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
    assert {activity for o in setup.organizations.values() for activity in o.strategy} == {
        "track_two", "people_to_people", "public_diplomacy", "cultural_exchange", "advocacy", "consultation",
        "training",
    }  # fmt: skip
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


def test_the_cases_of_history() -> None:
    assert {name for name in names() if is_historical(name)} == {
        "cyprus", "dartmouth", "inter_tajik", "liberia", "mozambique", "neemrana", "northern_ireland", "oslo",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("oslo", "parameters.talks.agreement_rate"),
        ("cyprus", "parameters.influence.elite_cue"),
        ("northern_ireland", "societies.unionists.outlook"),
        ("northern_ireland", "societies.nationalists.outlook"),
        ("northern_ireland", "societies.unionists.government.grievance"),
        ("northern_ireland", "societies.nationalists.government.grievance"),
        ("liberia", "interventions"),
    ],
)
def test_values_chosen_after_trials_say_so(name: str, path: str) -> None:
    assert "chosen after trials with an earlier sketch of the model" in load(name).basis[path]
    assert "chosen after trials" in source(name).split("format:")[0].replace("\n# ", " ")


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
