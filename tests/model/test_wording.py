"""Sentences that remember how they were made are ordinary texts, and lose nothing on their way."""

from __future__ import annotations

import copy
import pickle

import pytest

from sulha.model import Setup
from sulha.model.parameters import ParameterOutOfBounds, Parameters, UnknownParameter
from sulha.model.setup import Inconsistency, Inconsistent, UnknownPath, changed
from sulha.model.wording import Said, answered, escaped, joined, nsaid, said


def small() -> Setup:
    return Setup.model_validate({"format": 1, "name": "x", "societies": {"north": {}, "south": {}}})


def made_of(sentence: Said) -> tuple[object, ...]:
    return str(sentence), sentence.template, sentence.values, sentence.plural, sentence.n


def test_a_sentence_is_an_ordinary_text_that_keeps_how_it_was_made() -> None:
    sentence = said("month {month} is after the end ({months})", month=9, months=6)
    assert sentence == "month 9 is after the end (6)"
    assert hash(sentence) == hash("month 9 is after the end (6)")
    assert made_of(sentence)[1:] == ("month {month} is after the end ({months})", {"month": 9, "months": 6}, None, 1)


def test_braces_of_a_value_are_left_alone_and_a_text_without_values_stands_as_it_is() -> None:
    assert said("the key '{key}'", key="{a}") == "the key '{a}'"
    assert said("write {months: 3}") == "write {months: 3}"


@pytest.mark.parametrize(("n", "text"), [(0, "0 problems"), (1, "1 problem"), (2, "2 problems")])
def test_a_number_chooses_the_form(n: int, text: str) -> None:
    sentence = nsaid("{n} problem", "{n} problems", n)
    assert sentence == text
    assert (sentence.template, sentence.plural, sentence.n) == ("{n} problem", "{n} problems", n)


def test_texts_are_joined_by_a_template() -> None:
    assert joined("{first}, or {rest}", []) == ""
    alone = said("a text")
    assert joined("{first}, or {rest}", [alone]) is alone
    three = joined("{first}, or {rest}", ["a", alone, "c"])
    assert three == "a, or a text, or c"
    assert isinstance(three, Said)
    assert three.template == "{first}, or {rest}"
    assert isinstance(three.values["rest"], Said)
    assert three.values["rest"].values["first"] is alone


def test_an_answer_has_what_is_known_of_the_remedy() -> None:
    assert answered("wrong") == "wrong"
    assert answered("wrong", "right") == "wrong; did you mean 'right'?"
    assert answered("wrong", None, "a, b") == "wrong; allowed: a, b"
    assert answered("wrong", "right", "a, b") == "wrong; did you mean 'right'?; allowed: a, b"


@pytest.mark.parametrize(("text", "shown"), [("a\x1b[0m\u202e", r"a\x1b[0m\u202e"), ("سلام", "سلام"), ("it's", "it's")])
def test_what_nobody_sees_is_written_out(text: str, shown: str) -> None:
    assert escaped(text) == shown


SENTENCES = [
    said("nothing"),
    said("{what} does not fit here", what=said("the number {n}", n=3)),
    nsaid("{n} of {what}", "{n} of {what}s", 7, what=said("it")),
    joined("{first}; {rest}", [said("a"), nsaid("{n} b", "{n} bs", 2)]),
]


@pytest.mark.parametrize("sentence", SENTENCES, ids=str)
def test_a_copy_is_made_alike(sentence: Said) -> None:
    pickles = [pickle.loads(pickle.dumps(sentence, protocol)) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)]
    for other in (*pickles, copy.copy(sentence), copy.deepcopy(sentence)):
        assert type(other) is Said
        assert made_of(other) == made_of(sentence)
        for name, value in sentence.values.items():
            assert type(other.values[name]) is type(value)


def test_an_error_with_a_sentence_keeps_it() -> None:
    sentence = said("the lower end {low} is above the upper end {high}", low=2, high=1)
    assert str(ValueError(sentence)) is sentence


def test_errors_of_parameters_are_sentences() -> None:
    for changes in ({"images.reversion": 2.0}, {"images.weights": (1.0, 1.0, 1.0)}, {"contact.memory": 2.5}):
        with pytest.raises(ParameterOutOfBounds) as refused:
            Parameters().changed(changes)
        assert isinstance(str(refused.value), Said)
        assert isinstance(refused.value.allowed, Said)
    for id in ("images.reversoin", "x"):
        with pytest.raises(UnknownParameter) as unknown:
            Parameters().changed({id: 0.1})
        assert isinstance(str(unknown.value), Said)


def test_errors_of_the_description_survive_a_pickle() -> None:
    with pytest.raises(UnknownPath) as unknown:
        changed(small(), {"constraints.fundin": 1})
    problems = [Inconsistency("a.b", said("there is no {name}", name="b"), "c", "a, c"), Inconsistency("d", said("no"))]
    for error in (unknown.value, Inconsistent(problems)):
        again = pickle.loads(pickle.dumps(error))
        assert (str(again), vars(again)) == (str(error), vars(error))
    assert str(Inconsistent(problems)) == "a.b: there is no b; did you mean 'c'?; allowed: a, c; d: no"
    assert isinstance(unknown.value.message, Said)
    assert unknown.value.nearest == "constraints.funding"
