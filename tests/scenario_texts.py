"""Small scenario texts that the tests of this folder share."""

from __future__ import annotations

import pytest

from sulha.model import Setup
from sulha.scenarios import Problem, ScenarioError, parse

SMALL = """\
format: 1
name: A small world
time: {months: 24}
societies:
  north: {citizens: 100}
  south: {citizens: 100}
organizations:
  bridges:
    home: north
    works_on: {north: {}, south: {}}
    funding: {members: 0.5}
    strategy: {track_two: 1}
"""
#: The line of what `small` adds.
LAST = SMALL.count("\n") + 1


def small(more: str = "", *, without: str = "") -> str:
    """The small scenario with lines added at its end, or one line left out."""
    assert without in SMALL
    return SMALL.replace(without, "") + more


def refused(text: str) -> ScenarioError:
    """The error that a text is refused with."""
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.yaml")
    return caught.value


def only(text: str) -> Problem:
    """The one problem of a text."""
    error = refused(text)
    assert len(error.problems) == 1, str(error)
    return error.problems[0]


def accepted(text: str) -> Setup:
    """The world of a text that is fine."""
    return parse(text, "x.yaml")
