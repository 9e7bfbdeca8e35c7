"""Whatever a file holds, the only error is a `ScenarioError` with a readable report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sulha.model.parameters import PARAMETERS
from sulha.scenarios import ScenarioError, changed, load, parse, parse_assignment, source
from sulha.scenarios.problems import CODES
from sulha.scenarios.reading import decoded, read
from sulha.scenarios.validation import validated

QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
OSLO = source("oslo")
PIECES = st.sampled_from(
    [
        *"[]{}#,'\"@`?\t\n\x00\u2028\x85\ufeff",
        *(": ", "- ", "&a ", "*a", "!x ", "<<: ", "---\n", "...\n", "%", "  ", "|\n", ">\n", "? "),
        *("1e999", ".nan", "true", "~", "9" * 120, "سلام"),
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def refusal(function: Callable[[], Any]) -> ScenarioError | None:
    """The error of what may succeed, and may fail in no other way."""
    try:
        function()
    except ScenarioError as error:
        return error
    return None


def only_a_scenario_error(text: str) -> None:
    error = refusal(lambda: parse(text))
    if error is not None:
        assert error.problems
        assert all(problem.message and problem.code in CODES for problem in error.problems)
        assert "pydantic" not in str(error)


@QUIET
@given(st.lists(st.tuples(st.integers(0, len(OSLO)), st.integers(0, 30), PIECES | st.text(max_size=5)), max_size=4))
def test_mutated_files(edits: list[tuple[int, int, str]]) -> None:
    text = OSLO
    for start, length, piece in edits:
        text = text[:start] + piece + text[start + length :]
    only_a_scenario_error(text)


@QUIET
@given(st.lists(PIECES | st.text(max_size=4), max_size=40))
def test_texts_that_are_hardly_yaml(pieces: list[str]) -> None:
    only_a_scenario_error("".join(pieces))


@QUIET
@given(st.binary(max_size=200))
def test_bytes(raw: bytes) -> None:
    error = refusal(lambda: decoded(raw, "x"))
    if error is None:
        only_a_scenario_error(decoded(raw, "x"))
    else:
        assert error.at("encoding") or error.at("control_character")


def _places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if not isinstance(data, dict | list):
        return [path]
    entries = data.items() if isinstance(data, dict) else enumerate(data)
    return [path, *(place for key, value in entries for place in _places(value, (*path, key)))][bool(not path) :]


PLACES = _places(read(OSLO, "oslo").data)


@QUIET
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=3))
def test_any_value_at_any_place(edits: list[tuple[tuple[Any, ...], Any]]) -> None:
    data = read(OSLO, "oslo").data
    for path, value in edits:
        holder = data
        for step in path[:-1]:
            fits = isinstance(holder, dict) or (
                isinstance(holder, list) and isinstance(step, int) and step < len(holder)
            )
            holder = holder[step] if fits and (not isinstance(holder, dict) or step in holder) else None
        if isinstance(holder, dict) or (
            isinstance(holder, list) and isinstance(path[-1], int) and path[-1] < len(holder)
        ):
            holder[path[-1]] = value
    error = refusal(lambda: validated(data, "x"))
    assert error is None or str(error).startswith("x: ")


@QUIET
@given(st.sampled_from([*PARAMETERS, "constraints.authority", "start.pain", "societies.israel", "x"]), VALUES)
def test_any_value_of_an_override(path: str, value: Any) -> None:
    error = refusal(lambda: changed(load("no_civil_society"), {path: value}))
    assert error is None or str(error).startswith("--set ")


@QUIET
@given(st.text(max_size=30) | st.builds("a={}".format, st.text(max_size=20)))
def test_any_assignment(text: str) -> None:
    error = refusal(lambda: parse_assignment(text))
    assert error is None or str(error).startswith("--set ")


@pytest.mark.parametrize(
    "text", ["{" * 300, "- " * 300, "[a, {b: " * 200, "!!binary x", "? ? ? x", ": : :", "&a [*a]", "--- |", "a: >9\n x"]
)
def test_known_traps(text: str) -> None:
    only_a_scenario_error(text)
