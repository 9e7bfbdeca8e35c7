"""`ranges` in a specification: the parameters of the model over their plausible ranges, as factors."""

from __future__ import annotations

import pytest

from sulha.experiments.sweeps.layout import as_asked, described
from sulha.experiments.sweeps.specification import Levels, Range, Specification, parse
from sulha.model import PARAMETERS
from sulha.scenarios import ScenarioError

HEAD = "format: 1\nscenario: baseline\nreplicates: 2\ndesign: {kind: latin_hypercube, points: 4}\n"
PLAUSIBLE = {id for id, one in PARAMETERS.items() if one.sweep and not one.components}
LEVELS = "track_two.level_top, track_two.level_middle, track_two.level_grassroots"


def asked(text: str) -> Specification:
    return parse(HEAD + text)


def test_all_is_every_number_over_its_plausible_range() -> None:
    factors = asked("ranges: all").factors
    assert set(factors) == PLAUSIBLE
    reversion, memory = factors["images.reversion"], factors["contact.memory"]
    assert isinstance(reversion, Range)
    assert (reversion.low, reversion.high) == PARAMETERS["images.reversion"].sweep
    assert isinstance(memory, Levels)
    assert memory.values == tuple(range(3, 25))  # whole numbers stay whole


def test_some_can_be_left_out_by_name_or_group() -> None:
    factors = asked("ranges: {without: [talks, images.noise]}").factors
    assert set(factors) == {id for id in PLAUSIBLE if not id.startswith("talks.")} - {"images.noise"}


def test_a_factor_by_itself_counts() -> None:
    factors = asked("ranges: {without: [talks]}\nfactors: {images.noise: [0, 0.1], talks.protest: [0, 1]}").factors
    assert factors["images.noise"].levels() == (0, 0.1)
    assert factors["talks.protest"].levels() == (0, 1)


def test_what_is_kept_is_what_ranges_stood_for() -> None:
    kept = as_asked(asked("ranges: {without: [talks]}"))
    assert "ranges" not in kept
    assert kept["factors"]["images.reversion"]["high"] == PARAMETERS["images.reversion"].sweep[1]  # type: ignore[index]
    assert Specification.model_validate(kept) == asked("ranges: {without: [talks]}")


def test_the_points_of_ranges_are_worlds() -> None:
    made = described(asked(f"ranges: {{without: [world, {LEVELS}]}}"))
    assert len(made.points) == 4
    made.task  # noqa: B018 (describes every factor)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ranges: {without: [talk]}", "talk is neither a parameter nor a group of them"),
        ("ranges: {but: [talks]}", "the key 'but' is not known here"),
        ("ranges: some", "all, or a section with `without`"),
        ("", "there are no factors"),
        ("factors: {}", "there are no factors"),
    ],
)
def test_what_is_refused(text: str, says: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        asked(text)
    assert says in str(caught.value)
