"""Nothing that is said of a wrong scenario is bare English: all of it can be said in another language."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator

import pytest
from mistakes import errors

from sulha.model.parameters import PARAMETERS
from sulha.model.wording import Said
from sulha.scenarios import Problem, ScenarioError
from sulha.scenarios.problems import CODES, LISTED

#: Names of the format or the file, which are the same in every language: "1", "north, south".
NAMES = re.compile(r"(\w+(, \w+)*)?")


def problems() -> Iterator[Problem]:
    return (problem for error in errors() for problem in error.problems)


def bare(text: object) -> Iterator[str]:
    """Pieces of a sentence that are words and no template: what was put into it as a value."""
    if isinstance(text, Said):
        for value in text.values.values():
            yield from bare(value)
    elif isinstance(text, str):
        yield text


def test_the_mistakes_are_of_every_kind() -> None:
    assert {problem.code for problem in problems()} == set(CODES)


def test_every_message_can_be_said_in_another_language() -> None:
    assert [problem for problem in problems() if not isinstance(problem.message, Said)] == []


def test_what_is_allowed_can_be_said_in_another_language() -> None:
    allowed = [problem.allowed for problem in problems()]
    assert [text for text in allowed if not isinstance(text, Said) and not NAMES.fullmatch(text)] == []
    assert all(isinstance(parameter.allowed, Said) for parameter in PARAMETERS.values())


def test_every_line_of_a_report_can_be_said_in_another_language() -> None:
    for error in errors():
        lines = error.lines()
        assert all(isinstance(line, Said) for line in lines)
        assert str(error) == "\n".join(lines)
        assert all(isinstance(str(problem), Said) for problem in error.problems)


def test_no_english_hides_in_a_value() -> None:
    """What is put into a template is a name, a number or a piece of the file, and no sentence of ours."""
    words = re.compile(r"\b(a|an|the|is|are|not|of|or|and|must|each|from|under|did) [a-z]+")
    # Why something is no YAML is said in the words of its parser.
    mine = [problem for problem in problems() if problem.code != "syntax"]
    pieces = {piece for problem in mine for piece in (*bare(problem.message), *bare(problem.allowed))}
    assert {piece for piece in pieces if words.search(piece)} == set()


@pytest.mark.parametrize("count", [1, 2, LISTED + 1])
def test_an_error_survives_a_pickle_with_its_sentences(count: int) -> None:
    some = list(problems())[:count]
    error = ScenarioError("x.yaml", some)
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error)
    assert [_made_of(line) for line in again.lines()] == [_made_of(line) for line in error.lines()]
    assert [_made_of(p.message) for p in again.problems] == [_made_of(p.message) for p in error.problems]


def _made_of(text: str) -> tuple[object, ...]:
    assert isinstance(text, Said)
    return text.template, text.values, text.plural, text.n
