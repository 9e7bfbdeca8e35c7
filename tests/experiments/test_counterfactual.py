"""What a scenario can be without, and what differs between two."""

from __future__ import annotations

import pytest
import worlds
from experiments_ensembles import small

from sulha.experiments.counterfactual import MECHANISMS, Missing, missing
from sulha.experiments.differing import differences
from sulha.model import Conflict, Setup
from sulha.model.actions import ACTIONS
from sulha.scenarios import ScenarioError, changed


def without(setup: Setup, word: str) -> Setup:
    return missing(setup, word).taken_from(setup)


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("organizations", Missing("organizations")),
        ("forum", Missing("organizations", "forum")),
        ("organizations.forum", Missing("organizations", "forum")),
        ("training", Missing("activities", "training")),
        ("track_two", Missing("activities", "track_two")),
        ("activities.track_two", Missing("activities", "track_two")),
        ("mechanisms.track_two", Missing("mechanisms", "track_two")),
        ("images", Missing("mechanisms", "images")),
        ("shocks", Missing("mechanisms", "shocks")),
        ("talks", Missing("mechanisms", "talks")),
    ],
)
def test_words_mean_one_thing(word: str, meaning: Missing) -> None:
    assert missing(small(), word) == meaning
    assert missing(small(), str(meaning)) == meaning


@pytest.mark.parametrize("word", [*ACTIONS, *MECHANISMS, *(f"mechanisms.{name}" for name in MECHANISMS)])
def test_every_activity_and_mechanism_can_be_missing(word: str) -> None:
    assert isinstance(without(small(), word), Setup)


def test_a_word_that_means_nothing_is_refused_with_what_may_be_meant() -> None:
    with pytest.raises(ScenarioError) as caught:
        missing(small(), "trak_two")
    (problem,) = caught.value.problems
    assert problem.nearest == "track_two"
    for name in ("organizations", "forum", "people_to_people", "images", "mechanisms.track_two"):
        assert name in problem.allowed


def test_an_organization_called_like_something_else_must_be_named_in_full() -> None:
    description = worlds.describe()
    description["organizations"]["images"] = description["organizations"].pop("forum")
    setup = Setup.model_validate(description)
    with pytest.raises(ScenarioError, match=r"organizations\.images or mechanisms\.images"):
        missing(setup, "images")
    assert "images" not in without(setup, "organizations.images").organizations
    assert without(setup, "mechanisms.images").mechanisms.images is False


def test_one_organization_goes_with_all_that_refers_to_it() -> None:
    setup = small(
        start={"reserves": {"forum": 3.0, "press": 1.0}, "credibility": {"forum": 0.2}},
        interventions=[
            {"month": 3, "set": {"organizations.forum.status": "special", "constraints.authority": 0.1}},
            {"month": 4, "set": {"organizations.forum.status": "none"}},
        ],
        basis={"organizations.forum.home": "assumed", "organizations.press": "assumed"},
    )
    one = without(setup, "forum")
    assert set(one.organizations) == set(setup.organizations) - {"forum"}
    assert one.start.reserves == {"press": 1.0}
    assert one.start.credibility is None
    assert [item.set for item in one.interventions] == [{"constraints.authority": 0.1}]
    assert one.basis == {"organizations.press": "assumed"}


def test_without_an_activity_the_money_stays_for_the_rest() -> None:
    setup = small(interventions=[{"month": 3, "set": {"organizations.forum.strategy.track_two": 9}}])
    one = without(setup, "track_two")
    assert one.organizations["forum"].strategy == {"consultation": 2}
    assert one.organizations["forum"].funding == setup.organizations["forum"].funding
    assert one.organizations["press"] == setup.organizations["press"]
    assert one.interventions == ()
    world = worlds.after(4, Conflict(one, 1))
    assert {act.activity for _, act in world.record.decisions if act.organization == "forum"} == {"consultation"}


def test_who_does_nothing_else_saves() -> None:
    description = worlds.describe()
    description["organizations"]["forum"]["strategy"] = {"track_two": 1}
    world = worlds.after(6, Conflict(without(Setup.model_validate(description), "track_two"), 1))
    assert not [act for _, act in world.record.decisions if act.organization == "forum"]
    assert world.organizations["forum"].spent == 0


def test_a_mechanism_is_off_for_good() -> None:
    setup = small(
        mechanisms={"images": True, "talks": False},
        interventions=[{"month": 3, "set": {"mechanisms.images": True, "constraints.funding": 0.9}}],
    )
    one = without(setup, "images")
    assert one.mechanisms.images is False
    assert one.mechanisms.talks is False
    assert [item.set for item in one.interventions] == [{"constraints.funding": 0.9}]


# -- what differs


def test_nothing_differs_from_itself_in_another_order() -> None:
    description = worlds.describe()
    turned = {key: description[key] for key in reversed(description)}
    turned["organizations"] = dict(reversed(description["organizations"].items()))
    assert differences(Setup.model_validate(description), Setup.model_validate(turned)) == ()


def test_what_is_said_to_people_alone_is_no_difference() -> None:
    other = small(name="Another", about="Something", basis={"talks.state": "assumed"}, expect=[])
    assert differences(small(), other) == ()


def test_an_organization_may_be_called_like_a_field() -> None:
    description = worlds.describe()
    description["organizations"]["label"] = description["organizations"]["forum"]
    found = differences(worlds.setup(), Setup.model_validate(description))
    assert [(path, old is None) for path, old, _ in found] == [("organizations.label", True)]


def test_a_default_that_is_written_out_is_no_difference() -> None:
    assert differences(small(), changed(small(), {"constraints.funding": 1.0})) == ()
    assert differences(small(), changed(small(), {"constraints.funding": 0.4})) == (("constraints.funding", 1.0, 0.4),)


def test_a_section_that_one_lacks_is_one_difference() -> None:
    (found,) = differences(small(), without(small(), "press"))
    assert found[0] == "organizations.press"
    assert found[1]["home"] == "north"
    assert found[2] is None
