"""What is wrong with a scenario is said in Arabic: every kind of problem, with every value in its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from mistakes import errors

from sulha.experiments.language import report, speaking, spoken
from sulha.model.parameters import PARAMETERS
from sulha.model.wording import Said

CHECKOUT = (Path(__file__).resolve().parents[2] / "experiments" / "language").is_dir()


def inside(text: object) -> Iterator[Said]:
    """A sentence and the sentences that are values of it, at any depth."""
    if isinstance(text, Said):
        yield text
        for value in text.values.values():
            yield from inside(value)


def sentences() -> list[Said]:
    """All that can be said of the mistakes and of what parameters allow."""
    lines = [line for error in errors() for line in (*error.lines(), *map(str, error.problems))]
    return [each for text in (*lines, *(p.allowed for p in PARAMETERS.values())) for each in inside(text)]


def test_every_problem_is_said_in_arabic_with_its_values() -> None:
    said = sentences()
    assert len({sentence.template for sentence in said}) > 80
    with speaking("ar"):
        for sentence in said:
            arabic = spoken(sentence)
            assert arabic
            assert not any(f"{{{name}}}" in arabic for name in sentence.values), (sentence.template, arabic)


def test_a_report_has_the_same_lines_in_both_languages() -> None:
    for error in errors():
        assert report(error) == str(error)
        with speaking("ar"):
            assert len(report(error).splitlines()) == len(str(error).splitlines())


@pytest.mark.skipif(not CHECKOUT, reason="needs a checkout")
def test_every_template_is_found_for_the_catalogue() -> None:
    from sulha.experiments.language import extraction

    known = {message.id for message in extraction.template()}
    said = {(s.template, s.plural) if s.plural is not None else s.template for s in sentences()}
    assert said - known == set()
