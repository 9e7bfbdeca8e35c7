"""Whatever a file holds, the only error is a `ScenarioError` with a readable report; and what loads also runs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

import mutants
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sulha.model import Conflict, Setup
from sulha.model.metrics import METRICS, ORGANIZATION_METRICS
from sulha.model.parameters import PARAMETERS
from sulha.scenarios import ScenarioError, changed, load, parse, parse_assignment, source
from sulha.scenarios.problems import CODES
from sulha.scenarios.reading import decoded, read
from sulha.scenarios.validation import validated

QUIET = settings(
    max_examples=150, deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
LONG = settings(QUIET, max_examples=3000, derandomize=False)
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


def report_of(text: str) -> ScenarioError | None:
    """What is wrong with a text, which must be readable, have its place, and come soon; None if it is a scenario."""
    before = time.process_time()
    error = refusal(lambda: parse(text))
    assert time.process_time() - before < 5
    if error is None:
        return None
    assert error.problems
    for problem in error.problems:
        assert problem.message
        assert problem.code in CODES
        assert problem.line is None or 1 <= problem.line <= text.count("\n") + 1
    assert error.problems[0].code == "too_many" or any(problem.line for problem in error.problems), str(error)
    seen = str(error)
    assert len(seen) < 100_000
    assert all(line.isprintable() for line in seen.splitlines()), seen
    assert "pydantic" not in seen
    return error


def run_a_little(setup: Setup) -> None:
    """Three months of a scenario with few citizens: no exception, no infinity, no hostility out of bounds."""
    few = changed(setup, {f"societies.{society}.citizens": 20 for society in setup.societies})
    world = Conflict(few, seed=1)
    world.run_for(min(3, few.time.months))
    assert not np.isinf(world.record.series).any()
    assert not np.isnan(world.record.books).any(), ORGANIZATION_METRICS
    for place, metric in enumerate(METRICS):
        values = world.record.series[:, :, place]
        known = values[~np.isnan(values)]
        if metric.name in {"hostility", "conduct"}:
            assert known.size
            assert known.min() >= -1e-6
            assert known.max() <= 1 + 1e-6
    for society, other in world.directions:
        assert np.isfinite(world.record.of("conduct", society, other)).all()
        assert np.isfinite(world.record.of("hostility", society, other)).all()


def loads_or_says_why(data: dict[str, Any]) -> None:
    """A mutant as data and as a file: the same verdict, and what loads also runs."""
    text = mutants.written(data)
    error = report_of(text)
    if error is None:
        run_a_little(parse(text))
    # Only a file has characters and lengths that are refused on reading.
    elif not {problem.code for problem in error.problems} & {"control_character", "too_long", "duplicate_key", "empty"}:
        assert refusal(lambda: validated(data, "x")) is not None


@QUIET
@given(mutants.mutants())
def test_mutants_of_every_case_load_and_run_or_are_refused(data: dict[str, Any]) -> None:
    loads_or_says_why(data)


@pytest.mark.verify
@LONG
@given(mutants.mutants(most=6))
def test_many_mutants_of_every_case(data: dict[str, Any]) -> None:
    loads_or_says_why(data)


TEXTS = {name: source(name) for name in mutants.CASES}


@st.composite
def mutated_lines(draw: st.DrawFn) -> str:
    """A shipped file with lines gone, doubled, moved, indented otherwise, or with a piece of another file."""
    lines = TEXTS[draw(st.sampled_from(sorted(TEXTS)))].splitlines()
    for _ in range(draw(st.integers(1, 3))):
        place, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        foreign = TEXTS[draw(st.sampled_from(sorted(TEXTS)))].splitlines()
        pieces = {
            "delete": [],
            "double": [lines[place]] * 2,
            "indent": [" " * draw(st.integers(1, 3)) + lines[place]],
            "dedent": [lines[place].lstrip()],
            "tab": ["\t" + lines[place].lstrip()],
            "cut": [lines[place][: draw(st.integers(0, 40))]],
            "swap": [lines[other]],
            "foreign": foreign[(start := other % len(foreign)) : start + draw(st.integers(1, 12))],
            "piece": [lines[place] + draw(PIECES)],
        }
        lines[place : place + 1] = pieces[draw(st.sampled_from(sorted(pieces)))]
        lines = lines or [""]
    return "\n".join(lines) + "\n"


def text_loads_or_says_why(text: str) -> None:
    if report_of(text) is None:
        run_a_little(parse(text))


@QUIET
@given(mutated_lines())
def test_files_with_mutated_lines(text: str) -> None:
    text_loads_or_says_why(text)


@pytest.mark.verify
@LONG
@given(mutated_lines())
def test_many_files_with_mutated_lines(text: str) -> None:
    text_loads_or_says_why(text)


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
